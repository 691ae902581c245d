// Attributes, indexes and splats: what lies inside a value.
// It never looks at names of the configuration; evaluate.ts and references.ts settle those first.
// Called by evaluate.ts, and by what follows references into values.
import type { Expression, Splat, SplatStep } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import type { Place } from '../text.ts';
import type { Candidate } from './alternatives.ts';
import { distributeOne, distributePair, oneOf } from './alternatives.ts';
import { toInteger } from './bigFloat.ts';
import { fingerprint, keyCondition, memberCondition } from './conditions.ts';
import { convert } from './convert.ts';
import { evaluate, placeOf } from './evaluate.ts';
import { attributeOfPartial, isPartialObject } from './partialObject.ts';
import type { Scope } from './scope.ts';
import type { Type } from './type.ts';
import { dynamicType, numberType, sameType, stringType, typeText } from './type.ts';
import type { ErrorValue, UnknownValue, Value } from './value.ts';
import type { PlainValue } from './values.ts';
import { commonType, errorAt, listValue, reasonWithin, tupleValue, typeOf, unknownValue } from './values.ts';

/** Follows steps into a value, one after the other. */
export function applySteps(scope: Scope, value: Value, steps: readonly SplatStep[]): Value {
  let current = value;
  for (const step of steps) {
    current = applyStep(scope, current, step);
  }
  return current;
}

function applyStep(scope: Scope, value: Value, step: SplatStep): Value {
  switch (step.kind) {
    case 'access':
      return attributeOf(value, step.name, placeOf(scope, step.span));
    case 'index':
      return indexWith(scope, value, step.key);
    case 'splat':
      return splatOf(scope, value, step);
  }
}

/** `value.name`. `place` is where an error is reported. */
export function attributeOf(value: Value, name: string, place: Place): Value {
  return distributeOne(value, (plain) => attributeOfPlain(plain, name, place));
}

/** `value[*].steps` and `value.*.steps`. */
export function evaluateSplat(scope: Scope, expression: Splat): Value {
  return splatOf(scope, evaluate(scope, expression.target), expression);
}

function splatOf(scope: Scope, value: Value, { steps, span }: Pick<Splat, 'steps' | 'span'>): Value {
  const each = (element: Value): Value => applySteps(scope, element, steps);
  return distributeOne(value, (plain) => splat(plain, each, placeOf(scope, span)));
}

/** `value[key]`. Where the key is unknown and the elements are few, the result is one of them, each under its condition. */
function indexWith(scope: Scope, value: Value, keyExpression: Expression): Value {
  const place = placeOf(scope, keyExpression.span);
  return distributePair(value, evaluate(scope, keyExpression), (plainValue, plainKey) => {
    if (plainKey.kind !== 'unknown') return elementOfPlain(plainValue, plainKey, place);
    const candidates = elementCandidates(scope, plainValue, keyExpression);
    if (candidates.length === 0) return elementOfPlain(plainValue, plainKey, place);
    return oneOf(scope.strict === true ? [...candidates, noElement(candidates, place)] : candidates);
  });
}

/** Where an error is minded, as in `try`, the key may also be of none of the elements. */
function noElement(candidates: readonly Candidate[], place: Place): Candidate {
  const conditions = candidates.flatMap((candidate) => candidate.conditions.map((each) => ({ ...each, holds: false })));
  const key = conditions[0]?.subject ?? '';
  return { value: errorAt(message('terraform.noSuchKey', { key }), place), conditions };
}

function elementCandidates(scope: Scope, value: PlainValue, keyExpression: Expression): readonly Candidate[] {
  if (value.kind === 'list' || value.kind === 'tuple') {
    if (value.elements.length > maximumCandidates) return [];
    return value.elements.map((element, position) => ({
      value: element,
      conditions: [keyCondition(scope, keyExpression, position)],
    }));
  }
  if (value.kind === 'map' || value.kind === 'object') {
    if (value.entries.size > maximumCandidates) return [];
    return [...value.entries].map(([key, element]) => ({
      value: element,
      conditions: [keyCondition(scope, keyExpression, key)],
    }));
  }
  return [];
}

