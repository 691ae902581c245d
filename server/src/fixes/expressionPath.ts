// The way through the syntax to a place in a file: blocks, argument, and the expressions around it.
// It evaluates nothing.
// Used by the fixes, which must know what a text stands in before they replace it.
import type { Attribute, Block, Body, Expression, SourceFile } from '../hcl/nodes.ts';
import { subexpressions } from '../terraform/subexpressions.ts';
import type { Span } from '../text.ts';
import { contains } from '../text.ts';

/** What holds a place, from the outside in. */
export interface ExpressionPath {
  /** The outermost first; empty in a variable file. */
  readonly blocks: readonly Block[];
  readonly attribute: Attribute;
  /** The attribute's expression first, the innermost that holds the place last; never empty. */
  readonly expressions: readonly Expression[];
}

/** The way to the innermost expression that holds a span; undefined where the span is in no expression. */
export function pathTo(file: SourceFile, span: Span): ExpressionPath | undefined {
  return pathIn(file.body, [], span);
}

/** An expression and all inside it, outer before inner. */
export function allWithin(expression: Expression): readonly Expression[] {
  return [expression, ...subexpressions(expression).flatMap((part) => allWithin(part.expression))];
}

/** Every argument in a body and in its blocks. */
export function attributesWithin(body: Body): readonly Attribute[] {
  return [...body.attributes, ...body.blocks.flatMap((block) => attributesWithin(block.body))];
}

function pathIn(body: Body, blocks: readonly Block[], span: Span): ExpressionPath | undefined {
  const attribute = body.attributes.find((candidate) => contains(candidate.expression.span, span));
  if (attribute !== undefined) return { blocks, attribute, expressions: chainTo(attribute.expression, span) };
  const block = body.blocks.find((candidate) => contains(candidate.span, span));
  return block === undefined ? undefined : pathIn(block.body, [...blocks, block], span);
}

function chainTo(expression: Expression, span: Span): readonly Expression[] {
  const inner = subexpressions(expression).find((part) => contains(part.expression.span, span));
  return inner === undefined ? [expression] : [expression, ...chainTo(inner.expression, span)];
}
