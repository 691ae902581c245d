// A rule written several times over, each time with a few of its arguments changed: blocks, resources, elements of lists and maps.
// It does not know what is changed, and it chooses names only where two of them may not be alike.
// Used by narrow-ports.ts.
import type { Expression } from '../hcl/nodes.ts';
import type { Module } from '../terraform/module.ts';
import type { Span, TextEdit } from '../text.ts';
import { applyEdits, contains } from '../text.ts';
import { indentAt, lineEndOf, startOfLine, startOfNextLine } from './layout.ts';
import { standsAlone } from './ruleEdits.ts';
import type { RuleText } from './ruleText.ts';

/** One of the rules: the edits that make it of the text as it is, and what sets its name apart from the first. */
export interface RuleCopy {
  readonly edits: readonly TextEdit[];
  readonly suffix: string;
}

/** The edits that leave the first in the rule's place and the others behind it; undefined where it cannot be repeated there. */
export function copyEdits(
  text: RuleText,
  [first, ...others]: readonly RuleCopy[],
  module: Module,
): readonly TextEdit[] | undefined {
  if (first === undefined) return undefined;
  if (others.length === 0) return first.edits;
  const unit = unitOf(text);
  if (unit === undefined) return undefined;
  const taken = new Set(namesBeside(text, unit, module));
  const copies = others.map(({ edits, suffix }) => copyOf(text, unit, edits, suffix, taken));
  const [hanging] = hangingBrace(text, unit);
  if (hanging === undefined) return [...first.edits, behind(text, unit, copies)];
  const inner = hanging.newText;
  const outer = indentAt(text.file.text, unit.span.end - 1);
  const indented = copies.map((copy, index) =>
    index === copies.length - 1 ? copy : `${copy.slice(0, copy.length - 1 - outer.length)}${inner}}`,
  );
  return [...first.edits, hanging, behind(text, unit, indented)];
}

/**
 * Where `[{` opens a list and its first object on one line, `terraform fmt` has a line `}, {` as deep as what the object holds:
 * the edit that moves the object's closing brace there.
 */
function hangingBrace({ file, isJson, members }: RuleText, { span, kind }: Unit): readonly TextEdit[] {
  const { text } = file;
  const brace = span.end - 1;
  const [first] = members;
  if (isJson || kind !== 'item' || first === undefined) return [];
  if (standsAlone(text, span.start) || !standsAlone(text, brace)) return [];
  return [{ span: { start: startOfLine(text, brace), end: brace }, newText: indentAt(text, first.span.start) }];
}

/** What is repeated, and the name in it that no other may have. */
interface Unit {
  readonly span: Span;
  readonly kind: 'block' | 'item';
  readonly name: { readonly span: Span; readonly value: string } | undefined;
  /** Names that are taken among the items of a map. */
  readonly siblings: readonly string[];
}

function unitOf(text: RuleText): Unit | undefined {
  const block = text.blocks.at(-1);
  if (text.kind === 'object') return unitOfObject(text);
  if (block === undefined) return undefined;
  if (block.type === 'resource') {
    const label = block.labels[1];
    const isMember = !text.isJson || text.file.text.charAt(block.span.start) === '"';
    if (label === undefined || !isMember) return undefined;
    return { span: block.span, kind: text.isJson ? 'item' : 'block', name: label, siblings: [] };
  }
  if (text.isJson) return undefined;
  const outer = block.type === 'content' ? text.blocks.at(-2) : block;
  return outer === undefined ? undefined : { span: outer.span, kind: 'block', name: undefined, siblings: [] };
}

function unitOfObject({ within, span }: RuleText): Unit | undefined {
  const holder = within?.around.findLast((outer) => outer.kind === 'tuple' || outer.kind === 'object');
  if (holder?.kind === 'tuple' && holder.elements.some((element) => isSame(element.span, span)))
    return { span, kind: 'item', name: undefined, siblings: [] };
  if (holder?.kind !== 'object') return undefined;
  const item = holder.items.find(({ value }) => isSame(value.span, span));
  const name = item === undefined ? undefined : keyOf(item.key);
  if (item === undefined || name === undefined) return undefined;
  const siblings = holder.items.flatMap(({ key }) => keyOf(key) ?? []);
  return { span: item.span, kind: 'item', name: { span: item.key.span, value: name }, siblings };
}

function namesBeside({ blocks }: RuleText, { siblings }: Unit, module: Module): readonly string[] {
  const type = blocks.at(-1)?.labels[0]?.value;
  const resources = module.resources.filter((resource) => resource.mode === 'managed' && resource.type === type);
  return siblings.length > 0 ? siblings : resources.map(({ name }) => name);
}

function copyOf(
  { file }: RuleText,
  unit: Unit,
  edits: readonly TextEdit[],
  suffix: string,
  taken: Set<string>,
): string {
  const { span, name } = unit;
  const renamed = name === undefined ? [] : [{ span: name.span, newText: freshName(file.text, name, suffix, taken) }];
  const moved = [...renamed, ...edits.filter((edit) => contains(span, edit.span))].map((edit) => ({
    span: { start: edit.span.start - span.start, end: edit.span.end - span.start },
    newText: edit.newText,
  }));
  return applyEdits(file.text.slice(span.start, span.end), moved);
}

function freshName(
  text: string,
  { span, value }: NonNullable<Unit['name']>,
  suffix: string,
  taken: Set<string>,
): string {
  let name = `${value}_${suffix}`;
  for (let number = 2; taken.has(name); number++) name = `${value}_${suffix}_${number}`;
  taken.add(name);
  return text.charAt(span.start) === '"' ? `"${name}"` : name;
}

function behind({ file, isJson }: RuleText, { span, kind }: Unit, copies: readonly string[]): TextEdit {
  const { text } = file;
  const newline = lineEndOf(text);
  const indent = indentAt(text, span.start);
  if (kind === 'block') {
    const rest = text.slice(span.end, startOfNextLine(text, span.end));
    const offset = rest.endsWith('\n') ? startOfNextLine(text, span.end) : span.end;
    const parts = copies.map((copy) =>
      offset === span.end ? `${newline}${newline}${indent}${copy}` : `${newline}${indent}${copy}${newline}`,
    );
    return { span: { start: offset, end: offset }, newText: parts.join('') };
  }
  const isOwnLine = standsAlone(text, span.start);
  const comma = /^[ \t]*,/.test(text.slice(span.end)) || isJson || !isOwnLine || !endsLine(text, span.end);
  const gap = isOwnLine ? `${newline}${indent}` : ' ';
  const parts = copies.map((copy) => `${comma || !isMapItem(text, span) ? ',' : ''}${gap}${copy}`);
  return { span: { start: span.end, end: span.end }, newText: parts.join('') };
}

/** Items of an object may be parted by their lines alone; elements of a list may not. */
function isMapItem(text: string, { start }: Span): boolean {
  return !/^[{]/.test(text.slice(start));
}

function endsLine(text: string, offset: number): boolean {
  return /^[ \t]*(?:#|\/\/|\r?\n)/.test(text.slice(offset));
}

function keyOf(key: { readonly kind: 'name'; readonly name: string } | Expression): string | undefined {
  if (key.kind === 'name') return key.name;
  const [part, another] = key.kind === 'template' ? key.parts : [];
  return part?.kind === 'literal' && another === undefined ? part.value : undefined;
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}
