// Groups that databases and caches had outside of a VPC (EC2-Classic); providers before 5.0 make them.
// It judges nothing.
// Called by the forms of such groups.
import { expandedBody } from '../terraform/body.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import { everyPort, serviceRulesOf } from './serviceRule.ts';
import type { ServiceRule } from './serviceRule.ts';
import { sourceOf } from './sourceArgument.ts';

/** Its `ingress` blocks: a network or a group of EC2 each. */
export function classicGroupRules(resource: ResourceInstance): readonly ServiceRule[] {
  const body = expandedBody(resource.scope, resource.resource.body);
  return body.blocks('ingress').flatMap((block) =>
    serviceRulesOf(resource, block, {
      ...everyPort,
      service: 'classicGroup',
      sources: [
        ...sourceOf(block.body, 'cidr', 'cidr'),
        ...sourceOf(block.body, 'security_group_name', 'group'),
        ...sourceOf(block.body, 'security_group_id', 'group'),
      ],
      omission: undefined,
    }),
  );
}
