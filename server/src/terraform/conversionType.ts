// What a type becomes when converted to another, without looking at a value.
// It says whether a conversion may work: text may still turn out to be no number.
// Called by convert.ts, for values that are unknown or null.
import type { Type } from './type.ts';
import { unify } from './unify.ts';

/** The target with every `dynamic` in it filled from the source, or undefined where no value can be converted. */
export function conversionType(from: Type, to: Type): Type | undefined {
  if (to.kind === 'dynamic') return from;
  if (from.kind === 'dynamic') return to;
  switch (to.kind) {
    case 'string':
      return isPrimitive(from) ? to : undefined;
    case 'number':
    case 'bool':
      return from.kind === to.kind || from.kind === 'string' ? to : undefined;
    case 'list':
    case 'set':
      return toSequence(from, to);
    case 'map':
      return toMap(from, to);
    case 'tuple':
      return toTuple(from, to);
    case 'object':
      return toObject(from, to);
  }
}

function toSequence(from: Type, to: Extract<Type, { kind: 'list' | 'set' }>): Type | undefined {
  if (from.kind !== 'list' && from.kind !== 'set' && from.kind !== 'tuple') return undefined;
  const element = oneElementType(from.kind === 'tuple' ? from.elements : [from.element], to.element);
  return element === undefined ? undefined : { kind: to.kind, element };
}

function toMap(from: Type, to: Extract<Type, { kind: 'map' }>): Type | undefined {
  if (from.kind !== 'map' && from.kind !== 'object') return undefined;
  const element = oneElementType(from.kind === 'object' ? [...from.attributes.values()] : [from.element], to.element);
  return element === undefined ? undefined : { kind: 'map', element };
}

function toTuple(from: Type, to: Extract<Type, { kind: 'tuple' }>): Type | undefined {
  if (from.kind !== 'tuple' || from.elements.length !== to.elements.length) return undefined;
  const elements: Type[] = [];
  for (const [position, element] of to.elements.entries()) {
    const source = from.elements[position];
    const converted = source === undefined ? undefined : conversionType(source, element);
    if (converted === undefined) return undefined;
    elements.push(converted);
  }
  return { kind: 'tuple', elements };
}

function toObject(from: Type, to: Extract<Type, { kind: 'object' }>): Type | undefined {
  if (from.kind !== 'map' && from.kind !== 'object') return undefined;
  const attributes = new Map<string, Type>();
  for (const [name, type] of to.attributes) {
    const source = from.kind === 'map' ? from.element : from.attributes.get(name);
    const converted = source === undefined ? undefined : conversionType(source, type);
    if (converted === undefined) return undefined;
    attributes.set(name, converted);
  }
  return { kind: 'object', attributes };
}

function oneElementType(sources: readonly Type[], target: Type): Type | undefined {
  if (sources.length === 0) return target;
  const converted: Type[] = [];
  for (const source of sources) {
    const type = conversionType(source, target);
    if (type === undefined) return undefined;
    converted.push(type);
  }
  return unify(converted);
}

function isPrimitive(type: Type): boolean {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'bool';
}
