// What an expression comes to in a scope: the one door to evaluation.
// It never fails and never does I/O; what Terraform refuses is an error value, what cannot be known is unknown with its reason.
// Called by everything that reads an argument.
import type {
  Conditional,
  Expression,
  FunctionCall,
  ObjectConstructor,
  ObjectItem,
  TupleConstructor,
} from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import type { Place, Span } from '../text.ts';
import { applySteps, evaluateSplat } from './access.ts';
import type { Candidate } from './alternatives.ts';
import { distribute, distributeOne, distributePair, oneOf } from './alternatives.ts';
import { parseBigFloat } from './bigFloat.ts';
import { budgetOf, isTooLarge, maximumDepth, maximumElements, maximumSteps, tooLarge } from './budget.ts';
import { readsOthers } from './callerReads.ts';
import { conditionOf } from './conditions.ts';
import { convert, mayBeAnything } from './convert.ts';
import { evaluateFor } from './forExpressions.ts';
import { callFunction } from './functions/index.ts';
import { evaluateBinary, evaluateUnary } from './operators.ts';
import type { ReferenceStep } from './references.ts';
import { resolveReference } from './references.ts';
import type { Scope } from './scope.ts';
import { evaluateTemplate } from './templates.ts';
import type { Type } from './type.ts';
import { boolType, dynamicType, numberType, stringType, typeText } from './type.ts';
import { unify } from './unify.ts';
import type { ErrorValue, UnknownValue, Value } from './value.ts';
import type { PlainValue } from './values.ts';
import {
  boolValue,
  errorAt,
  errorWithin,
  nullValue,
  numberValue,
  objectValue,
  tupleValue,
  typeOf,
  unknownValue,
} from './values.ts';

/** Evaluates an expression. The scope says which names it sees and which file it stands in. */
export function evaluate(scope: Scope, expression: Expression): Value {
  const budget = budgetOf(scope.instance);
  if (budget.depth === 0) budget.steps = 0;
  if (budget.depth >= maximumDepth) {
    readsOthers(scope.instance);
    const place = placeOf(scope, expression.span);
    return unknownValue(dynamicType, { message: message('terraform.tooDeep'), place }, {}, [place]);
  }
  if (budget.steps >= maximumSteps) {
    readsOthers(scope.instance);
    return tooLarge(placeOf(scope, expression.span));
  }
  budget.steps += 1;
  budget.depth += 1;
  const value = typed(expression, spoil(scope, evaluateKind(scope, expression)));
  budget.depth -= 1;
  return isTooLarge(value) ? tooLarge(placeOf(scope, expression.span)) : value;
}

/** A span of the file that the scope stands in. */
export function placeOf(scope: Scope, span: Span): Place {
  return { path: scope.path, span };
}

/** The arguments of a call, a final `list...` taken apart. An error or unknown where that list is one. */
export function expandArguments(scope: Scope, call: FunctionCall): readonly Value[] | ErrorValue | UnknownValue {
  const values = call.arguments.map((argument) => evaluate(scope, argument));
  const final = values.at(-1);
  const finalArgument = call.arguments.at(-1);
  if (!call.expandFinal || final === undefined || finalArgument === undefined) return values;
  const expanded = expandValue(final, placeOf(scope, finalArgument.span));
  return 'kind' in expanded ? expanded : [...values.slice(0, -1), ...expanded];
}

/** What a conditional comes to, its parts given; also used where a conditional stands in a template. */
export function chooseArm(scope: Scope, condition: Expression, predicate: Value, arms: Arms): Value {
  return distributeOne(predicate, (plain) => {
    const bool = convert(plain, boolType);
    const place = placeOf(scope, condition.span);
    if (bool.kind === 'error') {
      const found = typeText(typeOf(plain));
      return plain.kind === 'error' ? plain : errorAt(message('terraform.conditionNotBool', { found }), place);
    }
    if (bool.kind === 'null') return errorAt(message('terraform.conditionNull'), place);
    if (bool.kind === 'bool') return bool.value ? arms.then : arms.else;
    return oneOf([
      { value: arms.then, conditions: [conditionOf(scope, condition, true)] },
      { value: arms.else, conditions: [conditionOf(scope, condition, false)] },
    ]);
  });
}

/** The two outcomes of a conditional. */
export interface Arms {
  readonly then: Value;
  readonly else: Value;
}

function spoil(scope: Scope, value: Value): Value {
  if (scope.strict !== true) return value;
  return distributeOne(value, (plain) => {
    const error = errorWithin(plain);
    return error === undefined || error === plain ? plain : { ...error, type: typeOf(plain) };
  });
}

