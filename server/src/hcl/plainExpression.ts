// Plain values straight from the text: strings, numbers, lists, objects, references and calls of those;
// plainOperation.ts puts operations and conditions around them. Heredocs, splats, for-expressions, escapes and directives are left to
// the grammar, and so is all that is not sound.
// Called by plainBlock.ts.
import type { Expression, ObjectItem, TemplatePart } from './nodes.ts';
import { plainOperation } from './plainOperation.ts';

/** A text, and how far it has been read. */
export interface PlainText {
  readonly text: string;
  at: number;
}

/** The expression that starts where the reader stands; undefined where only the grammar can tell. */
export function plainExpression(reader: PlainText, depth: number): Expression | undefined {
  const first = plainTerm(reader, depth);
  return first && plainOperation(reader, first, depth);
}

/** The same without what an operator behind it makes of it. */
export function plainTerm(reader: PlainText, depth: number): Expression | undefined {
  if (depth > deepest) return undefined;
  const { text, at: start } = reader;
  const code = text.charCodeAt(start);
  if (code === 34) return quotedAt(reader, depth);
  if (code === 91) return tupleAt(reader, depth);
  if (code === 123) return objectAt(reader, depth);
  if (code >= 48 && code <= 57) {
    const written = matchAt(numberPattern, reader);
    return written === undefined ? undefined : { kind: 'number', text: written, span: { start, end: reader.at } };
  }
  const name = matchAt(namePattern, reader);
  if (name === undefined) return undefined;
  const span = { start, end: reader.at };
  switch (name) {
    case 'true':
    case 'false':
      return { kind: 'bool', value: name === 'true', span };
    case 'null':
      return { kind: 'null', span };
  }
  // The grammar cuts words that start like its own.
  if (keywordLike.test(name)) return undefined;
  if (text.charCodeAt(reader.at) === 40) return callAt(reader, name, start, depth);
  return stepsAt(reader, { kind: 'name', name, span }, depth);
}

const deepest = 24;
const numberPattern = /\d+(?:\.\d+)?(?![\d.A-Za-z_])/y;
const namePattern = /[A-Za-z_][A-Za-z0-9_-]*/y;
const keywordLike = /^(?:true|false|null|for$|if$|in$|else$|endif$|endfor$)/;

function matchAt(pattern: RegExp, reader: PlainText): string | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0];
  if (found !== undefined) reader.at += found.length;
  return found;
}

/** `.name` and `["key"]` behind a reference, in the order written. */
function stepsAt(reader: PlainText, first: Expression, depth: number): Expression | undefined {
  const { text } = reader;
  const start = first.span.start;
  let target = first;
  for (let count = 0; count < longest; count++) {
    const code = text.charCodeAt(reader.at);
    if (code === 46) {
      reader.at++;
      const nameStart = reader.at;
      const name = matchAt(namePattern, reader);
      if (name === undefined) return undefined;
      const end = reader.at;
      target = { kind: 'access', target, name, nameSpan: { start: nameStart, end }, span: { start, end } };
    } else if (code === 91) {
      reader.at++;
      const key = plainExpression(reader, depth + 1);
      if (key === undefined || text.charCodeAt(reader.at) !== 93) return undefined;
      reader.at++;
      target = { kind: 'index', target, key, span: { start, end: reader.at } };
    } else return code === 40 ? undefined : target;
  }
  return undefined;
}

const longest = 32;

function callAt(reader: PlainText, name: string, start: number, depth: number): Expression | undefined {
  const { text } = reader;
  const nameSpan = { start, end: reader.at };
  reader.at++;
  const args = elementsAt(reader, 41, depth);
  if (args === undefined) return undefined;
  const code = text.charCodeAt(reader.at);
  if (code === 46 || code === 91) return undefined;
  return { kind: 'call', name, nameSpan, arguments: args, expandFinal: false, span: { start, end: reader.at } };
}

function tupleAt(reader: PlainText, depth: number): Expression | undefined {
  const start = reader.at;
  reader.at++;
  const elements = elementsAt(reader, 93, depth);
  if (elements === undefined) return undefined;
  return { kind: 'tuple', elements, span: { start, end: reader.at } };
}

