// The functions that build and reorder sequences. What they cannot know they still say the members of, so that an open CIDR
// is not lost beside one that is unknown.
import { message } from '../../messages.ts';
import { convert, convertToCommon } from '../convert.ts';
import { equals } from '../equality.ts';
import type { Type } from '../type.ts';
import { dynamicType, numberType, stringType } from '../type.ts';
import { unify } from '../unify.ts';
import type { Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { compareKeys, isWhollyKnown, listValue, reasonWithin, stringValue, tupleValue, typeOf, unknownValue } from '../values.ts';
import { elementsAt, elementsOf, integerAt, textsAt } from './arguments.ts';
import type { CallContext, FunctionFamily } from './function.ts';
import { maximumElements, refuse, tooLarge } from './function.ts';
import { liftAlternatives } from './lift.ts';
import { elementTypeOf, factsOfAll, factsOfDistinct, factsOfSome } from './members.ts';

const listOfAny: Type = { kind: 'list', element: dynamicType };
const listOfStrings: Type = { kind: 'list', element: stringType };

/** Functions from sequences to sequences: https://developer.hashicorp.com/terraform/language/functions */
export const sequenceFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/chunklist */
  chunklist: {
    parameters: [
      { name: 'list', type: listOfAny, allowPartlyUnknown: true },
      { name: 'size', type: numberType },
    ],
    result: ([list]) => ({ kind: 'list', element: list === undefined ? dynamicType : typeOf(list) }),
    call: chunkList,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/compact */
  compact: {
    parameters: [{ name: 'list', type: listOfStrings }],
    result: listOfStrings,
    facts: (args) => {
      const kept = args.flatMap((list) => elementsOf(list)?.filter(isNotEmpty) ?? list);
      const sure = kept.filter((element) => element.kind === 'string');
      return { ...factsOfSome(kept.filter((part) => elementsOf(part) === undefined).length === args.length ? args : []), ...compactFacts(sure, kept) };
    },
    call: ([list], context) => listValue((elementsOf(list) ?? []).filter(isNotEmpty), stringType, context.origin),
  },
  /** https://developer.hashicorp.com/terraform/language/functions/concat */
  concat: {
    parameters: [],
    variadic: { name: 'seqs', type: dynamicType, allowUnknown: true, allowPartlyUnknown: true },
    result: dynamicType,
    call: concat,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/distinct */
  distinct: {
    parameters: [{ name: 'list', type: listOfAny }],
    result: typeOfFirst,
    facts: factsOfDistinct,
    call: ([list], context) => listValue(distinct(elementsOf(list) ?? []), elementTypeOf(typeOfFirst([list])), context.origin),
  },
  /** https://developer.hashicorp.com/terraform/language/functions/flatten */
  flatten: {
    parameters: [{ name: 'list', type: dynamicType, allowUnknown: true, allowPartlyUnknown: true }],
    result: dynamicType,
    call: flatten,
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
    call: matchKeys,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/reverse */
  reverse: {
    parameters: [{ name: 'list', type: dynamicType, allowPartlyUnknown: true }],
    result: ([list]) => sequenceType(list),
    facts: factsOfAll,
    call: reverse,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/slice */
  slice: {
    parameters: [
      { name: 'list', type: dynamicType, allowPartlyUnknown: true },
      { name: 'start_index', type: numberType },
      { name: 'end_index', type: numberType },
    ],
    result: ([list]) => (list !== undefined && typeOf(list).kind === 'list' ? typeOf(list) : dynamicType),
    facts: (args) => factsOfSome(args.slice(0, 1)),
    call: slice,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/sort */
  sort: {
    parameters: [{ name: 'list', type: listOfStrings }],
    result: listOfStrings,
    facts: factsOfAll,
    call: sort,
  },
};

function typeOfFirst([first]: readonly (Value | undefined)[]): Type {
  return first === undefined ? listOfAny : typeOf(first);
}

function sequenceType(value: Value | undefined): Type {
  const type = value === undefined ? dynamicType : typeOf(value);
  if (type.kind === 'set') return { kind: 'list', element: type.element };
  return type.kind === 'tuple' ? { kind: 'tuple', elements: type.elements.toReversed() } : type;
}

function concat(args: readonly PlainValue[], context: CallContext): Value {
  if (args.length === 0) return refuse(context, message('terraform.tooFewArguments'));
  for (const arg of args) {
    if (isListLike(arg)) continue;
    return refuse(context, message('terraform.notListOrTuple'));
  }
  const types = args.map(typeOf);
  const listType = types.every((type) => type.kind === 'list') ? unify(types) : undefined;
  const cause = args.map((arg) => (arg.kind === 'unknown' ? arg.reason : undefined)).find((reason) => reason !== undefined);
  if (cause !== undefined) return unknownValue(listType ?? dynamicType, cause, { ...factsOfAll(args), notNull: true }, context.origin);
  const elements = args.flatMap((arg) => elementsOf(arg) ?? []);
  if (elements.length > maximumElements) return tooLarge(context, listType ?? dynamicType, factsOfAll(args));
  if (listType?.kind !== 'list') return tupleValue(elements, context.origin);
  return listValue(elements.map((element) => convert(element, listType.element)), listType.element, context.origin);
}

function isListLike(value: PlainValue): boolean {
  const type = value.kind === 'null' ? undefined : typeOf(value);
  return type?.kind === 'list' || type?.kind === 'tuple' || (value.kind === 'unknown' && type?.kind === 'dynamic');
}

function flatten(args: readonly PlainValue[], context: CallContext): Value {
  const [whole] = args;
  if (whole === undefined || !(isSequence(whole) || isUnknownSequence(whole))) {
    return refuse(context, message('terraform.notSequence'));
  }
  // Alternatives are kept as elements unless one of them is a sequence itself, which would change how many elements there are.
  if (holdsSeveralSequences(whole)) {
    const lifted = liftAlternatives(whole);
    if (lifted.kind === 'oneOf') {
      // The caller distributes over alternatives at the top; inside, it is done here.
      return flattenAlternatives(lifted, context);
    }
    return flattenOne(lifted, context);
  }
  return flattenOne(whole, context);
}
