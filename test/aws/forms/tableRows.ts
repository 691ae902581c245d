// One row for each way of writing who may connect: how it is written, and what is said of it.
// Read by table.test.ts, which makes every cell of it a test.

/** What the table asks of every form. */
export const questions = ['open v4', 'open v6', 'union', 'possible', 'unknown', 'suppressed', 'not open'] as const;

export type Question = (typeof questions)[number];

/** A network as it is written, `"10.0.0.0/8"` or an expression; ⟦ and ⟧ stand around what is to be found. */
export interface Network {
  readonly family: 'IPv4' | 'IPv6';
  readonly written: string;
}

export interface Row {
  /** The resource type, data source or module that it is a row of. */
  readonly form: string;
  /** The way of writing it, where a form has several. */
  readonly way: string;
  readonly write: (networks: readonly Network[], comment: string) => string;
  /** The check that finds it open, and what it is silenced by. */
  readonly check: string;
  readonly ignoreId: string;
  /** The check that finds networks that are everyone together. */
  readonly union: string;
  /** What an open network comes to; `possible` for rules that are taken out again. */
  readonly verdict?: 'possible';
  /** Questions that nobody can ask of it, each with the reason. */
  readonly never: Partial<Record<Question, string>>;
  /** Questions that are answered with silence although the text is there, each with the reason. */
  readonly silent?: Partial<Record<Question, string>>;
}

const group = {
  check: 'high-risk-port-open',
  ignoreId: 'EC2.13, EC2.18, EC2.19, EC2.53, EC2.54',
  union: 'open-in-pieces',
  never: {},
};
const ports = 'protocol = "tcp"\n  from_port = 22\n  to_port = 22';
const members = 'description = "", prefix_list_ids = [], security_groups = [], self = false';

function of(family: Network['family'], networks: readonly Network[]): string {
  return `[${networks
    .filter((network) => network.family === family)
    .map(({ written }) => written)
    .join(', ')}]`;
}

/** Both lists, the one that is empty left out. */
function lists(networks: readonly Network[], ipv4: string, ipv6: string): string {
  const written = (['IPv4', 'IPv6'] as const).filter((family) => networks.some((network) => network.family === family));
  return written.map((family) => `${family === 'IPv4' ? ipv4 : ipv6} = ${of(family, networks)}`).join('\n  ');
}

function inBlocks(type: string): Row['write'] {
  return (networks, comment) => `
resource "${type}" "main" {
  ingress {
    ${comment}
    ${ports}
    ${lists(networks, 'cidr_blocks', 'ipv6_cidr_blocks')}
  }
}`;
}

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

/** One resource or block for each network, with one network each. */
function each(write: (network: Network, index: number, comment: string) => string): Row['write'] {
  return (networks, comment) => networks.map((network, index) => write(network, index, comment)).join('\n');
}

const noNetworks = (reason: string): Row['never'] =>
  Object.fromEntries(questions.map((question) => [question, reason]));

