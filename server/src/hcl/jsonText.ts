// JSON with the place of everything in it, as far as a text can be read; what is whole beside a broken part is kept.
// It knows nothing of HCL. jsonc-parser scans; its parser is not used, because it recurses without bound and because an array
// or a value that is not closed yet takes it into the next property, whose findings would go.
// Called by jsonFile.ts.
import type { Span } from '../text.ts';
import type { SyntaxError } from './nodes.ts';
import type { DecodedString, JsonToken } from './jsonTokens.ts';
import { decodeJsonString, jsonTokensOf } from './jsonTokens.ts';
import { deepestNesting } from './tree.ts';

export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly span: Span }
  | { readonly kind: 'array'; readonly elements: readonly JsonNode[]; readonly span: Span }
  | JsonString
  /** As written, a sign included. */
  | { readonly kind: 'number'; readonly text: string; readonly span: Span }
  | { readonly kind: 'bool'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'null'; readonly span: Span }
  /** Nothing where a value belongs, or something that JSON does not know. */
  | { readonly kind: 'invalid'; readonly span: Span };

export interface JsonString extends DecodedString {
  readonly kind: 'string';
  /** With the quotes. */
  readonly span: Span;
}

export interface JsonMember {
  readonly name: JsonString;
  readonly value: JsonNode;
}

export interface JsonReading {
  readonly root: JsonNode;
  /** In the order of the text. */
  readonly errors: readonly SyntaxError[];
  /** False where a part could not be read; a comma too many or too few, a comment or a wrong escape costs nothing. */
  readonly complete: boolean;
}

/** Reads a text. Never throws. */
export function readJson(text: string): JsonReading {
  const all = jsonTokensOf(text);
  const reader: Reader = {
    text,
    tokens: all.filter((token) => token.kind !== 'comment'),
    index: 0,
    objects: 0,
    arrays: 0,
    errors: [],
    lost: all.some((token) => token.fault === 'unclosed'),
  };
  for (const token of all) {
    if (token.kind === 'comment' || token.fault !== 'none') report(reader, token, 'unexpected');
  }
  const root = valueOf(reader, 0) ?? missing(reader);
  while (peek(reader).kind !== 'end') skip(reader);
  // Nothing at all is not half of something: whoever empties a file means it.
  const isEmpty = reader.tokens.length === 1;
  const errors = reader.errors.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { root, errors, complete: isEmpty || !reader.lost };
}

/** The offset in the text at which a character of a string's value is written; the value's length gives the string's end. */
export function offsetIn(string: JsonString, index: number): number {
  return string.offsets === undefined ? string.span.start + 1 + index : (string.offsets[index] ?? string.span.end);
}

interface Reader {
  readonly text: string;
  /** Without comments; the last is the `end`. */
  readonly tokens: readonly JsonToken[];
  index: number;
  /** How many objects and arrays are open around the current token. */
  objects: number;
  arrays: number;
  readonly errors: SyntaxError[];
  lost: boolean;
}

/** The value that begins here; undefined, with nothing read, where none does. */
function valueOf(reader: Reader, depth: number): JsonNode | undefined {
  const token = peek(reader);
  const span = spanOf(token);
  switch (token.kind) {
    case '{':
      return depth < deepestNesting ? objectOf(reader, depth) : tooDeep(reader);
    case '[':
      return depth < deepestNesting ? arrayOf(reader, depth) : tooDeep(reader);
    case 'string':
      reader.index++;
      return stringOf(reader, token);
    case 'number':
      reader.index++;
      return { kind: 'number', text: reader.text.slice(token.start, token.end), span };
    case 'true':
    case 'false':
      reader.index++;
      return { kind: 'bool', value: token.kind === 'true', span };
    case 'null':
      reader.index++;
      return { kind: 'null', span };
    case 'unknown':
      reader.index++;
      return invalid(reader, span);
    case '}':
    case ']':
    case ',':
    case ':':
    case 'comment':
    case 'end':
      return undefined;
  }
}

