// A network ACL with its entries written inside it.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_acl
import { expandedBody } from '../../terraform/body.ts';
import { entriesInArgument, entriesInBlocks } from '../inlineAclEntries.ts';
import type { NetworkAclForm } from '../networkAcl.ts';

/** `ingress` as blocks, as `dynamic` blocks and as an argument. */
export const awsNetworkAcl: NetworkAclForm = {
  resourceType: 'aws_network_acl',
  entries: (resource) => {
    const body = expandedBody(resource.scope, resource.resource.body);
    return [...entriesInBlocks(resource, body.argumentBlocks('ingress')), ...entriesInArgument(resource)];
  },
};