function attributeOfPlain(value: PlainValue, name: string, place: Place): Value {
  switch (value.kind) {
    case 'object':
    case 'map':
      return value.entries.get(name) ?? errorAt(missing(value.kind, name), place);
    case 'error':
      return value;
    case 'unknown':
      return attributeOfUnknown(value, name, place);
    case 'null':
      return errorAt(message('terraform.attributeOfNull', { name }), place);
    case 'string':
    case 'number':
    case 'bool':
    case 'list':
    case 'set':
    case 'tuple':
      return errorAt(message('terraform.noAttributes', { name, found: typeText(typeOf(value)) }), place);
  }
}

function attributeOfUnknown(value: UnknownValue, name: string, place: Place): Value {
  switch (value.type.kind) {
    case 'dynamic':
      return attributeOfPartial(value, name);
    case 'map':
      return memberOfUnknown(value, value.type.element, `.${name}`, place);
    case 'object': {
      const type = value.type.attributes.get(name);
      if (type === undefined) return errorAt(missing('object', name), place);
      return unknownValue(type, value.reason, {}, value.origin);
    }
    case 'string':
    case 'number':
    case 'bool':
    case 'list':
    case 'set':
    case 'tuple':
      return errorAt(message('terraform.noAttributes', { name, found: typeText(value.type) }), place);
  }
}

/** Some member of a collection that is unknown: one of those it may contain, where these are known. */
function memberOfUnknown(value: UnknownValue, type: Type, step: string, place: Place): Value {
  const { mayContain = [] } = value.facts;
  if (mayContain.length === 0) return unknownValue(type, value.reason, {}, value.origin);
  return oneOf(mayContain.map((member) => ({ value: member, conditions: [memberCondition(place, step, member)] })));
}

function elementOfPlain(value: PlainValue, key: PlainValue, place: Place): Value {
  if (value.kind === 'error') return value;
  if (key.kind === 'error') return key;
  if (value.kind === 'null') return errorAt(message('terraform.indexOfNull'), place);
  if (key.kind === 'null') return errorAt(message('terraform.indexNull'), place);
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return elementOfSequence(value, key, place);
    case 'map':
    case 'object':
      return elementOfMap(value, key, place);
    case 'unknown':
      return elementOfUnknown(value, key, place);
    case 'string':
    case 'number':
    case 'bool':
    case 'set':
      return errorAt(message('terraform.noIndex', { found: typeText(typeOf(value)) }), place);
  }
}

function elementOfSequence(value: Extract<Value, { kind: 'list' | 'tuple' }>, key: PlainValue, place: Place): Value {
  const number = convert(key, numberType);
  if (number.kind === 'unknown') {
    const type = value.kind === 'list' ? value.elementType : dynamicType;
    return unknownValue(type, number.reason, {}, value.origin);
  }
  if (number.kind !== 'number') return errorAt(message('terraform.indexNotNumber'), place);
  const position = toInteger(number.value);
  if (position === undefined || position < 0) return errorAt(message('terraform.indexNotWhole'), place);
  const element = value.elements[position];
  return (
    element ?? errorAt(message('terraform.indexOutOfRange', { index: position, length: value.elements.length }), place)
  );
}

function elementOfMap(value: Extract<Value, { kind: 'map' | 'object' }>, key: PlainValue, place: Place): Value {
  const text = convert(key, stringType);
  if (text.kind === 'unknown') {
    const type = value.kind === 'map' ? value.elementType : dynamicType;
    return unknownValue(type, text.reason, {}, value.origin);
  }
  if (text.kind !== 'string') return errorAt(message('terraform.keyNotText'), place);
  return value.entries.get(text.value) ?? errorAt(missing(value.kind, text.value), place);
}

function elementOfUnknown(value: UnknownValue, key: PlainValue, place: Place): Value {
  const { type } = value;
  const step = `[${fingerprint(key, 20)}]`;
  switch (type.kind) {
    case 'dynamic':
      if (isPartialObject(value) && key.kind === 'string') return attributeOfPartial(value, key.value);
      return memberOfUnknown(value, dynamicType, step, place);
    case 'list':
      return convert(key, numberType).kind === 'error'
        ? errorAt(message('terraform.indexNotNumber'), place)
        : memberOfUnknown(value, type.element, step, place);
    case 'map':
      return memberOfUnknown(value, type.element, step, place);
    case 'tuple': {
      const stand = tupleValue(type.elements.map((inner) => unknownValue(inner, value.reason, {}, value.origin)));
      return elementOfSequence(stand, key, place);
    }
    case 'object': {
      if (key.kind === 'string') return attributeOfUnknown(value, key.value, place);
      return unknownValue(dynamicType, value.reason, {}, value.origin);
    }
    case 'string':
    case 'number':
    case 'bool':
    case 'set':
      return errorAt(message('terraform.noIndex', { found: typeText(type) }), place);
  }
}

