// What lines look like, found by patterns of our own, in text that no grammar accepts: headers, arguments, comments, heredocs.
// It builds no nodes, and takes time in proportion to the text.
// Called by scan.ts, recover.ts and templates.ts.
import { lineAndColumnAt, lineIndexOf } from '../text.ts';
import type { LineIndex, Span } from '../text.ts';

/** A text prepared for scanning. */
export interface ScanSource {
  readonly text: string;
  /** For each heredoc marker, where lines that hold only it start. */
  readonly markerLines: ReadonlyMap<string, readonly number[]>;
  /** For each heredoc marker, where heredocs with it open. */
  readonly openings: ReadonlyMap<string, readonly number[]>;
  /** Where lines start that look like a block header in the first column. */
  readonly headerLines: readonly number[];
  readonly lines: LineIndex;
  /** How many spaces and tabs each line starts with. */
  readonly indentations: readonly number[];
}

/** Finds in one pass what the scanner looks up later. */
export function newScanSource(text: string): ScanSource {
  const openings = new Map<string, number[]>();
  for (const match of text.matchAll(/<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?$/gmu)) {
    add(openings, match[1] ?? '', match.index);
  }
  const markerLines = new Map<string, number[]>();
  for (const match of text.matchAll(/^[ \t]*([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?$/gmu)) {
    if (openings.has(match[1] ?? '')) add(markerLines, match[1] ?? '', match.index);
  }
  const headerLines: number[] = [];
  for (const match of text.matchAll(/^(?=[\p{ID_Start}_"])/gmu)) {
    if (headerAt(text, match.index) !== undefined) headerLines.push(match.index);
  }
  const lines = lineIndexOf(text);
  const indentations = lines.map((start) => filledFrom(text, start) - start);
  return { text, openings, markerLines, headerLines, lines, indentations };
}

export interface Header {
  readonly type: string;
  /** Names as written and strings with their quotes. */
  readonly labels: readonly Span[];
  /** The opening brace. */
  readonly open: number;
}

/** The block header that starts at an offset: a type, labels and an opening brace on one line. */
export function headerAt(text: string, offset: number): Header | undefined {
  headerPattern.lastIndex = offset;
  const match = headerPattern.exec(text);
  const type = match?.[1];
  if (!match || type === undefined) return undefined;
  return { type, labels: labelsIn(match[2], offset + type.length), open: headerPattern.lastIndex - 1 };
}

function labelsIn(text: string | undefined, start: number): readonly Span[] {
  const found = (text ?? '').matchAll(labelPattern);
  return Array.from(found, ({ 0: label, index }) => ({ start: start + index, end: start + index + label.length }));
}

/**
 * The block header that starts at an offset and lacks its opening brace: it fills its line, the next line that holds anything is
 * indented deeper and looks like the start of an item, and the one before is not. `open` is where the brace is missing.
 */
export function bracelessHeaderAt(text: string, offset: number, limit: number): Header | undefined {
  bracelessPattern.lastIndex = offset;
  const match = bracelessPattern.exec(text);
  const type = match?.[1];
  if (!match || type === undefined) return undefined;
  const next = skipBlank(text, bracelessPattern.lastIndex, limit, []);
  const indentation = lineIndentation(text, offset);
  if (next >= limit || lineIndentation(text, next) <= indentation) return undefined;
  // A word typed between two arguments is not the header of those that follow.
  const before = trimmed(text, { start: 0, end: offset }).end;
  if (before > 0 && lineIndentation(text, before - 1) > indentation) return undefined;
  if (headerAt(text, next) === undefined && argumentAt(text, next) === undefined) return undefined;
  const start = offset + type.length;
  return { type, labels: labelsIn(match[2], start), open: start + (match[2]?.length ?? 0) };
}

const bracelessPattern =
  /([\p{ID_Start}_][\p{ID_Continue}-]*)((?:[ \t]*"(?:[^"\\\n]|\\.)*"|[ \t]+[\p{ID_Start}_][\p{ID_Continue}-]*)*)[ \t]*(?=\r?\n|#|\/\/)/uy;
const headerPattern =
  /([\p{ID_Start}_][\p{ID_Continue}-]*)((?:[ \t]*"(?:[^"\\\n]|\\.)*"|[ \t]+[\p{ID_Start}_][\p{ID_Continue}-]*)*)[ \t]*\{/uy;
const labelPattern = /"(?:[^"\\\n]|\\.)*"|[\p{ID_Start}_][\p{ID_Continue}-]*/gu;

/** Whether a heredoc's text holds a block header in the first column and then a heredoc with the same marker. */
export function hidesBlock(text: string, marker: string, span: Span): boolean {
  const body = text.slice(span.start, span.end);
  const opening = Math.max(body.lastIndexOf(`<<${marker}`), body.lastIndexOf(`<<-${marker}`));
  if (opening < 0) return false;
  for (let at = 0; at >= 0 && at < opening; at = body.indexOf('\n', at) + 1 || -1) {
    if (headerAt(body, at) !== undefined) return true;
  }
  return false;
}

/** The name of the argument that starts at an offset and where its value starts, past the sign. */
export function argumentAt(
  text: string,
  offset: number,
): { readonly name: string; readonly value: number } | undefined {
  argumentPattern.lastIndex = offset;
  const name = argumentPattern.exec(text)?.[1];
  return name === undefined ? undefined : { name, value: argumentPattern.lastIndex };
}

/** The argument that starts at an offset and lacks its sign before a list or a number, which no block header has there. */
export function signlessArgumentAt(
  text: string,
  offset: number,
): { readonly name: string; readonly value: number } | undefined {
  signlessPattern.lastIndex = offset;
  const name = signlessPattern.exec(text)?.[1];
  return name === undefined ? undefined : { name, value: signlessPattern.lastIndex };
}

const signlessPattern = /([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]+(?=[[\d])/uy;
const argumentPattern = /([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*=(?![=>])/uy;

/** Skips blank lines and comments. */
export function skipBlank(text: string, offset: number, limit: number, comments: Span[]): number {
  let at = offset;
  while (at < limit) {
    if (isBlank(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const end = commentEnd(text, at);
    if (end === undefined) return at;
    comments.push({ start: at, end: Math.min(end, limit) });
    at = end;
  }
  return limit;
}

/** A stretch of text without the blanks at its ends. */
export function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  return { start, end };
}

/** Space, tab, the line's end, and the mark that a file may start with. */
function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9 || code === 0xfeff;
}

/** Where the comment ends that starts at an offset, without the line's end; `undefined` where none starts. */
export function commentEnd(text: string, offset: number): number | undefined {
  const two = text.slice(offset, offset + 2);
  if (two === '/*') {
    const close = text.indexOf('*/', offset + 2);
    if (close >= 0) return close + 2;
  } else if (!two.startsWith('#') && two !== '//') return undefined;
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  return text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

/** How far the line is indented in which an offset lies. */
export function indentationAt(source: ScanSource, offset: number): number {
  return source.indentations[lineAndColumnAt(source.lines, offset).line] ?? 0;
}

/** The same where the text has not been prepared: the line is walked back to its start. */
function lineIndentation(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text.charCodeAt(start - 1) !== 10 && text.charCodeAt(start - 1) !== 13) start--;
  return filledFrom(text, start) - start;
}

/** Past the spaces and tabs at an offset. */
export function filledFrom(text: string, offset: number): number {
  let at = offset;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at;
}

/** Whether only spaces and tabs stand before an offset in its line. */
export function isFirstOnLine(source: ScanSource, offset: number): boolean {
  const { line, column } = lineAndColumnAt(source.lines, offset);
  return source.indentations[line] === column;
}

/** The first of ascending offsets that is not before one. */
export function firstFrom(offsets: readonly number[], from: number): number | undefined {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return offsets[low];
}

function add(map: Map<string, number[]>, key: string, offset: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [offset]);
  else list.push(offset);
}
