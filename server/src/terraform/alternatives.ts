// Values that are one of a few, because a condition cannot be known.
// It never guesses which one: it keeps them apart, with the conditions under which each holds, as long as they are few.
// Called wherever a value is taken apart.
import { message } from '../messages.ts';
import type { Alternative, Condition, Value } from './value.ts';
import { maximumAlternatives } from './value.ts';
import type { PlainValue } from './values.ts';
import { commonType, mergeOrigins, sameValue, typeOf, unknownValue } from './values.ts';

/** A value that may be several itself, and the conditions under which it is meant. */
export interface Candidate {
  readonly value: Value;
  readonly conditions: readonly Condition[];
}

/**
 * One of these. Nested alternatives are flattened, those whose conditions contradict each other are dropped and equal values
 * become one where they have a condition in common: what hangs on no condition would seem to be sure. Where all are equal, the
 * value stands for itself; too many are unknown, with what they hold as `mayContain`.
 */
export function oneOf(candidates: readonly Candidate[]): Value {
  const merged: Alternative[] = [];
  for (const candidate of flatten(candidates)) {
    const position = merged.findIndex((alternative) => canMerge(alternative, candidate));
    const known = merged[position];
    if (known === undefined) merged.push(candidate);
    else merged[position] = mergeAlternatives(known, candidate);
  }
  const [first, ...others] = merged;
  if (first === undefined) return unknownValue(commonType([]), tooMany);
  if (others.every((other) => sameValue(other.value, first.value))) {
    return { ...first.value, origin: mergeOrigins(...merged.map((alternative) => alternative.value.origin)) };
  }
  if (merged.length > maximumAlternatives) return tooManyOf(merged.map((alternative) => alternative.value));
  return {
    kind: 'oneOf',
    alternatives: merged,
    origin: mergeOrigins(...merged.map((alternative) => alternative.value.origin)),
  };
}

/** Applies a function to a value, or to each of its alternatives. */
export function distributeOne(value: Value, apply: (value: PlainValue) => Value): Value {
  if (value.kind !== 'oneOf') return apply(value);
  return oneOf(
    value.alternatives.map((alternative) => ({
      value: apply(alternative.value),
      conditions: alternative.conditions,
    })),
  );
}

/** Applies a function to two values, or to each pair of their alternatives that may hold together. */
export function distributePair(a: Value, b: Value, apply: (a: PlainValue, b: PlainValue) => Value): Value {
  return distributeOne(a, (left) => distributeOne(b, (right) => apply(left, right)));
}

/** Applies a function to every combination of alternatives that may hold together; past a bound the result is unknown. */
export function distribute(values: readonly Value[], apply: (values: readonly PlainValue[]) => Value): Value {
  if (!values.some((value) => value.kind === 'oneOf')) return apply(values.filter(isPlain));
  const combinations = combine(values);
  if (combinations === undefined) return unknownValue(commonType([]), tooMany, {}, originOf(values));
  return oneOf(
    combinations.map((combination) => ({
      value: apply(combination.values),
      conditions: combination.conditions,
    })),
  );
}

/** Values chosen together, one for each place. */
export interface Combination {
  readonly values: readonly PlainValue[];
  readonly conditions: readonly Condition[];
}

/** Every combination of alternatives that may hold together; undefined past a bound. */
export function combine(values: readonly Value[]): readonly Combination[] | undefined {
  let combinations: Combination[] = [{ values: [], conditions: [] }];
  for (const value of values) {
    const extended: Combination[] = [];
    for (const combination of combinations) {
      for (const alternative of alternativesOf(value)) {
        const conditions = joinConditions(combination.conditions, alternative.conditions);
        if (conditions === undefined) continue;
        extended.push({ values: [...combination.values, alternative.value], conditions });
      }
    }
    if (extended.length > maximumCombinations) return undefined;
    combinations = extended;
  }
  return combinations;
}

/** The alternatives of a value; a value that is not several is its own, under no condition. */
export function alternativesOf(value: Value): readonly Alternative[] {
  return value.kind === 'oneOf' ? value.alternatives : [{ value, conditions: [] }];
}

/** All of both, each once; undefined where they contradict each other. */
export function joinConditions(a: readonly Condition[], b: readonly Condition[]): readonly Condition[] | undefined {
  if (a.length === 0) return b;
  const joined = [...a];
  for (const condition of b) {
    if (joined.some((other) => contradict(other, condition))) return undefined;
    if (!joined.some((other) => other.key === condition.key)) joined.push(condition);
  }
  return joined;
}

function contradict(a: Condition, b: Condition): boolean {
  if (a.key === b.key) return a.holds !== b.holds;
  return a.subject !== undefined && a.subject === b.subject && a.holds && b.holds;
}

const maximumCombinations = 256;
const maximumMayContain = 64;
const tooMany = { message: message('terraform.tooManyAlternatives'), place: undefined };

function flatten(candidates: readonly Candidate[]): Alternative[] {
  return candidates.flatMap((candidate) =>
    alternativesOf(candidate.value).flatMap((alternative) => {
      const conditions = joinConditions(candidate.conditions, alternative.conditions);
      return conditions === undefined ? [] : [{ value: alternative.value, conditions }];
    }),
  );
}

function canMerge(a: Alternative, b: Alternative): boolean {
  return sameValue(a.value, b.value) && (commonConditions(a, b).length > 0 || isSure(a) || isSure(b));
}

function isSure({ conditions }: Alternative): boolean {
  return conditions.length === 0;
}

/** Only what both need is still sure to hold: "A if p and q, A if p and not q" is "A if p". */
function mergeAlternatives(a: Alternative, b: Alternative): Alternative {
  const value = { ...a.value, origin: mergeOrigins(a.value.origin, b.value.origin) };
  return { value, conditions: commonConditions(a, b) };
}

function commonConditions(a: Alternative, b: Alternative): readonly Condition[] {
  return a.conditions.filter((condition) =>
    b.conditions.some((other) => other.key === condition.key && other.holds === condition.holds),
  );
}

function tooManyOf(values: readonly PlainValue[]): Value {
  const members: Value[] = [];
  for (const member of values.flatMap(membersOf)) {
    if (members.some((known) => sameValue(known, member))) continue;
    if (members.length < maximumMayContain) members.push(member);
    else {
      // Stands for all that are left out.
      members.push(unknownValue(commonType([]), tooMany));
      break;
    }
  }
  const facts = members.length > 0 ? { mayContain: members } : {};
  return unknownValue(commonType(values.map(typeOf)), tooMany, facts, originOf(values));
}

function membersOf(value: PlainValue): readonly Value[] {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      return value.elements;
    case 'map':
      return [...value.entries.values()];
    case 'unknown':
      return value.facts.mayContain ?? [];
    case 'object':
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'error':
      return [];
  }
}

function originOf(values: readonly Value[]): Value['origin'] {
  return mergeOrigins(...values.map((value) => value.origin));
}

function isPlain(value: Value): value is PlainValue {
  return value.kind !== 'oneOf';
}