/** What fails still has the type that its operator gives. */
function typed(expression: Expression, value: Value): Value {
  if (value.kind !== 'error') return value;
  switch (expression.kind) {
    case 'binary':
      return { ...value, type: ['+', '-', '*', '/', '%'].includes(expression.operator) ? numberType : boolType };
    case 'unary':
      return { ...value, type: expression.operator === '-' ? numberType : boolType };
    case 'template':
      return expression.parts.length === 1 && expression.parts[0]?.kind === 'interpolation'
        ? value
        : { ...value, type: stringType };
    case 'call':
    case 'name':
    case 'access':
    case 'index': {
      const { type, ...untyped } = value;
      return type === undefined ? value : untyped;
    }
    case 'number':
    case 'bool':
    case 'null':
    case 'tuple':
    case 'object':
    case 'splat':
    case 'conditional':
    case 'parentheses':
    case 'for':
    case 'invalid':
      return value;
  }
}

function evaluateKind(scope: Scope, expression: Expression): Value {
  switch (expression.kind) {
    case 'number': {
      const place = placeOf(scope, expression.span);
      const number = parseBigFloat(expression.text.replace(/\.(?=e|E|$)/, ''));
      return number === undefined ? tooLarge(place) : numberValue(number, [place]);
    }
    case 'bool':
      return boolValue(expression.value, [placeOf(scope, expression.span)]);
    case 'null':
      return nullValue(dynamicType, [placeOf(scope, expression.span)]);
    case 'template':
      return evaluateTemplate(scope, expression);
    case 'tuple':
      return evaluateTuple(scope, expression);
    case 'object':
      return evaluateObject(scope, expression);
    case 'name':
    case 'access':
    case 'index':
      return evaluateTraversal(scope, expression);
    case 'splat':
      return evaluateSplat(scope, expression);
    case 'call':
      return callFunction(scope, expression);
    case 'conditional':
      return evaluateConditional(scope, expression);
    case 'binary':
      return evaluateBinary(scope, expression);
    case 'unary':
      return evaluateUnary(scope, expression);
    case 'parentheses':
      return evaluate(scope, expression.inner);
    case 'for':
      return evaluateFor(scope, expression);
    case 'invalid': {
      const place = placeOf(scope, expression.span);
      return unknownValue(dynamicType, { message: message('terraform.invalidExpression'), place }, {}, [place]);
    }
  }
}

/** An element that is an error stays inside: the others are still worth knowing, and `try` looks for it there. */
function evaluateTuple(scope: Scope, expression: TupleConstructor): Value {
  const place = placeOf(scope, expression.span);
  if (expression.elements.length > maximumElements) return tooLarge(place);
  return tupleValue(
    expression.elements.map((element) => evaluate(scope, element)),
    [place],
  );
}

function evaluateObject(scope: Scope, expression: ObjectConstructor): Value {
  const place = placeOf(scope, expression.span);
  if (expression.items.length > maximumElements) return tooLarge(place);
  const keys = expression.items.map((item) => evaluateKey(scope, item));
  const values = expression.items.map((item) => evaluate(scope, item.value));
  return distribute(keys, (plainKeys) => {
    const error = plainKeys.find((key) => key.kind === 'error');
    if (error !== undefined) return error;
    const refused = scope.strict === true ? values.find((value) => value.kind === 'error') : undefined;
    const unknown = plainKeys.find((key) => key.kind === 'unknown');
    if (unknown !== undefined) {
      if (refused !== undefined) return refused;
      return unknownValue(dynamicType, unknown.reason, { notNull: true, mayContain: values }, [place]);
    }
    const entries = plainKeys.flatMap((key, position) => {
      const value = values[position];
      return key.kind === 'string' && value !== undefined ? [[key.value, value] as const] : [];
    });
    const object = objectValue(entries, [place]);
    // It may have been replaced by a later value of the same key.
    return refused === undefined ? object : { ...refused, type: typeOf(object) };
  });
}

function evaluateKey(scope: Scope, item: ObjectItem): Value {
  const place = placeOf(scope, item.key.span);
  // A bare name, or the bare word null, is its own text.
  if (item.key.kind === 'name') return { kind: 'string', value: item.key.name, origin: [place] };
  if (item.key.kind === 'null') return { kind: 'string', value: 'null', origin: [place] };
  const key = convert(evaluate(scope, item.key), stringType);
  return distributeOne(key, (plain) => (plain.kind === 'null' ? errorAt(message('terraform.keyNull'), place) : plain));
}

