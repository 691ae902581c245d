// The list of resource forms: every way of writing ingress that is understood.
// Read by ../../analyze.ts.
import type { Form } from '../form.ts';
import { awsDefaultSecurityGroup } from './aws_default_security_group.ts';
import { awsSecurityGroup } from './aws_security_group.ts';
import { awsSecurityGroupRule } from './aws_security_group_rule.ts';
import { awsVpcSecurityGroupIngressRule } from './aws_vpc_security_group_ingress_rule.ts';

/** Every form there is, in the order that a list for people would have. */
export const forms: readonly Form[] = [
  awsSecurityGroup,
  awsDefaultSecurityGroup,
  awsSecurityGroupRule,
  awsVpcSecurityGroupIngressRule,
];
