// Where the open network stands, and what takes its place there. The variable itself is tested in sourceVariable.test.ts.
import { test } from 'node:test';
import { checkFix, checkNoFix } from '../support/checkFix.ts';
import { declaredList, declaredSingle } from './declared.ts';

const managementIpv6 = declaredList('allowed_management_ipv6_cidrs', 'the management ports', 'IPv6 ');
const knownTitle = 'Replace 0.0.0.0/0 with var.allowed_management_cidrs';

/** A group with one SSH rule whose argument for networks is given; variables.tf has the variable already. */
function sshRule(argument: string): string {
  return `
    resource "aws_security_group" "a" {
      ingress {
        from_port = 22
        to_port   = 22
        protocol  = "tcp"

        ${argument.split('\n').join('\n        ')}
      }
    }
    #- variables.tf
    variable "allowed_management_cidrs" {
      type = list(string)
    }
    `;
}

test('rules in attribute form', async () => {
  const rule = (sources: string): string => `
    variable "allowed_management_cidrs" {}
    resource "aws_default_security_group" "a" {
      ingress = [
        {
          description      = ""
          from_port        = 22
          to_port          = 22
          protocol         = "tcp"
          cidr_blocks      = ${sources}
          ipv6_cidr_blocks = []
          prefix_list_ids  = []
          security_groups  = []
          self             = false
        }
      ]
    }
    `;
  await checkFix(rule('["0.0.0.0/0"]'), knownTitle, rule('var.allowed_management_cidrs'));
});

test('rules made by a dynamic block over a map', async () => {
  const rules = (ssh: string): string => `
    variable "allowed_management_cidrs" {}
    locals {
      rules = {
        ssh = { port = 22, cidrs = ${ssh} }
        web = { port = 443, cidrs = ["0.0.0.0/0"] }
      }
    }
    resource "aws_security_group" "a" {
      dynamic "ingress" {
        for_each = local.rules
        content {
          from_port   = ingress.value.port
          to_port     = ingress.value.port
          protocol    = "tcp"
          cidr_blocks = ingress.value.cidrs
        }
      }
    }
    `;
  await checkFix(rules('["0.0.0.0/0"]'), knownTitle, rules('var.allowed_management_cidrs'));
  await checkFix(
    rules('["10.0.0.0/8", "0.0.0.0/0"]'),
    knownTitle,
    rules('concat(var.allowed_management_cidrs, ["10.0.0.0/8"])'),
  );
});

test('rule resources and for_each over networks', async () => {
  const rule = (sources: string): string => `
    variable "allowed_management_cidrs" {}
    resource "aws_vpc_security_group_ingress_rule" "a" {
      for_each          = toset(${sources})
      security_group_id = "sg-1"
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_ipv4         = each.value
    }
    `;
  await checkFix(
    rule('["0.0.0.0/0", "10.0.0.0/8"]'),
    knownTitle,
    rule('concat(var.allowed_management_cidrs, ["10.0.0.0/8"])'),
  );
  const listRule = (sources: string): string => `
    variable "allowed_management_cidrs" {}
    resource "aws_security_group_rule" "a" {
      type              = "ingress"
      security_group_id = "sg-1"
      protocol          = "-1"
      from_port         = 0
      to_port           = 0
      cidr_blocks       = ${sources}
    }
    `;
  await checkFix(listRule('["0.0.0.0/0"]'), knownTitle, listRule('var.allowed_management_cidrs'));
});

test('an argument that takes one network gets a variable of one network', async () => {
  await checkFix(
    `
    resource "aws_vpc_security_group_ingress_rule" "a" {
      security_group_id = "sg-1"
      ip_protocol       = "tcp"
      from_port         = 8000
      to_port           = 8010
      cidr_ipv6         = "::/0" # everyone
    }
    `,
    'Replace ::/0 with the new variable allowed_8000_8010_ipv6_cidr',
    `
    resource "aws_vpc_security_group_ingress_rule" "a" {
      security_group_id = "sg-1"
      ip_protocol       = "tcp"
      from_port         = 8000
      to_port           = 8010
      cidr_ipv6         = var.allowed_8000_8010_ipv6_cidr # everyone
    }
    #- variables.tf
    ${declaredSingle('allowed_8000_8010_ipv6_cidr', 'ports 8000 to 8010', 'IPv6 ')}
    `,
  );
});

