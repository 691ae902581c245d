// Who may connect to RDS databases outside of a VPC. Gone from provider 5.0.
// https://registry.terraform.io/providers/hashicorp/aws/4.67.0/docs/resources/db_security_group
import { classicGroupRules } from '../classicGroup.ts';
import type { ServiceForm } from '../serviceRule.ts';

/** `ingress` blocks. */
export const awsDbSecurityGroup: ServiceForm = { resourceType: 'aws_db_security_group', rules: classicGroupRules };
