// Where the top-level blocks of a text stand, found in one pass without a tree: headers, braces and comments.
// It is strict: whatever it is not sure of, it leaves to the parser, so that what it says is what the parser would say.
// Called by lazyFile.ts.
import type { Span } from '../text.ts';
import { commentEndAt, scanBlockBody } from './blockScan.ts';
import type { Label } from './nodes.ts';

/** A top-level block whose inside nobody has read yet. */
export interface IndexedBlock {
  readonly type: string;
  readonly labels: readonly Label[];
  /** From the type to the closing brace, both included. */
  readonly span: Span;
}

export interface BlockIndex {
  readonly blocks: readonly IndexedBlock[];
  /** In the order of the text, those within blocks among them. */
  readonly comments: readonly Span[];
}

/** The blocks of a text that holds nothing else at its top; undefined where anything about them is in doubt. */
export function indexBlocks(text: string): BlockIndex | undefined {
  if (holdsOddCharacters(text)) return undefined;
  const blocks: IndexedBlock[] = [];
  const comments: Span[] = [];
  let offset = skipBlank(text, 0, comments);
  while (offset !== undefined && offset < text.length) {
    const block = blockAt(text, offset, comments);
    if (block === undefined || !endsLine(text, block.span.end)) return undefined;
    blocks.push(block);
    offset = skipBlank(text, block.span.end, comments);
  }
  return offset === undefined ? undefined : { blocks, comments };
}

/** What the grammar stumbles over, or reads in a way of its own. */
export function holdsOddCharacters(text: string): boolean {
  return text.includes('\0') || (text.includes('\r') && /\r(?!\n)/.test(text));
}

function blockAt(text: string, offset: number, comments: Span[]): IndexedBlock | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  for (let at = lineStart; at < offset; at++) if (!isSpace(text.charCodeAt(at))) return undefined;
  const typeEnd = wordEnd(text, offset);
  if (typeEnd === undefined) return undefined;
  const labels: Label[] = [];
  const open = labelsAt(text, typeEnd, labels);
  if (text.charCodeAt(open) !== 123) return undefined;
  const close = scanBlockBody(text, open + 1, offset - lineStart, comments);
  if (close === undefined) return undefined;
  return { type: text.slice(offset, typeEnd), labels, span: { start: offset, end: close + 1 } };
}

/** Strings without escapes and templates, and words with a blank before them; past them and the blanks behind. */
function labelsAt(text: string, start: number, labels: Label[]): number {
  for (let at = start; ;) {
    const from = at;
    while (isSpace(text.charCodeAt(at))) at++;
    const isQuoted = text.charCodeAt(at) === quote;
    const end = isQuoted ? stringEnd(text, at) : at > from ? wordEnd(text, at) : undefined;
    if (end === undefined) return at;
    const value = isQuoted ? text.slice(at + 1, end - 1) : text.slice(at, end);
    labels.push({ value, span: { start: at, end } });
    at = end;
  }
}

const quote = 34;

/** Where the word ends that starts at an offset; undefined where none of plain letters does. */
function wordEnd(text: string, offset: number): number | undefined {
  if (wordLetters[text.charCodeAt(offset)] !== starts) return undefined;
  let at = offset + 1;
  while ((wordLetters[text.charCodeAt(at)] ?? 0) > 0) at++;
  return at;
}

const starts = 1;
const continues = 2;
/** Letters by their codes; none is past 127. */
const wordLetters: Uint8Array = new Uint8Array(128);
for (const letter of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_')
  wordLetters[letter.charCodeAt(0)] = starts;
for (const letter of '0123456789-') wordLetters[letter.charCodeAt(0)] = continues;

/** Past the string that starts at an offset; undefined for one that holds more than plain letters, or does not end. */
function stringEnd(text: string, offset: number): number | undefined {
  for (let at = offset + 1; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case quote:
        return at + 1;
      case 92:
      case 10:
      case 13:
      case 36:
      case 37:
        return undefined;
    }
  }
  return undefined;
}

/** Past blank lines and comments; undefined where a comment does not end. */
function skipBlank(text: string, offset: number, comments: Span[]): number | undefined {
  let at = offset;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isSpace(code) || code === 10 || code === 13) at++;
    else if (code === 35 || code === 47) {
      const end = commentEndAt(text, at);
      if (end === undefined) return undefined;
      comments.push({ start: at, end });
      at = end;
    } else return at;
  }
}

/** Whether nothing follows on the line but blanks and a comment up to its end. */
function endsLine(text: string, offset: number): boolean {
  let at = offset;
  while (isSpace(text.charCodeAt(at))) at++;
  const code = text.charCodeAt(at);
  if (at >= text.length || code === 10 || code === 13 || code === 35) return true;
  return code === 47 && text.charCodeAt(at + 1) === 47;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}
