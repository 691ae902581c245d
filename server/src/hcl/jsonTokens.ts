// The tokens of a JSON text, whatever it says, with what its strings mean and where each of their characters is written.
// It never fails: an unclosed string ends with its line, and what is no JSON at all is a token of its own.
// Called by jsonText.ts.
import type { Span } from '../text.ts';

/** A mark is its own kind. A `word` is true, false, null or a name that JSON does not know. */
export interface JsonToken {
  readonly kind: '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'number' | 'word' | 'comment' | 'stray' | 'end';
  readonly start: number;
  readonly end: number;
  /** False for a string or a comment that has no end. */
  readonly closed: boolean;
}

/** All tokens in order; the last is always the `end`, and comments are among them though JSON has none. */
export function jsonTokensOf(text: string): readonly JsonToken[] {
  const tokens: JsonToken[] = [];
  // Terraform refuses a byte order mark here. Editors write it unseen, so the file is read all the same.
  let offset = text.startsWith('\ufeff') ? 1 : 0;
  for (;;) {
    offset = afterBlank(text, offset);
    const token = tokenAt(text, offset);
    tokens.push(token);
    if (token.kind === 'end') return tokens;
    offset = token.end;
  }
}

/** What a string means, and where it stands in the text. */
export interface DecodedString {
  readonly value: string;
  /** The offset of each of the value's UTF-16 units in the text, and of the end; undefined where they stand one by one. */
  readonly offsets: readonly number[] | undefined;
}

/** Decodes the text between the quotes. A lone surrogate is replaced, as Terraform does; an escape that JSON lacks means its letter. */
export function decodeJsonString(text: string, span: Span): DecodedString {
  const written = text.slice(span.start, span.end);
  if (!written.includes('\\')) return { value: wellFormed(written), offsets: undefined };
  let value = '';
  const offsets: number[] = [];
  for (const { 0: part, 1: hex, index } of written.matchAll(/\\u([0-9a-fA-F]{4})|\\[^]|[^]/g)) {
    offsets.push(span.start + index);
    if (hex !== undefined) value += String.fromCharCode(parseInt(hex, 16));
    else value += part.length === 1 ? part : (escapes.get(part.charAt(1)) ?? part.charAt(1));
  }
  offsets.push(span.end);
  return { value: wellFormed(value), offsets };
}

function wellFormed(value: string): string {
  return value.replace(/\p{Surrogate}/gu, '\ufffd');
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function afterBlank(text: string, start: number): number {
  let offset = start;
  while (offset < text.length && ' \t\r\n'.includes(text.charAt(offset))) offset++;
  return offset;
}

function tokenAt(text: string, start: number): JsonToken {
  const character = text.charAt(start);
  const token = (kind: JsonToken['kind'], end: number, closed = true): JsonToken => ({ kind, start, end, closed });
  switch (character) {
    case '':
      return token('end', start);
    case '{':
    case '}':
    case '[':
    case ']':
    case ',':
    case ':':
      return token(character, start + 1);
    case '"': {
      const end = endOfString(text, start + 1);
      return token('string', end.offset, end.closed);
    }
    case '/': {
      const end = endOfComment(text, start);
      return end === undefined ? token('stray', start + 1) : token('comment', end.offset, end.closed);
    }
    default: {
      pattern.lastIndex = start;
      const [word = character] = pattern.exec(text) ?? [];
      const kind = /^-?\d/.test(word) ? 'number' : /^[\p{L}_]/u.test(word) ? 'word' : 'stray';
      return token(kind, start + word.length);
    }
  }
}

const pattern = /-?\d[\d.eE+-]*|[\p{L}_][\p{L}\p{N}_-]*/uy;

interface End {
  readonly offset: number;
  readonly closed: boolean;
}

function endOfString(text: string, start: number): End {
  for (let offset = start; offset < text.length; offset++) {
    const character = text.charAt(offset);
    if (character === '"') return { offset: offset + 1, closed: true };
    if (character === '\n' || character === '\r') return { offset, closed: false };
    if (character === '\\' && !'\r\n'.includes(text.charAt(offset + 1))) offset++;
  }
  return { offset: text.length, closed: false };
}

function endOfComment(text: string, start: number): End | undefined {
  if (text.startsWith('//', start)) {
    const end = text.indexOf('\n', start);
    return { offset: end < 0 ? text.length : end, closed: true };
  }
  if (!text.startsWith('/*', start)) return undefined;
  const end = text.indexOf('*/', start + 2);
  return { offset: end < 0 ? text.length : end + 2, closed: end >= 0 };
}
