// Which prefix lists that a configuration looks up are AWS's own.
// It judges nothing; what is looked up in a way that cannot be known is not AWS's own for all we know.
// Called by configuration.ts.
import type { ResourceInstance } from '../terraform/expand.ts';
import type { Value } from '../terraform/value.ts';
import { namesLookedUp, textOf } from './lookup.ts';

/** The data sources that look up a prefix list. */
export const prefixListLookups: readonly string[] = ['aws_ec2_managed_prefix_list', 'aws_prefix_list'];

/**
 * Whether it is looked up by a name of AWS's own, as an argument or as a filter: `com.amazonaws.eu-west-1.s3`. Such a list holds
 * the networks of one service and never every address.
 * https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
export function isOwnPrefixList(resource: ResourceInstance): boolean {
  return namesLookedUp(resource, 'prefix-list-name').some((names) => names.every(isOwnName));
}

/** The part behind the region may be all that is unknown. */
function isOwnName(value: Value): boolean {
  const start = textOf(value) ?? (value.kind === 'unknown' ? value.facts.prefix : undefined);
  return start?.startsWith('com.amazonaws.') ?? false;
}
