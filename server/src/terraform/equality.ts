// When two values are the same, and in which order a set holds its elements.
// It never converts: 1 and "1" differ. What depends on something unknown is answered `unknown`.
// Called by the operators, by conversion to sets and by functions.
import { compare, toDouble } from './bigFloat.ts';
import type { Type } from './type.ts';
import { hasDynamic, sameType } from './type.ts';
import type { Origin, SetValue, UnknownValue, Value } from './value.ts';
import type { PlainValue } from './values.ts';
import { compareKeys, isWhollyKnown, mergeOrigins, sameValue, setValue, typeOf } from './values.ts';

export type Equality = 'equal' | 'different' | 'unknown';

/** What `==` says. Nulls of all types are equal; other values of different types are different. An error is `unknown`. */
export function equals(a: Value, b: Value): Equality {
  if (a.kind === 'oneOf') return allAlike(a.alternatives.map((alternative) => equals(alternative.value, b)));
  if (b.kind === 'oneOf') return allAlike(b.alternatives.map((alternative) => equals(a, alternative.value)));
  if (a.kind === 'error' || b.kind === 'error') return 'unknown';
  if (a.kind === 'unknown') return equalsUnknown(a, b);
  if (b.kind === 'unknown') return equalsUnknown(b, a);
  if (a.kind === 'null' || b.kind === 'null') return a.kind === b.kind ? 'equal' : 'different';
  return equalsKnown(a, b);
}

/** Where `a` stands before `b` in a set: negative for before, 0 where the set cannot tell them apart. */
export function compareForSet(a: Value, b: Value): number {
  const rankDifference = setRank(a) - setRank(b);
  if (rankDifference !== 0) return rankDifference;
  if (a.kind === 'string' && b.kind === 'string') return compareKeys(a.value, b.value);
  if (a.kind === 'number' && b.kind === 'number') return compare(a.value, b.value);
  if (a.kind === 'bool' && b.kind === 'bool') return Number(a.value) - Number(b.value);
  return compareKeys(serialize(a), serialize(b));
}

/** A set of values that already have the element type: put in order, duplicates dropped (their origins joined). */
export function makeSet(elements: readonly Value[], elementType: Type, origin: Origin = []): SetValue {
  const keyed = elements.map((element) => ({ element, key: isSimple(element) ? '' : serialize(element) }));
  keyed.sort((a, b) => setRank(a.element) - setRank(b.element) || compareKeyed(a, b));
  const distinct: Value[] = [];
  for (const { element } of keyed) {
    const last = distinct.at(-1);
    if (last !== undefined && coincide(last, element)) {
      distinct[distinct.length - 1] = { ...last, origin: mergeOrigins(last.origin, element.origin) };
    } else distinct.push(element);
  }
  return setValue(distinct, elementType, origin);
}

interface Keyed {
  readonly element: Value;
  readonly key: string;
}

function compareKeyed(a: Keyed, b: Keyed): number {
  return isSimple(a.element) && isSimple(b.element) ? compareForSet(a.element, b.element) : compareKeys(a.key, b.key);
}

function coincide(a: Value, b: Value): boolean {
  return isWhollyKnown(a) && isWhollyKnown(b) ? equals(a, b) === 'equal' : sameValue(a, b);
}

function isSimple(value: Value): boolean {
  return value.kind === 'string' || value.kind === 'number' || value.kind === 'bool';
}

function allAlike(answers: readonly Equality[]): Equality {
  const [first] = answers;
  return first !== undefined && answers.every((answer) => answer === first) ? first : 'unknown';
}

function equalsUnknown(unknown: UnknownValue, other: PlainValue): Equality {
  if (other.kind === 'unknown' || other.kind === 'error') return 'unknown';
  if (other.kind === 'null') return unknown.facts.notNull === true ? 'different' : 'unknown';
  if (unknown.type.kind !== 'dynamic' && unknown.type.kind !== typeOf(other).kind) return 'different';
  if (!hasDynamic(unknown.type)) {
    const otherType = typeOf(other);
    if (!hasDynamic(otherType) && !sameType(unknown.type, otherType)) return 'different';
  }
  if (other.kind === 'string') {
    const { prefix = '', suffix = '' } = unknown.facts;
    if (!other.value.startsWith(prefix) || !other.value.endsWith(suffix)) return 'different';
  }
  return 'unknown';
}

