// Writes our nodes in one line, so that a test can say what a text should be read as.
// It reads nothing; called by test/hcl/.
import type { Body, Expression, SplatStep, TemplatePart } from '../../server/src/hcl/nodes.ts';
import { parse } from './grammar.ts';

/** How the value of `x = text` is read, fully bracketed: `(a ? b : (c ? d : e))`. */
export function readAs(text: string): string {
  const attribute = parse('/w/main.tf', `x = ${text}\n`).body.attributes[0];
  return attribute === undefined ? 'nothing' : show(attribute.expression);
}

/** A body in one line: its arguments, then its blocks. */
export function showBody(body: Body): string {
  const attributes = body.attributes.map((attribute) => `${attribute.name} = ${show(attribute.expression)}`);
  const blocks = body.blocks.map((block) => {
    const header = [block.type, ...block.labels.map((label) => JSON.stringify(label.value))].join(' ');
    return `${header} { ${showBody(block.body)} }`;
  });
  return [...attributes, ...blocks].join('; ');
}

/** An expression in one line, every operation in parentheses, parentheses of the text as `paren(...)`. */
export function show(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return expression.text;
    case 'bool':
      return String(expression.value);
    case 'null':
    case 'invalid':
      return expression.kind;
    case 'template':
      return `"${expression.parts.map(showPart).join('|')}"`;
    case 'tuple':
      return `[${expression.elements.map(show).join(', ')}]`;
    case 'object':
      return `{${expression.items
        .map((item) => `${item.key.kind === 'name' ? `name ${item.key.name}` : show(item.key)} = ${show(item.value)}`)
        .join(', ')}}`;
    case 'name':
      return expression.name;
    case 'access':
      return `${show(expression.target)}.${expression.name}`;
    case 'index':
      return `${show(expression.target)}[${show(expression.key)}]`;
    case 'splat':
      return `each(${show(expression.target)}: ${showSteps(expression.steps)})`;
    case 'call':
      return `${expression.name}(${expression.arguments.map(show).join(', ')}${expression.expandFinal ? '...' : ''})`;
    case 'conditional':
      return `(${show(expression.condition)} ? ${show(expression.then)} : ${show(expression.else)})`;
    case 'binary':
      return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`;
    case 'unary':
      return `(${expression.operator}${show(expression.operand)})`;
    case 'parentheses':
      return `paren(${show(expression.inner)})`;
    case 'for': {
      const names =
        expression.keyName === undefined ? expression.valueName : `${expression.keyName}, ${expression.valueName}`;
      const key = expression.key === undefined ? '' : `${show(expression.key)} => `;
      const test = expression.condition === undefined ? '' : ` if ${show(expression.condition)}`;
      const grouping = expression.grouping ? '...' : '';
      return `${expression.form} for ${names} in ${show(expression.collection)}: ${key}${show(expression.value)}${grouping}${test}`;
    }
  }
}

function showSteps(steps: readonly SplatStep[]): string {
  return steps
    .map((step) => {
      if (step.kind === 'access') return `.${step.name}`;
      return step.kind === 'index' ? `[${show(step.key)}]` : `each(${showSteps(step.steps)})`;
    })
    .join('');
}

function showPart(part: TemplatePart): string {
  switch (part.kind) {
    case 'literal':
      return JSON.stringify(part.value).slice(1, -1);
    case 'interpolation':
      return `\${${show(part.expression)}}`;
    case 'if':
      return `if ${show(part.condition)} <${part.then.map(showPart).join('|')}> <${part.else.map(showPart).join('|')}>`;
    case 'for': {
      const names = part.keyName === undefined ? part.valueName : `${part.keyName}, ${part.valueName}`;
      return `for ${names} in ${show(part.collection)} <${part.body.map(showPart).join('|')}>`;
    }
  }
}