export const rows: readonly Row[] = [
  { ...group, form: 'aws_security_group', way: 'blocks', write: inBlocks('aws_security_group') },
  {
    ...group,
    form: 'aws_security_group',
    way: 'argument',
    write: (networks, comment) => `
resource "aws_security_group" "main" {
  ${comment}
  ingress = [{
    ${ports}
    cidr_blocks = ${of('IPv4', networks)}
    ipv6_cidr_blocks = ${of('IPv6', networks)}
    ${members.replaceAll(', ', '\n')}
  }]
}`,
  },
  {
    ...group,
    form: 'aws_security_group',
    way: 'dynamic blocks',
    write: (networks, comment) => `
resource "aws_security_group" "main" {
  dynamic "ingress" {
    for_each = [22]
    content {
      ${comment}
      protocol = "tcp"
      from_port = ingress.value
      to_port = ingress.value
      ${lists(networks, 'cidr_blocks', 'ipv6_cidr_blocks')}
    }
  }
}`,
  },
  {
    ...group,
    form: 'aws_default_security_group',
    way: 'blocks',
    write: inBlocks('aws_default_security_group'),
  },
  {
    ...group,
    form: 'aws_security_group_rule',
    way: '',
    write: (networks, comment) => `
resource "aws_security_group_rule" "main" {
  ${comment}
  type = "ingress"
  security_group_id = "sg-1"
  ${ports}
  ${lists(networks, 'cidr_blocks', 'ipv6_cidr_blocks')}
}`,
  },
  {
    ...group,
    form: 'aws_vpc_security_group_ingress_rule',
    way: '',
    write: each(
      ({ family, written }, index, comment) => `
resource "aws_vpc_security_group_ingress_rule" "rule_${index}" {
  ${comment}
  security_group_id = "sg-1"
  ip_protocol = "tcp"
  from_port = 22
  to_port = 22
  ${family === 'IPv4' ? 'cidr_ipv4' : 'cidr_ipv6'} = ${written}
}`,
    ),
  },
  {
    ...group,
    form: 'aws_vpc_security_group_egress_rule',
    way: '',
    write: () => '',
    never: noNetworks('traffic out opens nothing; on a default group it is a matter of EC2.2'),
  },
  {
    ...group,
    form: 'aws_vpc_security_group_rules_exclusive',
    way: 'a rule that it does not list',
    verdict: 'possible',
    write: each(
      ({ family, written }, index, comment) => `
resource "aws_vpc_security_group_ingress_rule" "rule_${index}" {
  ${comment}
  security_group_id = aws_security_group.main.id
  ip_protocol = "tcp"
  from_port = 22
  to_port = 22
  ${family === 'IPv4' ? 'cidr_ipv4' : 'cidr_ipv6'} = ${written}
}${
        index > 0
          ? ''
          : `

resource "aws_security_group" "main" {}

resource "aws_vpc_security_group_rules_exclusive" "main" {
  security_group_id = aws_security_group.main.id
  ingress_rule_ids = []
  egress_rule_ids = []
}`
      }`,
    ),
  },
  {
    ...group,
    form: 'aws_ec2_managed_prefix_list',
    way: 'entries inside',
    write: (networks, comment) =>
      prefixListRule(
        comment,
        'aws_ec2_managed_prefix_list.main',
        each(
          ({ written }) => `
  entry {
    cidr = ${written}
  }`,
        )(networks, ''),
      ),
  },
  {
    ...group,
    form: 'aws_ec2_managed_prefix_list_entry',
    way: '',
    write: (networks, comment) =>
      prefixListRule(comment, 'aws_ec2_managed_prefix_list.main', '') +
      each(
        ({ written }, index) => `
resource "aws_ec2_managed_prefix_list_entry" "entry_${index}" {
  prefix_list_id = aws_ec2_managed_prefix_list.main.id
  cidr = ${written}
}`,
      )(networks, ''),
  },
  {
    ...group,
    form: 'data.aws_ec2_managed_prefix_list',
    way: '',
    write: () => '',
    never: noNetworks('its networks are in AWS and not in the configuration'),
  },
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
  {
    ...group,
    form: 'terraform-aws-modules/security-group/aws',
    way: 'version 5, named rules',
    write: (networks, comment) => `
module "main" {
  source  = "terraform-aws-modules/security-group/aws"
  version = "5.3.1"
  ${comment}
  ingress_rules = ["ssh-tcp"]
  ${lists(networks, 'ingress_cidr_blocks', 'ingress_ipv6_cidr_blocks')}
}`,
  },
  {
    ...group,
    form: 'terraform-aws-modules/security-group/aws',
    way: 'version 6',
    write: (networks, comment) => `
module "main" {
  source  = "terraform-aws-modules/security-group/aws"
  version = "6.0.0"
  ingress_rules = {
    ${each(
      ({ family, written }, index) => `rule_${index} = {
      ${comment}
      from_port = 22
      ${family === 'IPv4' ? 'cidr_ipv4' : 'cidr_ipv6'} = ${written}
    }`,
    )(networks, '')}
  }
}`,
  },
  {
    ...group,
    form: 'cloudposse/security-group/aws',
    way: '',
    write: (networks, comment) => `
module "main" {
  source  = "cloudposse/security-group/aws"
  version = "2.2.0"
  ${comment}
  rules = [{
    type = "ingress"
    ${ports}
    cidr_blocks = ${of('IPv4', networks)}
    ipv6_cidr_blocks = ${of('IPv6', networks)}
  }]
}`,
  },
];

function prefixListRule(comment: string, list: string, entries: string): string {
  return `
resource "aws_ec2_managed_prefix_list" "main" {
  name = "main"
  address_family = "IPv4"
  max_entries = 5
${entries}
}

resource "aws_security_group_rule" "main" {
  ${comment}
  type = "ingress"
  security_group_id = "sg-1"
  ${ports}
  prefix_list_ids = [⟦${list}.id⟧]
}`;
}
