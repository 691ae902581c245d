// Which prefix lists that a configuration looks up are AWS's own.
// It judges nothing; what is looked up in a way that cannot be known is not AWS's own for all we know.
// Called by configuration.ts.
import { expandedBody } from '../terraform/body.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import type { Value } from '../terraform/value.ts';

/** The data sources that look up a prefix list. */
export const prefixListLookups: readonly string[] = ['aws_ec2_managed_prefix_list', 'aws_prefix_list'];

/**
 * Whether it is looked up by a name of AWS's own, as an argument or as a filter: `com.amazonaws.eu-west-1.s3`. Such a list holds
 * the networks of one service and never every address.
 * https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
export function isOwnPrefixList(resource: ResourceInstance): boolean {
  const body = expandedBody(resource.scope, resource.resource.body);
  const filtered = body
    .blocks('filter')
    .filter((block) => block.existence.kind === 'exists' && textOf(block.body.value('name')) === 'prefix-list-name')
    .map((block) => block.body.value('values'));
  return isOwnName(body.value('name')) || filtered.some(areOwnNames);
}

function areOwnNames(value: Value | undefined): boolean {
  if (value?.kind !== 'list' && value?.kind !== 'set' && value?.kind !== 'tuple') return false;
  return value.elements.length > 0 && value.elements.every(isOwnName);
}

/** The part behind the region may be all that is unknown. */
function isOwnName(value: Value | undefined): boolean {
  const start = textOf(value) ?? (value?.kind === 'unknown' ? value.facts.prefix : undefined);
  return start?.startsWith('com.amazonaws.') ?? false;
}

function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'string' ? value.value : undefined;
}
