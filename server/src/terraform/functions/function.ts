// What every function of Terraform has in common: how arguments are converted, when null is refused, and what becomes of
// unknown arguments and of those that are one of a few.
// It knows no function by name. The families describe theirs with it, and index.ts calls it.
import type { FunctionCall } from '../../hcl/nodes.ts';
import { message } from '../../messages.ts';
import type { Message } from '../../messages.ts';
import type { Place } from '../../text.ts';
import { combine, oneOf } from '../alternatives.ts';
import { maximumTextLength } from '../budget.ts';
import { convert } from '../convert.ts';
import type { Scope } from '../scope.ts';
import type { Type } from '../type.ts';
import { dynamicType } from '../type.ts';
import type { ErrorValue, Facts, Origin, UnknownValue, Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { errorWithin, isWhollyKnown, mergeOrigins, reasonWithin, unknownValue } from '../values.ts';
import { collapse, liftAlternatives } from './lift.ts';

/** A function that needs the values of its arguments and nothing else. */
export interface TerraformFunction {
  readonly parameters: readonly Parameter[];
  /** What all further arguments have to be; absent where there may be none. */
  readonly variadic?: Parameter;
  /** The type of what it returns when an argument is unknown. */
  readonly result: Type | ((args: readonly PlainValue[]) => Type);
  /** It may return null, so that nothing can be said of an unknown result. */
  readonly mayBeNull?: true;
  /** What is sure about the result although an argument is unknown. */
  readonly facts?: (args: readonly PlainValue[]) => Facts;
  /** What is wrong with arguments whatever their unknown parts turn out to be; asked only where some are unknown. */
  readonly refuses?: (args: readonly PlainValue[]) => Message | undefined;
  /** Gets arguments of the parameters' types, none of them several at once. */
  readonly call: (args: readonly PlainValue[], context: CallContext) => Value;
}

/** A function that decides by itself which arguments are evaluated, or that looks at how they are written. */
export interface LazyFunction {
  readonly evaluate: (scope: Scope, call: FunctionCall) => Value;
}

/** A family of functions by name. */
export type FunctionFamily = Readonly<Record<string, TerraformFunction | LazyFunction>>;

/** The switches are Terraform's own: without them null is an error, and anything unknown makes the result unknown. */
export interface Parameter {
  readonly name: string;
  /** `dynamicType` takes anything as it is. */
  readonly type: Type;
  readonly allowNull?: true;
  /** The argument may be unknown as a whole. */
  readonly allowUnknown?: true;
  /** Parts of the argument may be unknown, or one of a few. */
  readonly allowPartlyUnknown?: true;
  /** The type of the result does not depend on this argument's, even where that is not known. */
  readonly allowUntyped?: true;
}

/** Where a function is called. */
export interface CallContext {
  readonly scope: Scope;
  readonly call: FunctionCall;
  readonly name: string;
  readonly place: Place;
  /** What the function makes of its arguments is decided by these places. */
  readonly origin: Origin;
}

/** Calls a function with arguments as evaluated; they may be anything, of any number. */
export function applyFunction(definition: TerraformFunction, args: readonly Value[], context: CallContext): Value {
  if (args.length < definition.parameters.length) return refuse(context, message('terraform.tooFewArguments'));
  if (args.length > definition.parameters.length && definition.variadic === undefined) {
    return refuse(context, message('terraform.tooManyArguments'));
  }
  const prepared = args.map((arg, position) => prepare(definition, arg, position, context));
  if (!prepared.some((value) => value.kind === 'oneOf')) return callPlain(definition, prepared.map(collapse), context);
  const combinations = combine(prepared);
  if (combinations === undefined) return callPlain(definition, prepared.map(collapse), context);
  return oneOf(
    combinations.map(({ values, conditions }) => ({ value: callPlain(definition, values, context), conditions })),
  );
}

/** Terraform fails here: the function's name and what is wrong. */
export function refuse(context: CallContext, problem: Message): ErrorValue {
  const what = message('terraform.functionRefuses', { name: context.name, problem });
  return { kind: 'error', reason: { message: what, place: context.place }, origin: [context.place] };
}

/** The result may exist in Terraform, but it is larger than we are willing to make. */
export function tooLarge(context: CallContext, type: Type, facts: Facts = {}): UnknownValue {
  const reason = { message: message('terraform.functionTooLarge', { name: context.name }), place: context.place };
  return unknownValue(type, reason, { ...facts, notNull: true }, context.origin);
}

/** We do not work this function out, for a reason of its own. */
export function notEvaluated(context: CallContext, type: Type, why: Message): UnknownValue {
  return unknownValue(type, { message: why, place: context.place }, { notNull: true }, context.origin);
}

/** The result of a function one of whose arguments is unknown, wholly or in part. */
export function unknownResult(
  definition: Pick<TerraformFunction, 'result' | 'mayBeNull' | 'facts'>,
  args: readonly PlainValue[],
  context: CallContext,
): Value {
  const cause = args.map(reasonWithin).find((reason) => reason !== undefined);
  const reason = cause ?? {
    message: message('terraform.functionUnknown', { name: context.name }),
    place: context.place,
  };
  const type = typeof definition.result === 'function' ? definition.result(args) : definition.result;
  const facts = definition.facts?.(args) ?? {};
  const sure: Facts = definition.mayBeNull === true ? facts : { ...facts, notNull: true };
  const unknown = unknownValue(type, reason, sure, context.origin);
  // Members of a collection are of its type, however they were written.
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'map' ? convert(unknown, type) : unknown;
}

/** The context of a call; `args` decide the origin, and where they have none the call itself does. */
export function contextOf(scope: Scope, call: FunctionCall, args: readonly Value[]): CallContext {
  const place = { path: scope.path, span: call.span };
  const origin = mergeOrigins(...args.map((arg) => arg.origin));
  return { scope, call, name: call.name, place, origin: origin.length > 0 ? origin : [place] };
}

function parameterAt(definition: TerraformFunction, position: number): Parameter | undefined {
  return definition.parameters[position] ?? definition.variadic;
}

function prepare(definition: TerraformFunction, arg: Value, position: number, context: CallContext): Value {
  const parameter = parameterAt(definition, position);
  if (parameter === undefined || arg.kind === 'error') return arg;
  const converted = convert(arg, parameter.type);
  if (converted.kind === 'error') {
    return refuse(
      context,
      message('terraform.argumentOfWrongType', { parameter: parameter.name, problem: converted.reason.message }),
    );
  }
  return parameter.allowPartlyUnknown === true ? converted : liftAlternatives(converted);
}

function callPlain(definition: TerraformFunction, args: readonly PlainValue[], context: CallContext): Value {
  let unknown = false;
  for (const [position, arg] of args.entries()) {
    const parameter = parameterAt(definition, position);
    if (parameter === undefined) continue;
    // Parts that Terraform would refuse stay beside the others where the parts are only handed on.
    const error = parameter.allowPartlyUnknown === true && arg.kind !== 'error' ? undefined : errorWithin(arg);
    if (error !== undefined) return error;
    if (arg.kind === 'null' && parameter.allowNull !== true) {
      return refuse(context, message('terraform.argumentIsNull', { parameter: parameter.name }));
    }
    unknown ||= hinders(arg, parameter);
  }
  const problem = unknown ? definition.refuses?.(args) : undefined;
  if (problem !== undefined) return refuse(context, problem);
  if (unknown) return untyped(definition, args, unknownResult(definition, args, context));
  const result = definition.call(args, context);
  if (result.kind === 'string' && result.value.length > maximumTextLength) return tooLarge(context, { kind: 'string' });
  return result;
}

/** Of an argument that may be anything and of which no type is known, Terraform does not even say what becomes of it. */
function untyped(definition: TerraformFunction, args: readonly PlainValue[], result: Value): Value {
  if (result.kind !== 'unknown' || !args.some((arg, position) => isUntyped(parameterAt(definition, position), arg)))
    return result;
  return { ...result, type: dynamicType };
}

function isUntyped(parameter: Parameter | undefined, arg: PlainValue): boolean {
  const isFree = parameter?.type.kind === 'dynamic' && parameter.allowUnknown !== true;
  return isFree && parameter.allowUntyped !== true && arg.kind === 'unknown' && arg.type.kind === 'dynamic';
}

function hinders(arg: PlainValue, parameter: Parameter): boolean {
  if (arg.kind === 'unknown') return parameter.allowUnknown !== true;
  return parameter.allowPartlyUnknown !== true && !isWhollyKnown(arg);
}
