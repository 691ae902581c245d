// The range of the VPC in the place of everyone.
import { test } from 'node:test';
import { checkFix, checkNoFix } from '../support/checkFix.ts';

const vpc = `
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }
`;

/** A group with a rule for port 8080, whose VPC is written. */
function group(cidrs: string, id = 'aws_vpc.main.id', more = vpc): string {
  return `
    resource "aws_security_group" "a" {
${id === '' ? '' : `      vpc_id = ${id}\n\n`}      ingress {
        from_port   = 8080
        to_port     = 8080
        protocol    = "tcp"
        cidr_blocks = ${cidrs}
      }
    }
${more}`;
}

const title = (reference: string): string => `Allow only the VPC (${reference}) instead of 0.0.0.0/0`;

test('an element of a list gives way to the range', async () => {
  await checkFix(group('["0.0.0.0/0"]'), title('aws_vpc.main.cidr_block'), group('[aws_vpc.main.cidr_block]'));
  await checkFix(
    group('["192.0.2.0/24", "0.0.0.0/0"]'),
    title('aws_vpc.main.cidr_block'),
    group('["192.0.2.0/24", aws_vpc.main.cidr_block]'),
  );
});

test('a range that the list has already is not added twice', async () => {
  await checkFix(
    group('[aws_vpc.main.cidr_block, "0.0.0.0/0"]'),
    title('aws_vpc.main.cidr_block'),
    group('[aws_vpc.main.cidr_block]'),
  );
});

test('comments and line ends of a list stay', async () => {
  const list = (first: string): string =>
    group(`[\n          ${first}, # everyone\n          # the office\n          "192.0.2.0/24",\n        ]`)
      .replace(/(from_port|to_port) {3}/g, '$1 ')
      .replace('from_port =', 'from_port =')
      .replace('to_port =', 'to_port   =')
      .replace('protocol    ', 'protocol  ');
  const windows = (text: string): string => text.replaceAll('\n', '\r\n');
  await checkFix(
    windows(list('"0.0.0.0/0"')),
    title('aws_vpc.main.cidr_block'),
    windows(list('aws_vpc.main.cidr_block')),
  );
});

test('each way of saying which VPC it is', async () => {
  const looked = (argument: string): string => `
    data "aws_vpc" "main" {
      ${argument}
    }
`;
  const cases: readonly (readonly [id: string, more: string, reference: string])[] = [
    ['data.aws_vpc.main.id', looked('id = "vpc-1"'), 'data.aws_vpc.main.cidr_block'],
    ['"vpc-1"', looked('id = "vpc-1"'), 'data.aws_vpc.main.cidr_block'],
    ['', looked('default = true'), 'data.aws_vpc.main.cidr_block'],
    ['', '\n    resource "aws_default_vpc" "main" {\n    }\n', 'aws_default_vpc.main.cidr_block'],
    ['local.vpc_id', `${vpc}\n    locals {\n      vpc_id = aws_vpc.main.id\n    }\n`, 'aws_vpc.main.cidr_block'],
    [
      'var.vpc_id',
      '\n    variable "vpc_id" {}\n\n    variable "vpc_cidr" {\n      type = string\n    }\n',
      'var.vpc_cidr',
    ],
    [
      'module.vpc.vpc_id',
      '\n    module "vpc" {\n      source = "terraform-aws-modules/vpc/aws"\n    }\n',
      'module.vpc.vpc_cidr_block',
    ],
    [
      'module.net.id',
      `
    module "net" {
      source = "./net"
    }
    #- net/main.tf
${vpc}
    output "id" {
      value = aws_vpc.main.id
    }

    output "cidr_block" {
      value = aws_vpc.main.cidr_block
    }
`,
      'module.net.cidr_block',
    ],
  ];
  for (const [id, more, reference] of cases)
    await checkFix(group('["0.0.0.0/0"]', id, more), title(reference), group(`[${reference}]`, id, more));
});

test('IPv6 has a range of its own, where the VPC has one', async () => {
  const six = (cidrs: string, more: string): string =>
    group(cidrs, 'aws_vpc.main.id', more)
      .replace('cidr_blocks', 'ipv6_cidr_blocks')
      .replace(/(from_port|to_port|protocol)( +)=/g, '$1$2     =');
  const with6 = vpc.replace(
    'cidr_block = "10.0.0.0/16"',
    'cidr_block                       = "10.0.0.0/16"\n      assign_generated_ipv6_cidr_block = true',
  );
  await checkFix(
    six('["::/0"]', with6),
    'Allow only the VPC (aws_vpc.main.ipv6_cidr_block) instead of ::/0',
    six('[aws_vpc.main.ipv6_cidr_block]', with6),
  );
  checkNoFix(six('["::/0"]', vpc), 'allow-vpc-only');
});

