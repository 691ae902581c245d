// Lists that the rules of a group must stand on to stay: whatever else is in the group is taken out again at each apply.
// It judges nothing. A list that is not wholly known takes nothing out.
// Called by configuration.ts; aws_vpc_security_group_rules_exclusive.ts reads the lists.
import { message } from '../messages.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import type { Identity, Value } from '../terraform/value.ts';
import type { Place } from '../text.ts';
import { identityOf, isOneObject } from './group.ts';
import type { IngressRule } from './ingressRule.ts';

/** One such list, where it surely is there and wholly known. */
export interface RulesExclusive {
  readonly address: string;
  readonly place: Place;
  readonly group: Identity;
  /** Addresses of the rules that stay. */
  readonly listed: ReadonlySet<string>;
}

/** A way of writing such a list. */
export interface RulesExclusiveForm {
  /** The resource type, which is also the file's name. */
  readonly resourceType: string;
  readonly lists: (resource: ResourceInstance) => readonly RulesExclusive[];
}

/** The addresses of the resources that ids are of; undefined where any of them is not of this configuration, or none can be known. */
export function addressesOf(ids: Value | undefined): ReadonlySet<string> | undefined {
  if (ids?.kind !== 'list' && ids?.kind !== 'set' && ids?.kind !== 'tuple') return undefined;
  const identities = ids.elements.map(identityOf);
  const known = identities.filter(
    (identity) => identity !== undefined && identity.type !== '' && isOneObject(identity),
  );
  if (known.length < identities.length) return undefined;
  return new Set(known.flatMap((identity) => identity?.address ?? []));
}

/** The rule, not sure to be there where a list of its group does not have it. Rules written inside a group are not taken out. */
export function withRulesExclusive(rule: IngressRule, lists: readonly RulesExclusive[]): IngressRule {
  const { group, block, resource, uncertain } = rule;
  if (lists.length === 0 || uncertain !== undefined || group === undefined || !isOneObject(group)) return rule;
  if (block !== resource.resource.block || resource.resource.type === 'module' || rule.address.includes('[*]'))
    return rule;
  const list = lists.find((each) => isSame(each.group, group) && !each.listed.has(rule.address));
  if (list === undefined) return rule;
  const { address, place } = list;
  return { ...rule, uncertain: { message: message('aws.notListed', { address }), place } };
}

function isSame(a: Identity, b: Identity): boolean {
  return a.address === b.address && a.attribute === b.attribute;
}
