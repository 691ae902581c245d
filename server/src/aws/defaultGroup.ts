// Which groups are the one that AWS makes with a VPC.
// It judges nothing; an id that may be of any group is not of a default one for all we know.
// Called by configuration.ts and the forms of rules for traffic out.
import type { ResourceInstance } from '../terraform/expand.ts';
import type { Identity } from '../terraform/value.ts';
import { namesLookedUp, textOf } from './lookup.ts';

/** The data source that looks up a group. */
export const groupLookup = 'aws_security_group';

/** Whether a group is looked up by the name of default groups, which AWS lets no other group have. */
export function looksUpDefaultGroup(resource: ResourceInstance): boolean {
  return namesLookedUp(resource, 'group-name').some((names) => names.every((name) => textOf(name) === 'default'));
}

/** Whether an id may be of a default group, whichever groups are looked up. */
export function mayBeDefaultGroup(group: Identity | undefined): boolean {
  return group?.type === `data.${groupLookup}` || isDefaultGroup(group, new Set());
}

/** Whether an id is of a default group; `lookedUp` are the addresses of data sources that look one up. */
export function isDefaultGroup(group: Identity | undefined, lookedUp: ReadonlySet<string>): boolean {
  if (group === undefined) return false;
  const { type, attribute, address } = group;
  if (type === `data.${groupLookup}`) return attribute === 'id' && lookedUp.has(address);
  return type === 'aws_default_security_group' || attribute.endsWith('default_security_group_id');
}
