// What a reference to a resource or a data source means before anything is applied.
// A written argument is its value; everything else of it is unknown, with the object's identity, and never null.
// Called by references.ts.
import { message } from '../messages.ts';
import type { Place } from '../text.ts';
import { localAddress } from './address.ts';
import { distributeOne } from './alternatives.ts';
import type { ExpandedBlock, ExpandedBody } from './body.ts';
import { expandedBody } from './body.ts';
import { keptOnce, takenAgain } from './callerReads.ts';
import type { ResourceInstance } from './expand.ts';
import { repetitionOf, repetitionValue, resourceInstances } from './expand.ts';
import { headerOf } from './header.ts';
import type { Member } from './keyedReference.ts';
import { keyedReference } from './keyedReference.ts';
import type { Resource } from './module.ts';
import { inProgress } from './progress.ts';
import type { ReferenceStep, Resolved } from './references.ts';
import type { Scope } from './scope.ts';
import type { Type } from './type.ts';
import { dynamicType, stringType } from './type.ts';
import type { Facts, Reason, Value } from './value.ts';
import { tupleValue, typeOf, unknownValue } from './values.ts';

/** The steps behind `aws_vpc.main`: a key where it has keys, then an attribute. Only that attribute is worked out. */
export function resourceReference(scope: Scope, resource: Resource, steps: readonly ReferenceStep[]): Resolved {
  const repetition = repetitionOf(resource.body);
  const name = localAddress(resource);
  const home: Scope = { instance: scope.instance, path: resource.block.path, symbols: undefined };
  const keyed = {
    name,
    repetition: repetition && {
      name: repetition.name,
      value: () => repetitionValue(home, name, resource.block, repetition),
    },
    members: resourceInstances(scope.instance, resource).map(memberOf),
  };
  return keyedReference(scope, keyed, steps);
}

/** The value of an attribute of one instance; of data sources all are read from AWS, and so unknown. */
export function resourceAttribute(instance: ResourceInstance, name: string): Value {
  const { resource, scope, key } = instance;
  const unknown = unknownAttribute(instance, name);
  if (resource.mode === 'data' || metaArguments.has(name)) return unknown;
  const { memo } = scope.instance;
  const memoKey = `${instance.address}.${name}`;
  // Several generic instances share an address, so that their values must not be shared.
  const known = key.kind === 'unknown' ? undefined : memo.values.get(memoKey);
  if (known !== undefined) {
    takenAgain(scope.instance, memoKey);
    return known;
  }
  const value = keptOnce(scope.instance, memoKey, () =>
    inProgress(
      scope.instance,
      memoKey,
      () => writtenAttribute(instance, name) ?? unknown,
      (why) => unknownValue(dynamicType, { message: why, place: headerOf(resource.block) }),
    ),
  );
  if (key.kind !== 'unknown') memo.values.set(memoKey, value);
  return value;
}

function memberOf(instance: ResourceInstance): Member {
  return {
    key: instance.key,
    attribute: (name) => resourceAttribute(instance, name),
    whole: () => wholeResource(instance),
  };
}

const metaArguments: ReadonlySet<string> = new Set(['count', 'for_each', 'provider', 'depends_on']);
const metaBlocks: ReadonlySet<string> = new Set(['lifecycle', 'provisioner', 'connection', 'timeouts', 'dynamic']);

/** A null leaves it to the provider, as if it were not written. */
function writtenAttribute(instance: ResourceInstance, name: string): Value | undefined {
  const body = expandedBody(instance.scope, instance.resource.body);
  const value = body.value(name);
  if (value !== undefined) {
    return distributeOne(value, (plain) => (plain.kind === 'null' ? unknownAttribute(instance, name) : plain));
  }
  const blocks = metaBlocks.has(name) ? [] : body.blocks(name);
  return blocks.length === 0 ? undefined : blocksValue(instance, name, blocks);
}

/** The blocks of a type as a tuple of objects; where some may not be there, an unknown list of what it may contain. */
function blocksValue(instance: ResourceInstance, name: string, blocks: readonly ExpandedBlock[]): Value {
  const objects = blocks.map((block) => blockObject(instance, name, block.body));
  const uncertain = blocks.find((block) => block.existence.kind === 'possible');
  if (uncertain === undefined) return tupleValue(objects, [blocks[0]?.place ?? headerOf(instance.resource.block)]);
  const type = { kind: 'list', element: dynamicType } as const;
  return unknownValue(type, reasonFor(instance, name), { notNull: true, mayContain: objects });
}

function blockObject(instance: ResourceInstance, name: string, body: ExpandedBody): Value {
  const identity = { address: instance.address, type: typeName(instance), attribute: name };
  const attributes = new Map(
    body.names().map((inner) => [inner, body.value(inner) ?? unknownAttribute(instance, name)]),
  );
  return unknownValue(dynamicType, reasonFor(instance, name), { notNull: true, identity, attributes });
}

/** All that is written of it; the rest is there too, but unknown. */
function wholeResource(instance: ResourceInstance): Value {
  const { body, block } = instance.resource;
  const written = body.attributes.map((attribute) => attribute.name).filter((name) => !metaArguments.has(name));
  const blocks = body.blocks.map((inner) => (inner.type === 'dynamic' ? (inner.labels[0]?.value ?? '') : inner.type));
  const names = new Set([...written, ...blocks.filter((type) => type !== '' && !metaBlocks.has(type))]);
  const known = instance.resource.mode === 'data' ? [] : [...names];
  const attributes = new Map(known.map((name) => [name, resourceAttribute(instance, name)]));
  const identity = { address: instance.address, type: typeName(instance), attribute: '' };
  return unknownValue(dynamicType, reasonFor(instance, ''), { notNull: true, identity, attributes }, [headerOf(block)]);
}

function unknownAttribute(instance: ResourceInstance, name: string): Value {
  const identity = { address: instance.address, type: typeName(instance), attribute: name };
  const facts: Facts = identifiers.has(name) ? { identity, notNull: true } : { identity };
  return unknownValue(typeOfAttribute(instance, name), reasonFor(instance, name), facts, [
    headerOf(instance.resource.block),
  ]);
}

/** Identifiers are strings, and what `terraform_data` gives out is of the type of what it takes in. */
function typeOfAttribute(instance: ResourceInstance, name: string): Type {
  if (identifiers.has(name)) return stringType;
  if (typeName(instance) !== 'terraform_data' || name !== 'output') return dynamicType;
  return typeOf(resourceAttribute(instance, 'input'));
}

/** Every object has these once it exists. */
const identifiers: ReadonlySet<string> = new Set(['id', 'arn']);

function reasonFor(instance: ResourceInstance, name: string): Reason {
  const address = name === '' ? instance.address : `${instance.address}.${name}`;
  const id = instance.resource.mode === 'data' ? 'terraform.readFromAws' : 'terraform.knownAfterApply';
  const place: Place = headerOf(instance.resource.block);
  return { message: message(id, { address }), place };
}

function typeName({ resource }: ResourceInstance): string {
  return resource.mode === 'data' ? `data.${resource.type}` : resource.type;
}
