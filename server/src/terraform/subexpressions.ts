// The expressions that an expression directly consists of.
// It evaluates nothing.
// Called by literals.ts and trace.ts.
import type { Expression, ObjectItem, SplatStep, TemplatePart } from '../hcl/nodes.ts';

/** An expression within another. `bound`: names are bound around it (in a `for`), so that it has no value by itself. */
export interface Subexpression {
  readonly expression: Expression;
  readonly bound: boolean;
}

/** In the order written. Keys that are bare names are no expressions. */
export function subexpressions(expression: Expression): readonly Subexpression[] {
  switch (expression.kind) {
    case 'number':
    case 'bool':
    case 'null':
    case 'name':
    case 'invalid':
      return [];
    case 'template':
      return expression.parts.flatMap(ofPart);
    case 'tuple':
      return free(...expression.elements);
    case 'object':
      return expression.items.flatMap(ofItem);
    case 'access':
      return free(expression.target);
    case 'index':
      return free(expression.target, expression.key);
    case 'splat':
      return free(expression.target, ...expression.steps.flatMap(ofStep));
    case 'call':
      return free(...expression.arguments);
    case 'conditional':
      return free(expression.condition, expression.then, expression.else);
    case 'binary':
      return free(expression.left, expression.right);
    case 'unary':
      return free(expression.operand);
    case 'parentheses':
      return free(expression.inner);
    case 'for':
      return [...free(expression.collection), ...bound(expression.key, expression.value, expression.condition)];
  }
}

function free(...expressions: readonly Expression[]): readonly Subexpression[] {
  return expressions.map((expression) => ({ expression, bound: false }));
}

function bound(...expressions: readonly (Expression | undefined)[]): readonly Subexpression[] {
  return expressions.flatMap((expression) => (expression === undefined ? [] : [{ expression, bound: true }]));
}

function ofItem(item: ObjectItem): readonly Subexpression[] {
  return item.key.kind === 'name' ? free(item.value) : free(item.key, item.value);
}

function ofStep(step: SplatStep): readonly Expression[] {
  return step.kind === 'index' ? [step.key] : [];
}

function ofPart(part: TemplatePart): readonly Subexpression[] {
  switch (part.kind) {
    case 'literal':
      return [];
    case 'interpolation':
      return free(part.expression);
    case 'if':
      return [...free(part.condition), ...part.then.flatMap(ofPart), ...part.else.flatMap(ofPart)];
    case 'for':
      return [...free(part.collection), ...part.body.flatMap(ofPart).map((inner) => ({ ...inner, bound: true }))];
  }
}
