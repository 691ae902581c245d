// How a value came about: each reference in an expression, what it stands for, and where that is written, down to the literals.
// It evaluates the parts again and changes nothing; depth and number of steps are bounded.
// Called by the workspace for `portcullis explain` and hovers.
import type { Expression } from '../hcl/nodes.ts';
import { samePlace, type Place } from '../text.ts';
import { definitionsOf } from './definitions.ts';
import { evaluate } from './evaluate.ts';
import type { Located } from './narrow.ts';
import { shownValue } from './show.ts';
import { subexpressions } from './subexpressions.ts';
import type { Reason } from './value.ts';
import { reasonWithin } from './values.ts';

/** One expression with its value, and what that value rests on. */
export interface Explanation {
  readonly place: Place;
  /** The expression as written. */
  readonly expression: Expression;
  /** In Terraform's notation, `?` for what is not known. */
  readonly value: string;
  /** Why it is not wholly known; undefined where it is. */
  readonly reason: Reason | undefined;
  /** For a reference the texts it leads to, for any other expression the references in it. */
  readonly from: readonly Explanation[];
}

/** Explains one expression in its scope. */
export function explain(at: Located): Explanation {
  return explainAt(at, 0, { left: maximumSteps });
}

/** An explanation laid out: one step a line, each under what rests on it. */
export interface ExplanationLine {
  /** 0 for the expression that is explained. */
  readonly depth: number;
  readonly explanation: Explanation;
}

/** The lines from top to bottom. A step that says the same as the one above it, at the same place, is left out. */
export function explanationLines(explanation: Explanation): readonly ExplanationLine[] {
  const lines: ExplanationLine[] = [];
  const add = (each: Explanation, depth: number): void => {
    const above = lines.at(-1)?.explanation;
    const isSame = above !== undefined && samePlace(above.place, each.place);
    if (!isSame) lines.push({ depth, explanation: each });
    for (const inner of each.from) add(inner, isSame ? depth : depth + 1);
  };
  add(explanation, 0);
  return lines;
}

const maximumDepth = 24;
const maximumSteps = 200;
/** Of several texts behind one reference, as of a module's instances, this many are shown. */
const maximumDefinitions = 3;

function explainAt(at: Located, depth: number, budget: { left: number }): Explanation {
  const { scope, expression } = at;
  budget.left--;
  const value = evaluate(scope, expression);
  const next = depth >= maximumDepth ? [] : isReference(expression) ? behind(at) : referencesIn(at);
  const from: Explanation[] = [];
  for (const each of next) if (budget.left > 0) from.push(explainAt(each, depth + 1, budget));
  return {
    place: { path: scope.path, span: expression.span },
    expression,
    value: shownValue(value),
    reason: reasonWithin(value),
    from,
  };
}

/** What a reference leads to; of a variable only the text that counts, for what it hides decides nothing. */
function behind(at: Located): readonly Located[] {
  const definitions = definitionsOf(at);
  let head = at.expression;
  let first: string | undefined;
  while (head.kind === 'access' || head.kind === 'index' || head.kind === 'splat') {
    if (head.kind === 'access') first = head.name;
    head = head.target;
  }
  if (head.kind !== 'name' || head.name !== 'var' || first === undefined)
    return definitions.slice(0, maximumDefinitions);
  // A type constraint is among the texts behind a variable, for its optional defaults, but it has no value by itself.
  const declaration = at.scope.instance.module.variables.get(first);
  const type = declaration?.body.attributes.find(({ name }) => name === 'type')?.expression;
  return definitions.slice(0, 1).filter(({ expression }) => expression !== type);
}

/** The outermost references in an expression; those in which a for-expression binds names have no value by themselves. */
function referencesIn({ scope, expression }: Located): readonly Located[] {
  return subexpressions(expression).flatMap((part) => {
    if (part.bound) return [];
    const inner = { scope, expression: part.expression };
    return isReference(part.expression) ? [inner] : referencesIn(inner);
  });
}

/** A chain of names, keys and splats that begins with a name and has at least one step. */
export function isReference(expression: Expression): boolean {
  let head = expression;
  while (head.kind === 'access' || head.kind === 'index' || head.kind === 'splat') head = head.target;
  return head.kind === 'name' && head !== expression;
}
