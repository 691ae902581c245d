// Where we answer otherwise than the Terraform that was asked, on purpose, and why.
// Called by expressionsCompare.ts.
import type { Expression } from '../../server/src/hcl/nodes.ts';
import type { Value } from '../../server/src/terraform/value.ts';
import { subexpressions } from '../../server/src/terraform/subexpressions.ts';
import type { Span } from '../../server/src/text.ts';
import { parse } from '../support/grammar.ts';
import type { Answer } from './console.ts';
import { outputOf } from './expressionsOutput.ts';
import { isError, ourValue, valueText } from './expressionsWorld.ts';

/** A difference that stays. */
export interface Reason {
  readonly why: string;
  readonly holds: (expression: string, answer: Answer, ours: Value | undefined) => boolean;
}

/** Differences that can be seen from an expression and its answers. */
export const reasons: readonly Reason[] = [
  {
    why: 'Whether a value is sensitive is not followed; issensitive() of what has a name is unknown.',
    holds: (expression, _, ours) => /issensitive\(/.test(expression) && isUnknown(ours),
  },
  {
    why: 'Of the character encodings only those of Unicode and Latin-1 are known.',
    holds: (expression, answer, ours) =>
      /text(en|de)codebase64\(/.test(expression) &&
      foreignEncodings.test(expression) &&
      (answer.kind === 'error' || isUnknown(ours)),
  },
  {
    why: 'Go computes fractional powers and logarithms otherwise than JavaScript; the last digits differ.',
    holds: (expression, answer, ours) =>
      /\b(pow|log)\(/.test(expression) && answer.kind === 'known' && nearlyEqual(answer.value, ours),
  },
  {
    why: 'To a bare null, format() of 1.11 answers with an unknown value that nothing makes known.',
    holds: (expression, answer, ours) =>
      /\bformat(list)?\(/.test(expression) &&
      !mentionsUnknown(expression) &&
      answer.kind === 'unknown' &&
      isError(ours),
  },
  {
    why: 'Files outside the workspace are not read.',
    holds: (_, __, ours) => isUnknown(ours) && ours !== undefined && valueText(ours).includes('?workspace.fileOutside'),
  },
  {
    why: 'Where arguments are partly unknown, Terraform still looks at types, lengths and beginnings; here all is unknown then.',
    holds: (expression, answer, ours) => mentionsUnknown(expression) && answer.kind === 'error' && isUnknown(ours),
  },
  {
    why: 'While it validates, Terraform knows no types of what resources come to, and refuses what then does not fit.',
    holds: (expression, answer) =>
      answer.kind === 'error' &&
      !/templatestring\(local\.u\b/.test(expression) &&
      /\blocal\.u\b/.test(expression) &&
      isError(ourValue(expression.replaceAll(/\blocal\.u\b/g, untyped))),
  },
  {
    why: 'Of a set, or of what is looked for, with unknown elements, less is known here.',
    holds: (expression, answer, ours) =>
      mentionsUnknown(expression) &&
      /toset\(|\bset|matchkeys\(/.test(expression) &&
      answer.kind !== 'error' &&
      isUnknown(ours),
  },
  {
    why: 'A mistake that Terraform sees only when the value is known is seen here before.',
    holds: (expression, answer, ours) => mentionsUnknown(expression) && answer.kind === 'unknown' && isError(ours),
  },
];

/** A value of which not even the type is known. */
const untyped = 'try(local.u, 0)';

/** The names of encodings that some expressions ask for and that we leave to Terraform. */
const foreignEncodings = /windows-1252|Shift_JIS|EUC-JP|ISO-8859-15|nope/;

/**
 * The expression written so that every release reads it as those before 1.12 do: both sides of `&&` and `||` must be bools,
 * `contains` refuses null, `element` refuses a negative index into a tuple, and what `format` makes of a bare null is unknown.
 * Undefined where nothing of it occurs.
 */
export function asOlderReleases(expression: string): string | undefined {
  const text = outputOf(0, expression);
  const attribute = parse('/w/output.tf', text).body.blocks[0]?.body.attributes[0];
  if (attribute?.expression.kind !== 'tuple') return undefined;
  const changes = attribute.expression.elements.flatMap(changesIn);
  if (changes.length === 0) return undefined;
  const write = (span: Span): string => {
    let written = '';
    let end = span.start;
    for (const change of changes) {
      if (change.span.start < end || change.span.end > span.end) continue;
      written += text.slice(end, change.span.start) + change.write(...change.parts.map(write));
      end = change.span.end;
    }
    return written + text.slice(end, span.end);
  };
  return write(attribute.expression.span).slice(1, -1);
}

/** A part of a text that is written anew, out of the texts of some of its parts. */
interface Change {
  readonly span: Span;
  readonly parts: readonly Span[];
  readonly write: (...texts: readonly string[]) => string;
}

/** In the order written, a part before those inside it. */
function changesIn(expression: Expression): readonly Change[] {
  const inside = subexpressions(expression).flatMap((inner) => changesIn(inner.expression));
  const change = changeOf(expression);
  return change === undefined ? inside : [change, ...inside];
}

function changeOf(expression: Expression): Change | undefined {
  const { span } = expression;
  if (expression.kind === 'binary' && (expression.operator === '&&' || expression.operator === '||')) {
    const name = expression.operator === '&&' ? 'alltrue' : 'anytrue';
    const parts = [expression.left.span, expression.right.span];
    return { span, parts, write: (left = '', right = '') => `${name}([!(!(${left})), !(!(${right}))])` };
  }
  if (expression.kind !== 'call') return undefined;
  const [first] = expression.arguments;
  // `f([a, b]...)` is `f(a, b)`.
  const written = expression.expandFinal && first?.kind === 'tuple' ? first.elements : expression.arguments;
  const functionName = expression.name.replace(/^core::/, '');
  if (/^format(list)?$/.test(functionName) && written.some((argument) => argument.kind === 'null'))
    return { span, parts: [], write: () => untyped };
  const isSpread = expression.expandFinal && !(first?.kind === 'tuple' && expression.arguments.length === 1);
  if (isSpread || written.length !== 2) return undefined;
  const parts = written.map((argument) => argument.span);
  if (functionName === 'contains') {
    return {
      span,
      parts,
      write: (list = '', value = '') => `contains(${list}, [for v in [${value}] : v if v != null][0])`,
    };
  }
  if (functionName !== 'element') return undefined;
  return {
    span,
    parts,
    write: (list = '', index = '') =>
      `element(${list}, [for i in [${index}] : i if i >= 0 || ${list} == tolist(${list})][0])`,
  };
}

function isUnknown(value: Value | undefined): boolean {
  return value !== undefined && !isError(value) && /[?]/.test(valueText(value));
}

function mentionsUnknown(expression: string): boolean {
  return /local\.u/.test(expression);
}

/** Whether two values differ in nothing but numbers, and those only after the twelfth digit. */
function nearlyEqual(theirs: string, ours: Value | undefined): boolean {
  if (ours === undefined) return false;
  const number = /\d+(\.\d+)?/g;
  const text = valueText(ours);
  if (theirs.replace(number, '#') !== text.replace(number, '#')) return false;
  const numbers = text.match(number) ?? [];
  return (theirs.match(number) ?? []).every((written, position) => {
    const other = Number(numbers[position]);
    return Math.abs(Number(written) - other) <= Math.abs(other) * 1e-12;
  });
}
