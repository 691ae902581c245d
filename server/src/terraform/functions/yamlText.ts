// Writes values as YAML, in the block style with quoted keys that Terraform uses.
// Terraform also folds long lines; here they stay whole, which reads back as the same value.
// Called by yaml.ts.
import { toDecimalText } from '../bigFloat.ts';
import type { Value } from '../value.ts';

/** The YAML text of a value, with its final newline; undefined where it holds something unknown or an error. */
export function yamlText(value: Value): string | undefined {
  const text = nodeText(value, '');
  if (text === undefined) return undefined;
  const isBare = value.kind === 'number' || value.kind === 'bool' || value.kind === 'null';
  return isBare ? `${text}\n...\n` : text.endsWith('\n') ? text : `${text}\n`;
}

/** A node whose further lines are indented; its first line stands where the caller is. */
function nodeText(value: Value, indent: string): string | undefined {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'number':
      return toDecimalText(value.value);
    case 'string':
      return scalarText(value.value, indent);
    case 'list':
    case 'set':
    case 'tuple':
      return sequenceText(value.elements, indent);
    case 'map':
    case 'object':
      return mappingText(value.entries, indent);
    case 'unknown':
    case 'oneOf':
    case 'error':
      return undefined;
  }
}

function sequenceText(elements: readonly Value[], indent: string): string | undefined {
  if (elements.length === 0) return '[]';
  const lines: string[] = [];
  for (const element of elements) {
    const text = nodeText(element, element.kind === 'string' ? indent : `${indent}  `);
    if (text === undefined) return undefined;
    lines.push(`- ${text}`);
  }
  return joined(lines, indent);
}

function mappingText(entries: ReadonlyMap<string, Value>, indent: string): string | undefined {
  if (entries.size === 0) return '{}';
  const lines: string[] = [];
  for (const [key, value] of entries) {
    const isSequence =
      (value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple') && value.elements.length > 0;
    const isMapping = (value.kind === 'map' || value.kind === 'object') && value.entries.size > 0;
    // A sequence in a mapping is not indented further.
    const inner = isSequence || value.kind === 'string' ? indent : `${indent}  `;
    const text = nodeText(value, inner);
    if (text === undefined) return undefined;
    if (isLongKey(key)) lines.push(`? ${ended(scalarText(key, indent))}${indent}: ${text}`);
    else lines.push(`${quoted(key)}:${isSequence || isMapping ? `\n${inner}` : ' '}${text}`);
  }
  return joined(lines, indent);
}

/** Keys of several lines, and very long ones, are announced by a question mark. */
function isLongKey(key: string): boolean {
  return key.includes('\n') || Buffer.byteLength(key) > 128;
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** Text that ends a block scalar already brings its newline. */
function joined(lines: readonly string[], indent: string): string {
  return lines
    .map((line, position) => (position === lines.length - 1 || line.endsWith('\n') ? line : `${line}\n`))
    .join(indent);
}

function scalarText(text: string, indent: string): string {
  const isBlock = text.includes('\n') && !/[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]|[ \t](\n|$)/.test(text);
  if (!isBlock) return quoted(text);
  const body = text.replace(/\n+$/, '');
  const trailing = text.length - body.length;
  const chomping = trailing === 0 ? '-' : trailing === 1 && body !== '' ? '' : '+';
  const lines = body.split('\n').map((line) => (line === '' ? '' : `${indent}  ${line}`));
  const indicator = /^[ \n]/.test(text) ? '2' : '';
  return `|${indicator}${chomping}\n${lines.join('\n')}\n${'\n'.repeat(Math.max(0, trailing - 1))}`;
}

const special = /["\\]|[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/gu;

/** Behind a byte order mark, Terraform's writer takes every character for one and writes its number. */
function quoted(text: string): string {
  const escaped = text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(text.startsWith('\ufeff') ? /[^]/gu : special, (character) => {
      const short = shortEscapes.get(character);
      if (short !== undefined) return short;
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x100) return `\\x${hexadecimal(code, 2)}`;
      return code < 0x10000 ? `\\u${hexadecimal(code, 4)}` : `\\U${hexadecimal(code, 8)}`;
    });
  return `"${escaped}"`;
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\0', '\\0'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\v', '\\v'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['\x1b', '\\e'],
  ['\u0085', '\\N'],
  ['\u2028', '\\L'],
  ['\u2029', '\\P'],
]);

function hexadecimal(code: number, width: number): string {
  return code.toString(16).toUpperCase().padStart(width, '0');
}
