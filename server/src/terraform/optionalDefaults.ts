// Fills in the optional attributes of an object constraint, before the value is converted.
// It never converts and never touches what is unknown.
// Called by applyConstraint in convert.ts.
import { distributeOne } from './alternatives.ts';
import type { AttributeConstraint, TypeConstraint } from './type.ts';
import { dynamicType } from './type.ts';
import type { Value } from './value.ts';
import type { PlainValue } from './values.ts';
import { nullValue, objectValue, tupleValue } from './values.ts';

/**
 * The value with every optional attribute that is missing or null given its default (or null), at any depth and inside the
 * defaults themselves. Collections whose elements changed come back as tuples and objects, for the conversion to gather.
 */
export function fillOptional(value: Value, constraint: TypeConstraint): Value {
  return hasOptional(constraint) ? distributeOne(value, (plain) => fill(plain, constraint)) : value;
}

function fill(value: PlainValue, constraint: TypeConstraint): Value {
  switch (constraint.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return value;
    case 'list':
    case 'set':
      if (value.kind !== 'list' && value.kind !== 'set' && value.kind !== 'tuple') return value;
      return tupleValue(
        value.elements.map((element) => fillOptional(element, constraint.element)),
        value.origin,
      );
    case 'map':
      if (value.kind !== 'map' && value.kind !== 'object') return value;
      return objectValue(
        [...value.entries].map(([key, inner]) => [key, fillOptional(inner, constraint.element)] as const),
        value.origin,
      );
    case 'tuple':
      if (value.kind !== 'tuple') return value;
      return tupleValue(
        value.elements.map((element, position) => fillOptional(element, constraint.elements[position] ?? anyType)),
        value.origin,
      );
    case 'object':
      if (value.kind !== 'map' && value.kind !== 'object') return value;
      return fillObject(value, constraint.attributes);
  }
}

function fillObject(
  value: Extract<Value, { kind: 'map' | 'object' }>,
  attributes: ReadonlyMap<string, AttributeConstraint>,
): Value {
  const entries = new Map(value.entries);
  for (const [name, attribute] of attributes) {
    const given = entries.get(name);
    const isThere = given !== undefined && given.kind !== 'null';
    if (isThere) entries.set(name, fillOptional(given, attribute.constraint));
    else if (attribute.defaultValue !== undefined) {
      entries.set(name, fillOptional(attribute.defaultValue, attribute.constraint));
    } else if (attribute.optional) {
      entries.set(name, nullValue(dynamicType, given?.origin ?? []));
    }
  }
  return objectValue(entries, value.origin);
}

function hasOptional(constraint: TypeConstraint): boolean {
  switch (constraint.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return false;
    case 'list':
    case 'set':
    case 'map':
      return hasOptional(constraint.element);
    case 'tuple':
      return constraint.elements.some(hasOptional);
    case 'object':
      return [...constraint.attributes.values()].some(
        (attribute) => attribute.optional || hasOptional(attribute.constraint),
      );
  }
}

const anyType: TypeConstraint = { kind: 'dynamic' };
