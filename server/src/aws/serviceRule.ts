// Rules of services that keep a list of their own of who may connect: a Lightsail instance, the endpoint of a cluster.
// They read as rules of security groups do, but what AWS asks of groups is not asked of them, so they stand apart.
// Made by the forms of services, read by checks/.
import { combine } from '../terraform/alternatives.ts';
import { both, either, existsWhen } from '../terraform/existence.ts';
import type { Existence } from '../terraform/existence.ts';
import type { ExpandedBlock, ExpandedBody } from '../terraform/body.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import { dynamicType } from '../terraform/type.ts';
import type { Condition, Reason, Value } from '../terraform/value.ts';
import { nullValue, stringValue } from '../terraform/values.ts';
import type { PlainValue } from '../terraform/values.ts';
import type { IngressRule } from './ingressRule.ts';
import { rulesOf } from './rules.ts';
import type { WrittenRule } from './rules.ts';

/** What keeps such a list. `classicGroup` is a group of a database or cache outside of any VPC. */
export type Service = 'lightsail' | 'eks' | 'gamelift' | 'medialive' | 'classicGroup';

/** One entry of a service's list. Its `group` is the resource that holds the list. */
export interface ServiceRule extends IngressRule {
  readonly service: Service;
  /** Set where no network is written and the service then lets everyone in. */
  readonly omission: Omission | undefined;
}

/** That no network is written, as far as that is so. */
export interface Omission {
  /** The argument that would name networks. */
  readonly argument: string;
  /** What must hold for none to be written, beyond the rule's own conditions. */
  readonly conditions: readonly Condition[];
  /** Why it is not sure that everyone is let in then. */
  readonly uncertain: Reason | undefined;
}

/** A way of writing a service's list. */
export interface ServiceForm {
  /** The resource type, which is also the file's name. */
  readonly resourceType: string;
  readonly rules: (resource: ResourceInstance) => readonly ServiceRule[];
}

/** An entry as its block writes it. */
export interface WrittenServiceRule extends Pick<WrittenRule, 'protocol' | 'fromPort' | 'toPort' | 'sources'> {
  readonly service: Service;
  readonly omission: Omission | undefined;
}

/** For lists that know no protocols and ports: who is on them may use whatever the service offers. */
export const everyPort: Pick<WrittenServiceRule, 'protocol' | 'fromPort' | 'toPort'> = {
  protocol: stringValue('-1'),
  fromPort: undefined,
  toPort: undefined,
};

/** The rules that one block of a resource may be; `block` is undefined where it holds more than the rule. */
export function serviceRulesOf(
  resource: ResourceInstance,
  { block, place, existence }: Pick<WrittenRule, 'block'> & Pick<ExpandedBlock, 'place' | 'existence'>,
  written: WrittenServiceRule,
): readonly ServiceRule[] {
  const whole = both(resource.existence, existence);
  if (whole === undefined) return [];
  const { service, omission, ...rule } = written;
  const { address } = resource;
  const { type: form } = resource.resource;
  const group = { address, type: form, attribute: 'id' };
  const rules = rulesOf({ ...rule, form, resource, place, block, group, existence: whole });
  return rules.map((each) => ({ ...each, service, omission }));
}

/**
 * Under what none of some arguments names a network: an empty list counts as not written, as it does for the provider.
 * Undefined where one of them surely does, or where that cannot be known.
 */
export function omissionOf(
  body: ExpandedBody,
  names: readonly [string, ...string[]],
  uncertain: Reason | undefined,
): Omission | undefined {
  const values = names.map((name) => body.value(name) ?? nullValue(dynamicType));
  const [first, ...others] = waysOf(values);
  if (first === undefined) return undefined;
  const existence = either(first, ...others);
  const conditions = existence.kind === 'exists' ? [] : existence.conditions;
  return { argument: names[0], conditions, uncertain };
}

function waysOf(values: readonly Value[]): readonly Existence[] {
  const ways = combine(values) ?? [];
  return ways.filter((way) => way.values.every(isEmpty)).map(({ conditions }) => existsWhen(conditions));
}

function isEmpty(value: PlainValue): boolean {
  if (value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple') return value.elements.length === 0;
  return value.kind === 'null';
}
