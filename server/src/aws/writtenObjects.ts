// Objects that an argument lists, as `ingress = [{ ... }]` does, each with the text that writes it where there is one.
// It reads no rule and knows no argument by name.
// Used by inlineRules.ts and by modules/.
import type { Expression } from '../hcl/nodes.ts';
import type { Existence } from '../terraform/existence.ts';
import { both, existsWhen, possibleFor } from '../terraform/existence.ts';
import type { Scope } from '../terraform/scope.ts';
import type { Reason, Value } from '../terraform/value.ts';
import { sameValue } from '../terraform/values.ts';
import type { Place } from '../text.ts';
import { contains } from '../text.ts';

/** One object of a list, and the expression that writes it, where it is one of the list's own. */
export interface WrittenObject {
  readonly value: Value;
  readonly expression: Expression | undefined;
  readonly existence: Existence;
}

/** The objects of a list, or the object itself. What cannot be known of a list leaves those that it may hold. */
export function objectsOf(
  value: Value,
  expression: Expression | undefined,
  existence: Existence,
): readonly WrittenObject[] {
  const written = withoutParentheses(expression);
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple': {
      // Only a tuple keeps the order in which it is written.
      const texts = written?.kind === 'tuple' && value.kind === 'tuple' ? written.elements : [];
      return value.elements.flatMap((element, index) => objectsOf(element, texts[index], existence));
    }
    case 'oneOf':
      return value.alternatives.flatMap((alternative) => {
        const possible = both(existence, existsWhen(alternative.conditions));
        return possible === undefined ? [] : objectsOf(alternative.value, expression, possible);
      });
    case 'unknown': {
      const { contains: sure = [], mayContain = [] } = value.facts;
      const possible = mayContain.filter((member) => !sure.some((known) => sameValue(known, member)));
      const members = [
        ...sure.flatMap((member) => objectsOf(member, undefined, existence)),
        ...possible.flatMap((member) => objectsOf(member, undefined, uncertain(existence, value.reason))),
      ];
      return [...members, ...(value.facts.attributes === undefined ? [] : [{ value, expression, existence }])];
    }
    case 'map':
    case 'object':
      return [{ value, expression, existence }];
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'error':
      return [];
  }
}

/** What lies in a map or an object, each an object or a list of objects; for a list, its objects. */
export function objectsInMap(
  value: Value,
  expression: Expression | undefined,
  existence: Existence,
): readonly WrittenObject[] {
  switch (value.kind) {
    case 'map':
    case 'object':
      return Array.from(value.entries).flatMap(([key, member]) =>
        objectsOf(member, itemOf(expression, key), existence),
      );
    case 'oneOf':
      return value.alternatives.flatMap((alternative) => {
        const possible = both(existence, existsWhen(alternative.conditions));
        return possible === undefined ? [] : objectsInMap(alternative.value, expression, possible);
      });
    case 'list':
    case 'set':
    case 'tuple':
    case 'unknown':
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'error':
      return objectsOf(value, expression, existence);
  }
}

/** What an object has under a name; undefined where it has nothing there, for all we know. */
export function memberOf(value: Value, name: string): Value | undefined {
  if (value.kind === 'object' || value.kind === 'map') return value.entries.get(name);
  return value.kind === 'unknown' ? value.facts.attributes?.get(name) : undefined;
}

/** Where an element is written in an argument's own text; the whole argument where it is not. */
export function placeOfObject(
  scope: Scope,
  whole: Expression,
  expression: Expression | undefined,
  value: Value,
): Place {
  const written = value.origin.find((place) => place.path === scope.path && contains(whole.span, place.span));
  return { path: scope.path, span: expression?.span ?? written?.span ?? whole.span };
}

/** The expression of an item of an object that is written out; undefined where there is none. */
export function itemOf(expression: Expression | undefined, name: string): Expression | undefined {
  const written = withoutParentheses(expression);
  if (written?.kind !== 'object') return undefined;
  return written.items.find(({ key }) => keyText(key) === name)?.value;
}

function keyText(key: Extract<Expression, { kind: 'object' }>['items'][number]['key']): string | undefined {
  if (key.kind === 'name') return key.name;
  const [part] = key.kind === 'template' && key.parts.length === 1 ? key.parts : [];
  return part?.kind === 'literal' ? part.value : undefined;
}

function withoutParentheses(expression: Expression | undefined): Expression | undefined {
  return expression?.kind === 'parentheses' ? withoutParentheses(expression.inner) : expression;
}

function uncertain(existence: Existence, reason: Reason): Existence {
  return both(existence, possibleFor(reason)) ?? existence;
}
