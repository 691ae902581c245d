// A group with its rules written inside it.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
import type { Form } from '../form.ts';
import { inlineRules } from '../inlineRules.ts';

/** `ingress` as blocks, as `dynamic` blocks and as an argument. */
export const awsSecurityGroup: Form = { resourceType: 'aws_security_group', rules: inlineRules };
