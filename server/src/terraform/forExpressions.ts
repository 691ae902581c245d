// `for` expressions and the `for` directive of templates.
// Where a predicate or a key cannot be known, every outcome is kept while they are few; then the result is unknown, but says
// what it may contain.
// Called by evaluate.ts and templates.ts.
import type { Expression, ForExpression } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import type { Place } from '../text.ts';
import { distributeOne, joinConditions, oneOf } from './alternatives.ts';
import { budgetOf, maximumElements, maximumSteps, tooLarge } from './budget.ts';
import type { Contribution, Undecided } from './contributions.ts';
import { contributionsOf } from './contributions.ts';
import { conversionType } from './conversionType.ts';
import { convert } from './convert.ts';
import { evaluate, placeOf } from './evaluate.ts';
import { unknownLoop } from './forMembers.ts';
import type { Scope } from './scope.ts';
import { boolType, dynamicType, numberType, stringType, typeText } from './type.ts';
import type { Type } from './type.ts';
import type { Condition, ErrorValue, UnknownValue, Value } from './value.ts';
import { maximumAlternatives } from './value.ts';
import type { PlainValue } from './values.ts';
import { errorAt, numberValue, objectValue, stringValue, tupleValue, typeOf, unknownValue } from './values.ts';

/** A tuple or an object made of a collection. */
export function evaluateFor(scope: Scope, expression: ForExpression): Value {
  const collection = evaluate(scope, expression.collection);
  return distributeOne(collection, (plain) => overCollection(scope, expression, plain));
}

/** The names that a loop binds, and what it goes through. */
export interface Loop {
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
}

/** The `for` directive of a template: evaluates the body for each element and joins what comes of it. */
export function evaluateLoop(
  scope: Scope,
  loop: Loop,
  body: (inner: Scope) => Value,
  join: (pieces: readonly Value[]) => Value,
): Value {
  const place = placeOf(scope, loop.collection.span);
  return distributeOne(evaluate(scope, loop.collection), (plain) => {
    const entries = entriesOf(plain, place);
    if ('kind' in entries) {
      return entries.kind === 'error'
        ? entries
        : unknownValue(stringType, entries.reason, { notNull: true }, entries.origin);
    }
    if (entries.length > maximumElements) return tooLarge(place);
    return join(entries.map((entry) => body(withEntry(scope, loop, entry))));
  });
}

interface Entry {
  readonly key: Value;
  readonly value: Value;
}

/** The elements so far, under these conditions. */
interface State {
  readonly conditions: readonly Condition[];
  readonly last: Item | undefined;
}

/** A linked list, the last element first, so that states share what they have in common. */
interface Item {
  readonly key: string;
  readonly value: Value;
  readonly before: Item | undefined;
}

function overCollection(scope: Scope, expression: ForExpression, collection: PlainValue): Value {
  const place = placeOf(scope, expression.span);
  const entries = entriesOf(collection, placeOf(scope, expression.collection.span));
  if ('kind' in entries && entries.kind === 'error') return entries;
  const isOpen = 'kind' in entries && entries.type.kind === 'dynamic';
  const refused = isOpen ? undefined : refusedPredicate(scope, expression);
  if (refused !== undefined) return refused;
  if ('kind' in entries) return overUnknown(scope, expression, entries, place);
  if (entries.length > maximumElements) return tooLarge(place);
  let states: State[] = [{ conditions: [], last: undefined }];
  let undecided: Undecided | undefined;
  const values: Value[] = [];
  const sure: Value[] = [];
  const budget = budgetOf(scope.instance);
  for (const entry of entries) {
    if (budget.steps >= maximumSteps) return tooLarge(place);
    const contributions = contributionsOf(withEntry(scope, expression, entry), expression);
    if (contributions.kind === 'error') return contributions;
    if (contributions.kind === 'undecided') {
      if (scope.strict === true && contributions.value.kind === 'error') return contributions.value;
      undecided ??= contributions;
      values.push(contributions.value);
      continue;
    }
    for (const { value, conditions } of contributions.all) {
      if (value === undefined) continue;
      values.push(value);
      if (conditions.length === 0) sure.push(value);
    }
    if (undecided !== undefined) continue;
    const extended = extend(states, contributions.all);
    if (extended === undefined) undecided = tooManyOutcomes(contributions.all, place);
    else states = extended;
  }
  if (undecided !== undefined) {
    return unknownLoop(expression, undecided.reason, { mayContain: values, contains: sure }, place);
  }
  return oneOf(
    states.map((state) => ({ value: gather(expression, itemsOf(state), place), conditions: state.conditions })),
  );
}

/** Terraform first tries the predicate on a value it knows nothing of, even where there are no elements; an error counts. */
function refusedPredicate(scope: Scope, expression: ForExpression): ErrorValue | undefined {
  if (expression.condition === undefined) return undefined;
  const place = placeOf(scope, expression.condition.span);
  const anything = unknownValue(dynamicType, { message: message('terraform.dependsOnCondition'), place });
  const inner = withEntry(scope, expression, { key: anything, value: anything });
  const predicate = evaluate(inner, expression.condition);
  if (predicate.kind === 'oneOf') {
    const type = typeOf(predicate);
    if (conversionType(type, boolType) !== undefined) return undefined;
    return errorAt(message('terraform.conditionNotBool', { found: typeText(type) }), place);
  }
  if (predicate.kind === 'null') return errorAt(message('terraform.conditionNull'), place);
  if (predicate.kind === 'error' || convert(predicate, boolType).kind !== 'error') {
    return predicate.kind === 'error' ? predicate : undefined;
  }
  return errorAt(message('terraform.conditionNotBool', { found: typeText(typeOf(predicate)) }), place);
}

