// What `for_each` of a `dynamic` block goes through, also where the collection is only partly known.
// It evaluates nothing and makes no blocks.
// Called by body.ts and expand.ts.
import { message } from '../messages.ts';
import { alternativesOf, oneOf } from './alternatives.ts';
import type { Existence } from './existence.ts';
import { both, exists, existsWhen, possibleFor } from './existence.ts';
import { dynamicType } from './type.ts';
import type { Type } from './type.ts';
import type { Condition, Origin, Reason, UnknownValue, Value } from './value.ts';
import { numberValue, sameValue, stringValue, unknownValue } from './values.ts';

/** One round: for lists the key is the index, for sets the element itself. */
export interface Round {
  readonly key: Value;
  readonly value: Value;
  readonly existence: Existence;
}

/** No collection is gone through further than this; one unknown round then stands for the rest. */
export const maximumRounds = 1000;

/**
 * The rounds of a collection. One that cannot be known gives a round for each value it may contain, or a single unknown one; one
 * of several alternatives gives the rounds of each under its conditions, and plainly those that are the same in all. A value that
 * Terraform would refuse to go through gives one unknown round with the reason.
 */
export function roundsOf(collection: Value): readonly Round[] {
  const rounds = allRounds(collection);
  if (rounds.length <= maximumRounds) return rounds;
  const reason: Reason = {
    message: message('terraform.tooManyRounds', { maximum: maximumRounds }),
    place: collection.origin[0],
  };
  return [...rounds.slice(0, maximumRounds), unknownRound(dynamicType, dynamicType, reason, collection.origin)];
}

function allRounds(collection: Value): readonly Round[] {
  switch (collection.kind) {
    case 'list':
    case 'tuple':
      return collection.elements.map((value, index) => ({
        key: numberValue(index, value.origin),
        value,
        existence: exists,
      }));
    case 'set':
      return collection.elements.map((value) => ({ key: value, value, existence: exists }));
    case 'map':
    case 'object':
      return Array.from(collection.entries, ([key, value]) => ({
        key: stringValue(key, collection.origin),
        value,
        existence: exists,
      }));
    case 'unknown':
      return unknownRounds(collection);
    case 'oneOf':
      return roundsOfAlternatives(collection);
    case 'error':
      return [unknownRound(dynamicType, dynamicType, collection.reason, collection.origin)];
    case 'null':
    case 'string':
    case 'number':
    case 'bool': {
      const reason: Reason = { message: message('terraform.notIterable'), place: collection.origin[0] };
      return [unknownRound(dynamicType, dynamicType, reason, collection.origin)];
    }
  }
}

function unknownRounds(collection: UnknownValue): readonly Round[] {
  const { facts, reason, type, origin } = collection;
  if (facts.length?.maximum === 0) return [];
  const keyType: Type = type.kind === 'list' || type.kind === 'tuple' ? { kind: 'number' } : { kind: 'string' };
  const round = (value: Value, existence: Existence): Round => ({
    key: type.kind === 'set' ? value : unknownValue(keyType, reason, { notNull: true }, origin),
    value,
    existence,
  });
  const sure = facts.contains ?? [];
  const possible = (facts.mayContain ?? []).filter((member) => !sure.some((other) => sameValue(member, other)));
  const rounds = [
    ...sure.map((member) => round(member, exists)),
    ...possible.map((member) => round(member, possibleFor(reason))),
  ];
  const complete = facts.mayContain !== undefined || (facts.length?.maximum ?? Infinity) <= sure.length;
  if (complete && rounds.length > 0) return rounds;
  const more = unknownRound(keyType, elementTypeOf(type), reason, origin);
  const isThere = (facts.length?.minimum ?? 0) > rounds.length;
  return [...rounds, isThere ? { ...more, existence: exists } : more];
}

function elementTypeOf(type: Type): Type {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'map' ? type.element : dynamicType;
}

function unknownRound(keyType: Type, valueType: Type, reason: Reason, origin: Origin): Round {
  return {
    key: unknownValue(keyType, reason, { notNull: true }, origin),
    value: unknownValue(valueType, reason, {}, origin),
    existence: possibleFor(reason),
  };
}

/** Rounds with the same value in every alternative are there for sure, though at another index perhaps. */
function roundsOfAlternatives(collection: Value): readonly Round[] {
  const alternatives = alternativesOf(collection).map(({ value, conditions }) => ({
    rounds: allRounds(value),
    conditions,
  }));
  const inAll = (round: Round): boolean =>
    alternatives.every(({ rounds }) => rounds.some((other) => same(round, other)));
  const common = (alternatives[0]?.rounds ?? []).filter(inAll).map((round): Round => {
    const keys = alternatives.map(({ rounds, conditions }) => ({
      value: rounds.find((other) => same(round, other))?.key ?? round.key,
      conditions,
    }));
    return { ...round, key: oneOf(keys) };
  });
  const particular = alternatives.flatMap(({ rounds, conditions }) =>
    rounds.filter((round) => !inAll(round)).flatMap((round) => under(conditions, round)),
  );
  return [...common, ...particular];
}

function under(conditions: readonly Condition[], round: Round): readonly Round[] {
  const existence = both(existsWhen(conditions), round.existence);
  return existence === undefined ? [] : [{ ...round, existence }];
}

function same(a: Round, b: Round): boolean {
  if (a.existence.kind !== b.existence.kind || !sameValue(a.value, b.value)) return false;
  return sameValue(a.key, b.key) || (a.key.kind === 'number' && b.key.kind === 'number');
}
