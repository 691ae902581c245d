// Reads YAML into values. The library finds structure and quotes; what plain words mean is decided here, because Terraform's
// reader has rules of its own: `yes` is true, `010` is ten, and a date becomes a timestamp.
// Called by yaml.ts.
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { Document, Pair, ParsedNode, Scalar, YAMLMap } from 'yaml';
import { maximumElements } from '../budget.ts';
import { convert } from '../convert.ts';
import { dynamicType, stringType } from '../type.ts';
import type { Origin, Value } from '../value.ts';
import { nullValue, objectValue, stringValue, tupleValue } from '../values.ts';
import { attempt } from './attempt.ts';
import { plainScalar } from './yamlScalar.ts';

/** The value of the only document, every part with the same origin; undefined where Terraform refuses the text. */
export function parseYaml(written: string, origin: Origin): Value | undefined | 'tooLarge' {
  // YAML 1.1 has more ends of lines than the library knows.
  const text = written.replaceAll('\u0085', '\n').replace(/^[\s\u2028\u2029]*[\u2028\u2029]/, '\n');
  // Terraform's reader is one for YAML 1.1 and refuses to be told otherwise.
  if (/^%YAML\s+(?!1\.1\s)/m.test(text)) return undefined;
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]/.test(text) || /^\s*?(?:^|\n) *\t/.test(text))
    return undefined;
  if (/^[ \t\r\n\u0085\u2028\u2029\ufeff]*$/.test(text)) return undefined;
  const documents = attempt(() => [
    ...parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' }),
  ]);
  const [document, ...others] = documents ?? [];
  if (document === undefined || others.length > 0 || document.errors.length > 0) return undefined;
  const reader: Reader = {
    origin,
    length: text.length,
    endsInNewline: text.endsWith('\n'),
    anchors: new Map(),
    sizes: new Map(),
    size: 0,
  };
  const value = isWritten(document, text) ? readNode(reader, document.contents) : undefined;
  return reader.size > maximumElements ? 'tooLarge' : value;
}

interface Reader {
  readonly origin: Origin;
  readonly length: number;
  readonly endsInNewline: boolean;
  /** What each anchor stood for last; undefined while it is being read. */
  readonly anchors: Map<string, Value | undefined>;
  /** How many values each anchored value holds. */
  readonly sizes: Map<Value, number>;
  /** Values made so far, aliases counted each time: a few lines can stand for billions. */
  size: number;
}

/** A text of comments holds no document, one of `---` holds null. */
function isWritten(document: Document.Parsed, text: string): boolean {
  return document.contents !== null || /^---/m.test(text);
}

function readNode(reader: Reader, node: ParsedNode | null): Value | undefined {
  reader.size++;
  if (reader.size > maximumElements) return undefined;
  if (node === null) return plainScalar('', reader.origin);
  if (isAlias(node)) {
    const value = reader.anchors.get(node.source);
    if (value !== undefined) reader.size += reader.sizes.get(value) ?? 1;
    return value;
  }
  const { anchor } = node;
  if (anchor !== undefined) reader.anchors.set(anchor, undefined);
  const before = reader.size;
  const value = readContent(reader, node);
  if (anchor !== undefined && value !== undefined) {
    reader.anchors.set(anchor, value);
    reader.sizes.set(value, reader.size - before + 1);
  }
  return value;
}

function readContent(reader: Reader, node: Exclude<ParsedNode, { source: string; type?: never }>): Value | undefined {
  if (isScalar(node)) return readScalar(reader, node);
  if (isMap(node)) return hasTag(node.tag, 'map') ? readMap(reader, node) : undefined;
  if (!isSeq(node) || !hasTag(node.tag, 'seq')) return undefined;
  const elements: Value[] = [];
  for (const item of node.items) {
    const element = readNode(reader, item);
    if (element === undefined) return undefined;
    elements.push(element);
  }
  return tupleValue(elements, reader.origin);
}

function readMap(reader: Reader, node: YAMLMap.Parsed): Value | undefined {
  const entries = new Map<string, Value>();
  for (const pair of node.items) {
    const isMerge = isScalar(pair.key) && pair.key.type === 'PLAIN' && pair.key.value === '<<';
    const key = isMerge ? '' : readKey(reader, pair);
    const value = readNode(reader, pair.value);
    if (key === undefined || value === undefined) return undefined;
    if (!isMerge) entries.set(key, value);
    else if (value.kind === 'object') for (const [name, inner] of value.entries) entries.set(name, inner);
    else return undefined;
  }
  return objectValue(entries, reader.origin);
}

function readKey(reader: Reader, pair: Pair<ParsedNode, ParsedNode | null>): string | undefined {
  const key = readNode(reader, pair.key);
  const text = key === undefined ? undefined : convert(key, stringType);
  return text?.kind === 'string' ? text.value : undefined;
}

function readScalar(reader: Reader, node: Scalar.Parsed): Value | undefined {
  const text = textOf(reader, node);
  const tag = node.tag?.replace(standardTags, '');
  if (tag !== undefined && !scalarTags.includes(tag)) return undefined;
  // Whatever its tag says, quoted text stays text.
  if (tag === 'null' && node.type === 'PLAIN') return nullValue(dynamicType, reader.origin);
  if (node.type !== 'PLAIN' || tag === 'str' || tag === 'binary') return stringValue(text, reader.origin);
  const value = plainScalar(text, reader.origin);
  return value === undefined || tag === undefined || kindOfTag[tag] === value.kind ? value : undefined;
}

/** A block scalar at the very end of a text without a final newline has none either; the library adds it. */
function textOf(reader: Reader, node: Scalar.Parsed): string {
  const text = typeof node.value === 'string' ? node.value : node.source;
  const isCutOff = node.type?.startsWith('BLOCK_') === true && node.range[1] >= reader.length && !reader.endsInNewline;
  return isCutOff && text.endsWith('\n') ? text.slice(0, -1) : text;
}

const standardTags = 'tag:yaml.org,2002:';
const scalarTags = ['str', 'binary', 'int', 'float', 'bool', 'null', 'timestamp'];
const kindOfTag: Readonly<Record<string, Value['kind']>> = {
  int: 'number',
  float: 'number',
  bool: 'bool',
  null: 'null',
  timestamp: 'string',
};

function hasTag(tag: string | undefined, name: string): boolean {
  return tag === undefined || tag === standardTags + name;
}
