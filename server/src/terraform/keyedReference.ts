// References to what exists once or once per key: resources and module calls.
// It knows neither; both hand it their instances.
// Called by resourceReference.ts and moduleReference.ts.
import { message } from '../messages.ts';
import type { Place } from '../text.ts';
import { distributeOne, oneOf } from './alternatives.ts';
import { toInteger } from './bigFloat.ts';
import { keyCondition, memberCondition } from './conditions.ts';
import { convert } from './convert.ts';
import { evaluate } from './evaluate.ts';
import type { ReferenceStep, Resolved } from './references.ts';
import type { InstanceKey, Scope } from './scope.ts';
import type { Type } from './type.ts';
import { dynamicType, numberType, stringType } from './type.ts';
import type { Condition, Reason, Value } from './value.ts';
import { maximumAlternatives } from './value.ts';
import type { PlainValue } from './values.ts';
import { errorAt, nullValue, objectValue, stringValue, tupleValue, unknownValue } from './values.ts';

/** One instance as a reference sees it. */
export interface Member {
  readonly key: InstanceKey;
  readonly attribute: (name: string) => Value;
  readonly whole: () => Value;
}

/** All instances of one block. */
export interface Keyed {
  /** As users write it, for messages: `aws_vpc.main`. */
  readonly name: string;
  /** The meta-argument that makes the instances, and its value when asked for; undefined where there is one without a key. */
  readonly repetition: { readonly name: string; readonly value: () => Value } | undefined;
  readonly members: readonly Member[];
}

/** What the steps behind the block's name come to: a key first, where it has keys, then an attribute. Later steps are left. */
export function keyedReference(scope: Scope, keyed: Keyed, steps: readonly ReferenceStep[]): Resolved {
  const [first, second] = steps;
  if (keyed.repetition === undefined) {
    const name = first && attributeName(scope, first);
    const [member] = keyed.members;
    const consumed = name === undefined || member === undefined ? 0 : 1;
    // Without a key there is no instance only where the block is not enabled, and then it is null.
    return { value: member === undefined ? nullValue(dynamicType) : pick(member, name), consumed };
  }
  if (first === undefined)
    return { value: wholeOf(keyed, keyed.repetition.name, keyed.repetition.value()), consumed: 0 };
  const key = first.kind === 'access' ? stringValue(first.name) : evaluate(scope, first.key);
  const name = second && attributeName(scope, second);
  const condition = (member: Member): Condition => keyedCondition(scope, first, member.key);
  const place: Place = { path: scope.path, span: first.span };
  const value = distributeOne(key, (plain) =>
    plain.kind === 'unknown' ? anyMember(keyed, name, plain.reason, condition) : chosen(keyed, plain, name, place),
  );
  return { value, consumed: name === undefined ? 1 : 2 };
}

/** `.name`, or `["name"]` with a known text. */
function attributeName(scope: Scope, step: ReferenceStep): string | undefined {
  if (step.kind === 'access') return step.name;
  const key = evaluate(scope, step.key);
  return key.kind === 'string' ? key.value : undefined;
}

function pick(member: Member, name: string | undefined): Value {
  return name === undefined ? member.whole() : member.attribute(name);
}

function chosen(
  keyed: Keyed,
  key: Exclude<PlainValue, { kind: 'unknown' }>,
  name: string | undefined,
  place: Place,
): Value {
  if (key.kind === 'error') return key;
  const generic = keyed.members.find((member) => member.key.kind === 'unknown');
  const member = keyed.members.find((candidate) => hasKey(candidate, key)) ?? generic;
  return member === undefined
    ? errorAt(message('terraform.noSuchInstance', { name: keyed.name }), place)
    : pick(member, name);
}

/** The condition that a key comes to that of an instance. */
function keyedCondition(scope: Scope, step: ReferenceStep, key: InstanceKey): Condition {
  const known = key.kind === 'string' || key.kind === 'number' ? key.value : '*';
  if (step.kind === 'index') return keyCondition(scope, step.key, known);
  return memberCondition({ path: scope.path, span: step.span }, '', stringValue(String(known)));
}

function hasKey(member: Member, key: PlainValue): boolean {
  switch (member.key.kind) {
    case 'number': {
      const index = convert(key, numberType);
      return index.kind === 'number' && toInteger(index.value) === member.key.value;
    }
    case 'string': {
      const text = convert(key, stringType);
      return text.kind === 'string' && text.value === member.key.value;
    }
    case 'none':
    case 'unknown':
      return false;
  }
}

/** With an unknown key it is one of them; where they agree, as on the VPC they are in, that is known nonetheless. */
function anyMember(
  keyed: Keyed,
  name: string | undefined,
  reason: Reason,
  condition: (member: Member) => Condition,
): Value {
  if (keyed.members.length === 0 || keyed.members.length > maximumAlternatives)
    return unknownValue(dynamicType, reason);
  return oneOf(keyed.members.map((member) => ({ value: pick(member, name), conditions: [condition(member)] })));
}

/** A tuple of all instances by number, or an object of them by key; where the keys are unknown, what it may contain. */
function wholeOf(keyed: Keyed, repetition: string, value: Value): Value {
  return distributeOne(value, (plain) => {
    if (plain.kind === 'error') return plain;
    const keys = repetition === 'count' ? countedKeys(plain) : eachKeys(plain);
    const members = keys?.flatMap((key) => keyed.members.find((member) => sameKey(member.key, key)) ?? []);
    if (keys === undefined || members?.length !== keys.length) return unknownWhole(keyed, repetition, plain);
    if (repetition === 'count') return tupleValue(members.map((member) => member.whole()));
    return objectValue(members.map((member) => [member.key.kind === 'string' ? member.key.value : '', member.whole()]));
  });
}

function countedKeys(value: PlainValue): readonly InstanceKey[] | undefined {
  const number = convert(value, numberType);
  const count = number.kind === 'number' ? toInteger(number.value) : undefined;
  if (count === undefined || count < 0 || count > maximumMembers) return undefined;
  return Array.from({ length: count }, (_, index) => ({ kind: 'number', value: index }));
}

const maximumMembers = 1000;

function eachKeys(value: PlainValue): readonly InstanceKey[] | undefined {
  if (value.kind === 'map' || value.kind === 'object') {
    return Array.from(value.entries.keys(), (key) => ({ kind: 'string', value: key }));
  }
  if (value.kind !== 'set') return undefined;
  const keys = value.elements.flatMap((element) => (element.kind === 'string' ? [element.value] : []));
  return keys.length < value.elements.length ? undefined : keys.map((key) => ({ kind: 'string', value: key }));
}

function unknownWhole(keyed: Keyed, repetition: string, value: PlainValue): Value {
  const type: Type = { kind: repetition === 'count' ? 'list' : 'map', element: dynamicType };
  const reason: Reason =
    value.kind === 'unknown' ? value.reason : { message: message('terraform.dependsOnCount'), place: value.origin[0] };
  const mayContain = keyed.members.slice(0, maximumAlternatives).map((member) => member.whole());
  return unknownValue(type, reason, { notNull: true, mayContain });
}

function sameKey(a: InstanceKey, b: InstanceKey): boolean {
  if (a.kind === 'number') return b.kind === 'number' && a.value === b.value;
  return a.kind === 'string' && b.kind === 'string' && a.value === b.value;
}
