// The default group of a VPC: adopted and emptied of its rules, then given those written here.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_security_group
import type { Form } from '../form.ts';
import { inlineEgress, inlineRules } from '../inlineRules.ts';

/** Written as an aws_security_group is. */
export const awsDefaultSecurityGroup: Form = {
  resourceType: 'aws_default_security_group',
  rules: inlineRules,
  egress: inlineEgress,
};
