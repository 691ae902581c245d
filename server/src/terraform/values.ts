// Makes values and reads what is common to all of them.
// It never evaluates anything and never converts: those are evaluate.ts and convert.ts.
// Called by all of this room, and by the rooms above to read what they get.
import type { Message } from '../messages.ts';
import { message } from '../messages.ts';
import type { Place } from '../text.ts';
import { samePlace } from '../text.ts';
import type { BigFloat } from './bigFloat.ts';
import { fromInteger } from './bigFloat.ts';
import type { Type } from './type.ts';
import { boolType, dynamicType, numberType, sameType, stringType } from './type.ts';
import type {
  BoolValue,
  ErrorValue,
  Facts,
  ListValue,
  MapValue,
  NullValue,
  NumberValue,
  ObjectValue,
  OneOfValue,
  Origin,
  Reason,
  SetValue,
  StringValue,
  TupleValue,
  UnknownValue,
  Value,
} from './value.ts';

/** A value that is not several at once. */
export type PlainValue = Exclude<Value, OneOfValue>;

/** A value that is there: no null, nothing unknown, no error. Its parts may be any of these. */
export type KnownValue = Exclude<PlainValue, NullValue | UnknownValue | ErrorValue>;

/** A string, brought into Unicode NFC. */
export function stringValue(text: string, origin: Origin = []): StringValue {
  return { kind: 'string', value: text.normalize('NFC'), origin };
}

/** A number; a JavaScript number is taken exactly. */
export function numberValue(value: number | bigint | BigFloat, origin: Origin = []): NumberValue {
  return { kind: 'number', value: typeof value === 'object' ? value : fromInteger(value), origin };
}

/** A bool. */
export function boolValue(value: boolean, origin: Origin = []): BoolValue {
  return { kind: 'bool', value, origin };
}

/** A list whose elements already have the element type. */
export function listValue(elements: readonly Value[], elementType: Type, origin: Origin = []): ListValue {
  return { kind: 'list', elementType, elements, origin };
}

/** A set of elements that are already distinct and in order; `makeSet` of equality.ts brings others into that state. */
export function setValue(elements: readonly Value[], elementType: Type, origin: Origin = []): SetValue {
  return { kind: 'set', elementType, elements, origin };
}

/** A tuple. */
export function tupleValue(elements: readonly Value[], origin: Origin = []): TupleValue {
  return { kind: 'tuple', elements, origin };
}

/** A map whose values already have the element type; a later entry of the same key wins, and keys are put in order. */
export function mapValue(
  entries: Iterable<readonly [string, Value]>,
  elementType: Type,
  origin: Origin = [],
): MapValue {
  return { kind: 'map', elementType, entries: inKeyOrder(entries), origin };
}

/** An object; a later entry of the same key wins, and keys are put in order. */
export function objectValue(entries: Iterable<readonly [string, Value]>, origin: Origin = []): ObjectValue {
  return { kind: 'object', entries: inKeyOrder(entries), origin };
}

/** A null of a type; `dynamicType` for a bare `null`. */
export function nullValue(type: Type, origin: Origin = []): NullValue {
  return { kind: 'null', type, origin };
}

/** Something unknown, with the reason that a user is told. */
export function unknownValue(type: Type, reason: Reason, facts: Facts = {}, origin: Origin = []): UnknownValue {
  return { kind: 'unknown', type, reason, facts, origin };
}

/** What Terraform refuses. */
export function errorValue(reason: Reason, origin: Origin = []): ErrorValue {
  return { kind: 'error', reason, origin };
}

/** An error with a message at a place, which is also its origin. */
export function errorAt(what: Message, place: Place | undefined): ErrorValue {
  return errorValue({ message: what, place }, place === undefined ? [] : [place]);
}

