// Most blocks hold nothing but arguments with plain values and blocks of the same kind: those are read straight from the text, several
// times faster than by the grammar. It gives up at the first character that it is not sure of; what it gives is what the grammar gives.
// Called by lazyFile.ts.
import { holdsOddCharacters } from './blockIndex.ts';
import type { Attribute, Block, Body, Comment, Label, SourceFile } from './nodes.ts';
import { plainExpression, type PlainText } from './plainExpression.ts';

/** The inside of a block, from behind its opening brace to its closing one; undefined where only the grammar can tell. */
export function plainBody(path: string, text: string, start: number, end: number): Body | undefined {
  const body = bodyAt({ text, at: start, path, comments: [] }, 0);
  return body?.span.end === end ? body : undefined;
}

/** A whole file, such as variable files are; undefined where only the grammar can tell. */
export function plainFile(path: string, text: string): SourceFile | undefined {
  if (holdsOddCharacters(text)) return undefined;
  const reader: PlainLines = { text, at: 0, path, comments: [] };
  const body = itemsAt(reader, 0, 0);
  if (body === undefined || reader.at < text.length) return undefined;
  return { path, text, body, comments: reader.comments, errors: [], complete: true };
}

interface PlainLines extends PlainText {
  readonly path: string;
  /** Those at the ends of lines. */
  readonly comments: Comment[];
}

/** Blocks within blocks nest deeper than this nowhere; the grammar's own limit is far above it. */
const deepest = 12;

/** Reads to the closing brace and leaves the reader on it. */
function bodyAt(reader: PlainLines, depth: number): Body | undefined {
  const { text } = reader;
  const start = reader.at;
  if (depth > deepest) return undefined;
  skipSpaces(reader);
  if (text.charCodeAt(reader.at) === closingBrace) {
    return { attributes: [], blocks: [], span: { start, end: reader.at } };
  }
  // What stands on the line of the opening brace is left to the grammar.
  if (!skipLineEnd(reader)) return undefined;
  const body = itemsAt(reader, start, depth);
  return text.charCodeAt(reader.at) === closingBrace ? body : undefined;
}

/** Arguments and blocks, each on lines of its own, up to a closing brace or the end of the text. */
function itemsAt(reader: PlainLines, start: number, depth: number): Body | undefined {
  const { text, path } = reader;
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  for (;;) {
    skipSpaces(reader);
    if (reader.at >= text.length || text.charCodeAt(reader.at) === closingBrace)
      return { attributes, blocks, span: { start, end: reader.at } };
    if (skipLineEnd(reader)) continue;
    const nameStart = reader.at;
    const name = nameAt(text, nameStart);
    if (name === undefined) return undefined;
    reader.at += name.length;
    const nameEnd = reader.at;
    skipSpaces(reader);
    if (text.charCodeAt(reader.at) === equalsSign) {
      reader.at++;
      skipSpaces(reader);
      const expression = plainExpression(reader, 0);
      if (expression === undefined || attributes.some((attribute) => attribute.name === name)) return undefined;
      const nameSpan = { start: nameStart, end: nameEnd };
      attributes.push({ path, name, nameSpan, expression, span: { start: nameStart, end: expression.span.end } });
    } else {
      const block = blockAt(reader, name, nameStart, depth);
      if (block === undefined) return undefined;
      blocks.push(block);
    }
    skipSpaces(reader);
    if (reader.at < text.length && !skipLineEnd(reader)) return undefined;
  }
}

/** A block whose type was read. */
function blockAt(reader: PlainLines, type: string, start: number, depth: number): Block | undefined {
  const { text, path } = reader;
  const labels: Label[] = [];
  while (text.charCodeAt(reader.at) === quote) {
    labelPattern.lastIndex = reader.at;
    const value = labelPattern.exec(text)?.[1];
    if (value === undefined) return undefined;
    labels.push({ value, span: { start: reader.at, end: labelPattern.lastIndex } });
    reader.at = labelPattern.lastIndex;
    skipSpaces(reader);
  }
  if (text.charCodeAt(reader.at) !== openingBrace) return undefined;
  reader.at++;
  const body = bodyAt(reader, depth + 1);
  if (body === undefined) return undefined;
  reader.at++;
  const typeSpan = { start, end: start + type.length };
  return { path, type, typeSpan, labels, body, span: { start, end: reader.at } };
}

const labelPattern = /"([A-Za-z0-9_-]+)"/y;
const quote = 34;
const equalsSign = 61;
const openingBrace = 123;
const closingBrace = 125;

/** The name that starts at an offset, of the letters that nobody reads differently. */
function nameAt(text: string, offset: number): string | undefined {
  namePattern.lastIndex = offset;
  return namePattern.exec(text)?.[0];
}

const namePattern = /[A-Za-z_][A-Za-z0-9_-]*/y;

function skipSpaces(reader: PlainText): void {
  while (reader.text.charCodeAt(reader.at) === 32) reader.at++;
}

/** Past a comment, where one stands, and the line's end. */
function skipLineEnd(reader: PlainLines): boolean {
  const { text, at } = reader;
  const code = text.charCodeAt(at);
  if (code === 10) {
    reader.at++;
    return true;
  }
  if (code !== 35 && !(code === 47 && text.charCodeAt(at + 1) === 47)) return false;
  const newline = text.indexOf('\n', at);
  const lineEnd = newline < 0 ? text.length : newline;
  reader.comments.push({ span: { start: at, end: text.charCodeAt(lineEnd - 1) === 13 ? lineEnd - 1 : lineEnd } });
  reader.at = newline < 0 ? lineEnd : newline + 1;
  return true;
}
