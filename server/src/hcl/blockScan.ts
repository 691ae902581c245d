// Finds the brace that closes a block: follows strings, heredocs, comments and brackets, and builds nothing.
// It gives up where the grammar, or the reading of broken texts, might see anything else than it does.
// Called by blockIndex.ts.
import type { Span } from '../text.ts';
import { bracelessHeaderAt, filledFrom, headerAt } from './lines.ts';

/**
 * The offset of the brace that closes a block whose inside starts at `start`; undefined where that is in doubt. `indentation` is
 * that of the block's header. Comments on the way are added.
 */
export function scanBlockBody(text: string, start: number, indentation: number, comments: Span[]): number | undefined {
  const scan: Scan = { text, indentation, comments, stack: [brace], quotedDepth: 0, heredoc: undefined };
  let offset: number | undefined = start;
  while (offset !== undefined && offset < text.length) {
    const top: number | undefined = scan.stack.at(-1);
    if (top === quoted) offset = scanQuoted(scan, offset);
    else if (top === heredoc) offset = scanHeredoc(scan, offset);
    else offset = scanCode(scan, offset);
    if (scan.stack.length === 0 && offset !== undefined) return offset - 1;
  }
  return undefined;
}

interface Scan {
  readonly text: string;
  readonly indentation: number;
  readonly comments: Span[];
  readonly stack: number[];
  /** How many strings are open around, where no line may end. */
  quotedDepth: number;
  /** Where the closing line of the open heredoc starts; one in another is left to the parser. */
  heredoc: number | undefined;
}

const brace = 123;
const bracket = 91;
const parenthesis = 40;
/** `${` or `%{`. */
const sequence = 36;
const quoted = 34;
const heredoc = 60;
const equals = 61;

/** Reads on to where the state changes; undefined is doubt. */
function scanCode(scan: Scan, start: number): number | undefined {
  const { text, stack } = scan;
  let at = start;
  while (plain[text.charCodeAt(at)] === 1) at++;
  const code = text.charCodeAt(at);
  switch (code) {
    case 10:
      return scan.quotedDepth > 0 ? undefined : enterLine(scan, at + 1);
    case quoted:
      scan.quotedDepth++;
      stack.push(quoted);
      return at + 1;
    case brace:
    case bracket:
    case parenthesis:
      stack.push(code);
      return at + 1;
    case 125:
      return closeBrace(scan, at + 1);
    case 93:
      return stack.pop() === bracket ? at + 1 : undefined;
    case 41:
      return stack.pop() === parenthesis ? at + 1 : undefined;
    case heredoc:
      return text.charCodeAt(at + 1) === heredoc ? openHeredoc(scan, at) : at + 1;
    case 35:
    case 47: {
      if (code === 47 && text.charCodeAt(at + 1) !== 47 && text.charCodeAt(at + 1) !== 42) return at + 1;
      const end = commentEndAt(text, at);
      if (end !== undefined) scan.comments.push({ start: at, end });
      return end;
    }
    default:
      return undefined;
  }
}

/** Characters that code is made of and that open or close nothing. */
const plain: Uint8Array = new Uint8Array(128);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.,=!>&|?:+*%~ \t\r')
  plain[character.charCodeAt(0)] = 1;

function closeBrace({ stack, heredoc: end }: Scan, after: number): number | undefined {
  const top = stack.pop();
  if (top !== brace && top !== sequence) return undefined;
  const outer = stack.at(-1);
  // A sequence that runs past the closing line of its heredoc: which of the two ends first is not for us to say.
  return outer === heredoc && end !== undefined && after > end ? undefined : after;
}

/**
 * Past the first word of a line inside of a block; undefined where the line looks like the header of the next block, or of one within
 * it that lacks its opening brace.
 */
