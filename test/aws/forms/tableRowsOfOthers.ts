// The rows of network ACLs and of services that keep a list of their own.
// Read by table.test.ts.
import { each, lists, noNetworks, ports } from './tableRow.ts';
import type { Network, Row } from './tableRow.ts';

/** An entry for each network, numbered from 100. */
function aclEntries(networks: readonly Network[], between: string, block: (members: string) => string): string {
  return networks
    .map(({ family, written }, index) =>
      block(`rule_no = ${100 + index}
    action = "allow"
    ${ports}
    ${family === 'IPv4' ? 'cidr_block' : 'ipv6_cidr_block'} = ${written}`),
    )
    .join(between);
}

const acl = {
  check: 'network-acl-admin-port-open',
  ignoreId: 'EC2.21',
  union: '',
  never: {},
  silent: { union: 'of an ACL each network decides for its own addresses; AWS asks for a network of length 0' },
};

const service = (check: string): Pick<Row, 'check' | 'ignoreId' | 'union'> => ({
  check,
  ignoreId: check,
  union: check,
});
const ipv4Only = 'it takes IPv4 networks only';

/** In the order of the lists of forms. */
export const rowsOfOthers: readonly Row[] = [
  {
    ...acl,
    form: 'aws_network_acl',
    way: 'blocks',
    write: (networks, comment) => `
resource "aws_network_acl" "main" {
  ${aclEntries(networks, '\n  ', (entry) => `ingress {\n    ${comment}\n    ${entry}\n  }`)}
}`,
  },
  {
    ...acl,
    form: 'aws_network_acl',
    way: 'argument',
    write: (networks, comment) => `
resource "aws_network_acl" "main" {
  ${comment}
  ingress = [${aclEntries(networks, ', ', (entry) => `{\n    ${entry}\n    icmp_type = 0\n    icmp_code = 0\n  }`)}]
}`,
  },
  {
    ...acl,
    form: 'aws_default_network_acl',
    way: '',
    write: (networks) => `
resource "aws_default_network_acl" "main" {
  ${aclEntries(networks, '\n  ', (entry) => `ingress {\n    ${entry}\n  }`)}
}`,
    silent: noNetworks('AWS exempts the ACL that it makes with a VPC from EC2.21'),
  },
  {
    ...acl,
    form: 'aws_network_acl_rule',
    way: '',
    write: each(
      ({ family, written }, index, comment) => `
resource "aws_network_acl_rule" "rule_${index}" {
  ${comment}
  network_acl_id = "acl-1"
  rule_number = ${100 + index}
  rule_action = "allow"
  ${ports}
  ${family === 'IPv4' ? 'cidr_block' : 'ipv6_cidr_block'} = ${written}
}`,
    ),
  },
  {
    ...service('eks-endpoint-open'),
    form: 'aws_eks_cluster',
    way: '',
    write: (networks, comment) => `
resource "aws_eks_cluster" "main" {
  vpc_config {
    ${comment}
    public_access_cidrs = [${networks.map(({ written }) => written).join(', ')}]
  }
}`,
    never: {},
  },
  {
    ...service('lightsail-port-open'),
    form: 'aws_lightsail_instance_public_ports',
    way: '',
    write: (networks, comment) => `
resource "aws_lightsail_instance_public_ports" "main" {
  port_info {
    ${comment}
    ${ports}
    ${lists(networks, 'cidrs', 'ipv6_cidrs')}
  }
}`,
    never: {},
  },
  ...(
    [
      ['gamelift-port-open', 'aws_gamelift_fleet', 'ec2_inbound_permission', 'ip_range', ports],
      ['medialive-input-open', 'aws_medialive_input_security_group', 'whitelist_rules', 'cidr', ''],
      ['classic-group-open', 'aws_db_security_group', 'ingress', 'cidr', ''],
      ['classic-group-open', 'aws_redshift_security_group', 'ingress', 'cidr', ''],
    ] as const
  ).map(([check, form, block, argument, others]): Row => ({
    ...service(check),
    form,
    way: '',
    write: (networks, comment) => `
resource "${form}" "main" {${each(
      ({ written }) => `
  ${block} {
    ${comment}
    ${others}
    ${argument} = ${written}
  }`,
    )(networks, comment)}
}`,
    never: { 'open v6': ipv4Only },
  })),
  {
    ...service('classic-group-open'),
    form: 'aws_elasticache_security_group',
    way: '',
    write: () => '',
    never: noNetworks('it takes groups and no networks'),
  },
];
