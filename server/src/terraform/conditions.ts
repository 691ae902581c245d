// Names what cannot be known, so that two values that hang on the same question are seen to do so.
// It never evaluates: text, place and the values of the symbols in sight are all it looks at.
// Called where an unknown predicate or key makes a value one of a few.
import type { Expression } from '../hcl/nodes.ts';
import type { Place, Span } from '../text.ts';
import { moduleAddress } from './address.ts';
import { toDecimalText } from './bigFloat.ts';
import type { Scope, Symbols } from './scope.ts';
import type { Condition, Value } from './value.ts';

/** The condition that an expression comes to true (or false). `!a` and `(a)` are conditions on `a`. */
export function conditionOf(scope: Scope, expression: Expression, holds: boolean): Condition {
  switch (expression.kind) {
    case 'parentheses':
      return conditionOf(scope, expression.inner, holds);
    case 'unary':
      if (expression.operator === '!') return conditionOf(scope, expression.operand, !holds);
      break;
    case 'binary':
      if (expression.operator === '==' && isLiteral(expression.right)) {
        const text = textAt(scope, expression.span);
        return makeCondition(scope, expression.span, text, holds, textAt(scope, expression.left.span));
      }
      if (expression.operator === '!=' && isLiteral(expression.right)) {
        const left = textAt(scope, expression.left.span);
        const text = `${left} == ${textAt(scope, expression.right.span)}`;
        return makeCondition(scope, expression.span, text, !holds, left);
      }
      break;
    case 'number':
    case 'bool':
    case 'null':
    case 'template':
    case 'tuple':
    case 'object':
    case 'name':
    case 'access':
    case 'index':
    case 'splat':
    case 'call':
    case 'conditional':
    case 'for':
    case 'invalid':
      break;
  }
  return makeCondition(scope, expression.span, textAt(scope, expression.span), holds, undefined);
}

/** The condition that an attribute of the object, which an expression comes to, is true. */
export function attributeCondition(scope: Scope, expression: Expression, attribute: string): Condition {
  const text = textAt(scope, expression.span);
  const object = expression.kind === 'name' || expression.kind === 'access' ? text : `(${text})`;
  return makeCondition(scope, expression.span, `${object}.${attribute}`, true, undefined);
}

/** The condition that an expression comes to this key of a map or this index of a list. */
export function keyCondition(scope: Scope, expression: Expression, key: string | number): Condition {
  const subject = textAt(scope, expression.span);
  return makeCondition(scope, expression.span, `${subject} == ${JSON.stringify(key)}`, true, subject);
}

/** The condition that what is read at a place, by `[0]` or `.name`, is this one of several members. */
export function memberCondition(place: Place, step: string, member: Value): Condition {
  const print = fingerprint(member, longestText);
  const text = `…${step} == ${isPlain(member) ? print : '…'}`;
  const key = `${place.path}:${place.span.start}-${place.span.end}|${step}|${print}`;
  return { kind: 'expression', key, place, text: shortened(text), holds: true };
}

function isPlain({ kind }: Value): boolean {
  return kind === 'string' || kind === 'number' || kind === 'bool';
}

const longestText = 60;
const longestFingerprint = 300;

function makeCondition(scope: Scope, span: Span, text: string, holds: boolean, subject: string | undefined): Condition {
  const place: Place = { path: scope.path, span };
  const prefix = `${scope.instance.rootDir}|${moduleAddress(scope.instance)}|`;
  return {
    kind: 'expression',
    key: prefix + text + symbolsIn(scope.symbols, text),
    ...(subject === undefined ? {} : { subject: prefix + subject + symbolsIn(scope.symbols, subject) }),
    place,
    text: shortened(text),
    holds,
  };
}

function shortened(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}

function textAt(scope: Scope, span: Span): string {
  const file = scope.instance.module.files.find((candidate) => candidate.path === scope.path);
  // A template file or a file of another folder is not among the module's; its span still tells places apart.
  if (file === undefined) return `${scope.path}:${span.start}-${span.end}`;
  return file.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
}

function isLiteral(expression: Expression): boolean {
  if (expression.kind === 'template') return expression.parts.every((part) => part.kind === 'literal');
  return expression.kind === 'number' || expression.kind === 'bool';
}

/** The symbols that the text mentions, with what they stand for: each iteration asks its own question. */
function symbolsIn(symbols: Symbols | undefined, text: string): string {
  const seen = new Set<string>();
  let result = '';
  for (let symbol = symbols; symbol !== undefined; symbol = symbol.outer) {
    if (seen.has(symbol.name)) continue;
    seen.add(symbol.name);
    if (mentions(text, symbol.name)) result += `|${symbol.name}=${fingerprint(symbol.value, longestFingerprint)}`;
  }
  return result;
}

function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + name.length);
    if (!/[\p{ID_Continue}-]/u.test(before) && !/[\p{ID_Continue}-]/u.test(after)) return true;
  }
  return false;
}

/** A text that differs where values differ, as far as it reaches. */
export function fingerprint(value: Value, limit: number): string {
  if (limit <= 0) return '…';
  switch (value.kind) {
    case 'string':
      return JSON.stringify(value.value.slice(0, limit));
    case 'number':
      return toDecimalText(value.value);
    case 'bool':
      return String(value.value);
    case 'null':
      return 'null';
    case 'list':
    case 'set':
    case 'tuple':
      return `[${fingerprints(
        value.elements.map((element) => ['', element]),
        limit,
      )}]`;
    case 'map':
    case 'object':
      return `{${fingerprints(value.entries, limit)}}`;
    case 'unknown':
    case 'error': {
      const place = value.reason.place;
      return `?${place === undefined ? '' : `${place.path}:${place.span.start}`}`;
    }
    case 'oneOf':
      return `?(${fingerprints(
        value.alternatives.map((alternative) => ['', alternative.value]),
        limit,
      )})`;
  }
}

function fingerprints(entries: Iterable<readonly [string, Value]>, limit: number): string {
  let result = '';
  for (const [key, value] of entries) {
    if (result.length >= limit) return `${result}…`;
    result += `${key}:${fingerprint(value, limit - result.length)},`;
  }
  return result;
}
