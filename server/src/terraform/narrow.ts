// The smallest part of an expression that still brings a value with a certain origin.
// It evaluates the parts again; a part in which names are bound is tried with the values these take.
// Called by trace.ts.
import type { Expression } from '../hcl/nodes.ts';
import type { Place } from '../text.ts';
import { samePlace } from '../text.ts';
import { evaluate } from './evaluate.ts';
import { roundsOf } from './iterate.ts';
import type { Scope, Symbols } from './scope.ts';
import { subexpressions } from './subexpressions.ts';
import type { Value } from './value.ts';

/** An expression and the scope to evaluate it in. */
export interface Located {
  readonly scope: Scope;
  readonly expression: Expression;
}

/** Goes down as long as one part alone still brings it. A reference is not taken apart: `var.rules` says less than `var.rules[0]`. */
export function narrowest(at: Located, origin: Place): Located {
  let here = at;
  for (let depth = 0; depth < maximumDepth; depth++) {
    const inner = partsOf(here).find((part) => holdsOrigin(part, origin));
    if (inner === undefined) return here;
    here = inner;
  }
  return here;
}

/** Whether the expression's value, or anything in it, has this origin. */
export function holdsOrigin({ scope, expression }: Located, origin: Place): boolean {
  return hasOrigin(evaluate(scope, expression), origin);
}

const maximumDepth = 50;
const maximumRoundsTried = 50;

function hasOrigin(value: Value, origin: Place): boolean {
  if (value.origin.some((place) => samePlace(place, origin))) return true;
  return valuesIn(value).some((inner) => hasOrigin(inner, origin));
}

function valuesIn(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      return value.elements;
    case 'map':
    case 'object':
      return [...value.entries.values()];
    case 'unknown': {
      const { mayContain = [], contains = [], attributes } = value.facts;
      return [...contains, ...mayContain, ...(attributes?.values() ?? [])];
    }
    case 'oneOf':
      return value.alternatives.map((alternative) => alternative.value);
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'error':
      return [];
  }
}

function partsOf({ scope, expression }: Located): readonly Located[] {
  if (isReference(expression)) return [];
  const parts = subexpressions(expression);
  const free = parts.filter((part) => !part.bound).map((part) => ({ scope, expression: part.expression }));
  if (expression.kind !== 'for') return free;
  const { collection, value, keyName, valueName } = expression;
  const source = { scope, expression: collection };
  const bound = roundsOf(evaluate(scope, collection))
    .slice(0, maximumRoundsTried)
    .map((round): Located => {
      const outer: Symbols | undefined =
        keyName === undefined ? scope.symbols : { name: keyName, value: round.key, outer: scope.symbols, source };
      return {
        scope: { ...scope, symbols: { name: valueName, value: round.value, outer, source } },
        expression: value,
      };
    });
  return [...bound, ...free];
}

function isReference(expression: Expression): boolean {
  let base = expression;
  while (base.kind === 'access' || base.kind === 'index' || base.kind === 'splat') base = base.target;
  return base.kind === 'name';
}
