// The list of resource forms: every way of writing ingress that is understood.
// Read by ../configuration.ts.
import type { Form } from '../form.ts';
import type { RulesExclusiveForm } from '../rulesExclusive.ts';
import type { NetworkAclForm } from '../networkAcl.ts';
import type { PrefixListForm } from '../prefixLists.ts';
import type { ServiceForm } from '../serviceRule.ts';
import { awsDbSecurityGroup } from './aws_db_security_group.ts';
import { awsDefaultNetworkAcl } from './aws_default_network_acl.ts';
import { awsDefaultSecurityGroup } from './aws_default_security_group.ts';
import { awsEc2ManagedPrefixList } from './aws_ec2_managed_prefix_list.ts';
import { awsEc2ManagedPrefixListEntry } from './aws_ec2_managed_prefix_list_entry.ts';
import { awsEksCluster } from './aws_eks_cluster.ts';
import { awsElasticacheSecurityGroup } from './aws_elasticache_security_group.ts';
import { awsGameliftFleet } from './aws_gamelift_fleet.ts';
import { awsLightsailInstancePublicPorts } from './aws_lightsail_instance_public_ports.ts';
import { awsMedialiveInputSecurityGroup } from './aws_medialive_input_security_group.ts';
import { awsNetworkAcl } from './aws_network_acl.ts';
import { awsNetworkAclRule } from './aws_network_acl_rule.ts';
import { awsRedshiftSecurityGroup } from './aws_redshift_security_group.ts';
import { awsSecurityGroup } from './aws_security_group.ts';
import { awsSecurityGroupRule } from './aws_security_group_rule.ts';
import { awsVpcSecurityGroupEgressRule } from './aws_vpc_security_group_egress_rule.ts';
import { awsVpcSecurityGroupIngressRule } from './aws_vpc_security_group_ingress_rule.ts';
import { awsVpcSecurityGroupRulesExclusive } from './aws_vpc_security_group_rules_exclusive.ts';

/** Every form of rules of security groups, in the order that a list for people would have. */
export const forms: readonly Form[] = [
  awsSecurityGroup,
  awsDefaultSecurityGroup,
  awsSecurityGroupRule,
  awsVpcSecurityGroupIngressRule,
  awsVpcSecurityGroupEgressRule,
];

/** Every form of entries of prefix lists. */
export const prefixListForms: readonly PrefixListForm[] = [awsEc2ManagedPrefixList, awsEc2ManagedPrefixListEntry];

/** Every form of entries of network ACLs. */
export const networkAclForms: readonly NetworkAclForm[] = [awsNetworkAcl, awsDefaultNetworkAcl, awsNetworkAclRule];

/** Every form of lists that a group's rules must stand on to stay. */
export const rulesExclusiveForms: readonly RulesExclusiveForm[] = [awsVpcSecurityGroupRulesExclusive];

/** Every form of rules of services that are no security groups. */
export const serviceForms: readonly ServiceForm[] = [
  awsEksCluster,
  awsLightsailInstancePublicPorts,
  awsGameliftFleet,
  awsMedialiveInputSecurityGroup,
  awsDbSecurityGroup,
  awsRedshiftSecurityGroup,
  awsElasticacheSecurityGroup,
];
