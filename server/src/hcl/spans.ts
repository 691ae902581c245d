// Moves nodes to where their text stands now, or to the text they were taken from.
// It knows no kind of node: nodes are plain data, and every `{ start, end }` in them is a span.
// Called by jsonExpressions.ts and by the workspace.
import type { Span } from '../text.ts';

/** A copy of a node, or of a list of them, with every span in it moved. */
export function withSpansMoved<Node>(node: Node, move: (span: Span) => Span): Node {
  if (typeof node !== 'object' || node === null) return node;
  if (isSpan(node)) return move(node) as Node & Span;
  const copy = Array.isArray(node) ? [] : {};
  const parts: readonly (readonly [string, unknown])[] = Object.entries(node);
  for (const [name, part] of parts) Object.assign(copy, { [name]: withSpansMoved(part, move) });
  return copy as Node;
}

function isSpan(node: object): node is Span {
  return 'start' in node && 'end' in node && typeof node.start === 'number' && typeof node.end === 'number';
}
