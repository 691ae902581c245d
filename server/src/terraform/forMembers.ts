// What a `for` expression may hold, and what it surely holds, where not all of it can be known.
// Called by forExpressions.ts.
import type { ForExpression } from '../hcl/nodes.ts';
import type { Place } from '../text.ts';
import { dynamicType } from './type.ts';
import type { Facts, Reason, Value } from './value.ts';
import { sameValue, unknownValue } from './values.ts';

/** Values that the result may hold, and those among them that it surely holds. */
export interface Members {
  readonly mayContain: readonly Value[];
  readonly contains: readonly Value[];
}

/** The result of a loop, unknown for a reason. Grouped by keys, what the object holds are tuples of some of the values. */
export function unknownLoop(expression: ForExpression, reason: Reason, members: Members, place: Place): Value {
  if (!expression.grouping || members.mayContain.length === 0) return unknownResult(reason, members, place);
  const group = unknownResult(reason, { ...members, contains: [] }, place);
  return unknownResult(reason, { mayContain: [group], contains: [] }, place);
}

const maximumMayContain = 64;

function unknownResult(reason: Reason, members: Members, place: Place): Value {
  const contains = distinct(members.contains).slice(0, maximumMayContain);
  const all = distinct(members.mayContain);
  // Past the bound one unknown value stands for all that are left out.
  const mayContain =
    all.length <= maximumMayContain ? all : [...all.slice(0, maximumMayContain), unknownValue(dynamicType, reason)];
  const facts: Facts = {
    notNull: true,
    ...(mayContain.length === 0 ? {} : { mayContain }),
    ...(contains.length === 0 ? {} : { contains }),
  };
  return unknownValue(dynamicType, reason, facts, [place]);
}

/** Each value once, without errors, and at most one more than the bound. */
function distinct(values: readonly Value[]): readonly Value[] {
  const result: Value[] = [];
  for (const value of values) {
    if (result.length > maximumMayContain) break;
    if (value.kind !== 'error' && !result.some((known) => sameValue(known, value))) result.push(value);
  }
  return result;
}
