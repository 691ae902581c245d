// The tokens of a JSON text, whatever it says, with what its strings mean and where each of their characters is written.
// The only importer of jsonc-parser, which scans; here its tokens become those of a text that is still being typed.
// Called by jsonText.ts.
import type { JSONScanner, ScanError, SyntaxKind } from 'jsonc-parser';
import { createScanner } from 'jsonc-parser';

/** A mark and a keyword are their own kinds. What JSON does not know is `unknown`. */
export interface JsonToken {
  readonly kind: Exclude<Scanned, 'blank'>;
  readonly start: number;
  readonly end: number;
  /** An `unclosed` string or comment has no end; a `malformed` string has an escape or a character that JSON forbids. */
  readonly fault: 'none' | 'unclosed' | 'malformed';
}

/** All tokens in order; the last is always the `end`, and comments are among them though JSON has none. */
export function jsonTokensOf(text: string): readonly JsonToken[] {
  const tokens: JsonToken[] = [];
  const scanner = createScanner(text);
  // Terraform refuses a byte order mark here. Editors write it unseen, so the file is read all the same.
  if (text.startsWith('\ufeff')) scanner.setPosition(1);
  for (;;) {
    const token = nextToken(scanner, text);
    if (token === undefined) continue;
    const last = tokens.at(-1);
    // The scanner takes `012` for two numbers, and `10.0.0.0/8` for numbers and a stroke.
    if (last?.end === token.start && isWord(last) && isWord(token)) {
      tokens[tokens.length - 1] = { ...last, kind: 'unknown', end: token.end };
    } else {
      tokens.push(token);
    }
    if (token.kind === 'end') return tokens;
  }
}

/** What a string means, and where it stands in the text. */
export interface DecodedString {
  readonly value: string;
  /** The offset of each of the value's UTF-16 units in the text, and of the end; undefined where they stand one by one. */
  readonly offsets: readonly number[] | undefined;
}

/** Decodes a string token. A lone surrogate is replaced, as Terraform does; an escape that JSON lacks means nothing. */
export function decodeJsonString(text: string, { start, end, fault }: JsonToken): DecodedString {
  const inside = { start: start + 1, end: fault === 'unclosed' ? end : end - 1 };
  const written = text.slice(inside.start, inside.end);
  if (!written.includes('\\')) return { value: written.toWellFormed(), offsets: undefined };
  const scanner = createScanner(text.slice(start, end));
  scanner.scan();
  const offsets: number[] = [];
  for (const { 1: unit, index } of written.matchAll(units)) {
    if (unit !== undefined) offsets.push(inside.start + index);
  }
  offsets.push(inside.end);
  return { value: scanner.getTokenValue().toWellFormed(), offsets };
}

/** Each match that captures is one UTF-16 unit of the value; the others are what the scanner leaves out of it. */
const units = /(\\u[0-9a-fA-F]{4}|\\["\\/bfnrt]|[^\\])|\\u[0-9a-fA-F]{0,3}|\\[^]?/g;

type Scanned = (typeof kinds)[SyntaxKind];

// By number: the package's enums are `const`, and a file that is compiled by itself cannot name members of those.
const kinds = {
  1: '{',
  2: '}',
  3: '[',
  4: ']',
  5: ',',
  6: ':',
  7: 'null',
  8: 'true',
  9: 'false',
  10: 'string',
  11: 'number',
  12: 'comment',
  13: 'comment',
  14: 'blank',
  15: 'blank',
  16: 'unknown',
  17: 'end',
} as const satisfies Record<SyntaxKind, string>;

const faults = {
  0: 'none',
  /** Of a comment, of a string, of a number. */
  1: 'unclosed',
  2: 'unclosed',
  3: 'malformed',
  /** Of an escape by number, of an escape, of a character. */
  4: 'malformed',
  5: 'malformed',
  6: 'malformed',
} as const satisfies Record<ScanError, JsonToken['fault']>;

/** The next token; undefined where it is blank. */
function nextToken(scanner: JSONScanner, text: string): JsonToken | undefined {
  const kind = kinds[scanner.scan()];
  const start = scanner.getTokenOffset();
  // The scanner may go one past the end behind an unclosed comment.
  const end = Math.min(scanner.getPosition(), text.length);
  const fault = faults[scanner.getTokenError()];
  switch (kind) {
    case 'blank':
      return undefined;
    case 'number':
      return { kind: fault === 'none' ? 'number' : 'unknown', start, end, fault: 'none' };
    case 'string': {
      // A backslash at the end of a line takes the scanner into the next one, which a string being typed must not cost.
      const lineEnd = text.slice(start, end).search(/[\r\n]/);
      if (lineEnd < 0) return { kind, start, end, fault };
      scanner.setPosition(start + lineEnd);
      return { kind, start, end: start + lineEnd, fault: 'unclosed' };
    }
    default:
      return { kind, start, end, fault };
  }
}

/** Whether a token is neither mark, string nor comment: two of them that touch are one that JSON does not know. */
function isWord({ kind }: JsonToken): boolean {
  return /^(?:null|true|false|number|unknown)$/.test(kind);
}
