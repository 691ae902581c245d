// The one type that several types can be brought to, chosen as Terraform's library of types (cty) chooses it.
// It looks at types only, never at values; whether each value can be brought there is for convert.ts to see.
// Called by conditionals, conversion to `list(any)` and the functions that mix collections.
import { conversionType } from './conversionType.ts';
import type { Type } from './type.ts';
import { dynamicType, sameType } from './type.ts';

/**
 * The type that all convert to, or undefined where there is none; `dynamic` for none at all, and where types not yet known stand
 * beside collections, so that nothing is converted.
 */
export function unify(types: readonly Type[]): Type | undefined {
  const [first] = types;
  if (first === undefined) return dynamicType;
  if (types.every((type) => sameType(type, first))) return first;
  const known = types.filter((type) => type.kind !== 'dynamic');
  const isOpen = known.length < types.length;
  for (const kind of ['map', 'list', 'set'] as const) {
    if (known.length > 0 && known.every((type) => type.kind === kind)) {
      return isOpen ? dynamicType : collection(kind, known.flatMap(memberTypes));
    }
  }
  if (known.length > 0 && known.every(isObject)) return isOpen ? dynamicType : unifyObjects(known);
  if (known.length > 0 && known.every(isTuple)) return isOpen ? dynamicType : unifyTuples(known);
  if (known.some(isObject) && known.some(isTuple)) return undefined;
  return unifyMixed('map', 'object', known) ?? unifyMixed('list', 'tuple', known) ?? preferred(types);
}

type ObjectType = Extract<Type, { kind: 'object' }>;
type TupleType = Extract<Type, { kind: 'tuple' }>;

/** Objects beside maps are maps for this purpose, and tuples beside lists lists; undefined where that finds nothing. */
function unifyMixed(kind: 'map' | 'list', structure: 'object' | 'tuple', types: readonly Type[]): Type | undefined {
  if (types.length === 0 || !types.every((type) => type.kind === kind || type.kind === structure)) return undefined;
  const members = types.filter((type) => type.kind === structure).flatMap(memberTypes);
  const structures = members.length === 0 ? undefined : unify(members);
  if (structures === undefined) return undefined;
  const others = types.filter((type) => type.kind === kind).flatMap(memberTypes);
  return collection(kind, [...others, structures]);
}

/** Different names of attributes make a map of all. */
function unifyObjects(types: readonly ObjectType[]): Type | undefined {
  const [first] = types;
  const names = [...(first?.attributes.keys() ?? [])];
  const sameNames = types.every(
    (type) => type.attributes.size === names.length && names.every((name) => type.attributes.has(name)),
  );
  if (!sameNames) {
    const map = collection('map', types.flatMap(memberTypes));
    // A bare null leaves the type of elements open; each object must then have one of its own.
    const isOpen = map?.kind === 'map' && map.element.kind === 'dynamic';
    return isOpen && types.some((type) => unify(memberTypes(type)) === undefined) ? undefined : map;
  }
  const attributes = new Map<string, Type>();
  for (const name of names) {
    const unified = unify(types.map((type) => type.attributes.get(name) ?? dynamicType));
    if (unified === undefined) return undefined;
    attributes.set(name, unified);
  }
  return { kind: 'object', attributes };
}

/** Different lengths make a list of all. */
function unifyTuples(types: readonly TupleType[]): Type | undefined {
  const length = types[0]?.elements.length ?? 0;
  if (types.some((type) => type.elements.length !== length)) {
    const members = types.flatMap(memberTypes);
    const list = collection('list', members);
    // A bare null beside collections leaves the type of elements open; a tuple that holds both then does not convert.
    const isOpen = list?.kind === 'list' && list.element.kind === 'dynamic';
    return isOpen && types.some(isOpenTuple) ? undefined : list;
  }
  const elements: Type[] = [];
  for (let position = 0; position < length; position++) {
    const unified = unify(types.map((type) => type.elements[position] ?? dynamicType));
    if (unified === undefined) return undefined;
    elements.push(unified);
  }
  return { kind: 'tuple', elements };
}

function isOpenTuple({ elements }: TupleType): boolean {
  return unify(elements)?.kind === 'dynamic' && elements.some((element) => element.kind !== 'dynamic');
}

/** The first of the given types, the more general ones before the others, to which all others convert. */
function preferred(types: readonly Type[]): Type | undefined {
  return inOrderOfPreference(types).find((wanted) => types.every((type) => conversionType(type, wanted) !== undefined));
}

/** Each type after all that are more general than it, otherwise in the order given. */
function inOrderOfPreference(types: readonly Type[]): readonly Type[] {
  const waiting = types.map((type) => types.filter((other) => comparePreference(other, type) < 0).length);
  const ordered = types.flatMap((_, position) => (waiting[position] === 0 ? [position] : []));
  for (let next = 0; next < ordered.length; next++) {
    const placed = types[ordered[next] ?? 0] ?? dynamicType;
    types.forEach((type, position) => {
      if (comparePreference(placed, type) >= 0) return;
      waiting[position] = (waiting[position] ?? 0) - 1;
      if (waiting[position] === 0) ordered.push(position);
    });
  }
  return ordered.map((position) => types[position] ?? dynamicType);
}

/** Negative where `a` is the more general of the two, 0 where there is nothing to choose. */
function comparePreference(a: Type, b: Type): number {
  if (a.kind === 'dynamic' || b.kind === 'dynamic') return Number(a.kind === 'dynamic') - Number(b.kind === 'dynamic');
  if (isPrimitive(a) && isPrimitive(b)) return Number(b.kind === 'string') - Number(a.kind === 'string');
  if (a.kind === b.kind && (a.kind === 'list' || a.kind === 'set' || a.kind === 'map')) {
    const [first = dynamicType, second = dynamicType] = [a, b].flatMap(memberTypes);
    return comparePreference(first, second);
  }
  for (const [general, special] of generality) {
    if (a.kind === general && b.kind === special) return -1;
    if (a.kind === special && b.kind === general) return 1;
  }
  return 0;
}

const generality: readonly (readonly [Type['kind'], Type['kind']])[] = [
  ['list', 'tuple'],
  ['list', 'set'],
  ['tuple', 'set'],
  ['map', 'object'],
];

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

function isObject(type: Type): type is ObjectType {
  return type.kind === 'object';
}

function isTuple(type: Type): type is TupleType {
  return type.kind === 'tuple';
}

function isPrimitive(type: Type): boolean {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'bool';
}