/** The type of a value; `dynamic` for an error of no type, and for alternatives whose types differ. */
export function typeOf(value: Value): Type {
  switch (value.kind) {
    case 'string':
      return stringType;
    case 'number':
      return numberType;
    case 'bool':
      return boolType;
    case 'list':
    case 'set':
    case 'map':
      return { kind: value.kind, element: value.elementType };
    case 'tuple':
    case 'object':
      return types.get(value) ?? typeOfParts(value);
    case 'null':
    case 'unknown':
      return value.type;
    case 'error':
      return value.type ?? dynamicType;
    case 'oneOf':
      return commonType(value.alternatives.map((alternative) => typeOf(alternative.value)));
  }
}

/** Of tuples and objects: worked out once, however often they are asked for. */
const types = new WeakMap<Value, Type>();

function typeOfParts(value: TupleValue | ObjectValue): Type {
  const type: Type =
    value.kind === 'tuple'
      ? { kind: 'tuple', elements: value.elements.map(typeOf) }
      : { kind: 'object', attributes: new Map(Array.from(value.entries, ([name, inner]) => [name, typeOf(inner)])) };
  types.set(value, type);
  return type;
}

/** The one type that all of them are, else `dynamic`. */
export function commonType(types: readonly Type[]): Type {
  const [first, ...rest] = types;
  return first !== undefined && rest.every((type) => sameType(type, first)) ? first : dynamicType;
}

/** Whether nothing in it is unknown, an error or several values at once. */
export function isWhollyKnown(value: Value): boolean {
  switch (value.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
      return true;
    case 'list':
    case 'set':
    case 'tuple':
      return value.elements.every(isWhollyKnown);
    case 'map':
    case 'object':
      return [...value.entries.values()].every(isWhollyKnown);
    case 'unknown':
    case 'oneOf':
    case 'error':
      return false;
  }
}

/** Why a value is not wholly known: the reason of the first part that is not; undefined where it is. */
export function reasonWithin(value: Value): Reason | undefined {
  switch (value.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
      return undefined;
    case 'list':
    case 'set':
    case 'tuple':
      return firstReason(value.elements);
    case 'map':
    case 'object':
      return firstReason(value.entries.values());
    case 'unknown':
    case 'error':
      return value.reason;
    case 'oneOf': {
      const condition = value.alternatives[0]?.conditions[0];
      return { message: message('terraform.dependsOnCondition'), place: condition?.place };
    }
  }
}

/** The first error among them, else the first unknown, else undefined. It looks at the values themselves, not into them. */
export function firstProblem(values: readonly Value[]): ErrorValue | UnknownValue | undefined {
  let unknown: UnknownValue | undefined;
  for (const value of values) {
    if (value.kind === 'error') return value;
    if (value.kind === 'unknown') unknown ??= value;
  }
  return unknown;
}

/** An error anywhere inside a value, else undefined. An error in one of several alternatives does not count. */
export function errorWithin(value: Value): ErrorValue | undefined {
  switch (value.kind) {
    case 'error':
      return value;
    case 'list':
    case 'set':
    case 'tuple':
      return firstError(value.elements);
    case 'map':
    case 'object':
      return firstError(value.entries.values());
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'unknown':
    case 'oneOf':
      return undefined;
  }
}

/** The places of several origins, each once, the earliest kept, at most four. */
export function mergeOrigins(...origins: readonly Origin[]): Origin {
  const merged: Place[] = [];
  for (const origin of origins) {
    for (const place of origin) {
      if (merged.length === maximumPlaces) return merged;
      if (!merged.some((known) => samePlace(known, place))) merged.push(place);
    }
  }
  return merged;
}

/** The same value with another origin. */
export function withOrigin<V extends Value>(value: V, origin: Origin): V {
  return { ...value, origin };
}