function equalsKnown(a: PlainValue, b: PlainValue): Equality {
  switch (a.kind) {
    case 'string':
    case 'bool':
      return answer(b.kind === a.kind && a.value === b.value);
    case 'number':
      return answer(b.kind === 'number' && compare(a.value, b.value) === 0);
    case 'list':
      return b.kind === 'list' && typesAgree(a, b) ? equalElements(a.elements, b.elements) : 'different';
    case 'tuple':
      return b.kind === 'tuple' ? equalElements(a.elements, b.elements) : 'different';
    case 'set':
      return b.kind === 'set' && typesAgree(a, b) ? equalSets(a, b) : 'different';
    case 'map':
      return b.kind === 'map' && typesAgree(a, b) ? equalEntries(a.entries, b.entries) : 'different';
    case 'object':
      return b.kind === 'object' ? equalEntries(a.entries, b.entries) : 'different';
    case 'null':
    case 'unknown':
    case 'error':
      return 'unknown';
  }
}

function answer(equal: boolean): Equality {
  return equal ? 'equal' : 'different';
}

/** Where something in it is unknown, its type may not be known here and yet be known to Terraform. */
function typesAgree(a: Collection, b: Collection): boolean {
  if (sameType(a.elementType, b.elementType)) return true;
  return mayBeOther(a) || mayBeOther(b);
}

type Collection = Extract<PlainValue, { elementType: Type }>;

function mayBeOther(value: Collection): boolean {
  return hasDynamic(value.elementType) && !isWhollyKnown(value);
}

function equalElements(a: readonly Value[], b: readonly Value[]): Equality {
  if (a.length !== b.length) return 'different';
  return every(a.map((element, position) => pair(element, b[position])));
}

function equalEntries(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): Equality {
  if (a.size !== b.size) return 'different';
  return every([...a].map(([key, value]) => pair(value, b.get(key))));
}

function equalSets(a: SetValue, b: SetValue): Equality {
  if (!isWhollyKnown(a) || !isWhollyKnown(b)) return 'unknown';
  return equalElements(a.elements, b.elements);
}

function pair(a: Value, b: Value | undefined): Equality {
  return b === undefined ? 'different' : equals(a, b);
}

/** A part that surely differs decides, whatever the unknown parts are. */
function every(answers: readonly Equality[]): Equality {
  if (answers.includes('different')) return 'different';
  return answers.includes('unknown') ? 'unknown' : 'equal';
}

/** Known values first, then nulls, then what is not known. */
function setRank(value: Value): number {
  switch (value.kind) {
    case 'null':
      return 1;
    case 'unknown':
    case 'oneOf':
    case 'error':
      return 2;
    case 'string':
    case 'number':
    case 'bool':
    case 'list':
    case 'set':
    case 'tuple':
    case 'map':
    case 'object':
      return 0;
  }
}

/** The form by which Terraform orders elements that are neither strings nor numbers nor bools. */
function serialize(value: Value): string {
  switch (value.kind) {
    case 'string':
      return quoted(value.value);
    case 'number':
      return numberKey(toDouble(value.value));
    case 'bool':
      return value.value ? 'T' : 'F';
    case 'list':
    case 'set':
      return `[${value.elements.map((element) => `${serialize(element)};`).join('')}]`;
    case 'tuple':
      return `<${value.elements.map((element) => `${serialize(element)};`).join('')}>`;
    case 'map':
      return `{${[...value.entries].map(([key, inner]) => `${quoted(key)}:${serialize(inner)};`).join('')}}`;
    case 'object':
      return `<${[...value.entries.values()].map((inner) => `${serialize(inner)};`).join('')}>`;
    case 'null':
      return '~';
    case 'unknown':
    case 'oneOf':
    case 'error':
      return '?';
  }
}

/** Text as Go quotes it: what cannot be printed is escaped, and so sorts among the backslashes. */
function quoted(text: string): string {
  const escaped = text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    const short = shortEscapes.get(character);
    if (short !== undefined) return short;
    const code = character.codePointAt(0) ?? 0;
    const digits = code.toString(16);
    if (code < 0x80) return `\\x${digits.padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
  });
  return `"${escaped}"`;
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

/** Ten significant digits, as Go prints a big float. */
function numberKey(value: number): string {
  const rounded = Number(value.toPrecision(10));
  return Math.abs(rounded) >= 1e10 && Number.isFinite(rounded) ? rounded.toExponential() : String(rounded);
}
