// The ports that players may reach on the instances of a GameLift fleet.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/gamelift_fleet
import { expandedBody } from '../../terraform/body.ts';
import { serviceRulesOf } from '../serviceRule.ts';
import type { ServiceForm } from '../serviceRule.ts';
import { sourceOf } from '../sourceArgument.ts';

/** `ec2_inbound_permission` blocks; each needs its network. */
export const awsGameliftFleet: ServiceForm = {
  resourceType: 'aws_gamelift_fleet',
  rules: (resource) => {
    const body = expandedBody(resource.scope, resource.resource.body);
    return body.blocks('ec2_inbound_permission').flatMap((block) =>
      serviceRulesOf(resource, block, {
        service: 'gamelift',
        protocol: block.body.value('protocol'),
        fromPort: block.body.value('from_port'),
        toPort: block.body.value('to_port'),
        sources: sourceOf(block.body, 'ip_range', 'cidr'),
        omission: undefined,
      }),
    );
  },
};
