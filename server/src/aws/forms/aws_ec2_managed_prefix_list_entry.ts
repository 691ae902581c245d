// One entry of a prefix list, written outside it.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_managed_prefix_list_entry
import { alternativesOf } from '../../terraform/alternatives.ts';
import { expandedBody } from '../../terraform/body.ts';
import { existsWhen } from '../../terraform/existence.ts';
import type { ResourceInstance } from '../../terraform/expand.ts';
import { identityOf } from '../group.ts';
import type { PrefixListEntry, PrefixListForm } from '../prefixLists.ts';
import { entriesOf } from '../prefixListEntries.ts';

/** It belongs to the list that `prefix_list_id` names; an id that is not of this configuration has no rules here. */
export const awsEc2ManagedPrefixListEntry: PrefixListForm = {
  resourceType: 'aws_ec2_managed_prefix_list_entry',
  entries,
};

function entries(resource: ResourceInstance): readonly PrefixListEntry[] {
  const body = expandedBody(resource.scope, resource.resource.body);
  const id = body.value('prefix_list_id');
  return (id === undefined ? [] : alternativesOf(id)).flatMap(({ value, conditions }) => {
    const list = identityOf(value)?.address;
    return list === undefined ? [] : entriesOf(resource, list, body, existsWhen(conditions));
  });
}
