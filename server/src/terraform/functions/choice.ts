// The functions that pick from collections and ask about them.
// A pick among known values that depends on something unknown keeps what all of them have in common.
import { message } from '../../messages.ts';
import { oneOf } from '../alternatives.ts';
import { toBigInt } from '../bigFloat.ts';
import { keyCondition } from '../conditions.ts';
import { convertToCommon } from '../convert.ts';
import { equals } from '../equality.ts';
import type { Type } from '../type.ts';
import { boolType, dynamicType, numberType } from '../type.ts';
import { unify } from '../unify.ts';
import type { ListValue, Reason, TupleValue, UnknownValue, Value } from '../value.ts';
import { maximumAlternatives } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { boolValue, isWhollyKnown, nullValue, numberValue, reasonWithin, typeOf, unknownValue } from '../values.ts';
import { elementsAt, elementsOf, entriesOf, isExpanded, mayBe, numberAt } from './arguments.ts';
import type { CallContext, FunctionFamily } from './function.ts';
import { notEvaluated, refuse } from './function.ts';
import { graphemesOf } from './graphemes.ts';
import { elementTypeOf, factsOfAny, lengthOf, membersOf } from './members.ts';

const anything = { name: 'value', type: dynamicType, allowPartlyUnknown: true } as const;
const listOfBools = { name: 'list', type: { kind: 'list', element: boolType }, allowPartlyUnknown: true } as const;

