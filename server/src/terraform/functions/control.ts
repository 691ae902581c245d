// `try` and `can`, which look at errors instead of handing them on, and the functions that only mark a value.
// Marks are dropped here: they never change a value.
import type { Expression, FunctionCall } from '../../hcl/nodes.ts';
import { message } from '../../messages.ts';
import { distributeOne, oneOf } from '../alternatives.ts';
import { conditionOf } from '../conditions.ts';
import { evaluate, expandArguments } from '../evaluate.ts';
import type { Scope } from '../scope.ts';
import { subexpressions } from '../subexpressions.ts';
import { boolType, dynamicType } from '../type.ts';
import type { Condition, Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { boolValue, errorWithin, isWhollyKnown, reasonWithin, unknownValue } from '../values.ts';
import type { FunctionFamily, TerraformFunction } from './function.ts';
import { contextOf, refuse } from './function.ts';

export const controlFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/can */
  can: { evaluate: can },
  /** https://developer.hashicorp.com/terraform/language/functions/ephemeralasnull */
  ephemeralasnull: unchanged(),
  /** https://developer.hashicorp.com/terraform/language/functions/issensitive */
  issensitive: { evaluate: isSensitive },
  /** https://developer.hashicorp.com/terraform/language/functions/nonsensitive */
  nonsensitive: unchanged(),
  /** https://developer.hashicorp.com/terraform/language/functions/sensitive */
  sensitive: unchanged(),
  /** https://developer.hashicorp.com/terraform/language/functions/try */
  try: { evaluate: tryEach },
};

/** One argument of `try`: its value on demand, and how it is written, undefined where it comes out of `list...`. */
interface Attempt {
  readonly value: () => Value;
  readonly written: Expression | undefined;
}

function tryEach(outer: Scope, call: FunctionCall): Value {
  const scope: Scope = { ...outer, strict: true };
  const attempts = attemptsOf(scope, call);
  if (!Array.isArray(attempts)) return attempts;
  return tryFrom(scope, call, attempts, 0);
}

function attemptsOf(scope: Scope, call: FunctionCall): Attempt[] | Value {
  if (!call.expandFinal) {
    return call.arguments.map((written) => ({ value: () => evaluate(scope, written), written }));
  }
  const values = expandArguments(scope, call);
  if (isList(values)) {
    const error = values.find((value) => value.kind === 'error');
    if (error !== undefined) return error;
  }
  return isList(values) ? values.map((value) => ({ value: () => value, written: undefined })) : values;
}

function isList(values: readonly Value[] | Value): values is readonly Value[] {
  return Array.isArray(values);
}

/**
 * The first argument without an error. Terraform gives up on one that is partly unknown; it is kept here with what is known of it,
 * because an open CIDR may stand beside the unknown part.
 */
function tryFrom(scope: Scope, call: FunctionCall, attempts: readonly Attempt[], position: number): Value {
  const attempt = attempts[position];
  if (attempt === undefined) return refuse(contextOf(scope, call, []), message('terraform.nothingSucceeds'));
  return distributeOne(attempt.value(), (plain) => {
    if (errorWithin(plain) !== undefined) return tryFrom(scope, call, attempts, position + 1);
    const { written } = attempt;
    if (plain.kind !== 'unknown' || written === undefined || position === attempts.length - 1) return forgetful(plain);
    if (!mayFail(scope, written)) return forgetful(plain);
    const otherwise = tryFrom(scope, call, attempts, position + 1);
    return oneOf([
      { value: plain, conditions: [successOf(scope, written, true)] },
      { value: otherwise, conditions: [successOf(scope, written, false)] },
    ]);
  });
}

/** A value as it is, and of no type where not all of it is known. */
function forgetful(value: PlainValue): PlainValue {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
    case 'map':
    case 'object':
      return isWhollyKnown(value) ? value : { ...value, forgotten: true };
    case 'unknown':
      return { ...value, type: dynamicType };
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'error':
      return value;
  }
}

/**
 * Whether the way into something unknown may end in an error: there is no telling whether an attribute exists. Objects of the
 * configuration are taken to have what is asked of them.
 */
