// Members added to objects in JSON syntax, written as the file's own are: its indentation, its line ends, one line or several.
// It knows nothing of Terraform, and takes nothing away.
// Used by the fixes that edit files in JSON syntax.
import type { JsonNode } from '../hcl/jsonText.ts';
import { readJson } from '../hcl/jsonText.ts';
import type { Span, TextEdit } from '../text.ts';
import { contains } from '../text.ts';
import { indentAt, indentStepOf, lineEndOf } from './layout.ts';

export type JsonObject = Extract<JsonNode, { kind: 'object' }>;

/** What is written; objects keep the order of their keys. */
export type JsonValue = string | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** The object that a text is, or the last one of the array that it is; undefined where it is neither. */
export function rootObjectOf(text: string): JsonObject | undefined {
  const { root } = readJson(text);
  const last = root.kind === 'array' ? root.elements.at(-1) : root;
  return last?.kind === 'object' ? last : undefined;
}

/** The innermost object that holds all of a span. */
export function objectAround(text: string, span: Span): JsonObject | undefined {
  let node: JsonNode | undefined = readJson(text).root;
  let found: JsonObject | undefined;
  while (node !== undefined && contains(node.span, span)) {
    if (node.kind === 'object') found = node;
    node = childrenOf(node).find((child) => contains(child.span, span));
  }
  return found;
}

/** The object under a name, or the last object of the array there. */
export function memberObject(object: JsonObject, name: string): JsonObject | undefined {
  const value = object.members.find((member) => member.name.value === name)?.value;
  const last = value?.kind === 'array' ? value.elements.at(-1) : value;
  return last?.kind === 'object' ? last : undefined;
}

/** Adds a member before all others of an object. */
export function firstMember(text: string, object: JsonObject, name: string, value: JsonValue): TextEdit {
  const [first] = object.members;
  if (first === undefined) return onlyMember(text, object, name, value);
  const style = styleOf(text, object);
  const { start } = first.name.span;
  return { span: { start, end: start }, newText: `${memberText(style, name, value)},${style.gap}` };
}

/** Adds a member behind all others of an object. */
export function lastMember(text: string, object: JsonObject, name: string, value: JsonValue): TextEdit {
  const last = object.members.at(-1);
  if (last === undefined) return onlyMember(text, object, name, value);
  const style = styleOf(text, object);
  const { end } = last.value.span;
  return { span: { start: end, end }, newText: `,${style.gap}${memberText(style, name, value)}` };
}

/** Adds a value under names, one in the other, as deep as objects of these names are there; undefined where all of them are. */
export function nestedMember(text: string, names: readonly string[], value: JsonValue): TextEdit | undefined {
  let object = rootObjectOf(text);
  let depth = 0;
  for (let inner = object; inner !== undefined && depth < names.length; depth++) {
    object = inner;
    inner = memberObject(inner, names[depth] ?? '');
    if (inner === undefined) break;
  }
  const [name, ...others] = names.slice(depth);
  if (object === undefined || name === undefined) return undefined;
  const nested = others.reduceRight<JsonValue>((inner, label) => ({ [label]: inner }), value);
  return lastMember(text, object, name, nested);
}

/** The text of a file that has nothing but one value, two spaces to a level. */
export function jsonFileText(value: JsonValue, newline: string): string {
  return `${JSON.stringify(value, null, 2).replaceAll('\n', newline)}${newline}`;
}

function childrenOf(node: JsonNode): readonly JsonNode[] {
  if (node.kind === 'array') return node.elements;
  return node.kind === 'object' ? node.members.map((member) => member.value) : [];
}

/** How the members of an object are written. */
interface JsonStyle {
  /** What stands between two members, behind the comma. */
  readonly gap: string;
  readonly colon: string;
  /** What stands before a line of the object's members; undefined where all is on one line. */
  readonly lineStart: string | undefined;
  readonly step: string;
}

function styleOf(text: string, { members, span }: JsonObject): JsonStyle {
  const [first, second] = members;
  const colon = first === undefined ? ': ' : text.slice(first.name.span.end, first.value.span.start);
  const step = indentStepOf(text);
  const lead = first === undefined ? '' : text.slice(span.start + 1, first.name.span.start);
  if (lead.includes('\n')) {
    const lineStart = lineEndOf(text) + indentAt(text, first?.name.span.start ?? span.start);
    return { gap: lineStart, colon, lineStart, step };
  }
  const between =
    first === undefined || second === undefined ? undefined : text.slice(first.value.span.end, second.name.span.start);
  const gap = between === undefined || between.includes('\n') ? colon.replace(':', '') : between.replace(',', '');
  return { gap, colon, lineStart: undefined, step };
}

function onlyMember(text: string, object: JsonObject, name: string, value: JsonValue): TextEdit {
  const inside = { start: object.span.start + 1, end: object.span.end - 1 };
  const style = styleOf(text, object);
  if (!text.slice(0, object.span.start).includes('\n'))
    return { span: inside, newText: memberText(style, name, value) };
  const outer = lineEndOf(text) + indentAt(text, object.span.start);
  const lineStart = outer + style.step;
  return { span: inside, newText: lineStart + memberText({ ...style, lineStart }, name, value) + outer };
}

function memberText(style: JsonStyle, name: string, value: JsonValue): string {
  return `${JSON.stringify(name)}${style.colon}${valueText(style, value)}`;
}

function valueText(style: JsonStyle, value: JsonValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  const inner = style.lineStart === undefined ? style : { ...style, lineStart: style.lineStart + style.step };
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}'];
  const parts = isList(value)
    ? value.map((element) => valueText(inner, element))
    : Object.entries(value).map(([name, member]) => memberText(inner, name, member));
  if (style.lineStart === undefined) return `${open}${parts.join(`,${style.gap}`)}${close}`;
  const lines = parts.map((part) => `${inner.lineStart ?? ''}${part}`);
  return `${open}${lines.join(',')}${style.lineStart}${close}`;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