function enterLine({ text, indentation, stack }: Scan, lineStart: number): number | undefined {
  const start = filledFrom(text, lineStart);
  if (start - lineStart <= indentation && headerAt(text, start)?.labels.some((label) => text[label.start] === '"'))
    return undefined;
  if (stack.at(-1) !== brace) return start;
  let end = start;
  while (isWord(text.charCodeAt(end))) end++;
  // Most lines are arguments and headers: a sign or a brace behind their first word tells so without a pattern.
  const after = filledFrom(text, end);
  const next = text.charCodeAt(after);
  if (next === equals || next === brace) return after;
  return bracelessHeaderAt(text, start, text.length) === undefined ? end : undefined;
}

function isWord(code: number): boolean {
  return plain[code] === 1 && code > 32 && code !== equals;
}

/** Where the comment ends that starts at an offset, without the line's end; undefined where none starts, or it is not closed. */
export function commentEndAt(text: string, offset: number): number | undefined {
  const next = text.charCodeAt(offset + 1);
  if (text.charCodeAt(offset) === 47) {
    if (next === 42) {
      const close = text.indexOf('*/', offset + 2);
      return close < 0 ? undefined : close + 2;
    }
    if (next !== 47) return undefined;
  }
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  return text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

function scanQuoted(scan: Scan, start: number): number | undefined {
  const { text, stack } = scan;
  for (let at = start; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case quoted:
        stack.pop();
        scan.quotedDepth--;
        return at + 1;
      case 92:
        at++;
        if (text.charCodeAt(at) === 10 || text.charCodeAt(at) === 13) return undefined;
        break;
      case 10:
      case 13:
        return undefined;
      case 36:
      case 37: {
        const after = afterSign(scan, at);
        if (after === undefined || stack.at(-1) === sequence) return after;
        at = after - 1;
      }
    }
  }
  return undefined;
}

function scanHeredoc(scan: Scan, start: number): number | undefined {
  const { text, stack } = scan;
  const end = scan.heredoc ?? start;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== 36 && code !== 37) continue;
    const after = afterSign(scan, at);
    if (after === undefined || stack.at(-1) === sequence) return after;
    at = after - 1;
  }
  stack.pop();
  scan.heredoc = undefined;
  const lineEnd = text.indexOf('\n', end);
  return lineEnd < 0 ? text.length : lineEnd;
}

/** Past a `$` or `%` of a template, an escaped `$${`, or the `${` that opens a sequence; undefined for what the grammar reads otherwise. */
function afterSign({ text, stack }: Scan, at: number): number | undefined {
  const sign = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (next === sign && text.charCodeAt(at + 2) === brace) return text.charCodeAt(at - 1) === sign ? undefined : at + 3;
  if (next !== brace) return at + 1;
  stack.push(sequence);
  return at + 2;
}

function openHeredoc(scan: Scan, at: number): number | undefined {
  const { text, stack } = scan;
  if (scan.heredoc !== undefined || scan.quotedDepth > 0) return undefined;
  heredocPattern.lastIndex = at;
  const marker = heredocPattern.exec(text)?.[1];
  if (marker === undefined) return undefined;
  const start = heredocPattern.lastIndex;
  scan.heredoc = closingLine(text, marker, start);
  stack.push(heredoc);
  return scan.heredoc === undefined ? undefined : start;
}

const heredocPattern = /<<-?([A-Za-z_][A-Za-z0-9_-]*)\r?\n/y;

/** Where the line starts that holds the marker alone; undefined where a line before it begins with the marker, or opens another such heredoc. */
function closingLine(text: string, marker: string, start: number): number | undefined {
  for (let at = text.indexOf(marker, start); at >= 0; at = text.indexOf(marker, at + 1)) {
    let lineStart = at;
    while (text.charCodeAt(lineStart - 1) === 32 || text.charCodeAt(lineStart - 1) === 9) lineStart--;
    if (text.charCodeAt(lineStart - 1) === 10) {
      const end = at + marker.length;
      const next = text.charCodeAt(end) === 13 ? end + 1 : end;
      return next >= text.length || text.charCodeAt(next) === 10 ? lineStart : undefined;
    }
    if (/<<-?$/.test(text.slice(at - 3, at))) return undefined;
  }
  return undefined;
}
