// One rule of a group with one source.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule
import type { Form } from '../form.ts';
import { singleSourceRules } from '../singleSourceRule.ts';

/** Its twin for egress is another resource type. */
export const awsVpcSecurityGroupIngressRule: Form = {
  resourceType: 'aws_vpc_security_group_ingress_rule',
  rules: singleSourceRules,
};
