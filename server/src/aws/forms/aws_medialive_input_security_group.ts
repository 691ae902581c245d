// Who may push a stream into MediaLive. Ports are not part of it: an input has the one of its protocol.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/medialive_input_security_group
import { expandedBody } from '../../terraform/body.ts';
import { everyPort, serviceRulesOf } from '../serviceRule.ts';
import type { ServiceForm } from '../serviceRule.ts';
import { sourceOf } from '../sourceArgument.ts';

/** `whitelist_rules` blocks. */
export const awsMedialiveInputSecurityGroup: ServiceForm = {
  resourceType: 'aws_medialive_input_security_group',
  rules: (resource) => {
    const body = expandedBody(resource.scope, resource.resource.body);
    return body.blocks('whitelist_rules').flatMap((block) =>
      serviceRulesOf(resource, block, {
        ...everyPort,
        service: 'medialive',
        sources: sourceOf(block.body, 'cidr', 'cidr'),
        omission: undefined,
      }),
    );
  },
};
