// What stays sure when a function's result is not: what a collection may hold, how long it is, how a text starts and ends.
// `mayContain` names everything that may be there, `contains` among it, so that no open CIDR is lost beside an unknown one.
// Called by function.ts and by the families.
import { message } from '../../messages.ts';
import type { Type } from '../type.ts';
import { dynamicType } from '../type.ts';
import type { Facts, Reason, Value } from '../value.ts';
import { isWhollyKnown, unknownValue } from '../values.ts';

/** Too many combinations to tell them apart. */
export const unsettled: Reason = { message: message('terraform.tooManyAlternatives'), place: undefined };

const leftOut: Reason = { message: message('terraform.tooLarge'), place: undefined };

/** Most members that are named. */
const maximumMembers = 1000;

/** Everything that these collections may hold. One that cannot be known stands in with an unknown member. */
export function membersOf(collections: readonly Value[]): readonly Value[] {
  return bounded(collections.flatMap(membersOfOne));
}

/** A collection that holds the members of all of these: what it contains, what it may contain and how long it is. */
export function factsOfAll(collections: readonly Value[]): Facts {
  const lengths = collections.map(lengthOf);
  const minimum = lengths.reduce((sum, length) => sum + length.minimum, 0);
  const maximum = lengths.reduce<number | undefined>((sum, length) => plus(sum, length.maximum), 0);
  const contains = collections.flatMap(sureMembersOf).slice(0, maximumMembers);
  const mayContain = membersOf(collections);
  return {
    length: { minimum, maximum },
    ...(contains.length > 0 ? { contains } : {}),
    ...(mayContain.length > 0 ? { mayContain } : {}),
  };
}

/** The same members, none of them twice, so that only one is sure to be left of several. */
export function factsOfDistinct(collections: readonly Value[]): Facts {
  const facts = factsOfAll(collections);
  const minimum = Math.min(1, facts.length?.minimum ?? 0);
  return { ...facts, length: { minimum, maximum: facts.length?.maximum } };
}

/** A collection that holds some of the members of these, nobody knows which. */
export function factsOfSome(collections: readonly Value[]): Facts {
  const maximum = collections.map(lengthOf).reduce<number | undefined>((sum, length) => plus(sum, length.maximum), 0);
  return { length: { minimum: 0, maximum }, mayContain: membersOf(collections) };
}

/** A collection that holds the members of another that a judge keeps. */
export function factsOfKept(
  collection: Value | undefined,
  judge: (member: Value) => 'kept' | 'dropped' | 'unsure',
): Facts {
  if (collection === undefined) return {};
  const sure = sureMembersOf(collection);
  const contains = sure.filter((member) => judge(member) === 'kept');
  const unsure = sure.filter((member) => judge(member) === 'unsure');
  const possible = possibleMembersOf(collection).filter((member) => judge(member) !== 'dropped');
  const mayContain = bounded([...contains, ...unsure, ...possible]);
  return {
    length: { minimum: Math.min(1, contains.length), maximum: lengthOf(collection).maximum },
    ...(contains.length > 0 ? { contains } : {}),
    ...(mayContain.length > 0 ? { mayContain } : {}),
  };
}

/** What holds whichever of these values it is. */
export function factsOfAny(candidates: readonly Value[]): Facts {
  const plain = candidates.flatMap((value) =>
    value.kind === 'oneOf' ? value.alternatives.map((alternative) => alternative.value) : [value],
  );
  const facts: { -readonly [K in keyof Facts]: Facts[K] } = {};
  if (plain.length === 0) return facts;
  if (plain.every(isNotNull)) facts.notNull = true;
  const prefix = commonPrefix(plain.map(prefixOf));
  const suffix = reversed(commonPrefix(plain.map((value) => reversed(suffixOf(value)))));
  if (prefix !== '') facts.prefix = prefix;
  if (suffix !== '') facts.suffix = suffix;
  // What may be a collection, too, stands in with an unknown member.
  const collections = plain.filter(
    (value) => isCollection(value) || (value.kind === 'unknown' && value.type.kind === 'dynamic'),
  );
  if (plain.some(isCollection)) facts.mayContain = membersOf(collections);
  return facts;
}

