// Which groups of EC2 may connect to ElastiCache clusters outside of a VPC. Gone from provider 5.0.
// https://registry.terraform.io/providers/hashicorp/aws/4.67.0/docs/resources/elasticache_security_group
import { expandedBody } from '../../terraform/body.ts';
import { exists } from '../../terraform/existence.ts';
import { headerOf } from '../../terraform/header.ts';
import { everyPort, serviceRulesOf } from '../serviceRule.ts';
import type { ServiceForm } from '../serviceRule.ts';
import { sourceOf } from '../sourceArgument.ts';

/** It takes groups and no networks, so that it is never open to everyone. */
export const awsElasticacheSecurityGroup: ServiceForm = {
  resourceType: 'aws_elasticache_security_group',
  rules: (resource) => {
    const { block, body } = resource.resource;
    const sources = sourceOf(expandedBody(resource.scope, body), 'security_group_names', 'group');
    const written = { ...everyPort, service: 'classicGroup' as const, sources, omission: undefined };
    return serviceRulesOf(resource, { block, place: headerOf(block), existence: exists }, written);
  },
};
