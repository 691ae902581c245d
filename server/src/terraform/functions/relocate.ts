// Moves what has its origin in a text that is no file to a place that a user can go to.
// Called by template.ts.
import type { Place } from '../../text.ts';
import type { Condition, Origin, Reason, Value } from '../value.ts';
import { mergeOrigins } from '../values.ts';

/** The same value with `place` for all places in the file `path`, at any depth. */
export function relocate(value: Value, path: string, place: Place): Value {
  const inner = (part: Value): Value => relocate(part, path, place);
  const origin = relocateOrigin(value.origin, path, place);
  switch (value.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
      return { ...value, origin };
    case 'list':
    case 'set':
    case 'tuple':
      return { ...value, origin, elements: value.elements.map(inner) };
    case 'map':
    case 'object':
      return { ...value, origin, entries: new Map(Array.from(value.entries, ([key, part]) => [key, inner(part)])) };
    case 'unknown':
    case 'error':
      return { ...value, origin, reason: relocateReason(value.reason, path, place) };
    case 'oneOf': {
      const alternatives = value.alternatives.map((alternative) => ({
        value: relocatePlain(alternative.value, path, place),
        conditions: alternative.conditions.map((condition) => relocateCondition(condition, path, place)),
      }));
      return { ...value, origin, alternatives };
    }
  }
}

type PlainValue = Exclude<Value, { kind: 'oneOf' }>;

function relocatePlain(value: PlainValue, path: string, place: Place): PlainValue {
  const moved = relocate(value, path, place);
  return moved.kind === 'oneOf' ? value : moved;
}

function relocateOrigin(origin: Origin, path: string, place: Place): Origin {
  return mergeOrigins(origin.map((old) => (old.path === path ? place : old)));
}

function relocateReason(reason: Reason, path: string, place: Place): Reason {
  return reason.place?.path === path ? { ...reason, place } : reason;
}

function relocateCondition(condition: Condition, path: string, place: Place): Condition {
  return condition.place.path === path ? { ...condition, place } : condition;
}
