// Takes objects out of a file in JSON syntax, with the commas and the white space that belong to them.
// It knows nothing of Terraform.
// Used by the fixes that remove rules.
import type { JsonNode } from '../hcl/jsonText.ts';
import { readJson } from '../hcl/jsonText.ts';
import type { Span, TextEdit } from '../text.ts';
import { contains } from '../text.ts';

/** Removes the object whose inside is a span: an element of an array, or a member, which an array around it alone makes one with it. */
export function removedObject(text: string, inside: Span): TextEdit | undefined {
  const way = wayTo(text, inside);
  return way === undefined ? undefined : removal(way.findLast(isOwnMember));
}

/** Removes the same object and every object around it that would be left empty; the whole of a file keeps its braces. */
export function removedDeclaration(text: string, inside: Span): TextEdit | undefined {
  const way = wayTo(text, inside);
  if (way === undefined) return undefined;
  const from = way.findLastIndex((step) => step.items.length > 1);
  return removal(way[Math.max(from, 0)]);
}

/** Leaves an empty array under the name of the object. */
export function emptiedMember(text: string, inside: Span): TextEdit | undefined {
  const member = wayTo(text, inside)?.findLast(isOwnMember);
  return member === undefined ? undefined : { span: member.value.span, newText: '[]' };
}

/** Removes the member that a span is, from its name to the end of its value. */
export function removedMember(text: string, member: Span): TextEdit | undefined {
  let holder = readJson(text).root;
  for (;;) {
    const items = itemsOf(holder);
    const index = items.findIndex(({ span }) => contains(span, member));
    const item = items[index];
    if (item === undefined) return undefined;
    const step = { value: item.value, items: items.map(({ span }) => span), index, holder };
    if (item.span.start === member.start && item.span.end === member.end) return removal(step);
    holder = item.value;
  }
}

/** A value on the way from the root to an object. */
interface Step {
  readonly value: JsonNode;
  /** What its holder holds, each with its name where it has one. */
  readonly items: readonly Span[];
  readonly index: number;
  readonly holder: JsonNode;
}

/** The whole way; undefined where the span is not the inside of an object. */
function wayTo(text: string, inside: Span): readonly Step[] | undefined {
  const way: Step[] = [];
  let holder = readJson(text).root;
  for (;;) {
    if (holder.kind === 'object' && holder.span.start + 1 === inside.start && holder.span.end - 1 === inside.end)
      return way;
    const items = itemsOf(holder);
    const index = items.findIndex(({ value }) => contains(value.span, inside));
    const value = items[index]?.value;
    if (value === undefined) return undefined;
    way.push({ value, items: items.map(({ span }) => span), index, holder });
    holder = value;
  }
}

function itemsOf(node: JsonNode): readonly { readonly span: Span; readonly value: JsonNode }[] {
  if (node.kind === 'array') return node.elements.map((value) => ({ span: value.span, value }));
  if (node.kind !== 'object') return [];
  return node.members.map(({ name, value }) => ({ span: { start: name.span.start, end: value.span.end }, value }));
}

/** An array's only element is left to the member that the array is. */
function isOwnMember({ holder, items }: Step): boolean {
  return holder.kind === 'object' || items.length > 1;
}

function removal(step: Step | undefined): TextEdit | undefined {
  if (step === undefined) return undefined;
  const { items, index, holder } = step;
  const [own, previous, next] = [items[index], items[index - 1], items[index + 1]];
  if (own === undefined) return undefined;
  if (next !== undefined) return { span: { start: own.start, end: next.start }, newText: '' };
  if (previous !== undefined) return { span: { start: previous.end, end: own.end }, newText: '' };
  return { span: { start: holder.span.start + 1, end: holder.span.end - 1 }, newText: '' };
}
