// What one round of a `for` expression adds: nothing, a value, or one of several outcomes under conditions.
// It gathers nothing: that is forExpressions.ts.
// Called by forExpressions.ts.
import type { Expression, ForExpression } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import { alternativesOf, distributeOne, joinConditions } from './alternatives.ts';
import { conditionOf } from './conditions.ts';
import { convert } from './convert.ts';
import { evaluate, placeOf } from './evaluate.ts';
import type { Scope } from './scope.ts';
import type { Type } from './type.ts';
import { boolType, stringType, typeText } from './type.ts';
import type { Condition, ErrorValue, Reason, Value } from './value.ts';
import { errorAt, stringValue, typeOf } from './values.ts';

/** What one element adds; no `value` where the predicate keeps it out, `key` only in the object form. */
export interface Contribution {
  readonly conditions: readonly Condition[];
  readonly key: string | undefined;
  readonly value: Value | undefined;
}

/** Why an element cannot be followed, and what it may have added. */
export interface Undecided {
  readonly kind: 'undecided';
  readonly reason: Reason;
  readonly value: Value;
}

/** All outcomes of one round, or why there are none to follow. */
export type Contributions = { readonly kind: 'all'; readonly all: readonly Contribution[] } | Undecided | ErrorValue;

/** Evaluates predicate, key and value in the scope of one round. */
export function contributionsOf(scope: Scope, expression: ForExpression): Contributions {
  const kept: Candidate[] = [];
  for (const candidate of predicatesOf(scope, expression.condition)) {
    if ('kind' in candidate) return withType(candidate, undefined);
    kept.push(candidate);
  }
  if (kept.every((candidate) => !candidate.holds)) {
    return { kind: 'all', all: [{ conditions: [], key: undefined, value: undefined }] };
  }
  const value = evaluate(scope, expression.value);
  const keys =
    expression.key === undefined ? [{ value: stringValue(''), conditions: [] }] : keysOf(scope, expression.key);
  const all: Contribution[] = [];
  for (const { holds, conditions } of kept) {
    if (!holds) {
      all.push({ conditions, key: undefined, value: undefined });
      continue;
    }
    for (const key of keys) {
      const joined = joinConditions(conditions, key.conditions);
      if (joined === undefined) continue;
      // A text with a part that fails is still a text to Terraform, and the whole an object.
      if (key.value.kind === 'error')
        return withType(key.value, key.value.type?.kind === 'string' ? emptyObject : undefined);
      if (key.value.kind === 'unknown') return { kind: 'undecided', reason: key.value.reason, value };
      if (key.value.kind === 'string') all.push({ conditions: joined, key: key.value.value, value });
    }
  }
  return { kind: 'all', all };
}

const emptyObject: Type = { kind: 'object', attributes: new Map() };

function withType({ kind, reason, origin }: ErrorValue, type: Type | undefined): ErrorValue {
  return { kind, reason, origin, ...(type === undefined ? {} : { type }) };
}

interface Candidate {
  readonly holds: boolean;
  readonly conditions: readonly Condition[];
}

function predicatesOf(scope: Scope, condition: Expression | undefined): readonly (Candidate | ErrorValue)[] {
  if (condition === undefined) return [{ holds: true, conditions: [] }];
  const place = placeOf(scope, condition.span);
  return alternativesOf(evaluate(scope, condition)).flatMap((alternative): readonly (Candidate | ErrorValue)[] => {
    const { conditions, value } = alternative;
    const bool = convert(value, boolType);
    if (bool.kind === 'bool') return [{ holds: bool.value, conditions }];
    if (bool.kind === 'error' && value.kind !== 'error') {
      return [errorAt(message('terraform.conditionNotBool', { found: typeText(typeOf(value)) }), place)];
    }
    if (bool.kind === 'error') return [bool];
    if (bool.kind !== 'unknown') return [errorAt(message('terraform.conditionNull'), place)];
    return [true, false].flatMap((holds) => {
      const joined = joinConditions(conditions, [conditionOf(scope, condition, holds)]);
      return joined === undefined ? [] : [{ holds, conditions: joined }];
    });
  });
}

function keysOf(scope: Scope, expression: Expression): ReturnType<typeof alternativesOf> {
  const place = placeOf(scope, expression.span);
  const key = convert(evaluate(scope, expression), stringType);
  return alternativesOf(
    distributeOne(key, (plain) => (plain.kind === 'null' ? errorAt(message('terraform.keyNull'), place) : plain)),
  );
}
