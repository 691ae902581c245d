// A prefix list with its entries written inside it.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_managed_prefix_list
import { expandedBody } from '../../terraform/body.ts';
import type { ResourceInstance } from '../../terraform/expand.ts';
import type { PrefixListEntry, PrefixListForm } from '../prefixLists.ts';
import { entriesOf } from '../prefixListEntries.ts';

/** `entry` as blocks and as `dynamic` blocks. */
export const awsEc2ManagedPrefixList: PrefixListForm = {
  resourceType: 'aws_ec2_managed_prefix_list',
  entries,
};

function entries(resource: ResourceInstance): readonly PrefixListEntry[] {
  const body = expandedBody(resource.scope, resource.resource.body);
  return body.blocks('entry').flatMap((block) => entriesOf(resource, resource.address, block.body, block.existence));
}
