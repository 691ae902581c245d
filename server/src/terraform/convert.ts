// Brings values to a type, by Terraform's rules of conversion.
// It never guesses: what Terraform refuses is an error value, and what is unknown stays unknown, of the new type.
// Called by variables, function arguments, operators, conditionals and the forms above.
import { message } from '../messages.ts';
import { parseBigFloat, toDecimalText } from './bigFloat.ts';
import { distributeOne } from './alternatives.ts';
import { conversionType } from './conversionType.ts';
import { makeSet } from './equality.ts';
import { fillOptional } from './optionalDefaults.ts';
import { isPartialObject, objectOfPartial } from './partialObject.ts';
import type { Type, TypeConstraint } from './type.ts';
import { dynamicType, hasDynamic, sameType, typeText } from './type.ts';
import { unify } from './unify.ts';
import type { ErrorValue, Facts, Origin, UnknownValue, Value } from './value.ts';
import type { KnownValue, PlainValue } from './values.ts';
import {
  boolValue,
  errorValue,
  listValue,
  mapValue,
  nullValue,
  numberValue,
  objectValue,
  reasonWithin,
  stringValue,
  tupleValue,
  typeOf,
  unknownValue,
} from './values.ts';

/** The value as that type. `dynamic` in the type takes what is there; inside a collection it takes one type for all elements. */
export function convert(value: Value, type: Type): Value {
  return distributeOne(value, (plain) => convertPlain(plain, type));
}

/**
 * The value as a `type` argument asks for it: optional attributes first, then conversion. An error where it does not fit.
 * See https://developer.hashicorp.com/terraform/language/expressions/type-constraints.
 */
export function applyConstraint(value: Value, constraint: TypeConstraint): Value {
  return convert(fillOptional(value, constraint), typeOfConstraint(constraint));
}

/** The constraint as a plain type: optional attributes are simply there, and `any` is `dynamic`. */
export function typeOfConstraint(constraint: TypeConstraint): Type {
  switch (constraint.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return { kind: constraint.kind };
    case 'list':
    case 'set':
    case 'map':
      return { kind: constraint.kind, element: typeOfConstraint(constraint.element) };
    case 'tuple':
      return { kind: 'tuple', elements: constraint.elements.map(typeOfConstraint) };
    case 'object': {
      const attributes = [...constraint.attributes].map(([name, attribute]) => {
        return [name, typeOfConstraint(attribute.constraint)] as const;
      });
      return { kind: 'object', attributes: new Map(attributes) };
    }
  }
}

/** Values, and the one type they have been brought to. */
export interface Common {
  readonly type: Type;
  readonly values: readonly Value[];
}

/** Brings values to the one type that all can be brought to; undefined where there is none. */
export function convertToCommon(values: readonly Value[]): Common | undefined {
  const type = unify(typesToUnify(values));
  if (type !== undefined) return { type, values: values.map((value) => convert(value, type)) };
  // What is not known may still turn out to fit.
  return values.some(mayBeAnything) ? { type: dynamicType, values } : undefined;
}

/** Whether there is something in it of whose type nothing is known. */
export function mayBeAnything(value: Value): boolean {
  switch (value.kind) {
    case 'unknown':
      return hasDynamic(value.type);
    case 'list':
    case 'set':
    case 'tuple':
      return value.elements.some(mayBeAnything);
    case 'map':
    case 'object':
      return [...value.entries.values()].some(mayBeAnything);
    case 'oneOf':
      return value.alternatives.some((alternative) => mayBeAnything(alternative.value));
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'error':
      return false;
  }
}

/** A value nothing is known of bends to the others: Terraform knows its type, and it fits, or else the plan fails anyway. */
function typesToUnify(values: readonly Value[]): readonly Type[] {
  const types = values.filter(
    (value) => value.kind === 'null' || value.kind === 'error' || typeOf(value).kind !== 'dynamic',
  );
  return types.length < values.length
    ? types.map(typeOf).filter((type) => type.kind !== 'dynamic')
    : values.map(typeOf);
}

/**
 * What a collection holds whose elements have found no common type because of nulls in them. Terraform takes them only if they are
 * of one type all the same; in a map, bare nulls do not count. Undefined where it refuses.
 */
