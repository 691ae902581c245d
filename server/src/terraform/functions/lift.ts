// Brings "one of a few" from inside a value to its top, for functions that need the whole value at once.
// It decides nothing: every combination that may hold together is kept, or, past a bound, an unknown value with what it may hold.
// Called by function.ts and by functions that take collections apart.
import { combine, oneOf } from '../alternatives.ts';
import { makeSet } from '../equality.ts';
import type { Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { typeOf, unknownValue } from '../values.ts';
import { factsOfAny, unsettled } from './members.ts';

/** The same value, as alternatives none of which holds alternatives inside. */
export function liftAlternatives(value: Value): Value {
  switch (value.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'unknown':
    case 'error':
      return value;
    case 'oneOf':
      return oneOf(
        value.alternatives.map(({ value: inner, conditions }) => ({ value: liftAlternatives(inner), conditions })),
      );
    case 'list':
      return rebuild(value, value.elements, (elements) => ({ ...value, elements }));
    case 'set':
      return rebuild(value, value.elements, (elements) => ({
        ...makeSet(elements, value.elementType),
        origin: value.origin,
      }));
    case 'tuple':
      return rebuild(value, value.elements, (elements) => ({ ...value, elements }));
    case 'map':
      return rebuild(value, [...value.entries.values()], (values) => ({
        ...value,
        entries: withValues(value.entries, values),
      }));
    case 'object':
      return rebuild(value, [...value.entries.values()], (values) => ({
        ...value,
        entries: withValues(value.entries, values),
      }));
  }
}

/** A value that is one of a few as one that is unknown, with what all alternatives have in common; any other is itself. */
export function collapse(value: Value): PlainValue {
  if (value.kind !== 'oneOf') return value;
  const alternatives = value.alternatives.map((alternative) => alternative.value);
  return unknownValue(typeOf(value), unsettled, factsOfAny(alternatives), value.origin);
}

function rebuild(whole: Value, parts: readonly Value[], make: (parts: readonly Value[]) => Value): Value {
  const lifted = parts.map(liftAlternatives);
  if (!lifted.some((part) => part.kind === 'oneOf')) return whole;
  const combinations = combine(lifted);
  if (combinations === undefined) return make(lifted.map(collapse));
  return oneOf(combinations.map(({ values, conditions }) => ({ value: make(values), conditions })));
}

function withValues(entries: ReadonlyMap<string, Value>, values: readonly Value[]): ReadonlyMap<string, Value> {
  return new Map([...entries].map(([key, value], position) => [key, values[position] ?? value]));
}
