// The functions on maps and objects.
import { message } from '../../messages.ts';
import { maximumElements } from '../budget.ts';
import { oneOf } from '../alternatives.ts';
import { keyCondition } from '../conditions.ts';
import { convert } from '../convert.ts';
import type { Type } from '../type.ts';
import { dynamicType, sameType, stringType } from '../type.ts';
import type { Facts, Value } from '../value.ts';
import { maximumAlternatives } from '../value.ts';
import type { PlainValue } from '../values.ts';
import {
  compareKeys,
  listValue,
  mapValue,
  objectValue,
  stringValue,
  tupleValue,
  typeOf,
  unknownValue,
} from '../values.ts';
import { elementsAt, elementsOf, entriesOf, isExpanded, mayBe, textAt, textsAt } from './arguments.ts';
import type { CallContext, FunctionFamily } from './function.ts';
import { refuse, tooLarge } from './function.ts';
import { elementTypeOf, factsOfAll, factsOfAny, factsOfSome, membersOf } from './members.ts';

const listOfStrings: Type = { kind: 'list', element: stringType };
const mapOfLists: Type = { kind: 'map', element: listOfStrings };

export const mappingFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/keys */
  keys: {
    parameters: [{ name: 'inputMap', type: dynamicType, allowUnknown: true, allowPartlyUnknown: true }],
    result: dynamicType,
    call: keys,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/lookup */
  lookup: {
    parameters: [
      { name: 'inputMap', type: dynamicType, allowUnknown: true, allowPartlyUnknown: true },
      { name: 'key', type: stringType, allowUnknown: true },
    ],
    variadic: { name: 'default', type: dynamicType, allowNull: true, allowUnknown: true, allowPartlyUnknown: true },
    result: dynamicType,
    call: lookup,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/merge */
  merge: {
    parameters: [],
    variadic: { name: 'maps', type: dynamicType, allowNull: true, allowUnknown: true, allowPartlyUnknown: true },
    result: dynamicType,
    call: merge,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/transpose */
  transpose: {
    parameters: [{ name: 'values', type: mapOfLists }],
    result: mapOfLists,
    call: transpose,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/values */
  values: {
    parameters: [{ name: 'mapping', type: dynamicType, allowPartlyUnknown: true }],
    result: ([map]) => (map === undefined ? dynamicType : valuesType(typeOf(map))),
    facts: factsOfAll,
    refuses: ([map]) => (mayBe(map, 'map', 'object') ? undefined : message('terraform.notMap')),
    call: values,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/zipmap */
  zipmap: {
    parameters: [
      { name: 'keys', type: listOfStrings },
      { name: 'values', type: dynamicType, allowPartlyUnknown: true },
    ],
    result: ([, list]) =>
      list !== undefined && typeOf(list).kind === 'list'
        ? { kind: 'map', element: elementTypeOf(typeOf(list)) }
        : dynamicType,
    facts: ([, list]) => (list === undefined ? {} : factsOfSome([list])),
    refuses: ([, list]) => (mayBe(list, 'list', 'tuple') ? undefined : message('terraform.notListOrTuple')),
    call: zipMap,
  },
};

function keys(args: readonly PlainValue[], context: CallContext): Value {
  const [map] = args;
  const names = namesOf(map);
  if (map !== undefined && names === undefined && mayBeMap(map) && map.kind === 'unknown') {
    const isMap = map.type.kind === 'map';
    return unknownValue(isMap ? listOfStrings : dynamicType, map.reason, { notNull: true }, context.origin);
  }
  if (map === undefined || names === undefined) return refuse(context, message('terraform.notMap'));
  const texts = names.map((name) => stringValue(name, context.origin));
  return map.kind === 'map' ? listValue(texts, stringType, context.origin) : tupleValue(texts, context.origin);
}

/** The keys, in order; those of an unknown object are known by its type. */
function namesOf(value: PlainValue | undefined): readonly string[] | undefined {
  const entries = entriesOf(value);
  if (entries !== undefined) return [...entries.keys()];
  if (value?.kind !== 'unknown' || value.type.kind !== 'object') return undefined;
  return [...value.type.attributes.keys()].sort(compareKeys);
}

function values(args: readonly PlainValue[], context: CallContext): Value {
  const [map] = args;
  const entries = entriesOf(map);
  if (map === undefined || entries === undefined) return refuse(context, message('terraform.notMap'));
  const members = [...entries.values()];
  return map.kind === 'map' ? listValue(members, map.elementType, context.origin) : tupleValue(members, context.origin);
}

function valuesType(type: Type): Type {
  if (type.kind === 'map') return { kind: 'list', element: type.element };
  return type.kind === 'object' ? { kind: 'tuple', elements: [...type.attributes.values()] } : dynamicType;
}

function lookup(args: readonly PlainValue[], context: CallContext): Value {
  if (args.length > 3) return refuse(context, message('terraform.tooManyArguments'));
  const [map, key, fallback] = args;
  if (map === undefined || key === undefined || !mayBeMap(map)) return refuse(context, message('terraform.notMap'));
  const converted = fallback === undefined || map.kind !== 'map' ? fallback : convert(fallback, map.elementType);
  if (converted?.kind === 'error') return refuse(context, message('terraform.defaultOfWrongType'));
  const candidates = [...membersOf([map]), ...(converted === undefined ? [] : [converted])];
  const picked = key.kind === 'unknown' ? pickedByKey(map, converted, context) : undefined;
  if (picked !== undefined) return picked;
  if (key.kind === 'unknown')
    return unknownValue(pickType(candidates), key.reason, factsOfAny(candidates), context.origin);
  const name = textAt(args, 1);
  if (map.kind === 'unknown') {
    const known = map.facts.attributes?.get(name);
    return known ?? unknownValue(pickType(candidates), map.reason, factsOfAny(candidates), context.origin);
  }
  return entriesOf(map)?.get(name) ?? converted ?? refuse(context, message('terraform.noSuchKey', { key: name }));
}

/** A key that is not known picks one of the entries, each under its condition, or the default; undefined where they are many. */
function pickedByKey(map: PlainValue, fallback: Value | undefined, context: CallContext): Value | undefined {
  const entries = entriesOf(map);
  const written = context.call.arguments[1];
  if (entries === undefined || written === undefined || isExpanded(context.call, 1)) return undefined;
  if (entries.size === 0 || entries.size >= maximumAlternatives) return undefined;
  const picks = [...entries].map(([key, value]) => ({
    value,
    conditions: [keyCondition(context.scope, written, key)],
  }));
  if (fallback === undefined) return oneOf(picks);
  const others = picks.flatMap((pick) => pick.conditions.map((condition) => ({ ...condition, holds: false })));
  return oneOf([...picks, { value: fallback, conditions: others }]);
}

function pickType(candidates: readonly Value[]): Type {
  const [first, ...rest] = candidates.map(typeOf);
  return first !== undefined && rest.every((type) => sameType(type, first)) ? first : dynamicType;
}

function merge(args: readonly PlainValue[], context: CallContext): Value {
  // Behind a bare null Terraform looks at no types any more, and a set of texts will do for a map.
  const bareNull = args.findIndex((arg) => arg.kind === 'null' && arg.type.kind === 'dynamic');
  const looked = bareNull < 0 ? args : args.slice(0, bareNull);
  const isRefused = !looked.every(mayBeMap) || !args.every((arg) => arg.kind === 'null' || hasTextKeys(arg));
  if (isRefused) return refuse(context, message('terraform.notMap'));
  const maps = args.filter((arg) => arg.kind !== 'null');
  const types = args.map(typeOf);
  const [first] = types;
  const mapType = first?.kind === 'map' && types.every((type) => sameType(type, first)) ? first : undefined;
  const unknown = maps.find((map) => map.kind === 'unknown');
  if (unknown?.kind === 'unknown') {
    return unknownValue(mapType ?? dynamicType, unknown.reason, mergeFacts(maps), context.origin);
  }
  const entries = maps.flatMap((map) => [...(entriesOf(map) ?? entriesOfSet(map))]);
  if (entries.length > maximumElements) return tooLarge(context, mapType ?? dynamicType, factsOfSome(maps));
  if (mapType?.kind === 'map') return mapValue(entries, mapType.element, context.origin);
  return objectValue(entries, context.origin);
}

/** Only what stands after the last unknown map is sure to stay: that one may replace anything before it. */
function mergeFacts(maps: readonly PlainValue[]): Facts {
  const last = maps.findLastIndex((map) => map.kind === 'unknown');
  const sure = new Map(maps.slice(last + 1).flatMap((map) => [...(entriesOf(map) ?? [])]));
  const facts = factsOfSome(maps);
  const length = { minimum: sure.size, maximum: facts.length?.maximum };
  return { ...facts, notNull: true, length, ...(sure.size > 0 ? { contains: [...sure.values()] } : {}) };
}

/** Whether iterating over it gives keys that are texts. */
function hasTextKeys(value: PlainValue): boolean {
  const elements = elementsOf(value);
  if (elements === undefined) return mayBeMap(value);
  return elements.length === 0 || (value.kind === 'set' && elements.every((element) => element.kind === 'string'));
}

function entriesOfSet(value: PlainValue): readonly (readonly [string, Value])[] {
  return (elementsOf(value) ?? []).flatMap((element) =>
    element.kind === 'string' ? [[element.value, element] as const] : [],
  );
}

function mayBeMap(value: PlainValue): boolean {
  const kind = typeOf(value).kind;
  return kind === 'map' || kind === 'object' || (kind === 'dynamic' && value.kind === 'unknown');
}

function transpose(args: readonly PlainValue[], context: CallContext): Value {
  const inverted = new Map<string, string[]>();
  for (const [key, list] of entriesOf(args[0]) ?? []) {
    const elements = elementsOf(list);
    if (elements === undefined) return refuse(context, message('terraform.nullElement'));
    for (const element of elements) {
      if (element.kind !== 'string') return refuse(context, message('terraform.nullElement'));
      const keysOfElement = inverted.get(element.value);
      if (keysOfElement === undefined) inverted.set(element.value, [key]);
      else keysOfElement.push(key);
    }
  }
  const entries = Array.from(inverted, ([key, names]) => {
    const sorted = names.toSorted(compareKeys).map((name) => stringValue(name, context.origin));
    return [key, listValue(sorted, stringType, context.origin)] as const;
  });
  return mapValue(entries, listOfStrings, context.origin);
}

function zipMap(args: readonly PlainValue[], context: CallContext): Value {
  const names = textsAt(args, 0);
  const [, list] = args;
  if (list?.kind !== 'list' && list?.kind !== 'tuple') return refuse(context, message('terraform.notListOrTuple'));
  if (elementsAt(args, 0).some((element) => element.kind !== 'string'))
    return refuse(context, message('terraform.nullElement'));
  if (names.length !== list.elements.length) return refuse(context, message('terraform.lengthsDiffer'));
  const entries = list.elements.map((value, position) => [names[position] ?? '', value] as const);
  if (list.kind === 'list') return mapValue(entries, list.elementType, context.origin);
  return objectValue(entries, context.origin);
}
