// Where we answer otherwise than the Terraform that was asked, on purpose, and why.
// Called by expressionsCompare.ts.
import type { Expression } from '../../server/src/hcl/nodes.ts';
import type { Value } from '../../server/src/terraform/value.ts';
import { subexpressions } from '../../server/src/terraform/subexpressions.ts';
import type { Span } from '../../server/src/text.ts';
import { parse } from '../support/grammar.ts';
import type { Answer } from './console.ts';
import { outputOf } from './expressionsOutput.ts';
import { isError, valueText } from './expressionsWorld.ts';

/** A difference that stays. */
export interface Reason {
  readonly why: string;
  readonly holds: (expression: string, answer: Answer, ours: Value | undefined) => boolean;
}

/** Differences that can be seen from an expression and its answers. */
export const reasons: readonly Reason[] = [
  {
    why: 'Whether a value is sensitive is not followed; issensitive() of what has a name is unknown.',
    holds: (expression, _, ours) => /issensitive\(/.test(expression) && isUnknownFor(ours, 'terraform.functionNotEvaluated'),
  },
  {
    why: 'Of the character encodings only those of Unicode and Latin-1 are known.',
    holds: (_, __, ours) => isUnknownFor(ours, 'terraform.encodingNotKnown'),
  },
];

/**
 * The expression as the releases before 1.12 read it, in words that all releases read alike: both sides of `&&` and `||` must be
 * bools. Undefined where neither occurs.
 */
export function withoutShortCircuit(expression: string): string | undefined {
  const text = outputOf(0, expression);
  const attribute = parse('/w/output.tf', text).body.blocks[0]?.body.attributes[0];
  if (attribute?.expression.kind !== 'tuple') return undefined;
  const logic = attribute.expression.elements.flatMap(logicIn);
  if (logic.length === 0) return undefined;
  const write = (span: Span): string => {
    let written = '';
    let end = span.start;
    for (const node of logic) {
      if (node.span.start < end || node.span.end > span.end) continue;
      const name = node.operator === '&&' ? 'alltrue' : 'anytrue';
      written += `${text.slice(end, node.span.start)}${name}([!(!(${write(node.left)})), !(!(${write(node.right)}))])`;
      end = node.span.end;
    }
    return written + text.slice(end, span.end);
  };
  return write(attribute.expression.span).slice(1, -1);
}

interface Logic {
  readonly operator: '&&' | '||';
  readonly span: Span;
  readonly left: Span;
  readonly right: Span;
}

/** In the order written, an operation before those inside it. */
function logicIn(expression: Expression): readonly Logic[] {
  const inside = subexpressions(expression).flatMap((inner) => logicIn(inner.expression));
  if (expression.kind !== 'binary' || (expression.operator !== '&&' && expression.operator !== '||')) return inside;
  const { operator, span, left, right } = expression;
  return [{ operator, span, left: left.span, right: right.span }, ...inside];
}

function isUnknownFor(value: Value | undefined, id: string): boolean {
  return value !== undefined && !isError(value) && valueText(value).includes(`?${id}`);
}
