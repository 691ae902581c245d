// The endpoint of an EKS cluster's Kubernetes API, which is public unless that is switched off.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_cluster#vpc_config-arguments
import { expandedBody } from '../../terraform/body.ts';
import type { ExpandedBlock } from '../../terraform/body.ts';
import { both } from '../../terraform/existence.ts';
import type { ResourceInstance } from '../../terraform/expand.ts';
import { numberValue, stringValue } from '../../terraform/values.ts';
import { whereNot } from '../flag.ts';
import { omissionOf, serviceRulesOf } from '../serviceRule.ts';
import type { ServiceForm, ServiceRule } from '../serviceRule.ts';
import { sourceOf } from '../sourceArgument.ts';

/** `public_access_cidrs` of `vpc_config`; without them EKS takes 0.0.0.0/0. */
export const awsEksCluster: ServiceForm = {
  resourceType: 'aws_eks_cluster',
  rules: (resource) => {
    const body = expandedBody(resource.scope, resource.resource.body);
    return body.blocks('vpc_config').flatMap((block) => endpoint(resource, block));
  },
};

function endpoint(resource: ResourceInstance, block: ExpandedBlock): readonly ServiceRule[] {
  return whereNot(false, block.body.value('endpoint_public_access')).flatMap((isPublic) => {
    const existence = both(block.existence, isPublic);
    if (existence === undefined) return [];
    const port = numberValue(443);
    return serviceRulesOf(
      resource,
      { block: undefined, place: block.place, existence },
      {
        service: 'eks',
        protocol: stringValue('tcp'),
        fromPort: port,
        toPort: port,
        sources: sourceOf(block.body, 'public_access_cidrs', 'cidr'),
        omission: omissionOf(block.body, ['public_access_cidrs'], undefined),
      },
    );
  });
}
