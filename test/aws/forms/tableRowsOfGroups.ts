// The rows of security groups and of modules that make them.
// Read by table.test.ts.
import { each, lists, noNetworks, of, ports } from './tableRow.ts';
import type { Row } from './tableRow.ts';

const group = {
  check: 'high-risk-port-open',
  ignoreId: 'EC2.13, EC2.18, EC2.19, EC2.53, EC2.54',
  union: 'open-in-pieces',
  never: {},
};
const members = 'description = "", prefix_list_ids = [], security_groups = [], self = false';

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

/** In the order of the lists of forms. */
export const rowsOfGroups: readonly Row[] = [
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