test('every form of a rule', async () => {
  const owner = `
    resource "aws_security_group" "a" {
      vpc_id = aws_vpc.main.id
    }
${vpc}`;
  const rule = (source: string): string => `${owner}
    resource "aws_security_group_rule" "a" {
      type              = "ingress"
      security_group_id = aws_security_group.a.id
      protocol          = "tcp"
      from_port         = 8080
      to_port           = 8080
      cidr_blocks       = ${source}
    }
`;
  const single = (source: string): string => `${owner}
    resource "aws_vpc_security_group_ingress_rule" "a" {
      security_group_id = aws_security_group.a.id
      ip_protocol       = "tcp"
      from_port         = 8080
      to_port           = 8080
      cidr_ipv4         = ${source}
    }
`;
  const objects = (source: string): string => `
    resource "aws_security_group" "a" {
      vpc_id = aws_vpc.main.id

      ingress = [{ from_port = 8080, to_port = 8080, protocol = "tcp", cidr_blocks = ${source} }]
    }
${vpc}`;
  const dynamic = (source: string): string => `
    resource "aws_security_group" "a" {
      vpc_id = aws_vpc.main.id

      dynamic "ingress" {
        for_each = { web = { port = 8080, cidrs = ${source} } }

        content {
          from_port   = ingress.value.port
          to_port     = ingress.value.port
          protocol    = "tcp"
          cidr_blocks = ingress.value.cidrs
        }
      }
    }
${vpc}`;
  const repeated = (source: string): string => `${owner}
    resource "aws_vpc_security_group_ingress_rule" "a" {
      for_each = { web = ${source} }

      security_group_id = aws_security_group.a.id
      ip_protocol       = "tcp"
      from_port         = 8080
      to_port           = 8080
      cidr_ipv4         = each.value
    }
`;
  for (const [form, isList] of [
    [rule, true],
    [single, false],
    [objects, true],
    [dynamic, true],
    [repeated, false],
  ] as const) {
    const wrap = (text: string): string => (isList ? `[${text}]` : text);
    await checkFix(form(wrap('"0.0.0.0/0"')), title('aws_vpc.main.cidr_block'), form(wrap('aws_vpc.main.cidr_block')));
  }
});

test('the argument of a module call gets the range of the VPC that the call names', async () => {
  const call = (cidrs: string): string => `
    module "web" {
      source = "./web"
      vpc_id = aws_vpc.main.id
      cidrs  = ${cidrs}
    }
${vpc}    #- web/main.tf
    resource "aws_security_group" "a" {
      vpc_id = var.vpc_id

      ingress {
        from_port   = 8080
        to_port     = 8080
        protocol    = "tcp"
        cidr_blocks = var.cidrs
      }
    }

    variable "vpc_id" {}
    variable "cidrs" {}
`;
  await checkFix(call('["0.0.0.0/0"]'), title('aws_vpc.main.cidr_block'), call('[aws_vpc.main.cidr_block]'));
  const registry = (cidrs: string): string => `
    module "web" {
      source  = "terraform-aws-modules/security-group/aws"
      version = "5.3.1"
      vpc_id  = aws_vpc.main.id

      ingress_rules       = ["http-8080-tcp"]
      ingress_cidr_blocks = ${cidrs}
    }
${vpc}`;
  await checkFix(registry('["0.0.0.0/0"]'), title('aws_vpc.main.cidr_block'), registry('[aws_vpc.main.cidr_block]'));
});

test('a local value that others read too stays, the rule takes the range', async () => {
  const local = `${vpc}
    locals {
      anywhere = "0.0.0.0/0"
    }
`;
  await checkFix(
    group('[local.anywhere]', 'aws_vpc.main.id', local),
    title('aws_vpc.main.cidr_block'),
    group('[aws_vpc.main.cidr_block]', 'aws_vpc.main.id', local),
  );
});

test('no set that for_each must know holds the range', () => {
  const repeated = `
    resource "aws_security_group" "a" {
      vpc_id = aws_vpc.main.id
    }
${vpc}
    resource "aws_vpc_security_group_ingress_rule" "a" {
      for_each = toset(["0.0.0.0/0"])

      security_group_id = aws_security_group.a.id
      ip_protocol       = "tcp"
      from_port         = 8080
      to_port           = 8080
      cidr_ipv4         = each.value
    }
`;
  checkNoFix(repeated, 'allow-vpc-only');
});

test('where nothing says what the range is, none is offered', () => {
  checkNoFix(group('["0.0.0.0/0"]', '', ''), 'allow-vpc-only');
  checkNoFix(group('["0.0.0.0/0"]', '"vpc-1"', ''), 'allow-vpc-only');
  checkNoFix(group('["0.0.0.0/0"]', 'var.vpc_id', '\n    variable "vpc_id" {}\n'), 'allow-vpc-only');
  const open = '\n    variable "vpc_id" {}\n\n    variable "vpc_cidr" {\n      default = "0.0.0.0/0"\n    }\n';
  checkNoFix(group('["0.0.0.0/0"]', 'var.vpc_id', open), 'allow-vpc-only');
  checkNoFix(group('["0.0.0.0/0"]', 'aws_vpc.other.id'), 'allow-vpc-only');
});

test('an entry of a network ACL lets answers in too, and stays', () => {
  const acl = `
    resource "aws_network_acl_rule" "a" {
      network_acl_id = "acl-1"
      vpc_id         = aws_vpc.main.id
      rule_number    = 100
      rule_action    = "allow"
      protocol       = "tcp"
      from_port      = 3389
      to_port        = 3389
      cidr_block     = "0.0.0.0/0"
    }
${vpc}`;
  checkNoFix(acl, 'allow-vpc-only');
});