/** Expressions between commas, up to the closing bracket and past it; a comma may follow the last one of several. */
function elementsAt(reader: PlainText, close: number, depth: number): Expression[] | undefined {
  const { text } = reader;
  const elements: Expression[] = [];
  skipBlank(reader);
  while (text.charCodeAt(reader.at) !== close) {
    const element = plainExpression(reader, depth + 1);
    if (element === undefined) return undefined;
    elements.push(element);
    skipBlank(reader);
    if (text.charCodeAt(reader.at) === 44) {
      reader.at++;
      skipBlank(reader);
    } else if (text.charCodeAt(reader.at) !== close) return undefined;
  }
  reader.at++;
  return elements;
}

/** Items that stand on lines of their own, or between commas; `key = value` on one line each. */
function objectAt(reader: PlainText, depth: number): Expression | undefined {
  const { text } = reader;
  const start = reader.at;
  const items: ObjectItem[] = [];
  reader.at++;
  skipBlank(reader);
  while (text.charCodeAt(reader.at) !== 125) {
    const item = itemAt(reader, depth);
    if (item === undefined) return undefined;
    items.push(item);
    skipSpaces(reader);
    const code = text.charCodeAt(reader.at);
    if (code === 44) reader.at++;
    else if (code !== 10 && code !== 125) return undefined;
    skipBlank(reader);
    // A comma that starts a line is refused by HCL.
    if (text.charCodeAt(reader.at) === 44) return undefined;
  }
  reader.at++;
  return { kind: 'object', items, span: { start, end: reader.at } };
}

function itemAt(reader: PlainText, depth: number): ObjectItem | undefined {
  const { text, at: start } = reader;
  const key = keyAt(reader, depth);
  skipSpaces(reader);
  if (key === undefined || text.charCodeAt(reader.at) !== 61 || text.charCodeAt(reader.at + 1) === 61) return undefined;
  reader.at++;
  skipSpaces(reader);
  const value = plainExpression(reader, depth + 1);
  return value === undefined ? undefined : { key, value, span: { start, end: value.span.end } };
}

function keyAt(reader: PlainText, depth: number): ObjectItem['key'] | undefined {
  const start = reader.at;
  if (reader.text.charCodeAt(start) === 34) return quotedAt(reader, depth + 1);
  const name = matchAt(namePattern, reader);
  if (name === undefined || keywordLike.test(name)) return undefined;
  return { kind: 'name', name, span: { start, end: reader.at } };
}

/** A string without escapes; `${` holds a plain expression alone. */
function quotedAt(reader: PlainText, depth: number): Expression | undefined {
  const { text } = reader;
  const start = reader.at;
  const parts: TemplatePart[] = [];
  let literalStart = start + 1;
  const endLiteral = (end: number): void => {
    if (end === literalStart) return;
    parts.push({ kind: 'literal', value: text.slice(literalStart, end), span: { start: literalStart, end } });
  };
  for (let at = literalStart; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      endLiteral(at);
      reader.at = at + 1;
      // A step behind a string is for the grammar.
      const next = text.charCodeAt(reader.at);
      if (next === 46 || next === 91) return undefined;
      return { kind: 'template', form: 'quoted', parts, span: { start, end: reader.at } };
    }
    if (code === 36) {
      if (text.charCodeAt(at + 1) !== 123 || text.charCodeAt(at - 1) === 36) return undefined;
      endLiteral(at);
      reader.at = at + 2;
      const expression = plainExpression(reader, depth + 1);
      if (expression === undefined || text.charCodeAt(reader.at) !== 125) return undefined;
      parts.push({ kind: 'interpolation', expression, span: { start: at, end: reader.at + 1 } });
      at = reader.at + 1;
      literalStart = at;
    } else if (code === 37 || code === 92 || code < 32 || code > 126) return undefined;
    else at++;
  }
  return undefined;
}

function skipSpaces(reader: PlainText): void {
  while (reader.text.charCodeAt(reader.at) === 32) reader.at++;
}

/** Past spaces and line ends; comments among the elements are left to the grammar. */
function skipBlank(reader: PlainText): void {
  for (;;) {
    const code = reader.text.charCodeAt(reader.at);
    if (code !== 32 && code !== 10) return;
    reader.at++;
  }
}
