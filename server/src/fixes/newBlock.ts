// A block that a file gets: before or behind another one, in native syntax or as a member of JSON's objects.
// It chooses no names.
// Used by the fixes that declare something, or make several blocks of one.
import type { Block, SourceFile } from '../hcl/nodes.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { JsonNode } from '../hcl/jsonText.ts';
import { readJson } from '../hcl/jsonText.ts';
import type { TextEdit } from '../text.ts';
import { indentAt, indentStepOf, lineEndOf, startOfLine, startOfNextLine } from './layout.ts';

/** A block to write: its type and labels, and its arguments with their values as native syntax has them. */
export interface NewBlock {
  readonly header: readonly [string, ...string[]];
  readonly members: readonly (readonly [name: string, value: string])[];
}

/** Puts a block before another one and the comments right above it; undefined where JSON leaves no place for it. */
export function blockBeforeEdit(file: SourceFile, next: Block, block: NewBlock): TextEdit | undefined {
  if (isJsonSyntax(file.path)) return jsonBlockEdit(file, block);
  const newline = lineEndOf(file.text);
  const offset = startWithComments(file, next.span.start);
  return insertion(offset, `${nativeText(block, indentStepOf(file.text), newline)}${newline}${newline}`);
}

/** Puts blocks behind another one, an empty line before each. */
export function blocksBehindEdit(file: SourceFile, previous: Block, texts: readonly string[]): TextEdit {
  const newline = lineEndOf(file.text);
  const offset = startOfNextLine(file.text, previous.span.end);
  const isLast = offset === file.text.length && !file.text.endsWith('\n');
  const separated = texts.map((text) => (isLast ? `${newline}${newline}${text}` : `${newline}${text}${newline}`));
  return insertion(offset, separated.join(''));
}

/** Puts a block at the end of a file. */
export function blockAtEndEdit(file: SourceFile, block: NewBlock): TextEdit | undefined {
  if (isJsonSyntax(file.path)) return jsonBlockEdit(file, block);
  const { text } = file;
  const newline = lineEndOf(text);
  const gap = text.trim() === '' ? '' : text.endsWith('\n') ? newline : newline + newline;
  return insertion(text.length, `${gap}${nativeText(block, indentStepOf(text), newline)}${newline}`);
}

/** The block as `terraform fmt` would write it. */
export function nativeText({ header, members }: NewBlock, step: string, newline: string): string {
  const [type, ...labels] = header;
  const width = Math.max(0, ...members.map(([name]) => name.length));
  const lines = members.map(([name, value]) => `${step}${name.padEnd(width)} = ${value}`);
  return [`${[type, ...labels.map((label) => `"${label}"`)].join(' ')} {`, ...lines, '}'].join(newline);
}

/** The first line of the comments that stand right above an offset's line, or that line itself. */
export function startWithComments(file: SourceFile, offset: number): number {
  const { text, comments } = file;
  let start = startOfLine(text, offset);
  while (start > 0) {
    const above = startOfLine(text, start - 1);
    const comment = comments.find(({ span }) => above <= span.start && span.start < start);
    const isComment = comment !== undefined && text.slice(above, comment.span.start).trim() === '';
    if (!isComment) return start;
    start = above;
  }
  return start;
}

/** A new member as deep in JSON's objects as objects of the header's names are there already. */
export function jsonBlockEdit(file: SourceFile, { header, members }: NewBlock): TextEdit | undefined {
  const keys = [...header];
  let node: JsonNode | undefined = readJson(file.text).root;
  while (keys.length > 1) {
    const holder: JsonNode | undefined = lastObject(node);
    const inner: JsonNode | undefined =
      holder?.kind === 'object' ? holder.members.find(({ name }) => name.value === keys[0])?.value : undefined;
    if (inner === undefined || lastObject(inner) === undefined) break;
    node = inner;
    keys.shift();
  }
  const holder = lastObject(node);
  if (holder?.kind !== 'object') return undefined;
  const [first] = holder.members;
  const last = holder.members.at(-1);
  const newline = lineEndOf(file.text);
  const isInline =
    first === undefined ||
    file.text.slice(startOfLine(file.text, first.name.span.start), first.name.span.start).trim() !== '';
  const indent = first === undefined ? '' : indentAt(file.text, first.name.span.start);
  const step = indentStepOf(file.text);
  const body = jsonText(members, isInline ? undefined : { indent: indent + step.repeat(keys.length), step, newline });
  const text = nested(keys, body, isInline ? undefined : { indent, step, newline });
  if (last === undefined) return insertion(holder.span.start + 1, text);
  return insertion(last.value.span.end, isInline ? `, ${text}` : `,${newline}${indent}${text}`);
}

interface JsonLayout {
  /** Of the line that the text begins in. */
  readonly indent: string;
  readonly step: string;
  readonly newline: string;
}

function jsonText(members: NewBlock['members'], layout: JsonLayout | undefined): string {
  const texts = members.map(([name, value]) => `"${name}": ${value}`);
  if (layout === undefined) return `{${texts.join(', ')}}`;
  const { indent, step, newline } = layout;
  const outer = indent.slice(0, indent.length - step.length);
  return `{${newline}${texts.map((text) => `${indent}${text}`).join(`,${newline}`)}${newline}${outer}}`;
}

function nested(keys: readonly string[], body: string, layout: JsonLayout | undefined): string {
  const [key, ...others] = keys;
  if (key === undefined) return body;
  if (others.length === 0) return `"${key}": ${body}`;
  if (layout === undefined) return `"${key}": {${nested(others, body, undefined)}}`;
  const { indent, step, newline } = layout;
  const inner = nested(others, body, { indent: indent + step, step, newline });
  return `"${key}": {${newline}${indent}${step}${inner}${newline}${indent}}`;
}

/** The object itself, or the last of those that an array holds, which stand for one together. */
function lastObject(node: JsonNode | undefined): JsonNode | undefined {
  if (node?.kind === 'array') return node.elements.findLast((element) => element.kind === 'object');
  return node?.kind === 'object' ? node : undefined;
}

function insertion(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}
