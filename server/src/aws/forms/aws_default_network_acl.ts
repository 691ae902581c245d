// The ACL that AWS makes with a VPC: adopted, emptied, then given the entries written here.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_network_acl
import { expandedBody } from '../../terraform/body.ts';
import { entriesInBlocks } from '../inlineAclEntries.ts';
import type { NetworkAclForm } from '../networkAcl.ts';

/** `ingress` as blocks only. */
export const awsDefaultNetworkAcl: NetworkAclForm = {
  resourceType: 'aws_default_network_acl',
  entries: (resource) => {
    const body = expandedBody(resource.scope, resource.resource.body);
    return entriesInBlocks(resource, body.blocks('ingress'));
  },
};
