// The firewall of a Lightsail instance, written as a whole: what is not listed is closed.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lightsail_instance_public_ports
import { message } from '../../messages.ts';
import { expandedBody } from '../../terraform/body.ts';
import { omissionOf, serviceRulesOf } from '../serviceRule.ts';
import type { ServiceForm } from '../serviceRule.ts';
import { sourceOf } from '../sourceArgument.ts';

/** `port_info` blocks. Without any network Lightsail chooses; an alias, such as that of its own browser clients, is a choice. */
export const awsLightsailInstancePublicPorts: ServiceForm = {
  resourceType: 'aws_lightsail_instance_public_ports',
  rules: (resource) => {
    const body = expandedBody(resource.scope, resource.resource.body);
    return body.blocks('port_info').flatMap((block) => {
      const reason = { message: message('aws.lightsailChooses'), place: block.place };
      return serviceRulesOf(resource, block, {
        service: 'lightsail',
        protocol: block.body.value('protocol'),
        fromPort: block.body.value('from_port'),
        toPort: block.body.value('to_port'),
        sources: [...sourceOf(block.body, 'cidrs', 'cidr'), ...sourceOf(block.body, 'ipv6_cidrs', 'cidr')],
        omission: omissionOf(block.body, ['cidrs', 'ipv6_cidrs', 'cidr_list_aliases'], reason),
      });
    });
  },
};