function splat(value: PlainValue, each: (element: Value) => Value, place: Place): Value {
  switch (value.kind) {
    case 'list':
    case 'set':
      return splatCollection(value, each);
    case 'tuple':
      return gathered(value.elements, each, (elements) => tupleValue(elements, value.origin));
    case 'null':
      if (isSequenceType(value.type)) return errorAt(message('terraform.splatOfNull'), place);
      return tupleValue([], value.origin);
    case 'error':
      // What it would have been is not looked at any more.
      return { kind: 'error', reason: value.reason, origin: value.origin };
    case 'unknown':
      return splatUnknown(value, each);
    case 'string':
    case 'number':
    case 'bool':
    case 'map':
    case 'object':
      return gathered([value], each, (elements) => tupleValue(elements, value.origin));
  }
}

function splatCollection(value: Extract<Value, { kind: 'list' | 'set' }>, each: (element: Value) => Value): Value {
  const reason = reasonWithin(value);
  const sample = each(unknownValue(value.elementType, reason ?? unspecified));
  if (sample.kind === 'error' && value.elements.length === 0) return sample;
  return gathered(value.elements, each, (elements) => {
    const type = elements.length === 0 ? typeOf(sample) : commonType(elements.map(typeOf));
    // Elements of one list have one type, so only unknown or null parts can make these differ.
    return type.kind === 'dynamic' &&
      elements.length > 0 &&
      !elements.every((element) => sameType(typeOf(element), type))
      ? tupleValue(elements, value.origin)
      : listValue(elements, type, value.origin);
  });
}

/**
 * Terraform refuses a splat one of whose elements lacks what is asked for. Of what type it would have been is then worked out from
 * elements that nothing but the type is known of.
 */
function gathered(
  elements: readonly Value[],
  each: (element: Value) => Value,
  make: (elements: readonly Value[]) => Value,
): Value {
  const mapped = elements.map(each);
  const error = mapped.find((element) => element.kind === 'error');
  if (error === undefined) return make(mapped);
  const samples = elements.map((element) => each(unknownValue(typeOf(element), unspecified)));
  return { ...error, type: typeOf(make(samples)) };
}

function splatUnknown(value: UnknownValue, each: (element: Value) => Value): Value | ErrorValue {
  const { type, reason, origin, facts } = value;
  const mapped = facts.mayContain === undefined ? {} : { mayContain: facts.mayContain.map(each) };
  const length = facts.length === undefined ? {} : { length: facts.length };
  switch (type.kind) {
    case 'list':
    case 'set': {
      const element = each(unknownValue(type.element, reason, {}, origin));
      if (element.kind === 'error') return element;
      return unknownValue(
        { kind: 'list', element: typeOf(element) },
        reason,
        { notNull: true, ...length, ...mapped },
        origin,
      );
    }
    case 'tuple':
      return gathered(
        type.elements.map((inner) => unknownValue(inner, reason, {}, origin)),
        each,
        (elements) => tupleValue(elements, origin),
      );
    case 'dynamic':
      // A resource without count is no sequence, so that the splat makes one of it.
      if (isPartialObject(value)) return tupleValue([each(value)], origin);
      return unknownValue(dynamicType, reason, { ...length, ...mapped }, origin);
    case 'string':
    case 'number':
    case 'bool':
    case 'map':
    case 'object': {
      const element = each(value);
      if (element.kind === 'error') return element;
      if (facts.notNull === true) return tupleValue([element], origin);
      return unknownValue(dynamicType, reason, { length: { minimum: 0, maximum: 1 }, mayContain: [element] }, origin);
    }
  }
}

function isSequenceType(type: Type): boolean {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'tuple';
}

function missing(kind: 'map' | 'object', name: string): ReturnType<typeof message> {
  return message(kind === 'map' ? 'terraform.keyMissing' : 'terraform.attributeMissing', { name });
}

/** Of more elements than this nobody tells which an unknown key picks; of those that differ, `oneOf` keeps what it can. */
const maximumCandidates = 256;

const unspecified = { message: message('terraform.dependsOnCondition'), place: undefined };
