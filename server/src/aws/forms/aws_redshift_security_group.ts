// Who may connect to Redshift clusters outside of a VPC. Gone from provider 5.0.
// https://registry.terraform.io/providers/hashicorp/aws/4.67.0/docs/resources/redshift_security_group
import { classicGroupRules } from '../classicGroup.ts';
import type { ServiceForm } from '../serviceRule.ts';

/** `ingress` blocks. */
export const awsRedshiftSecurityGroup: ServiceForm = {
  resourceType: 'aws_redshift_security_group',
  rules: classicGroupRules,
};
