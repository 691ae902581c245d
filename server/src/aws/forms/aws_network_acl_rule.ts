// One entry of a network ACL, written outside it.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_acl_rule
import { modulePrefix } from '../../terraform/address.ts';
import { expandedBody } from '../../terraform/body.ts';
import { both } from '../../terraform/existence.ts';
import type { ResourceInstance } from '../../terraform/expand.ts';
import { headerOf } from '../../terraform/header.ts';
import type { Value } from '../../terraform/value.ts';
import { whereNot } from '../flag.ts';
import { identityOf } from '../group.ts';
import type { NetworkAclEntry, NetworkAclForm } from '../networkAcl.ts';
import { entriesOf, portOrZero } from '../networkAcl.ts';
import { sourceOf } from '../sourceArgument.ts';

/** Entries of `egress = true` have nothing to do with us; one where that cannot be known may be ingress. */
export const awsNetworkAclRule: NetworkAclForm = { resourceType: 'aws_network_acl_rule', entries };

function entries(resource: ResourceInstance): readonly NetworkAclEntry[] {
  const body = expandedBody(resource.scope, resource.resource.body);
  const id = body.value('network_acl_id');
  const group = identityOf(id);
  return whereNot(true, body.value('egress')).flatMap((ingress) => {
    const existence = both(resource.existence, ingress);
    if (existence === undefined) return [];
    return entriesOf({
      form: 'aws_network_acl_rule',
      resource,
      place: headerOf(resource.resource.block),
      block: resource.resource.block,
      group,
      acl: group?.address ?? sameUnknown(resource, id),
      isOfDefaultAcl:
        group !== undefined &&
        (group.type === 'aws_default_network_acl' || group.attribute.endsWith('default_network_acl_id')),
      existence,
      protocol: body.value('protocol'),
      fromPort: portOrZero(body.value('from_port')),
      toPort: portOrZero(body.value('to_port')),
      number: body.value('rule_number'),
      action: body.value('rule_action'),
      sources: [...sourceOf(body, 'cidr_block', 'cidr'), ...sourceOf(body, 'ipv6_cidr_block', 'cidr')],
    });
  });
}

/** An id that cannot be known is the same in one module where it is unknown for one cause, such as a variable without a value. */
function sameUnknown({ scope, key }: ResourceInstance, id: Value | undefined): string | undefined {
  if (id?.kind !== 'unknown' || id.reason.place === undefined || key.kind !== 'none') return undefined;
  const { path, span } = id.reason.place;
  return `${modulePrefix(scope.instance)}${path}:${span.start}`;
}
