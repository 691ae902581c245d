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
function holdsOddCharacters(text: string): boolean {
  return text.includes('\0') || (text.includes('\r') && /\r(?!\n)/.test(text));
}

function blockAt(text: string, offset: number, comments: Span[]): IndexedBlock | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  for (let at = lineStart; at < offset; at++) if (!isSpace(text.charCodeAt(at))) return undefined;
  headerPattern.lastIndex = offset;
  const match = headerPattern.exec(text);
  const [, type = '', written = ''] = match ?? [];
  if (match === null) return undefined;
  const open = headerPattern.lastIndex;
  const close = scanBlockBody(text, open, offset - lineStart, comments);
  if (close === undefined) return undefined;
  return { type, labels: labelsIn(written, offset + type.length), span: { start: offset, end: close + 1 } };
}

const headerPattern = /([A-Za-z_][A-Za-z0-9_-]*)((?:[ \t]*"[^"\\\r\n$%]*"|[ \t]+[A-Za-z_][A-Za-z0-9_-]*)*)[ \t]*\{/y;

function labelsIn(written: string, start: number): readonly Label[] {
  if (written === '') return [];
  return Array.from(written.matchAll(/"([^"]*)"|[A-Za-z_][A-Za-z0-9_-]*/g), (match): Label => {
    const [whole, quoted] = match;
    const at = start + match.index;
    return { value: quoted ?? whole, span: { start: at, end: at + whole.length } };
  });
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