test('IPv6 has a variable of its own', async () => {
  const rule = (sources: string, more: string): string => `
    resource "aws_security_group" "a" {
      ingress {
        from_port        = 22
        to_port          = 22
        protocol         = "tcp"
        cidr_blocks      = ["0.0.0.0/0"]
        ipv6_cidr_blocks = ${sources}
      }
    }
    ${more}`;
  await checkFix(
    rule('["::/0"]', ''),
    'Replace ::/0 with the new variable allowed_management_ipv6_cidrs',
    rule('var.allowed_management_ipv6_cidrs', `#- variables.tf\n    ${managementIpv6}\n    `),
  );
});

test('a network in a local value is replaced there', async () => {
  const locals = (admins: string): string => `
    variable "allowed_management_cidrs" {}
    locals {
      admins = ${admins}
    }
    resource "aws_security_group" "a" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = local.admins
      }
    }
    `;
  await checkFix(locals('["0.0.0.0/0"]'), knownTitle, locals('var.allowed_management_cidrs'));
});

test('a local value that others use too stays, and the rule no longer refers to it', async () => {
  const rules = (anywhere: string, ssh: string, egress: string): string => `
    variable "allowed_management_cidrs" {}
    locals {
      anywhere = ${anywhere}
    }
    resource "aws_security_group" "a" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = ${ssh}
      }
      egress {
        from_port   = 0
        to_port     = 0
        protocol    = "-1"
        cidr_blocks = ${egress}
      }
    }
    `;
  await checkFix(
    rules('"0.0.0.0/0"', '[local.anywhere]', '[local.anywhere]'),
    knownTitle,
    rules('"0.0.0.0/0"', 'var.allowed_management_cidrs', '[local.anywhere]'),
  );
  await checkFix(
    rules('["0.0.0.0/0"]', 'local.anywhere', 'local.anywhere'),
    knownTitle,
    rules('["0.0.0.0/0"]', 'var.allowed_management_cidrs', 'local.anywhere'),
  );
});

test('an argument of a module call is replaced in the caller', async () => {
  const files = (argument: string): string => `
    variable "allowed_management_cidrs" {}
    module "web" {
      source = "./web"
      admins = ${argument}
    }
    #- web/main.tf
    variable "admins" {}
    resource "aws_security_group" "a" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = var.admins
      }
    }
    `;
  await checkFix(files('["0.0.0.0/0"]'), knownTitle, files('var.allowed_management_cidrs'));
});

test('a network in a default or in a variable file is not replaced by a reference', () => {
  const rule = `
    resource "aws_security_group" "a" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = var.admins
      }
    }
    `;
  checkNoFix(`${rule}variable "admins" {\n      default = ["0.0.0.0/0"]\n    }\n    `, 'replace-source');
  checkNoFix(
    `${rule}variable "admins" {}\n    #- terraform.tfvars\n    admins = ["0.0.0.0/0"]\n    `,
    'replace-source',
  );
});

test('a network that is part of a longer text, or that a function reads, is not replaced', () => {
  checkNoFix(sshRule('cidr_blocks = split(",", "0.0.0.0/0")'), 'replace-source');
  checkNoFix(sshRule('cidr_blocks = split(",", "10.0.0.0/8,0.0.0.0/0")'), 'replace-source');
  checkNoFix(sshRule('cidr_blocks = ["${"0.0.0.0"}/0"]'), 'replace-source');
  checkNoFix(sshRule('cidr_blocks = [trimspace("0.0.0.0/0")]'), 'replace-source');
  checkNoFix(sshRule('cidr_blocks = split("\\n", <<-EOT\n0.0.0.0/0\nEOT\n)'), 'replace-source');
});