/** The body is still worth a look: a list made for unknown keys may hold the same open CIDR for each of them. */
function overUnknown(scope: Scope, expression: ForExpression, collection: UnknownValue, place: Place): Value {
  const { facts, reason, origin, type } = collection;
  const members = facts.mayContain ?? [unknownValue(elementTypeOf(type), reason, {}, origin)];
  const key = unknownValue(keyTypeOf(type), reason, { notNull: true }, origin);
  const values: Value[] = [];
  for (const member of members) {
    const entry = { key: type.kind === 'set' ? member : key, value: member };
    const contributions = contributionsOf(withEntry(scope, expression, entry), expression);
    if (contributions.kind === 'undecided') values.push(contributions.value);
    else if (contributions.kind === 'all') {
      for (const { value } of contributions.all) if (value !== undefined) values.push(value);
    }
  }
  return unknownLoop(expression, reason, { mayContain: values, contains: [] }, place);
}

/** Every state with every contribution that may hold with it; undefined where they become too many. */
function extend(states: readonly State[], contributions: readonly Contribution[]): State[] | undefined {
  const extended: State[] = [];
  for (const before of states) {
    for (const contribution of contributions) {
      const conditions = joinConditions(before.conditions, contribution.conditions);
      if (conditions !== undefined) extended.push(withItem(before, contribution, conditions));
    }
    if (extended.length > maximumAlternatives) return undefined;
  }
  return extended;
}

function withItem(state: State, { key, value }: Contribution, conditions: readonly Condition[]): State {
  if (value === undefined) return { conditions, last: state.last };
  return { conditions, last: { key: key ?? '', value, before: state.last } };
}

function itemsOf(state: State): readonly Item[] {
  const items: Item[] = [];
  for (let item = state.last; item !== undefined; item = item.before) items.push(item);
  return items.reverse();
}

function tooManyOutcomes(contributions: readonly Contribution[], place: Place): Undecided {
  const [condition] = contributions.flatMap((contribution) => contribution.conditions);
  return {
    kind: 'undecided',
    reason: { message: message('terraform.dependsOnCondition'), place: condition?.place ?? place },
    value: tupleValue([]),
  };
}

function gather(expression: ForExpression, items: readonly Item[], place: Place): Value {
  if (expression.form === 'tuple') {
    return tupleValue(
      items.map((item) => item.value),
      [place],
    );
  }
  const groups = new Map<string, Value[]>();
  let repeated: string | undefined;
  for (const item of items) {
    const group = groups.get(item.key);
    if (group === undefined) groups.set(item.key, [item.value]);
    else if (expression.grouping) group.push(item.value);
    else repeated ??= item.key;
  }
  const entries = [...groups].map(([key, group]) => {
    const [first] = group;
    return [key, expression.grouping || first === undefined ? tupleValue(group, [place]) : first] as const;
  });
  const object = objectValue(entries, [place]);
  if (repeated === undefined) return object;
  return { ...errorAt(message('terraform.duplicateKey', { key: repeated }), place), type: typeOf(object) };
}

function entriesOf(collection: PlainValue, place: Place): readonly Entry[] | ErrorValue | UnknownValue {
  switch (collection.kind) {
    case 'list':
    case 'tuple':
      return collection.elements.map((value, index) => ({ key: numberValue(index, value.origin), value }));
    case 'set':
      return collection.elements.map((value) => ({ key: value, value }));
    case 'map':
    case 'object':
      return [...collection.entries].map(([key, value]) => ({ key: stringValue(key, collection.origin), value }));
    case 'unknown':
      return isIterable(collection.type) ? collection : notIterable(collection.type, place);
    case 'error':
      return collection;
    case 'null':
      return errorAt(message('terraform.iterateNull'), place);
    case 'string':
    case 'number':
    case 'bool':
      return notIterable(typeOf(collection), place);
  }
}

function notIterable(type: Type, place: Place): ErrorValue {
  return errorAt(message('terraform.cannotIterate', { found: typeText(type) }), place);
}

function isIterable(type: Type): boolean {
  return type.kind !== 'string' && type.kind !== 'number' && type.kind !== 'bool';
}

function withEntry(scope: Scope, loop: Loop, entry: Entry): Scope {
  const outer =
    loop.keyName === undefined ? scope.symbols : { name: loop.keyName, value: entry.key, outer: scope.symbols };
  return { ...scope, symbols: { name: loop.valueName, value: entry.value, outer } };
}

function elementTypeOf(type: Type): Type {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'map' ? type.element : dynamicType;
}

function keyTypeOf(type: Type): Type {
  if (type.kind === 'list' || type.kind === 'tuple') return numberType;
  return type.kind === 'map' || type.kind === 'object' ? stringType : dynamicType;
}
