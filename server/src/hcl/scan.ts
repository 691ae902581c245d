// A light scanner of our own that finds where an item of a body ends, in text that no grammar accepts.
// It follows strings, heredocs, comments and brackets, builds no nodes, and takes time in proportion to the text.
// Called by recover.ts.
import type { Span } from '../text.ts';
import {
  argumentAt,
  bracelessHeaderAt,
  commentEnd,
  filledFrom,
  firstFrom,
  headerAt,
  indentationAt,
  isFirstOnLine,
  trimmed,
} from './lines.ts';
import type { ScanSource } from './lines.ts';

export interface ScannedItem {
  /** Past the item and the line's end after it. */
  readonly end: number;
  /** The brace that closes the first brace opened outside all brackets. */
  readonly close: number | undefined;
  /** Whether all that the item opens is closed in it. */
  readonly closed: boolean;
}

/** Finds the end of the item that starts at `start`, trusting its brackets. */
export function scanItem(source: ScanSource, start: number, limit: number, comments: Span[]): ScannedItem {
  return scan({ source, limit, comments, baseIndentation: -1, base: 'none', stack: [], close: undefined }, start);
}

/**
 * Finds the end of an item whose brackets do not close: a line that is indented no deeper and looks like the start of an
 * item ends it, and a closing brace at a line's start closes the brace whose line is indented as it is.
 */
export function scanUnclosedItem(source: ScanSource, start: number, limit: number, comments: Span[]): ScannedItem {
  const { text } = source;
  const baseIndentation = indentationAt(source, start);
  const header = headerAt(text, start);
  const nextLine = header === undefined ? limit : trimmed(text, { start: header.open + 1, end: limit }).start;
  const indented = nextLine < limit && indentationAt(source, nextLine) > baseIndentation;
  const base = header === undefined || indented ? 'any' : 'header';
  return scan({ source, limit, comments, baseIndentation, base, stack: [], close: undefined }, start);
}

/**
 * Finds the end of an item whose brackets close although there is something wrong in it: a block header with quoted labels that is
 * indented no deeper ends it, because the brackets may have been left open there and closed too often further on.
 */
export function scanSuspectItem(source: ScanSource, start: number, limit: number): ScannedItem {
  const baseIndentation = indentationAt(source, start);
  return scan({ source, limit, comments: [], baseIndentation, base: 'labeled', stack: [], close: undefined }, start);
}

/**
 * The same for an item that is sound by itself: two quoted labels, indented no deeper, are a header that no other block holds, so
 * that the block before it was left open and closed too late.
 */
export function scanSwallowingItem(source: ScanSource, start: number, limit: number): ScannedItem {
  const baseIndentation = indentationAt(source, start);
  return scan(
    { source, limit, comments: [], baseIndentation, base: 'twice labeled', stack: [], close: undefined },
    start,
  );
}

interface Frame {
  readonly kind: '{' | '[' | '(' | 'sequence' | 'quoted' | 'heredoc';
  /** How far the line is indented on which it opened. */
  readonly indentation: number;
  /** Of a heredoc: where its closing line starts; the end of the text where there is none. */
  readonly end: number;
}

interface Scan {
  readonly source: ScanSource;
  readonly limit: number;
  readonly comments: Span[];
  /** Which lines end the item though something is open: none, block headers with two or any quoted labels, all, or arguments as well. */
  readonly base: 'none' | 'twice labeled' | 'labeled' | 'header' | 'any';
  readonly baseIndentation: number;
  readonly stack: Frame[];
  close: number | undefined;
}

function scan(state: Scan, start: number): ScannedItem {
  const { source, limit, stack } = state;
  let offset = enterBraceless(state, start);
  while (offset < limit) {
    const top = stack.at(-1);
    if (top?.kind === 'quoted') {
      offset = scanQuoted(state, offset);
      continue;
    }
    if (top?.kind === 'heredoc') {
      offset = scanHeredoc(state, offset, top);
      continue;
    }
    if (source.text.charCodeAt(offset) === 10) {
      offset++;
      if (top === undefined) return { end: offset, close: state.close, closed: true };
      if (endsItem(state, offset)) return { end: offset, close: state.close, closed: false };
      if (top.kind === '{') offset = enterBraceless(state, filledFrom(source.text, offset));
      continue;
    }
    offset = scanCode(state, offset);
  }
  return { end: limit, close: state.close, closed: stack.length === 0 };
}

/** Opens a block whose brace is missing, so that the brace which closes it closes no other. Where the scan goes on. */
function enterBraceless({ source, limit, stack }: Scan, offset: number): number {
  const header = bracelessHeaderAt(source.text, offset, limit);
  if (header === undefined) return offset;
  stack.push({ kind: '{', indentation: indentationAt(source, offset), end: 0 });
  return header.open;
}