/** Whether two values are the same in type and content, whatever their origins; two unknowns are if they have one cause. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'string':
    case 'bool':
      return b.kind === a.kind && a.value === b.value;
    case 'number':
      return b.kind === 'number' && sameNumber(a.value, b.value);
    case 'list':
    case 'set':
      return b.kind === a.kind && sameType(a.elementType, b.elementType) && sameElements(a.elements, b.elements);
    case 'tuple':
      return b.kind === 'tuple' && sameElements(a.elements, b.elements);
    case 'map':
      return b.kind === 'map' && sameType(a.elementType, b.elementType) && sameEntries(a.entries, b.entries);
    case 'object':
      return b.kind === 'object' && sameEntries(a.entries, b.entries);
    case 'null':
      return b.kind === 'null' && sameType(a.type, b.type);
    case 'unknown':
      return b.kind === 'unknown' && sameType(a.type, b.type) && sameReason(a.reason, b.reason) && sameFacts(a, b);
    case 'error':
      return b.kind === 'error' && sameReason(a.reason, b.reason);
    case 'oneOf':
      return (
        b.kind === 'oneOf' &&
        sameElements(
          a.alternatives.map((alternative) => alternative.value),
          b.alternatives.map((alternative) => alternative.value),
        )
      );
  }
}

/** Orders keys as Terraform does, by the bytes of UTF-8 (which is the order of code points). */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let position = 0; position < length; position++) {
    const left = a.charCodeAt(position);
    const right = b.charCodeAt(position);
    if (left === right) continue;
    // Surrogates stand for code points above all others, but as code units lie below U+E000 to U+FFFF.
    const leftSurrogate = isSurrogate(left);
    return leftSurrogate === isSurrogate(right) ? left - right : leftSurrogate ? 1 : -1;
  }
  return a.length - b.length;
}

const maximumPlaces = 4;

function inKeyOrder(entries: Iterable<readonly [string, Value]>): ReadonlyMap<string, Value> {
  const unordered = new Map(entries);
  let last: string | undefined;
  let isInOrder = true;
  for (const key of unordered.keys()) {
    if (last !== undefined && compareKeys(last, key) > 0) {
      isInOrder = false;
      break;
    }
    last = key;
  }
  if (isInOrder) return unordered;
  return new Map([...unordered].sort(([a], [b]) => compareKeys(a, b)));
}

function isSurrogate(codeUnit: number): boolean {
  return codeUnit >= 0xd800 && codeUnit <= 0xdfff;
}

function firstReason(values: Iterable<Value>): Reason | undefined {
  for (const value of values) {
    const reason = reasonWithin(value);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function firstError(values: Iterable<Value>): ErrorValue | undefined {
  for (const value of values) {
    const error = errorWithin(value);
    if (error !== undefined) return error;
  }
  return undefined;
}

function sameNumber(a: BigFloat, b: BigFloat): boolean {
  if (a.kind === 'infinite') return b.kind === 'infinite' && a.negative === b.negative;
  return b.kind === 'finite' && a.mantissa === b.mantissa && a.exponent === b.exponent;
}

function sameElements(a: readonly Value[], b: readonly Value[]): boolean {
  return (
    a.length === b.length &&
    a.every((element, position) => {
      const other = b[position];
      return other !== undefined && sameValue(element, other);
    })
  );
}

function sameEntries(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean {
  return (
    a.size === b.size &&
    [...a].every(([key, value]) => {
      const other = b.get(key);
      return other !== undefined && sameValue(value, other);
    })
  );
}

function sameReason(a: Reason, b: Reason): boolean {
  if (a.message.id !== b.message.id) return false;
  if (a.place === undefined || b.place === undefined) return a.place === b.place;
  return samePlace(a.place, b.place);
}

function sameFacts(a: UnknownValue, b: UnknownValue): boolean {
  return (
    a.facts.prefix === b.facts.prefix &&
    a.facts.suffix === b.facts.suffix &&
    a.facts.identity?.address === b.facts.identity?.address &&
    a.facts.identity?.attribute === b.facts.identity?.attribute &&
    sameElements(a.facts.contains ?? [], b.facts.contains ?? []) &&
    sameElements(a.facts.mayContain ?? [], b.facts.mayContain ?? [])
  );
}
