// Which rules of a group stay: all others are taken out at each apply.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_rules_exclusive
import { expandedBody } from '../../terraform/body.ts';
import type { ResourceInstance } from '../../terraform/expand.ts';
import { headerOf } from '../../terraform/header.ts';
import { identityOf } from '../group.ts';
import { addressesOf } from '../rulesExclusive.ts';
import type { RulesExclusive, RulesExclusiveForm } from '../rulesExclusive.ts';

/** `ingress_rule_ids`. One that may not be there takes nothing out. */
export const awsVpcSecurityGroupRulesExclusive: RulesExclusiveForm = {
  resourceType: 'aws_vpc_security_group_rules_exclusive',
  lists,
};

function lists(resource: ResourceInstance): readonly RulesExclusive[] {
  const body = expandedBody(resource.scope, resource.resource.body);
  const group = identityOf(body.value('security_group_id'));
  const listed = addressesOf(body.value('ingress_rule_ids'));
  if (group === undefined || listed === undefined || resource.existence.kind !== 'exists') return [];
  return [{ address: resource.address, place: headerOf(resource.resource.block), group, listed }];
}
