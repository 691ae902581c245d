// Keeps an evaluation within bounds of depth and time, whatever is written.
// It keeps its two counters in the root module's memo, and nothing else anywhere.
// Called by evaluate.ts and by what loops over collections.
import { message } from '../messages.ts';
import type { Place } from '../text.ts';
import type { ModuleInstance } from './scope.ts';
import { dynamicType } from './type.ts';
import type { UnknownValue, Value } from './value.ts';
import { unknownValue } from './values.ts';

/** Expressions nest no deeper, through all names they refer to; what lies deeper is unknown. */
export const maximumDepth = 400;

/** Elements of a collection that an expression makes. */
export const maximumElements = 20_000;

/** UTF-16 units of a text that an expression makes. */
export const maximumTextLength = 1_000_000;

/** Parts of a value, parts of parts included. Lists that hold the same list many times over would grow past all bounds. */
export const maximumSize = 500_000;

/** Expressions evaluated for one question asked from outside, all it refers to included. */
export const maximumSteps = 1_000_000;

/** The counters of the evaluation under way. `depth` is 0 between two questions. */
export interface Budget {
  depth: number;
  steps: number;
}

/** The counters, shared by all modules below one root. */
export function budgetOf(instance: ModuleInstance): Budget {
  const own = instance.memo.others.get(budgetKey);
  if (isBudget(own)) return own;
  const budget = instance.caller === undefined ? { depth: 0, steps: 0 } : budgetOf(instance.caller.instance);
  instance.memo.others.set(budgetKey, budget);
  return budget;
}

/** Whether a value has more parts than anyone should go through. */
export function isTooLarge(value: Value): boolean {
  return sizeOf(value) > maximumSize;
}

/** Stands for what would go past a bound. */
export function tooLarge(place: Place): UnknownValue {
  return unknownValue(dynamicType, { message: message('terraform.tooLarge'), place }, {}, [place]);
}

/** Sizes of collections already counted: each is counted once, however often it is held. Small ones are counted as fast. */
const sizes = new WeakMap<Value, number>();
const smallSize = 32;

function sizeOf(value: Value): number {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      return sizes.get(value) ?? count(value, value.elements);
    case 'map':
    case 'object':
      return sizes.get(value) ?? count(value, value.entries.values());
    case 'oneOf':
      return (
        sizes.get(value) ??
        count(
          value,
          value.alternatives.map((alternative) => alternative.value),
        )
      );
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'unknown':
    case 'error':
      return 1;
  }
}

function count(whole: Value, parts: Iterable<Value>): number {
  let size = 1;
  for (const part of parts) size += sizeOf(part);
  if (size > smallSize) sizes.set(whole, size);
  return size;
}

const budgetKey = 'evaluation budget';

function isBudget(value: unknown): value is Budget {
  return typeof value === 'object' && value !== null && 'depth' in value && 'steps' in value;
}