function mayFail(scope: Scope, expression: Expression): boolean {
  if (expression.kind === 'parentheses') return mayFail(scope, expression.inner);
  if (expression.kind !== 'access' && expression.kind !== 'index') return false;
  if (expression.target.kind === 'name') return isUnknownInside(scope, expression.target);
  return isUnknownInside(scope, expression.target) || mayFail(scope, expression.target);
}

function isUnknownInside(scope: Scope, target: Expression): boolean {
  if (target.kind === 'name' && !isSymbol(scope, target.name)) return false;
  const value = evaluate(scope, target);
  if (value.kind !== 'unknown' || value.facts.attributes !== undefined || value.facts.identity !== undefined)
    return false;
  return value.type.kind === 'dynamic' || value.type.kind === 'map' || value.type.kind === 'list';
}

function isSymbol(scope: Scope, name: string): boolean {
  for (let symbol = scope.symbols; symbol !== undefined; symbol = symbol.outer) {
    if (symbol.name === name) return true;
  }
  return false;
}

/** The condition that an expression does, or does not, come to an error. */
function successOf(scope: Scope, expression: Expression, holds: boolean): Condition {
  const { key, place, text } = conditionOf(scope, expression, holds);
  return { kind: 'expression', key: `can|${key}`, place, text: `can(${text})`, holds };
}

function can(scope: Scope, call: FunctionCall): Value {
  const context = contextOf(scope, call, []);
  const [written, ...others] = call.arguments;
  if (written === undefined) return refuse(context, message('terraform.tooFewArguments'));
  if (others.length > 0) return refuse(context, message('terraform.tooManyArguments'));
  const problem = call.expandFinal ? notOneOf(scope, call) : undefined;
  if (problem !== undefined) return problem;
  return distributeOne(evaluate({ ...scope, strict: true }, written), (plain) => {
    if (errorWithin(plain) !== undefined) return boolValue(false, context.origin);
    const reason = reasonWithin(plain);
    return reason === undefined
      ? boolValue(true, context.origin)
      : unknownValue(boolType, reason, { notNull: true }, context.origin);
  });
}

/** Why `list...` is not the one argument that a function takes; undefined where it is. */
function notOneOf(scope: Scope, call: FunctionCall): Value | undefined {
  const values = expandArguments({ ...scope, strict: true }, call);
  if (!isList(values)) return values;
  const error = values.find((value) => value.kind === 'error');
  if (error !== undefined || values.length === 1) return error;
  const what = values.length > 1 ? message('terraform.tooManyArguments') : message('terraform.tooFewArguments');
  return refuse(contextOf(scope, call, []), what);
}

function unchanged(): TerraformFunction {
  return {
    parameters: [{ name: 'value', type: dynamicType, allowNull: true, allowUnknown: true, allowPartlyUnknown: true }],
    result: dynamicType,
    mayBeNull: true,
    call: ([value], context) => value ?? refuse(context, message('terraform.tooFewArguments')),
  };
}

/** Known only as far as it is written here: what is named may be sensitive where it is declared. */
function isSensitive(scope: Scope, call: FunctionCall): Value {
  const context = contextOf(scope, call, []);
  const [written, ...others] = call.arguments;
  if (written === undefined) return refuse(context, message('terraform.tooFewArguments'));
  if (others.length > 0) return refuse(context, message('terraform.tooManyArguments'));
  const problem = call.expandFinal ? notOneOf(scope, call) : undefined;
  if (problem !== undefined) return problem;
  const value = evaluate(scope, written);
  if (value.kind === 'error') return value;
  const answer = isMarked(written);
  if (answer !== undefined) return boolValue(answer, context.origin);
  const why = message('terraform.functionNotEvaluated', { name: context.name });
  return unknownValue(boolType, { message: why, place: context.place }, { notNull: true }, context.origin);
}

function isMarked(expression: Expression): boolean | undefined {
  if (expression.kind === 'call' && /^(core::)?sensitive$/.test(expression.name)) return true;
  if (expression.kind === 'call' && /^(core::)?nonsensitive$/.test(expression.name)) return false;
  if (expression.kind === 'name') return undefined;
  const answers = subexpressions(expression).map((inner) => isMarked(inner.expression));
  if (answers.includes(undefined)) return undefined;
  // Inside a collection the mark stays on the element.
  return expression.kind !== 'tuple' && expression.kind !== 'object' && answers.includes(true);
}
