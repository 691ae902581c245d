// Positions in a text and edits to it. The leaf that every room may use.
// It never knows what the text means, and it knows no editor.
// Called by every room.

/** A stretch of one text: UTF-16 offsets from its start, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named file. `path` is absolute with forward slashes (`/w/main.tf`, `c:/w/main.tf`), never a URI. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

/** Replaces `span` of the text as it was by `newText`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** A line and a column, both from 0, the column in UTF-16 code units. */
export interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

/** The offsets at which each line of a text starts. Lines end in LF, CRLF or a lone CR, as LSP has it. */
export type LineIndex = readonly number[];

/** Finds the line starts of a text; the first is always 0. */
export function lineIndexOf(text: string): LineIndex {
  const starts = [0];
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 13 && text.charCodeAt(offset + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(offset + 1);
  }
  return starts;
}

/** Where an offset lies; an offset outside the text is taken as its nearer end. */
export function lineAndColumnAt(index: LineIndex, offset: number): LineAndColumn {
  let low = 0;
  let high = index.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, column: Math.max(0, offset - (index[low] ?? 0)) };
}

/** The offset of a line and column; past the end of a line or of the text, the end of it (`length` is the text's length). */
export function offsetAt(index: LineIndex, position: LineAndColumn, length: number): number {
  if (position.line >= index.length) return length;
  const start = index[position.line] ?? 0;
  const end = position.line + 1 < index.length ? (index[position.line + 1] ?? length) - 1 : length;
  return Math.min(start + position.column, end);
}

/** Applies edits that do not overlap, in any order. Several insertions at one offset keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, position) => ({ edit, position }))
    .sort(
      (a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.position - b.position,
    );
  let result = '';
  let offset = 0;
  for (const { edit } of ordered) {
    result += text.slice(offset, edit.span.start) + edit.newText;
    offset = edit.span.end;
  }
  return result + text.slice(offset);
}

/** Whether `outer` holds all of `inner`. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether two spans share a character, or touch where one of them is empty. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end && (a.start < b.end || a.end === a.start || b.end === b.start);
}

/** Whether two places are the same stretch of the same file. */
export function samePlace(a: Place, b: Place): boolean {
  return a.path === b.path && a.span.start === b.span.start && a.span.end === b.span.end;
}