export function settle(members: Common, kind: 'list' | 'set' | 'map'): Common | undefined {
  if (!hasDynamic(members.type)) return members;
  const types = members.values
    .filter((value) => kind !== 'map' || value.kind !== 'null' || value.type.kind !== 'dynamic')
    .map(typeOf);
  const [first] = types;
  if (first !== undefined && types.every((type) => sameType(type, first))) {
    return { type: first, values: members.values.map((value) => convert(value, first)) };
  }
  // What the first conversion has made more definite gets a second chance, though not in a set.
  const second = kind === 'set' ? undefined : unify(typesToUnify(members.values));
  if (second !== undefined && !hasDynamic(second)) {
    return { type: second, values: members.values.map((value) => convert(value, second)) };
  }
  // What is not known may still turn out to fit.
  return first === undefined || members.values.some(mayBeAnything) ? members : undefined;
}

function convertPlain(value: PlainValue, type: Type): Value {
  if (type.kind === 'dynamic') return value;
  switch (value.kind) {
    case 'error':
      return value;
    case 'null': {
      const converted = conversionType(value.type, type);
      return converted === undefined ? cannotConvert(value, type) : nullValue(converted, value.origin);
    }
    case 'unknown':
      return convertUnknown(value, type);
    case 'string':
    case 'number':
    case 'bool':
    case 'list':
    case 'set':
    case 'tuple':
    case 'map':
    case 'object':
      return convertKnown(value, type);
  }
}

function convertKnown(value: KnownValue, type: Exclude<Type, { kind: 'dynamic' }>): Value {
  switch (type.kind) {
    case 'string':
      return convertToString(value) ?? cannotConvert(value, type);
    case 'number':
      return convertToNumber(value) ?? cannotConvert(value, type);
    case 'bool':
      return convertToBool(value) ?? cannotConvert(value, type);
    case 'list':
    case 'set':
      return convertToSequence(value, type.kind, type.element);
    case 'map':
      return convertToMap(value, type.element);
    case 'tuple':
      return convertToTuple(value, type);
    case 'object':
      return convertToObject(value, type);
  }
}

function convertToString(value: KnownValue): Value | undefined {
  if (value.kind === 'string') return value;
  if (value.kind === 'number') return stringValue(toDecimalText(value.value), value.origin);
  if (value.kind === 'bool') return stringValue(String(value.value), value.origin);
  return undefined;
}

function convertToNumber(value: KnownValue): Value | undefined {
  if (value.kind === 'number') return value;
  if (value.kind !== 'string') return undefined;
  const number = parseBigFloat(value.value);
  return number === undefined ? undefined : numberValue(number, value.origin);
}

function convertToBool(value: KnownValue): Value | undefined {
  if (value.kind === 'bool') return value;
  if (value.kind !== 'string') return undefined;
  if (value.value === 'true' || value.value === '1') return boolValue(true, value.origin);
  if (value.value === 'false' || value.value === '0') return boolValue(false, value.origin);
  return undefined;
}

function convertToSequence(value: KnownValue, kind: 'list' | 'set', element: Type): Value {
  if (value.kind !== 'list' && value.kind !== 'set' && value.kind !== 'tuple') {
    return cannotConvert(value, { kind, element });
  }
  if (value.kind === kind && sameType(value.elementType, element)) return value;
  const members = convertMembers(value.elements, element, {
    kind,
    known: value.kind === 'tuple' ? undefined : value.elementType,
  });
  if (members === undefined) return cannotConvert(value, { kind, element });
  if (members.error !== undefined) return members.error;
  if (kind === 'set') return makeSet(members.values, members.type, value.origin);
  // Unknown elements of a set may coincide with others, so nobody can say how long the list is.
  const reason = value.kind === 'set' && value.elements.length > 1 ? reasonWithin(value) : undefined;
  if (reason === undefined) return listValue(members.values, members.type, value.origin);
  const facts = {
    notNull: true,
    contains: members.values,
    length: { minimum: Math.min(1, members.values.length), maximum: members.values.length },
  } as const;
  return unknownValue({ kind: 'list', element: members.type }, reason, facts, value.origin);
}

function convertToMap(value: KnownValue, element: Type): Value {
  if (value.kind !== 'map' && value.kind !== 'object') return cannotConvert(value, { kind: 'map', element });
  if (value.kind === 'map' && sameType(value.elementType, element)) return value;
  const known = value.kind === 'map' ? value.elementType : undefined;
  const members = convertMembers([...value.entries.values()], element, { kind: 'map', known });
  if (members === undefined) return cannotConvert(value, { kind: 'map', element });
  if (members.error !== undefined) return members.error;
  const entries = [...value.entries.keys()].map((key, position) => {
    return [key, members.values[position] ?? nullValue(members.type)] as const;
  });
  return mapValue(entries, members.type, value.origin);
}