function objectOf(reader: Reader, depth: number): JsonNode {
  const { start } = peek(reader);
  const members: JsonMember[] = [];
  reader.index++;
  reader.objects++;
  let separated = true;
  for (let token = peek(reader); ; token = peek(reader)) {
    if (token.kind === '}') {
      if (separated && members.length > 0) report(reader, token, 'unexpected');
      reader.index++;
      break;
    }
    if (token.kind === 'end' || (token.kind === ']' && reader.arrays > 0)) {
      missing(reader);
      break;
    }
    if (token.kind === ',') {
      if (separated) report(reader, token, 'unexpected');
      separated = true;
      reader.index++;
    } else if (token.kind === 'string') {
      if (!separated) report(reader, token, 'missing');
      separated = false;
      members.push(memberOf(reader, token, depth));
    } else {
      skip(reader);
    }
  }
  reader.objects--;
  return { kind: 'object', members, span: { start, end: previousEnd(reader) } };
}

function memberOf(reader: Reader, token: JsonToken, depth: number): JsonMember {
  const name = stringOf(reader, token);
  reader.index++;
  if (peek(reader).kind !== ':') return { name, value: missing(reader) };
  reader.index++;
  // A string before a colon is the next name: the value of this one is still to be typed.
  const value = isName(reader) ? undefined : valueOf(reader, depth + 1);
  return { name, value: value ?? missing(reader) };
}

function arrayOf(reader: Reader, depth: number): JsonNode {
  const { start } = peek(reader);
  const elements: JsonNode[] = [];
  reader.index++;
  reader.arrays++;
  let separated = true;
  for (let token = peek(reader); ; token = peek(reader)) {
    if (token.kind === ']') {
      if (separated && elements.length > 0) report(reader, token, 'unexpected');
      reader.index++;
      break;
    }
    // A name stands in an object only: the array before it has not been closed yet.
    if (token.kind === 'end' || (reader.objects > 0 && (token.kind === '}' || isName(reader)))) {
      missing(reader);
      break;
    }
    if (token.kind === ',') {
      if (separated) report(reader, token, 'unexpected');
      separated = true;
      reader.index++;
      continue;
    }
    const element = valueOf(reader, depth + 1);
    if (element === undefined) {
      skip(reader);
      continue;
    }
    if (!separated) report(reader, token, 'missing');
    separated = false;
    elements.push(element);
  }
  reader.arrays--;
  return { kind: 'array', elements, span: { start, end: previousEnd(reader) } };
}

function stringOf({ text }: Reader, token: JsonToken): JsonString {
  return { kind: 'string', ...decodeJsonString(text, token), span: spanOf(token) };
}

/** Something JSON does not know. */
function invalid(reader: Reader, span: Span): JsonNode {
  reader.errors.push({ span, kind: 'unexpected' });
  reader.lost = true;
  return { kind: 'invalid', span };
}

/** Nothing where something belongs: an empty place behind what was read last. */
function missing(reader: Reader): JsonNode {
  const offset = previousEnd(reader);
  const span = { start: offset, end: offset };
  reader.errors.push({ span, kind: 'missing' });
  reader.lost = true;
  return { kind: 'invalid', span };
}

/** Passes over a value, or over a mark, that does not belong here. */
function skip(reader: Reader): void {
  reader.lost = true;
  report(reader, peek(reader), 'unexpected');
  if (peek(reader).kind === '{' || peek(reader).kind === '[') passOver(reader);
  else reader.index++;
}

/** An object or array that nests deeper than we read. */
function tooDeep(reader: Reader): JsonNode {
  const { start } = peek(reader);
  passOver(reader);
  return invalid(reader, { start, end: previousEnd(reader) });
}

/** Passes over an object or array with all that is in it. */
function passOver(reader: Reader): void {
  let depth = 0;
  do {
    const { kind } = peek(reader);
    if (kind === 'end') return;
    if (kind === '{' || kind === '[') depth++;
    if (kind === '}' || kind === ']') depth--;
    reader.index++;
  } while (depth > 0);
}

function report(reader: Reader, token: JsonToken, kind: SyntaxError['kind']): void {
  reader.errors.push({ span: spanOf(token), kind });
}

function isName(reader: Reader): boolean {
  return peek(reader).kind === 'string' && reader.tokens[reader.index + 1]?.kind === ':';
}

function peek(reader: Reader): JsonToken {
  const token = reader.tokens[reader.index];
  const { length } = reader.text;
  return token ?? { kind: 'end', start: length, end: length, fault: 'none' };
}

function previousEnd(reader: Reader): number {
  return reader.tokens[reader.index - 1]?.end ?? 0;
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
