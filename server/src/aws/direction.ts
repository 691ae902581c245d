// Whether a rule whose direction is an argument of its own is one of ingress or of egress.
// It judges nothing; a direction that cannot be known may be either.
// Called by the form and the model whose rules have a `type`.
import { alternativesOf } from '../terraform/alternatives.ts';
import { both, existsWhen, possibleFor } from '../terraform/existence.ts';
import type { Existence } from '../terraform/existence.ts';
import type { Alternative, Value } from '../terraform/value.ts';

/** Under what the rule is of a direction: not at all for an empty list. Terraform takes the lower case only. */
export function existencesAs(direction: 'ingress' | 'egress', type: Value | undefined): readonly Existence[] {
  return type === undefined ? [] : alternativesOf(type).flatMap((way) => existenceAs(direction, way));
}

function existenceAs(direction: 'ingress' | 'egress', { value, conditions }: Alternative): readonly Existence[] {
  if (value.kind === 'string') return value.value === direction ? [existsWhen(conditions)] : [];
  if (value.kind !== 'unknown') return [];
  const existence = both(existsWhen(conditions), possibleFor(value.reason));
  return existence === undefined ? [] : [existence];
}
