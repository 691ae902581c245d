// The syntax tree as plain data, with what the converters ask of it.
// It knows no tree-sitter object: treeSitter.ts copies the tree into this shape and frees it at once.
// Called by bodies.ts, expressions.ts, templates.ts and recover.ts.
import type { Span } from '../text.ts';
import type { Comment, SyntaxError } from './nodes.ts';

/** One node of the grammar. An anonymous node's type is its text. Comments are kept apart, never among the children. */
export interface TreeNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** True where the parser put the node in though the text lacks it. */
  readonly missing: boolean;
  readonly children: readonly TreeNode[];
}

/** A text's tree with offsets already shifted into the whole text. */
export interface Tree {
  readonly root: TreeNode;
  readonly comments: readonly Comment[];
  /** True where the grammar did not accept the text. */
  readonly broken: boolean;
}

/** Reads a text whose first character stands at `offset` of the whole text. Never throws. */
export type ReadTree = (text: string, offset: number) => Tree;

/** What one conversion carries along: the whole text, and what was found wrong so far. */
export interface Conversion {
  readonly path: string;
  readonly text: string;
  readonly errors: SyntaxError[];
  /** Set where the grammar read across a line's end that ends an argument for HCL; the text must then be cut into lines first. */
  misread: boolean;
  /** Set where sound text was not read, because it nests too deep. */
  lost: boolean;
}

/** Deeper than this nothing is read: nobody writes it, and every reader of our nodes may then recurse without fear. */
export const deepestNesting = 120;

/** Starts a conversion of a text. */
export function newConversion(path: string, text: string): Conversion {
  return { path, text, errors: [], misread: false, lost: false };
}

/** Reports text that HCL does not accept at this place. */
export function unexpected(conversion: Conversion, span: Span): void {
  conversion.errors.push({ span: { start: span.start, end: span.end }, kind: 'unexpected' });
}

/** Reports text that nests deeper, or chains longer, than we read. */
export function tooDeep(conversion: Conversion, span: Span): void {
  conversion.lost = true;
  unexpected(conversion, span);
}

/** Refuses a keyword that runs on into a name, as in `ifx`: the grammar cuts it in two, HCL does not. */
export function checkKeywords(conversion: Conversion, nodes: readonly TreeNode[]): void {
  for (const node of nodes) {
    if (!keywords.has(node.type)) continue;
    const next = conversion.text.slice(node.end, node.end + 2);
    if (/^[\p{ID_Continue}-]/u.test(next)) unexpected(conversion, node);
  }
}

const keywords: ReadonlySet<string> = new Set(['for', 'in', 'if', 'else', 'endif', 'endfor']);

/** The first direct child of a type. */
export function childOfType(node: TreeNode, type: string): TreeNode | undefined {
  return node.children.find((child) => child.type === type);
}

/** The node's stretch of text. */
export function spanOf(node: TreeNode): Span {
  return { start: node.start, end: node.end };
}

/** Whether the gap between two nodes ends a line for HCL, which does not count line ends inside block comments. */
export function hasNewline(text: string, start: number, end: number): boolean {
  for (let offset = start; offset < end; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 10) return true;
    const next = text.charCodeAt(offset + 1);
    if (code === 35 || (code === 47 && next === 47)) {
      const lineEnd = text.indexOf('\n', offset);
      return lineEnd >= 0 && lineEnd < end;
    }
    if (code === 47 && next === 42) {
      const close = text.indexOf('*/', offset + 2);
      offset = close < 0 ? end : close + 1;
    }
  }
  return false;
}

/** Refuses a line's end between two neighbors of one expression, where HCL has already ended the argument. */
export function checkSameLine(conversion: Conversion, previousEnd: number, next: Span): void {
  if (next.start <= previousEnd || !hasNewline(conversion.text, previousEnd, next.start)) return;
  conversion.misread = true;
  unexpected(conversion, next);
}

/** Adds the parser's own errors below a node, of nested ones only the innermost. */
export function collectTreeErrors(errors: SyntaxError[], root: TreeNode): void {
  const pending: { node: TreeNode; entered: number }[] = [{ node: root, entered: -1 }];
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    const { node, entered } = item;
    if (entered >= 0) {
      if (errors.length === entered) errors.push({ span: spanOf(node), kind: 'unexpected' });
      continue;
    }
    if (node.missing) {
      errors.push({ span: spanOf(node), kind: 'missing' });
      continue;
    }
    if (node.type === 'ERROR') pending.push({ node, entered: errors.length });
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index];
      if (child !== undefined) pending.push({ node: child, entered: -1 });
    }
  }
}
