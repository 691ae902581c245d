// The one type that several types can be brought to.
// It looks at types only, never at values; a type not yet known (`dynamic`) bends to the others.
// Called by conditionals, conversion to `list(any)` and the functions that mix collections.
import type { Type } from './type.ts';
import { dynamicType, sameType, stringType } from './type.ts';

/** The type that all convert to, or undefined where there is none; `dynamic` for none at all and where nothing is known. */
export function unify(types: readonly Type[]): Type | undefined {
  const known = types.filter((type) => type.kind !== 'dynamic');
  const [first] = known;
  if (first === undefined) return dynamicType;
  if (known.every((type) => sameType(type, first))) return first;
  if (known.every(isMapLike)) return unifyMapLike(known);
  if (known.every(isListLike)) return unifyListLike(known);
  if (known.every(isSequence)) {
    return collection(known.some((type) => type.kind === 'list') ? 'list' : 'set', known.flatMap(memberTypes));
  }
  if (known.every(isPrimitive)) return known.some((type) => type.kind === 'string') ? stringType : undefined;
  return undefined;
}

type MapLike = Extract<Type, { kind: 'map' | 'object' }>;
type ListLike = Extract<Type, { kind: 'list' | 'tuple' }>;
type ObjectType = Extract<Type, { kind: 'object' }>;
type TupleType = Extract<Type, { kind: 'tuple' }>;

function unifyMapLike(types: readonly MapLike[]): Type | undefined {
  const objects = types.filter((type) => type.kind === 'object');
  if (objects.length < types.length) return collection('map', types.flatMap(memberTypes));
  const [first] = objects;
  if (first === undefined) return dynamicType;
  const names = [...first.attributes.keys()];
  const sameNames = objects.every(
    (type) => type.attributes.size === names.length && names.every((name) => type.attributes.has(name)),
  );
  return sameNames ? unifyAttributes(objects, names) : collection('map', objects.flatMap(memberTypes));
}

function unifyAttributes(objects: readonly ObjectType[], names: readonly string[]): Type | undefined {
  const attributes = new Map<string, Type>();
  for (const name of names) {
    const unified = unify(objects.map((type) => type.attributes.get(name) ?? dynamicType));
    if (unified === undefined) return undefined;
    attributes.set(name, unified);
  }
  return { kind: 'object', attributes };
}

function unifyListLike(types: readonly ListLike[]): Type | undefined {
  const tuples = types.filter((type) => type.kind === 'tuple');
  const length = tuples[0]?.elements.length ?? 0;
  if (tuples.length < types.length || tuples.some((type) => type.elements.length !== length)) {
    return collection('list', types.flatMap(memberTypes));
  }
  return unifyElements(tuples, length);
}

function unifyElements(tuples: readonly TupleType[], length: number): Type | undefined {
  const elements: Type[] = [];
  for (let position = 0; position < length; position++) {
    const unified = unify(tuples.map((type) => type.elements[position] ?? dynamicType));
    if (unified === undefined) return undefined;
    elements.push(unified);
  }
  return { kind: 'tuple', elements };
}

function collection(kind: 'list' | 'set' | 'map', members: readonly Type[]): Type | undefined {
  const element = unify(members);
  return element === undefined ? undefined : { kind, element };
}

function memberTypes(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return [type.element];
    case 'tuple':
      return type.elements;
    case 'object':
      return [...type.attributes.values()];
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return [];
  }
}

function isMapLike(type: Type): type is MapLike {
  return type.kind === 'map' || type.kind === 'object';
}

function isListLike(type: Type): type is ListLike {
  return type.kind === 'list' || type.kind === 'tuple';
}

function isSequence(type: Type): boolean {
  return isListLike(type) || type.kind === 'set';
}

function isPrimitive(type: Type): boolean {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'bool';
}
