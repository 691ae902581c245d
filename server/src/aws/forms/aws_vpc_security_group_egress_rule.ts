// One rule of a group for traffic out. It opens nothing; on a default group AWS asks that there be none.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_egress_rule
import type { Form } from '../form.ts';
import { singleSourceRules } from '../singleSourceRule.ts';

/** Written as its twin for traffic in. */
export const awsVpcSecurityGroupEgressRule: Form = {
  resourceType: 'aws_vpc_security_group_egress_rule',
  rules: () => [],
  egress: (resource, isDefault) => singleSourceRules(resource).filter(({ group }) => isDefault(group)),
};