export const choiceFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/alltrue */
  alltrue: { parameters: [listOfBools], result: boolType, call: allTrue },
  /** https://developer.hashicorp.com/terraform/language/functions/anytrue */
  anytrue: { parameters: [listOfBools], result: boolType, call: anyTrue },
  /** https://developer.hashicorp.com/terraform/language/functions/coalesce */
  coalesce: {
    parameters: [],
    variadic: { ...anything, name: 'vals', allowNull: true, allowUnknown: true },
    result: dynamicType,
    call: coalesce,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/coalescelist */
  coalescelist: {
    parameters: [],
    variadic: { ...anything, name: 'vals', allowNull: true, allowUnknown: true },
    result: dynamicType,
    call: coalesceList,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/contains */
  contains: {
    parameters: [
      { ...anything, name: 'list' },
      // Null may be looked for from Terraform 1.16 on.
      { ...anything, allowNull: true, allowUnknown: true },
    ],
    result: boolType,
    refuses: ([list]) => (mayBe(list, 'list', 'tuple', 'set') ? undefined : message('terraform.notSequence')),
    call: contains,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/element */
  element: {
    parameters: [
      { ...anything, name: 'list' },
      { name: 'index', type: numberType, allowUnknown: true },
    ],
    result: ([list]) => (list === undefined ? dynamicType : memberType(list)),
    mayBeNull: true,
    facts: ([list]) => (list === undefined ? {} : factsOfAny(membersOf([list]))),
    refuses: ([list]) => (mayBe(list, 'list', 'tuple') ? undefined : message('terraform.notListOrTuple')),
    call: element,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/index_function */
  index: {
    parameters: [{ ...anything, name: 'list' }, anything],
    result: numberType,
    refuses: ([list]) => (mayBe(list, 'list', 'tuple') ? undefined : message('terraform.notListOrTuple')),
    call: index,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/length */
  length: { parameters: [{ ...anything, allowUnknown: true }], result: numberType, call: length },
  /** https://developer.hashicorp.com/terraform/language/functions/one */
  one: {
    parameters: [{ ...anything, name: 'list' }],
    result: ([list]) => (list === undefined ? dynamicType : elementTypeOf(typeOf(list))),
    mayBeNull: true,
    facts: ([list]) => (list === undefined ? {} : factsOfAny([...membersOf([list]), nullValue(dynamicType)])),
    refuses: ([list]) => (mayBe(list, 'list', 'tuple', 'set') ? undefined : message('terraform.notSequence')),
    call: one,
  },
};

function memberType(collection: Value): Type {
  const type = typeOf(collection);
  return type.kind === 'tuple' ? (unify(type.elements) ?? dynamicType) : elementTypeOf(type);
}

function allTrue(args: readonly PlainValue[], context: CallContext): Value {
  for (const element of elementsAt(args, 0)) {
    if (element.kind === 'null' || (element.kind === 'bool' && !element.value)) return boolValue(false, context.origin);
    if (element.kind !== 'bool') return unsureBool(element, context);
  }
  return boolValue(true, context.origin);
}

function anyTrue(args: readonly PlainValue[], context: CallContext): Value {
  const elements = elementsAt(args, 0);
  if (elements.some((element) => element.kind === 'bool' && element.value)) return boolValue(true, context.origin);
  const unknown = elements.find((element) => !isWhollyKnown(element));
  return unknown === undefined ? boolValue(false, context.origin) : unsureBool(unknown, context);
}

function unsureBool(cause: Value, context: CallContext): Value {
  const reason = reasonWithin(cause);
  if (reason === undefined)
    return notEvaluated(context, boolType, message('terraform.functionUnknown', { name: context.name }));
  return unknownValue(boolType, reason, { notNull: true }, context.origin);
}

function coalesce(args: readonly PlainValue[], context: CallContext): Value {
  const common = args.length === 0 ? undefined : convertToCommon(args);
  if (common === undefined) return refuse(context, message('terraform.noCommonType'));
  for (const [position, value] of common.values.entries()) {
    if (value.kind === 'error') return value;
    if (value.kind === 'unknown' && !isSurelyPresent(value)) {
      return pickedLater(value.reason, common.type, common.values.slice(position), context);
    }
    // Where no common type was found because of a bare null, an empty text counts, too.
    const isEmpty = value.kind === 'string' && value.value === '' && common.type.kind === 'string';
    if (value.kind !== 'null' && !isEmpty) return value;
  }
  return refuse(context, message('terraform.allAbsent'));
}

/** An unknown text that surely has characters, or another unknown value that surely is not null, is what `coalesce` takes. */
function isSurelyPresent(value: Extract<Value, { kind: 'unknown' }>): boolean {
  if (value.facts.notNull !== true || value.type.kind === 'dynamic') return false;
  return value.type.kind !== 'string' || (value.facts.prefix ?? value.facts.suffix ?? '') !== '';
}

function coalesceList(args: readonly PlainValue[], context: CallContext): Value {
  if (args.length === 0) return refuse(context, message('terraform.tooFewArguments'));
  // What stands behind one that is unknown is not looked at.
  const unknown = args.findIndex((arg) => arg.kind === 'unknown');
  if (!args.slice(0, unknown < 0 ? args.length : unknown).every(isListLike)) {
    return refuse(context, message('terraform.notListOrTuple'));
  }
  for (const [position, arg] of args.entries()) {
    if (arg.kind === 'unknown' && (arg.type.kind === 'dynamic' || lengthOf(arg).minimum === 0)) {
      return pickedLater(arg.reason, dynamicType, args.slice(position), context);
    }
    if (arg.kind !== 'null' && lengthOf(arg).minimum > 0) return arg;
  }
  return refuse(context, message('terraform.allAbsent'));
}

function isListLike(value: PlainValue): boolean {
  const { kind } = typeOf(value);
  return kind === 'list' || kind === 'tuple' || (kind === 'dynamic' && value.kind === 'unknown');
}

function pickedLater(reason: Reason, type: Type, candidates: readonly Value[], context: CallContext): Value {
  const present = candidates.filter((value) => value.kind !== 'null');
  return unknownValue(type, reason, { ...factsOfAny(present), notNull: true }, context.origin);
}

function contains(args: readonly PlainValue[], context: CallContext): Value {
  const elements = elementsOf(args[0]);
  const [, wanted] = args;
  if (elements === undefined || wanted === undefined) return refuse(context, message('terraform.notSequence'));
  const answers = elements.map((member) => equals(wanted, member));
  if (answers.includes('equal')) return boolValue(true, context.origin);
  const position = answers.indexOf('unknown');
  if (position < 0) return boolValue(false, context.origin);
  const answer = unsureBool(wanted.kind === 'unknown' ? wanted : (elements[position] ?? wanted), context);
  // What is looked for may be anything; so may, to Terraform, the answer.
  const isOpen = wanted.kind === 'unknown' && wanted.type.kind === 'dynamic' && answer.kind === 'unknown';
  return isOpen ? { ...answer, type: dynamicType } : answer;
}

function element(args: readonly PlainValue[], context: CallContext): Value {
  const [list] = args;
  if (list?.kind !== 'list' && list?.kind !== 'tuple') return refuse(context, message('terraform.notListOrTuple'));
  if (args[1]?.kind === 'unknown') return elementSomewhere(list, args[1], context);
  const index = toBigInt(numberAt(args, 1));
  if (index === undefined || BigInt.asIntN(64, index) !== index)
    return refuse(context, message('terraform.notWholeNumber'));
  if (list.elements.length === 0) return refuse(context, message('terraform.emptyList'));
  const count = BigInt(list.elements.length);
  const picked = list.elements[Number(((index % count) + count) % count)];
  return picked ?? refuse(context, message('terraform.emptyList'));
}

/** An index that is not known picks one of the elements, each under its condition, where they are few. */
function elementSomewhere(list: ListValue | TupleValue, position: UnknownValue, context: CallContext): Value {
  const { elements } = list;
  const written = context.call.arguments[1];
  if (elements.length === 0) return refuse(context, message('terraform.emptyList'));
  if (written === undefined || isExpanded(context.call, 1) || elements.length > maximumAlternatives) {
    return unknownValue(memberType(list), position.reason, factsOfAny(elements), context.origin);
  }
  return oneOf(elements.map((value, at) => ({ value, conditions: [keyCondition(context.scope, written, at)] })));
}

function index(args: readonly PlainValue[], context: CallContext): Value {
  const [list, wanted] = args;
  if ((list?.kind !== 'list' && list?.kind !== 'tuple') || wanted === undefined) {
    return refuse(context, message('terraform.notListOrTuple'));
  }
  for (const [position, member] of list.elements.entries()) {
    const answer = equals(wanted, member);
    if (answer === 'equal') return numberValue(position, context.origin);
    const reason = answer === 'unknown' ? (reasonWithin(member) ?? reasonWithin(wanted)) : undefined;
    if (reason !== undefined) return unknownValue(numberType, reason, { notNull: true }, context.origin);
  }
  return refuse(context, message('terraform.notFound'));
}

function length(args: readonly PlainValue[], context: CallContext): Value {
  const [value] = args;
  if (value === undefined) return refuse(context, message('terraform.hasNoLength'));
  if (value.kind === 'string') return numberValue(graphemesOf(value.value).length, context.origin);
  const entries = entriesOf(value);
  if (entries !== undefined) return numberValue(entries.size, context.origin);
  if (value.kind === 'unknown' && value.type.kind === 'object')
    return numberValue(value.type.attributes.size, context.origin);
  const isCollection = elementsOf(value) !== undefined || value.kind === 'unknown';
  if (!isCollection || typeOf(value).kind === 'number' || typeOf(value).kind === 'bool') {
    return refuse(context, message('terraform.hasNoLength'));
  }
  const bounds = lengthOf(value);
  if (bounds.minimum === bounds.maximum) return numberValue(bounds.minimum, context.origin);
  const reason = reasonWithin(value);
  if (reason === undefined) return numberValue(bounds.minimum, context.origin);
  return unknownValue(numberType, reason, { notNull: true }, context.origin);
}

function one(args: readonly PlainValue[], context: CallContext): Value {
  const [collection] = args;
  const elements = elementsOf(collection);
  if (elements === undefined || collection === undefined) return refuse(context, message('terraform.notSequence'));
  const [first, ...others] = elements;
  if (first === undefined) return nullValue(elementTypeOf(typeOf(collection)), context.origin);
  if (others.length === 0) return first;
  // Unknown elements of a set may turn out to be one and the same.
  const reason = collection.kind === 'set' && lengthOf(collection).minimum < 2 ? reasonWithin(collection) : undefined;
  if (reason === undefined) return refuse(context, message('terraform.moreThanOne'));
  return unknownValue(
    collection.kind === 'set' ? collection.elementType : dynamicType,
    reason,
    factsOfAny(elements),
    context.origin,
  );
}
