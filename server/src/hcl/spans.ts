// Moves nodes to where their text stands now, or to the text they were taken from.
// It knows no kind of node: nodes are plain data, and every `{ start, end }` in them is a span.
// Called by jsonExpressions.ts, lazyFile.ts and by the workspace.
import type { Span } from '../text.ts';

/** A copy of a node, or of a list of them, with every span in it moved. */
export function withSpansMoved<Node>(node: Node, move: (span: Span) => Span): Node {
  return withPartsReplaced(node, isSpan, move);
}

/** A copy of plain data with every part of a kind replaced; what holds no part that changes is used as it is. */
export function withPartsReplaced<Data, Part extends object>(
  data: Data,
  isPart: (data: object) => data is Part,
  replace: (part: Part) => Part,
): Data {
  if (typeof data !== 'object' || data === null) return data;
  if (isPart(data)) return replace(data) as Data & Part;
  if (Array.isArray(data)) {
    const copy = data.map((each: unknown) => withPartsReplaced(each, isPart, replace));
    return copy.every((each, index) => each === data[index]) ? data : (copy as Data & unknown[]);
  }
  const copy: Record<string, unknown> = {};
  let isSame = true;
  for (const name in data) {
    copy[name] = withPartsReplaced<unknown, Part>(data[name], isPart, replace);
    if (copy[name] !== data[name]) isSame = false;
  }
  return isSame ? data : (copy as Data);
}

/** The same for nodes of a text that stands that many characters further on now. */
export function movedBy<Node>(node: Node, shift: number): Node {
  return withSpansMoved(node, ({ start, end }) => ({ start: start + shift, end: end + shift }));
}

function isSpan(node: object): node is Span {
  return 'start' in node && 'end' in node && typeof node.start === 'number' && typeof node.end === 'number';
}
