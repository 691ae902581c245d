// The functions on sets.
import { message } from '../../messages.ts';
import type { Message } from '../../messages.ts';
import { maximumElements } from '../budget.ts';
import { convert, convertToCommon, settle } from '../convert.ts';
import { makeSet } from '../equality.ts';
import type { Type } from '../type.ts';
import { dynamicType, typeText } from '../type.ts';
import { unify } from '../unify.ts';
import type { SetValue, Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { isWhollyKnown, listValue, tupleValue, typeOf } from '../values.ts';
import { elementsOf, mayBe } from './arguments.ts';
import type { CallContext, FunctionFamily } from './function.ts';
import { refuse, tooLarge } from './function.ts';
import { isIn, tableOf } from './lookupTable.ts';
import { elementTypeOf, factsOfDistinct, factsOfSome } from './members.ts';

const setOfAny: Type = { kind: 'set', element: dynamicType };

export const setFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/setintersection */
  setintersection: {
    parameters: [{ name: 'first_set', type: setOfAny }],
    variadic: { name: 'other_sets', type: setOfAny },
    result: commonSetType,
    refuses: refusedSets,
    facts: (args) => factsOfSome(args.slice(0, 1)),
    call: (args, context) =>
      combineSets(args, context, ([first, ...others]) => {
        const tables = others.map(tableOf);
        return (first ?? []).filter((element) => tables.every((table) => isIn(table, element)));
      }),
  },
  /** https://developer.hashicorp.com/terraform/language/functions/setproduct */
  setproduct: {
    parameters: [],
    variadic: { name: 'sets', type: dynamicType, allowPartlyUnknown: true },
    result: (args) => productType(args),
    refuses: (args) =>
      args.every((arg) => mayBe(arg, 'list', 'tuple', 'set')) ? undefined : message('terraform.notSequence'),
    call: setProduct,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/setsubtract */
  setsubtract: {
    parameters: [
      { name: 'a', type: setOfAny },
      { name: 'b', type: setOfAny },
    ],
    result: commonSetType,
    refuses: refusedSets,
    facts: (args) => factsOfSome(args.slice(0, 1)),
    call: (args, context) =>
      combineSets(args, context, ([first, second]) => {
        const dropped = tableOf(second ?? []);
        return (first ?? []).filter((element) => !isIn(dropped, element));
      }),
  },
  /** https://developer.hashicorp.com/terraform/language/functions/setunion */
  setunion: {
    parameters: [{ name: 'first_set', type: setOfAny, allowPartlyUnknown: true }],
    variadic: { name: 'other_sets', type: setOfAny, allowPartlyUnknown: true },
    result: commonSetType,
    refuses: refusedSets,
    facts: factsOfDistinct,
    call: (args, context) => combineSets(args, context, (sets) => sets.flat()),
  },
};

function combineSets(
  args: readonly PlainValue[],
  context: CallContext,
  combine: (sets: readonly (readonly Value[])[]) => readonly Value[],
): Value {
  const type = commonSetType(args);
  if (type.kind !== 'set') return refuse(context, message('terraform.noCommonType'));
  const converted = args.map((arg) => convert(arg, type));
  // The types go together, and yet a text may turn out to be no number.
  const error = converted.find((set) => set.kind === 'error');
  if (error !== undefined) return error;
  const all = converted.flatMap((set) => elementsOf(set) ?? []);
  // A null without a type beside collections has kept them from finding a common one.
  const isMixed = type.element.kind === 'dynamic' && new Set(all.map((element) => typeText(typeOf(element)))).size > 1;
  if (isMixed && all.every(isWhollyKnown)) return refuse(context, message('terraform.noCommonType'));
  const elements = combine(converted.map((set) => elementsOf(set) ?? []));
  if (elements.length > maximumElements) return tooLarge(context, type, factsOfSome(args));
  return makeSet(elements, type.element, context.origin);
}

function refusedSets(args: readonly PlainValue[]): Message | undefined {
  return commonSetType(args).kind === 'set' ? undefined : message('terraform.noCommonType');
}

/** The type of a set that holds the elements of all; `dynamic` where there is none. Empty sets of no type fit any. */
function commonSetType(args: readonly PlainValue[]): Type {
  const types = args.filter((arg) => !isUntypedEmpty(arg)).map((arg) => elementTypeOf(typeOf(arg)));
  if (types.length === 0) return setOfAny;
  const element = unify(types);
  return element === undefined ? dynamicType : { kind: 'set', element };
}

function isUntypedEmpty(value: PlainValue): boolean {
  return value.kind === 'set' && value.elements.length === 0 && value.elementType.kind === 'dynamic';
}

function setProduct(args: readonly PlainValue[], context: CallContext): Value {
  if (args.length < 2) return refuse(context, message('terraform.tooFewArguments'));
  const columns: (readonly Value[])[] = [];
  const types: Type[] = [];
  const isEmpty = args.some((arg) => elementsOf(arg)?.length === 0);
  for (const arg of args) {
    const column = columnOf(arg, isEmpty);
    if (column === undefined) return refuse(context, message('terraform.notSequence'));
    columns.push(column.elements);
    types.push(column.type);
  }
  const ordered = args.every((arg) => arg.kind !== 'set');
  const row: Type = { kind: 'tuple', elements: types };
  const count = columns.reduce((product, column) => product * column.length, 1);
  if (count > maximumElements) return tooLarge(context, { kind: ordered ? 'list' : 'set', element: row });
  let rows: readonly (readonly Value[])[] = [[]];
  for (const column of columns) rows = rows.flatMap((cells) => column.map((element) => [...cells, element]));
  const tuples = rows.map((cells) => tupleValue(cells, context.origin));
  return ordered ? listValue(tuples, row, context.origin) : productSet(tuples, row, context);
}

function productSet(tuples: readonly Value[], elementType: Type, context: CallContext): SetValue {
  return tuples.every(isWhollyKnown)
    ? makeSet(tuples, elementType, context.origin)
    : { kind: 'set', elementType, elements: tuples, origin: context.origin };
}

/**
 * The elements brought to one type; undefined for what is no sequence or has no common type. Of a product that is empty anyway,
 * Terraform does not mind a type that bare nulls leave open.
 */
function columnOf(
  value: PlainValue,
  isEmpty = false,
): { readonly type: Type; readonly elements: readonly Value[] } | undefined {
  if (value.kind === 'list' || value.kind === 'set') return { type: value.elementType, elements: value.elements };
  if (value.kind !== 'tuple') return undefined;
  if (value.elements.length === 0) return { type: dynamicType, elements: [] };
  const common = convertToCommon(value.elements);
  const settled = common === undefined ? undefined : (settle(common, 'set') ?? (isEmpty ? common : undefined));
  return settled === undefined ? undefined : { type: settled.type, elements: settled.values };
}

function productType(args: readonly PlainValue[]): Type {
  const kinds = args.map((arg) => typeOf(arg).kind);
  if (kinds.includes('dynamic')) return dynamicType;
  const columns = args.map((arg) => columnOf(arg)?.type ?? elementTypeOf(typeOf(arg)));
  return { kind: kinds.includes('set') ? 'set' : 'list', element: { kind: 'tuple', elements: columns } };
}
