// Objects of which only a part is known, such as a resource: an unknown value with `facts.attributes`.
// What is not among these attributes exists too, and is unknown with its identity.
// Called by access.ts and convert.ts; resourceReference.ts and moduleReference.ts make such objects.
import type { Type } from './type.ts';
import { dynamicType } from './type.ts';
import type { Facts, UnknownValue, Value } from './value.ts';
import { objectValue, unknownValue } from './values.ts';

/** An unknown value of which some attributes are known. */
export function isPartialObject(value: Value): value is UnknownValue {
  return value.kind === 'unknown' && value.facts.attributes !== undefined;
}

/** An attribute of something unknown: known where it is among the known ones, else unknown, its identity carried on. */
export function attributeOfPartial(value: UnknownValue, name: string): Value {
  const { attributes, identity } = value.facts;
  const known = attributes?.get(name);
  if (known !== undefined) return known;
  if (identity === undefined) return unknownValue(dynamicType, value.reason, {}, value.origin);
  const attribute = identity.attribute === '' ? name : `${identity.attribute}.${name}`;
  const facts: Facts = { identity: { ...identity, attribute } };
  return unknownValue(dynamicType, value.reason, facts, value.origin);
}

/** A partial object as an object type asks for it, its attributes not yet converted. */
export function objectOfPartial(value: UnknownValue, type: Extract<Type, { kind: 'object' }>): Value {
  const entries = Array.from(type.attributes.keys(), (name) => [name, attributeOfPartial(value, name)] as const);
  return objectValue(entries, value.origin);
}
