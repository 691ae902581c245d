// A rule resource with one source: single values where the older forms have lists.
// It judges nothing.
// Called by the forms of such rules, for traffic in and out.
import { expandedBody } from '../terraform/body.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import { headerOf } from '../terraform/header.ts';
import { identityOf } from './group.ts';
import type { IngressRule } from './ingressRule.ts';
import { rulesOf } from './rules.ts';
import { sourceOf } from './sourceArgument.ts';

/** The rules that `aws_vpc_security_group_ingress_rule` or its twin for egress may be. */
export function singleSourceRules(resource: ResourceInstance): readonly IngressRule[] {
  const body = expandedBody(resource.scope, resource.resource.body);
  return rulesOf({
    form: resource.resource.type,
    resource,
    place: headerOf(resource.resource.block),
    block: resource.resource.block,
    group: identityOf(body.value('security_group_id')),
    existence: resource.existence,
    protocol: body.value('ip_protocol'),
    fromPort: body.value('from_port'),
    toPort: body.value('to_port'),
    sources: [
      ...sourceOf(body, 'cidr_ipv4', 'cidr'),
      ...sourceOf(body, 'cidr_ipv6', 'cidr'),
      ...sourceOf(body, 'prefix_list_id', 'prefixList'),
      ...sourceOf(body, 'referenced_security_group_id', 'group'),
    ],
  });
}
