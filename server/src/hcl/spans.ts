// Moves nodes to where their text stands now, or to the text they were taken from.
// It knows no kind of node: nodes are plain data, and every `{ start, end }` in them is a span.
// Called by jsonExpressions.ts, lazyFile.ts and by the workspace.
import type { Span } from '../text.ts';

/** A copy of a node, or of a list of them, with every span in it moved. */
export function withSpansMoved<Node>(node: Node, move: (span: Span) => Span): Node {
  if (typeof node !== 'object' || node === null) return node;
  if (isSpan(node)) return move(node) as Node & Span;
  if (Array.isArray(node)) return node.map((part: unknown) => withSpansMoved(part, move)) as Node & unknown[];
  const copy: Record<string, unknown> = {};
  for (const name in node) copy[name] = withSpansMoved<unknown>(node[name], move);
  return copy as Node;
}

/** The same for nodes of a text that stands that many characters further on now. */
export function movedBy<Node>(node: Node, shift: number): Node {
  return withSpansMoved(node, ({ start, end }) => ({ start: start + shift, end: end + shift }));
}

function isSpan(node: object): node is Span {
  return 'start' in node && 'end' in node && typeof node.start === 'number' && typeof node.end === 'number';
}
