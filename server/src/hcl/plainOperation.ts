// Operations and conditions on plain values, straight from the text: each on one line, with blanks around every operator.
// It gives up where anything is written otherwise; what it gives is what the grammar gives.
// Called by plainExpression.ts.
import type { BinaryOperator, Expression } from './nodes.ts';
import { plainExpression, plainTerm, type PlainText } from './plainExpression.ts';

/** What the operators behind a value make of it, the value itself where there are none; undefined where only the grammar can tell. */
export function plainOperation(reader: PlainText, first: Expression, depth: number): Expression | undefined {
  if (!standsBeforeOperator(reader)) return first;
  const condition = operationFrom(reader, first, 1, depth);
  if (condition === undefined || !take(reader, ' ? ')) return condition;
  const then = plainTerm(reader, depth + 1);
  const whole = then && operationFrom(reader, then, 1, depth + 1);
  if (whole === undefined || !take(reader, ' : ')) return undefined;
  const otherwise = plainExpression(reader, depth + 1);
  if (otherwise === undefined) return undefined;
  const span = { start: condition.span.start, end: otherwise.span.end };
  return { kind: 'conditional', condition, then: whole, else: otherwise, span };
}

/** By how tightly they bind. */
const strengths: ReadonlyMap<string, number> = new Map<BinaryOperator, number>([
  ['||', 1],
  ['&&', 2],
  ['==', 3],
  ['!=', 3],
  ['<', 4],
  ['<=', 4],
  ['>', 4],
  ['>=', 4],
  ['+', 5],
  ['-', 5],
  ['*', 6],
  ['/', 6],
  ['%', 6],
]);

/** Operators that bind at least so tightly, the left ones first. */
function operationFrom(reader: PlainText, first: Expression, weakest: number, depth: number): Expression | undefined {
  let left = first;
  for (let count = 0; count < longest; count++) {
    const operator = operatorAt(reader);
    const strength = operator === undefined ? 0 : (strengths.get(operator) ?? 0);
    if (operator === undefined || strength < weakest) return left;
    reader.at += operator.length + 2;
    const operand = plainTerm(reader, depth + 1);
    const right = operand && operationFrom(reader, operand, strength + 1, depth + 1);
    if (right === undefined) return undefined;
    left = { kind: 'binary', operator, left, right, span: { start: left.span.start, end: right.span.end } };
  }
  return undefined;
}

const longest = 50;

/** Whether a blank follows, and behind it no end of what stands here. */
function standsBeforeOperator({ text, at }: PlainText): boolean {
  return text.charCodeAt(at) === 32 && (text.charCodeAt(at + 1) === 63 || operatorSigns.has(text.charCodeAt(at + 1)));
}

const operatorSigns: ReadonlySet<number> = new Set(Array.from('|&=!<>+-*/%', (sign) => sign.charCodeAt(0)));

function operatorAt({ text, at }: PlainText): BinaryOperator | undefined {
  operatorPattern.lastIndex = at;
  const found = operatorPattern.exec(text)?.[1];
  return isOperator(found) ? found : undefined;
}

const operatorPattern = / (\|\||&&|==|!=|<=?|>=?|[-+*/%]) (?=\S)/y;

function isOperator(text: string | undefined): text is BinaryOperator {
  return text !== undefined && strengths.has(text);
}

function take(reader: PlainText, sign: string): boolean {
  if (!reader.text.startsWith(sign, reader.at)) return false;
  reader.at += sign.length;
  return true;
}
