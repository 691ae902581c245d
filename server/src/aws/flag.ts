// Arguments that are true or false, as what hangs on them: the direction of an entry, whether an endpoint is public.
// It judges nothing; a flag that cannot be known may be either.
// Called by the forms.
import { alternativesOf } from '../terraform/alternatives.ts';
import { convert } from '../terraform/convert.ts';
import { both, existsWhen, possibleFor } from '../terraform/existence.ts';
import type { Existence } from '../terraform/existence.ts';
import { boolType } from '../terraform/type.ts';
import type { Value } from '../terraform/value.ts';

/** Under what a flag is not the given value: not at all for an empty list. One that is left out or null is not. */
export function whereNot(excluded: boolean, flag: Value | undefined): readonly Existence[] {
  if (flag === undefined) return [existsWhen([])];
  return alternativesOf(convert(flag, boolType)).flatMap(({ value, conditions }) => {
    if (value.kind === 'null' || value.kind === 'bool')
      return value.kind === 'bool' && value.value === excluded ? [] : [existsWhen(conditions)];
    if (value.kind !== 'unknown') return [];
    const existence = both(existsWhen(conditions), possibleFor(value.reason));
    return existence === undefined ? [] : [existence];
  });
}
