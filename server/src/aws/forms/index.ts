// The list of resource forms: every way of writing ingress that is understood.
// Read by ../configuration.ts.
import type { Form } from '../form.ts';
import type { NetworkAclForm } from '../networkAcl.ts';
import type { PrefixListForm } from '../prefixLists.ts';
import { awsDefaultNetworkAcl } from './aws_default_network_acl.ts';
import { awsDefaultSecurityGroup } from './aws_default_security_group.ts';
import { awsEc2ManagedPrefixList } from './aws_ec2_managed_prefix_list.ts';
import { awsEc2ManagedPrefixListEntry } from './aws_ec2_managed_prefix_list_entry.ts';
import { awsNetworkAcl } from './aws_network_acl.ts';
import { awsNetworkAclRule } from './aws_network_acl_rule.ts';
import { awsSecurityGroup } from './aws_security_group.ts';
import { awsSecurityGroupRule } from './aws_security_group_rule.ts';
import { awsVpcSecurityGroupIngressRule } from './aws_vpc_security_group_ingress_rule.ts';

/** Every form of rules of security groups, in the order that a list for people would have. */
export const forms: readonly Form[] = [
  awsSecurityGroup,
  awsDefaultSecurityGroup,
  awsSecurityGroupRule,
  awsVpcSecurityGroupIngressRule,
];

/** Every form of entries of prefix lists. */
export const prefixListForms: readonly PrefixListForm[] = [awsEc2ManagedPrefixList, awsEc2ManagedPrefixListEntry];

/** Every form of entries of network ACLs. */
export const networkAclForms: readonly NetworkAclForm[] = [awsNetworkAcl, awsDefaultNetworkAcl, awsNetworkAclRule];