/** The text that a value surely starts with; a value without one starts with ''. */
export function prefixOf(value: Value): string {
  if (value.kind === 'string') return value.value;
  return value.kind === 'unknown' ? (value.facts.prefix ?? '') : '';
}

/** The text that a value surely ends with; a value without one ends with ''. */
export function suffixOf(value: Value): string {
  if (value.kind === 'string') return value.value;
  return value.kind === 'unknown' ? (value.facts.suffix ?? '') : '';
}

/** Facts of a text that surely starts and ends so; what is empty is left out. */
export function textFacts(prefix: string, suffix: string): Facts {
  return { ...(prefix === '' ? {} : { prefix }), ...(suffix === '' ? {} : { suffix }) };
}

/** The type of the elements of a collection whose elements all have one type; `dynamic` for all else. */
export function elementTypeOf(type: Type): Type {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'map' ? type.element : dynamicType;
}

/** Bounds of a collection's length. Unknown elements of a set may coincide. */
export function lengthOf(value: Value): { readonly minimum: number; readonly maximum: number | undefined } {
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return { minimum: value.elements.length, maximum: value.elements.length };
    case 'set': {
      const known = value.elements.filter(isWhollyKnown).length;
      return { minimum: Math.max(known, Math.min(1, value.elements.length)), maximum: value.elements.length };
    }
    case 'map':
    case 'object':
      return { minimum: value.entries.size, maximum: value.entries.size };
    case 'unknown':
      if (value.type.kind === 'tuple')
        return { minimum: value.type.elements.length, maximum: value.type.elements.length };
      return value.facts.length ?? { minimum: 0, maximum: undefined };
    case 'null':
      return { minimum: 0, maximum: 0 };
    case 'oneOf':
    case 'error':
    case 'string':
    case 'number':
    case 'bool':
      return { minimum: 0, maximum: undefined };
  }
}

/** Past the bound one unknown member stands for all that are left out. */
function bounded(members: readonly Value[]): readonly Value[] {
  if (members.length <= maximumMembers) return members;
  return [...members.slice(0, maximumMembers), unknownValue(dynamicType, leftOut)];
}

function membersOfOne(value: Value): readonly Value[] {
  return [...sureMembersOf(value), ...possibleMembersOf(value)];
}

function sureMembersOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      return value.elements;
    case 'map':
    case 'object':
      return [...value.entries.values()];
    case 'unknown':
      return value.facts.contains ?? [];
    case 'oneOf':
    case 'null':
    case 'error':
    case 'string':
    case 'number':
    case 'bool':
      return [];
  }
}

function possibleMembersOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'unknown': {
      const { mayContain, contains, length } = value.facts;
      if (mayContain !== undefined) return mayContain.filter((member) => contains?.includes(member) !== true);
      if (length?.maximum !== undefined && length.maximum <= (contains?.length ?? 0)) return [];
      return [unknownValue(elementTypeOf(value.type), value.reason, {}, value.origin)];
    }
    case 'oneOf':
      return value.alternatives.flatMap((alternative) => membersOfOne(alternative.value));
    case 'list':
    case 'set':
    case 'tuple':
    case 'map':
    case 'object':
    case 'null':
    case 'error':
    case 'string':
    case 'number':
    case 'bool':
      return [];
  }
}

function isNotNull(value: Value): boolean {
  return value.kind !== 'null' && value.kind !== 'error' && (value.kind !== 'unknown' || value.facts.notNull === true);
}

function isCollection(value: Value): boolean {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
    case 'map':
    case 'object':
      return true;
    case 'unknown':
      return (
        value.facts.mayContain !== undefined ||
        value.facts.contains !== undefined ||
        ['list', 'set', 'map', 'tuple'].includes(value.type.kind)
      );
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'oneOf':
    case 'error':
      return false;
  }
}

function plus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

function commonPrefix(texts: readonly string[]): string {
  const [first = '', ...rest] = texts;
  let length = first.length;
  for (const text of rest) {
    while (!text.startsWith(first.slice(0, length))) length--;
  }
  return first.slice(0, length);
}

function reversed(text: string): string {
  return text.split('').reverse().join('');
}