interface Members {
  readonly type: Type;
  readonly values: readonly Value[];
  readonly error: ErrorValue | undefined;
}

/** Converts all members to one type; undefined where `any` finds none. `known` is the type of an empty collection's members. */
function convertMembers(
  values: readonly Value[],
  element: Type,
  { kind, known }: { readonly kind: 'list' | 'set' | 'map'; readonly known: Type | undefined },
): Members | undefined {
  const converted = values.map((value) => convert(value, element));
  const error = converted.find((value) => value.kind === 'error');
  // Even with no elements, what can never be converted is refused.
  if (converted.length === 0 && known !== undefined && conversionType(known, element) === undefined) return undefined;
  if (!hasDynamic(element)) return { type: element, values: converted, error };
  if (converted.length === 0) {
    const type = known === undefined ? element : (conversionType(known, element) ?? element);
    return { type, values: [], error };
  }
  const common = convertToCommon(converted);
  const settled = common === undefined ? undefined : settle(common, kind);
  if (settled === undefined) return undefined;
  return { ...settled, error: error ?? settled.values.find((value) => value.kind === 'error') };
}

function convertToTuple(value: KnownValue, type: Extract<Type, { kind: 'tuple' }>): Value {
  if (value.kind !== 'tuple' || value.elements.length !== type.elements.length) return cannotConvert(value, type);
  const elements = value.elements.map((element, position) => convert(element, type.elements[position] ?? dynamicType));
  return elements.find((element) => element.kind === 'error') ?? tupleValue(elements, value.origin);
}

function convertToObject(value: KnownValue, type: Extract<Type, { kind: 'object' }>): Value {
  if (value.kind !== 'map' && value.kind !== 'object') return cannotConvert(value, type);
  const entries: [string, Value][] = [];
  for (const [name, attributeType] of type.attributes) {
    const attribute = value.entries.get(name);
    if (attribute === undefined) return missingAttribute(value.origin, name);
    const converted = convert(attribute, attributeType);
    if (converted.kind === 'error') return converted;
    entries.push([name, converted]);
  }
  return objectValue(entries, value.origin);
}

function convertUnknown(value: UnknownValue, type: Type): Value {
  if (type.kind === 'object' && isPartialObject(value)) return convert(objectOfPartial(value, type), type);
  const converted = conversionType(value.type, type);
  if (converted === undefined) return cannotConvert(value, type);
  return { ...value, type: converted, facts: factsAs(value, converted) };
}

/** Keeps what still holds after the conversion: text facts for strings, membership facts for collections. */
function factsAs(value: UnknownValue, type: Type): Facts {
  const { notNull, prefix, suffix, identity, length, contains, mayContain } = value.facts;
  const kept: Facts = {
    ...(notNull === undefined ? {} : { notNull }),
    ...(identity === undefined ? {} : { identity }),
  };
  if (type.kind === 'string') {
    return {
      ...kept,
      ...(prefix === undefined ? {} : { prefix }),
      ...(suffix === undefined ? {} : { suffix }),
    };
  }
  const element = type.kind === 'list' || type.kind === 'set' || type.kind === 'map' ? type.element : dynamicType;
  return {
    ...kept,
    ...(length === undefined ? {} : { length: type.kind === 'set' ? shortened(length) : length }),
    ...(contains === undefined ? {} : { contains: convertAll(contains, element) }),
    ...(mayContain === undefined ? {} : { mayContain: convertAll(mayContain, element) }),
  };
}

function shortened(length: NonNullable<Facts['length']>): NonNullable<Facts['length']> {
  return { minimum: Math.min(1, length.minimum), maximum: length.maximum };
}

function convertAll(values: readonly Value[], type: Type): readonly Value[] {
  return values.map((value) => convert(value, type)).filter((value) => value.kind !== 'error');
}

function cannotConvert(value: Exclude<PlainValue, ErrorValue>, type: Type): ErrorValue {
  const place = value.origin[0];
  if (value.kind === 'string') {
    const text = value.value.length > 40 ? `${value.value.slice(0, 40)}…` : value.value;
    return errorValue({ message: message('terraform.cannotConvertText', { text, type: typeText(type) }), place });
  }
  const found = typeText(typeOf(value));
  return errorValue({ message: message('terraform.cannotConvert', { found, type: typeText(type) }), place });
}

function missingAttribute(origin: Origin, name: string): ErrorValue {
  return errorValue({ message: message('terraform.attributeRequired', { name }), place: origin[0] }, origin);
}