/** A chain of names and indexes is followed from its first name on, because `a.b` may be one thing (a resource) and not two. */
function evaluateTraversal(scope: Scope, expression: Expression): Value {
  const steps: ReferenceStep[] = [];
  let base = expression;
  while (base.kind === 'access' || base.kind === 'index') {
    if (base.kind === 'access') steps.push({ kind: 'access', name: base.name, span: base.nameSpan });
    else steps.push({ kind: 'index', key: base.key, span: base.key.span });
    base = base.target;
  }
  steps.reverse();
  if (base.kind !== 'name') return applySteps(scope, evaluate(scope, base), steps);
  for (let symbol = scope.symbols; symbol !== undefined; symbol = symbol.outer) {
    if (symbol.name === base.name) return applySteps(scope, symbol.value, steps);
  }
  const { value, consumed } = resolveReference(scope, base.name, steps);
  if (value.kind === 'error' && value.reason.place === undefined) {
    return errorAt(value.reason.message, placeOf(scope, base.span));
  }
  return applySteps(scope, value, steps.slice(consumed));
}

function evaluateConditional(scope: Scope, expression: Conditional): Value {
  const predicate = evaluate(scope, expression.condition);
  const thenValue = evaluate(scope, expression.then);
  const elseValue = evaluate(scope, expression.else);
  const place = placeOf(scope, expression.span);
  // The type of the arm not taken matters too: it decides what the other one is converted to.
  const arm = (name: keyof Arms): Value =>
    distributePair(thenValue, elseValue, (thenPlain, elsePlain) => {
      const type = typeOfArms(thenPlain, elsePlain);
      if (type !== undefined) return convert(name === 'then' ? thenPlain : elsePlain, type);
      const values = { then: typeText(typeOf(thenPlain)), else: typeText(typeOf(elsePlain)) };
      return errorAt(message('terraform.conditionalTypes', values), place);
    });
  const chosen = chooseArm(scope, expression.condition, predicate, { then: arm('then'), else: arm('else') });
  if (chosen.kind !== 'error' || thenValue.kind === 'oneOf' || elseValue.kind === 'oneOf') return chosen;
  const type = typeOfArms(thenValue, elseValue);
  return type === undefined ? chosen : { ...chosen, type };
}

/** The type both arms are brought to; `dynamic` where the type of one cannot be known; undefined where there is none. */
function typeOfArms(thenValue: PlainValue, elseValue: PlainValue): Type | undefined {
  const [thenType, elseType] = [rememberedType(thenValue), rememberedType(elseValue)];
  // A bare null takes the type of the other arm; anything else of a type not known leaves the other arm as it is.
  if (thenValue.kind === 'null' && thenType.kind === 'dynamic') return elseType;
  if (elseValue.kind === 'null' && elseType.kind === 'dynamic') return thenType;
  if (thenType.kind === 'dynamic' || elseType.kind === 'dynamic') return dynamicType;
  const type = unify([thenType, elseType]);
  // What is not known may still turn out to fit.
  return type === undefined && (mayBeAnything(thenValue) || mayBeAnything(elseValue)) ? dynamicType : type;
}

/** The type that Terraform knows a value by: `dynamic` where it forgets it. */
function rememberedType(value: Value): Type {
  if ('forgotten' in value) return dynamicType;
  if (value.kind !== 'tuple' && value.kind !== 'object') return typeOf(value);
  const known = rememberedTypes.get(value);
  if (known !== undefined) return known;
  const type: Type =
    value.kind === 'tuple'
      ? { kind: 'tuple', elements: value.elements.map(rememberedType) }
      : {
          kind: 'object',
          attributes: new Map(Array.from(value.entries, ([name, inner]) => [name, rememberedType(inner)])),
        };
  rememberedTypes.set(value, type);
  return type;
}

const rememberedTypes = new WeakMap<Value, Type>();

function expandValue(value: Value, place: Place): readonly Value[] | ErrorValue | UnknownValue {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      return value.elements;
    case 'error':
    case 'unknown':
      return value;
    case 'oneOf':
      return expandAlternatives(value.alternatives, place);
    case 'null':
    case 'string':
    case 'number':
    case 'bool':
    case 'map':
    case 'object':
      return errorAt(message('terraform.cannotExpand', { found: typeText(typeOf(value)) }), place);
  }
}

/** Alternatives of one length can be taken apart element by element. */
function expandAlternatives(
  candidates: readonly Candidate[],
  place: Place,
): readonly Value[] | ErrorValue | UnknownValue {
  const lists: (readonly Value[])[] = [];
  for (const candidate of candidates) {
    const expanded = expandValue(candidate.value, place);
    if ('kind' in expanded) return expanded;
    lists.push(expanded);
  }
  const length = lists[0]?.length ?? 0;
  if (lists.some((list) => list.length !== length)) {
    return unknownValue(dynamicType, { message: message('terraform.dependsOnCondition'), place }, {}, [place]);
  }
  return Array.from({ length }, (_, position) =>
    oneOf(
      candidates.flatMap((candidate, index) => {
        const value = lists[index]?.[position];
        return value === undefined ? [] : [{ value, conditions: candidate.conditions }];
      }),
    ),
  );
}
