// One rule of a group, with several sources.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group_rule
import { expandedBody } from '../../terraform/body.ts';
import type { ExpandedBody } from '../../terraform/body.ts';
import { both } from '../../terraform/existence.ts';
import type { ResourceInstance } from '../../terraform/expand.ts';
import { headerOf } from '../../terraform/header.ts';
import { existencesAs } from '../direction.ts';
import type { Form } from '../form.ts';
import { identityOf } from '../group.ts';
import type { IngressRule } from '../ingressRule.ts';
import { rulesOf } from '../rules.ts';
import { sourceOf } from '../sourceArgument.ts';

/** One whose `type` cannot be known may be ingress. */
export const awsSecurityGroupRule: Form = {
  resourceType: 'aws_security_group_rule',
  rules: (resource) => rulesAs('ingress', resource, bodyOf(resource)),
  egress: (resource, isDefault) => {
    const body = bodyOf(resource);
    return isDefault(identityOf(body.value('security_group_id'))) ? rulesAs('egress', resource, body) : [];
  },
};

function bodyOf({ scope, resource }: ResourceInstance): ExpandedBody {
  return expandedBody(scope, resource.body);
}

function rulesAs(
  direction: 'ingress' | 'egress',
  resource: ResourceInstance,
  body: ExpandedBody,
): readonly IngressRule[] {
  return existencesAs(direction, body.value('type')).flatMap((existenceAs) => {
    const existence = both(resource.existence, existenceAs);
    if (existence === undefined) return [];
    return rulesOf({
      form: 'aws_security_group_rule',
      resource,
      place: headerOf(resource.resource.block),
      block: resource.resource.block,
      group: identityOf(body.value('security_group_id')),
      existence,
      protocol: body.value('protocol'),
      fromPort: body.value('from_port'),
      toPort: body.value('to_port'),
      sources: [
        ...sourceOf(body, 'cidr_blocks', 'cidr'),
        ...sourceOf(body, 'ipv6_cidr_blocks', 'cidr'),
        ...sourceOf(body, 'prefix_list_ids', 'prefixList'),
        ...sourceOf(body, 'source_security_group_id', 'group'),
        ...sourceOf(body, 'self', 'self'),
      ],
    });
  });
}
