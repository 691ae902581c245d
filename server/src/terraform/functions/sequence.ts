// The functions that shorten, reorder and cut sequences.
import { message } from '../../messages.ts';
import type { Message } from '../../messages.ts';
import type { BigFloat } from '../bigFloat.ts';
import { add, compare, fromInteger, isNegative, negate, toInteger, zero } from '../bigFloat.ts';
import { convertToCommon } from '../convert.ts';
import type { Type } from '../type.ts';
import { dynamicType, numberType, stringType } from '../type.ts';
import type { Facts, Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { compareKeys, isWhollyKnown, listValue, numberValue, tupleValue, typeOf } from '../values.ts';
import { elementsAt, elementsOf, integerAt, mayBe, numberAt } from './arguments.ts';
import type { CallContext, FunctionFamily, TerraformFunction } from './function.ts';
import { refuse, unknownResult } from './function.ts';
import { addTo, isIn, tableOf } from './lookupTable.ts';
import { elementTypeOf, factsOfAll, factsOfDistinct, factsOfKept, factsOfSome } from './members.ts';

const listOfAny: Type = { kind: 'list', element: dynamicType };
const listOfStrings: Type = { kind: 'list', element: stringType };
const listOfNumbers: Type = { kind: 'list', element: numberType };

const reverseFunction: TerraformFunction = {
  parameters: [{ name: 'list', type: dynamicType, allowPartlyUnknown: true }],
  result: ([list]) => reversedType(list),
  facts: factsOfAll,
  refuses: ([list]) => (mayBe(list, 'list', 'tuple', 'set') ? undefined : message('terraform.notSequence')),
  call: reverse,
};

export const sequenceFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/chunklist */
  chunklist: {
    parameters: [
      { name: 'list', type: listOfAny, allowPartlyUnknown: true },
      { name: 'size', type: numberType },
    ],
    result: (args) => ({ kind: 'list', element: typeOfFirst(args) }),
    call: chunkList,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/compact */
  compact: {
    parameters: [{ name: 'list', type: listOfStrings }],
    result: listOfStrings,
    facts: ([list]) => factsOfKept(list, isNotEmpty),
    call: ([list], context) => {
      const kept = (elementsOf(list) ?? []).filter((element) => isNotEmpty(element) === 'kept');
      return listValue(kept, stringType, context.origin);
    },
  },
  /** https://developer.hashicorp.com/terraform/language/functions/distinct */
  distinct: {
    parameters: [{ name: 'list', type: listOfAny }],
    result: typeOfFirst,
    facts: factsOfDistinct,
    call: (args, context) => listValue(distinct(elementsAt(args, 0)), elementTypeOf(typeOfFirst(args)), context.origin),
  },
  /** https://developer.hashicorp.com/terraform/language/functions/matchkeys */
  matchkeys: {
    parameters: [
      { name: 'values', type: listOfAny },
      { name: 'keys', type: listOfAny },
      { name: 'searchset', type: listOfAny },
    ],
    result: typeOfFirst,
    facts: (args) => factsOfSome(args.slice(0, 1)),
    refuses: differentLengths,
    call: matchKeys,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/range */
  range: { parameters: [], variadic: { name: 'params', type: numberType }, result: listOfNumbers, call: range },
  /** https://developer.hashicorp.com/terraform/language/functions/reverse */
  reverse: reverseFunction,
  /** https://developer.hashicorp.com/terraform/language/functions/slice */
  slice: {
    parameters: [
      { name: 'list', type: dynamicType, allowPartlyUnknown: true },
      { name: 'start_index', type: numberType },
      { name: 'end_index', type: numberType },
    ],
    result: (args) => (typeOfFirst(args).kind === 'list' ? typeOfFirst(args) : dynamicType),
    facts: factsOfSlice,
    refuses: refusedSlice,
    call: slice,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/sort */
  sort: { parameters: [{ name: 'list', type: listOfStrings }], result: listOfStrings, facts: factsOfAll, call: sort },
};

function typeOfFirst(args: readonly Value[]): Type {
  return args[0] === undefined ? listOfAny : typeOf(args[0]);
}

function chunkList(args: readonly PlainValue[], context: CallContext): Value {
  const size = integerAt(args, 1);
  if (size === undefined) return refuse(context, message('terraform.notWholeNumber'));
  if (size < 0) return refuse(context, message('terraform.negativeSize'));
  const elements = elementsAt(args, 0);
  const type = typeOfFirst(args);
  const chunks: Value[] = [];
  const step = size === 0 ? Math.max(1, elements.length) : size;
  for (let start = 0; start < elements.length; start += step) {
    chunks.push(listValue(elements.slice(start, start + step), elementTypeOf(type), context.origin));
  }
  return listValue(chunks, type, context.origin);
}

function isNotEmpty(element: Value): 'kept' | 'dropped' | 'unsure' {
  if (element.kind === 'null') return 'dropped';
  if (element.kind !== 'string') return 'unsure';
  return element.value === '' ? 'dropped' : 'kept';
}

function distinct(elements: readonly Value[]): readonly Value[] {
  const seen = tableOf([]);
  return elements.filter((element) => addTo(seen, element));
}

function matchKeys(args: readonly PlainValue[], context: CallContext): Value {
  const values = elementsAt(args, 0);
  const type = elementTypeOf(typeOfFirst(args));
  const [keyList, searchList] = [args[1], args[2]];
  const common = keyList && searchList ? convertToCommon([keyList, searchList]) : undefined;
  if (common === undefined) return refuse(context, message('terraform.noCommonType'));
  const keys = elementsAt(common.values, 0);
  const searched = tableOf(elementsAt(common.values, 1));
  if (keys.length !== values.length) return refuse(context, message('terraform.lengthsDiffer'));
  const kept = values.filter((_, position) => {
    const key = keys[position];
    return key !== undefined && isIn(searched, key);
  });
  return listValue(kept, type, context.origin);
}

/** Whatever the list is, a slice is as long as its bounds say, or refused. */
function factsOfSlice(args: readonly Value[]): Facts {
  const [start, end] = [integerOf(args[1]), integerOf(args[2])];
  const facts = factsOfSome(args.slice(0, 1));
  if (start === undefined || end === undefined || start < 0 || start > end) return facts;
  return { ...facts, length: { minimum: end - start, maximum: end - start } };
}

function integerOf(value: Value | undefined): number | undefined {
  return value?.kind === 'number' ? toInteger(value.value) : undefined;
}

function refusedSlice(args: readonly PlainValue[]): Message | undefined {
  if (!mayBe(args[0], 'list', 'tuple')) return message('terraform.notListOrTuple');
  const [start, end] = [args[1], args[2]];
  const isKnown = start?.kind === 'number' && end?.kind === 'number';
  return isKnown && compare(start.value, end.value) > 0 ? message('terraform.sliceOutOfRange') : undefined;
}

function differentLengths([values, keys]: readonly PlainValue[]): Message | undefined {
  const [a, b] = [elementsOf(values), elementsOf(keys)];
  return a === undefined || b === undefined || a.length === b.length ? undefined : message('terraform.lengthsDiffer');
}

function range(args: readonly PlainValue[], context: CallContext): Value {
  if (args.length === 0) return refuse(context, message('terraform.tooFewArguments'));
  if (args.length > 3) return refuse(context, message('terraform.tooManyArguments'));
  const start = args.length === 1 ? zero : numberAt(args, 0);
  const end = numberAt(args, args.length === 1 ? 0 : 1);
  const down = compare(end, start) < 0;
  const step = args.length === 3 ? numberAt(args, 2) : fromInteger(down ? -1 : 1);
  if (isNegative(down ? negate(step) : step) && compare(end, start) !== 0)
    return refuse(context, message('terraform.stepGoesAway'));
  if (down && compare(step, zero) >= 0) return refuse(context, message('terraform.stepGoesAway'));
  const numbers: Value[] = [];
  let current: BigFloat | undefined = start;
  while (current !== undefined && (down ? compare(current, end) > 0 : compare(current, end) < 0)) {
    if (numbers.length === maximumRange)
      return refuse(context, message('terraform.rangeTooLong', { maximum: maximumRange }));
    numbers.push(numberValue(current, context.origin));
    current = add(current, step);
  }
  return listValue(numbers, numberType, context.origin);
}

function reverse(args: readonly PlainValue[], context: CallContext): Value {
  const [sequence] = args;
  switch (sequence?.kind) {
    case 'list':
      return listValue(sequence.elements.toReversed(), sequence.elementType, context.origin);
    case 'tuple':
      return tupleValue(sequence.elements.toReversed(), context.origin);
    case 'set':
      // Nobody knows where an unknown element stands in a set.
      if (!isWhollyKnown(sequence)) return unknownResult(reverseFunction, args, context);
      return listValue(sequence.elements.toReversed(), sequence.elementType, context.origin);
    default:
      return refuse(context, message('terraform.notSequence'));
  }
}

function reversedType(value: Value | undefined): Type {
  const type = value === undefined ? dynamicType : typeOf(value);
  if (type.kind === 'set') return { kind: 'list', element: type.element };
  return type.kind === 'tuple' ? { kind: 'tuple', elements: type.elements.toReversed() } : type;
}

function slice(args: readonly PlainValue[], context: CallContext): Value {
  const [sequence] = args;
  if (sequence?.kind !== 'list' && sequence?.kind !== 'tuple')
    return refuse(context, message('terraform.notListOrTuple'));
  const start = integerAt(args, 1);
  const end = integerAt(args, 2);
  if (start === undefined || end === undefined) return refuse(context, message('terraform.notWholeNumber'));
  if (start < 0 || start > end || end > sequence.elements.length)
    return refuse(context, message('terraform.sliceOutOfRange'));
  const elements = sequence.elements.slice(start, end);
  if (sequence.kind === 'tuple') return tupleValue(elements, context.origin);
  return listValue(elements, sequence.elementType, context.origin);
}

function sort(args: readonly PlainValue[], context: CallContext): Value {
  const elements = elementsAt(args, 0);
  if (elements.some((element) => element.kind === 'null')) return refuse(context, message('terraform.nullElement'));
  const sorted = elements.toSorted((a, b) =>
    a.kind === 'string' && b.kind === 'string' ? compareKeys(a.value, b.value) : 0,
  );
  return listValue(sorted, stringType, context.origin);
}

/** Terraform's own limit. */
const maximumRange = 1024;