function endsItem(state: Scan, lineStart: number): boolean {
  if (state.base === 'none') return false;
  const { text } = state.source;
  const at = filledFrom(text, lineStart);
  if (at - lineStart > state.baseIndentation || at >= state.limit) return false;
  const header = headerAt(text, at);
  const quoted = header?.labels.filter((label) => text[label.start] === '"').length ?? 0;
  if (state.base === 'twice labeled') return quoted > 1;
  if (state.base === 'labeled') return quoted > 0;
  return header !== undefined || (state.base === 'any' && argumentAt(text, at) !== undefined);
}

function scanCode(state: Scan, offset: number): number {
  const { text } = state.source;
  const { stack } = state;
  const character = text[offset];
  switch (character) {
    case '"':
      stack.push({ kind: 'quoted', indentation: indentationAt(state.source, offset), end: 0 });
      return offset + 1;
    case '{':
    case '[':
    case '(':
      stack.push({ kind: character, indentation: indentationAt(state.source, offset), end: 0 });
      return offset + 1;
    case '}':
      closeBrace(state, offset);
      return offset + 1;
    case ']':
    case ')':
      closeBracket(stack, character === ']' ? '[' : '(');
      return offset + 1;
    case '<':
      return openHeredoc(state, offset) ?? offset + 1;
    case '#':
    case '/': {
      const end = commentEnd(text, offset);
      if (end === undefined) return offset + 1;
      state.comments.push({ start: offset, end: Math.min(end, state.limit) });
      return end;
    }
    default:
      return offset + 1;
  }
}

/** A closing brace closes what is open inside its braces, too. */
function closeBrace(state: Scan, offset: number): void {
  const { stack, source } = state;
  let keep = stack.findLastIndex((frame) => frame.kind === '{' || frame.kind === 'sequence');
  if ((state.base === 'header' || state.base === 'any') && isFirstOnLine(source, offset)) {
    const indentation = indentationAt(source, offset);
    const top = stack[keep];
    if (top !== undefined && top.indentation > indentation) {
      const fitting = stack.findLastIndex((frame) => frame.kind === '{' && frame.indentation === indentation);
      if (fitting >= 0) keep = fitting;
    }
  }
  if (keep < 0) return;
  stack.length = keep;
  if (keep === 0) state.close ??= offset;
}

function closeBracket(stack: Frame[], kind: Frame['kind']): void {
  for (let index = stack.length - 1; index >= 0; index--) {
    const frame = stack[index];
    if (frame === undefined || frame.kind === '{' || frame.kind === 'sequence') return;
    if (frame.kind === kind) {
      stack.length = index;
      return;
    }
  }
}

function scanQuoted(state: Scan, offset: number): number {
  const { text } = state.source;
  switch (text[offset]) {
    case '\\':
      return text[offset + 1] === '\n' ? offset + 1 : offset + 2;
    case '"':
    case '\n':
      // A string ends with its line, closed or not.
      state.stack.pop();
      return text[offset] === '"' ? offset + 1 : offset;
    default:
      return sequenceStart(state, offset) ?? offset + 1;
  }
}

function scanHeredoc(state: Scan, offset: number, frame: Frame): number {
  const { text } = state.source;
  if (offset >= frame.end) {
    state.stack.pop();
    const lineEnd = text.indexOf('\n', offset);
    return lineEnd < 0 ? state.limit : lineEnd;
  }
  return sequenceStart(state, offset) ?? offset + 1;
}

/** Enters `${` or `%{`, or steps over its escaped form. */
function sequenceStart(state: Scan, offset: number): number | undefined {
  const { text } = state.source;
  const sign = text[offset];
  if (sign !== '$' && sign !== '%') return undefined;
  if (text[offset + 1] === sign && text[offset + 2] === '{') return offset + 3;
  if (text[offset + 1] !== '{') return undefined;
  state.stack.push({ kind: 'sequence', indentation: indentationAt(state.source, offset), end: 0 });
  return offset + 2;
}

function openHeredoc(state: Scan, offset: number): number | undefined {
  const { text, markerLines } = state.source;
  heredocPattern.lastIndex = offset;
  const marker = heredocPattern.exec(text)?.[1];
  if (marker === undefined) return undefined;
  const start = heredocPattern.lastIndex;
  const end = firstFrom(markerLines.get(marker) ?? [], start) ?? Infinity;
  state.stack.push({
    kind: 'heredoc',
    indentation: indentationAt(state.source, offset),
    end: heredocEnd(state, marker, start, end),
  });
  // The line's end before the text belongs to it here, since a heredoc that is cut off at once ends on that very one.
  return start - 1;
}

const heredocPattern = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/uy;

/**
 * A heredoc that was just opened has no closing line yet and would take the next block's. So a block header in the first
 * column ends it, where none closes it, or where a heredoc with the same marker opens between that header and the close.
 */
function heredocEnd(state: Scan, marker: string, start: number, end: number): number {
  const header = firstFrom(state.source.headerLines, start);
  if (header === undefined || header > end) return end;
  const next = firstFrom(state.source.openings.get(marker) ?? [], header) ?? Infinity;
  return end === Infinity || next < end ? header - 1 : end;
}
