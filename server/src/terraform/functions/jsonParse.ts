// Reads JSON text into values, with numbers of any length and the last of several equal keys, as Terraform does.
// Called by json.ts.
import { parseBigFloat } from '../bigFloat.ts';
import type { Origin, Value } from '../value.ts';
import { boolValue, nullValue, numberValue, objectValue, stringValue, tupleValue } from '../values.ts';
import { dynamicType } from '../type.ts';

/** The value of a JSON text, every part with the same origin; undefined where it is not JSON or nests too deeply. */
export function parseJson(text: string, origin: Origin): Value | undefined {
  const reader: Reader = { text, offset: 0, origin };
  const value = readValue(reader, 0);
  skipSpace(reader);
  return reader.offset === text.length ? value : undefined;
}

interface Reader {
  readonly text: string;
  offset: number;
  readonly origin: Origin;
}

const maximumDepth = 500;

function readValue(reader: Reader, depth: number): Value | undefined {
  skipSpace(reader);
  if (depth > maximumDepth) return undefined;
  switch (reader.text.charAt(reader.offset)) {
    case '{':
      return readObject(reader, depth);
    case '[':
      return readArray(reader, depth);
    case '"': {
      const text = readString(reader);
      return text === undefined ? undefined : stringValue(text, reader.origin);
    }
    case 't':
      return readWord(reader, 'true', boolValue(true, reader.origin));
    case 'f':
      return readWord(reader, 'false', boolValue(false, reader.origin));
    case 'n':
      return readWord(reader, 'null', nullValue(dynamicType, reader.origin));
    default:
      return readNumber(reader);
  }
}

function readObject(reader: Reader, depth: number): Value | undefined {
  const entries: [string, Value][] = [];
  reader.offset++;
  if (take(reader, '}')) return objectValue(entries, reader.origin);
  do {
    skipSpace(reader);
    const key = readString(reader);
    if (key === undefined || !take(reader, ':')) return undefined;
    const value = readValue(reader, depth + 1);
    if (value === undefined) return undefined;
    entries.push([key.normalize('NFC'), value]);
  } while (take(reader, ','));
  return take(reader, '}') ? objectValue(entries, reader.origin) : undefined;
}

function readArray(reader: Reader, depth: number): Value | undefined {
  const elements: Value[] = [];
  reader.offset++;
  if (take(reader, ']')) return tupleValue(elements, reader.origin);
  do {
    const value = readValue(reader, depth + 1);
    if (value === undefined) return undefined;
    elements.push(value);
  } while (take(reader, ','));
  return take(reader, ']') ? tupleValue(elements, reader.origin) : undefined;
}

function readString(reader: Reader): string | undefined {
  const pattern = /"((?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)"/y;
  pattern.lastIndex = reader.offset;
  const match = pattern.exec(reader.text);
  if (match === null) return undefined;
  reader.offset = pattern.lastIndex;
  const text = (match[1] ?? '').replace(
    /\\(?:u(.{4})|(.))/g,
    (_, code: string | undefined, letter: string | undefined) =>
      code === undefined ? (escapes[letter ?? ''] ?? letter ?? '') : String.fromCharCode(parseInt(code, 16)),
  );
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function readNumber(reader: Reader): Value | undefined {
  const pattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  pattern.lastIndex = reader.offset;
  const match = pattern.exec(reader.text);
  const number = match === null ? undefined : parseBigFloat(match[0]);
  reader.offset = pattern.lastIndex;
  return number === undefined ? undefined : numberValue(number, reader.origin);
}

function readWord(reader: Reader, word: string, value: Value): Value | undefined {
  if (!reader.text.startsWith(word, reader.offset)) return undefined;
  reader.offset += word.length;
  return value;
}

function take(reader: Reader, character: string): boolean {
  skipSpace(reader);
  if (reader.text.charAt(reader.offset) !== character) return false;
  reader.offset++;
  return true;
}

function skipSpace(reader: Reader): void {
  const pattern = /[ \t\r\n]*/y;
  pattern.lastIndex = reader.offset;
  pattern.test(reader.text);
  reader.offset = pattern.lastIndex;
}
