import { test } from 'node:test';
import { checkFindings } from '../../support/check.ts';

test('entries outside of an ACL and inside of it are one sequence, through modules', async () => {
  await checkFindings(`
    module "net" {
      source = "./net"
    }

    resource "aws_network_acl_rule" "ssh" {
      network_acl_id = module.net.acl
      rule_number    = 100
      rule_action    = "allow"
      protocol       = "tcp"
      from_port      = 22
      to_port        = 22
      cidr_block     = "0.0.0.0/0"
    }

    resource "aws_network_acl_rule" "rdp" {
      network_acl_id  = module.net.acl
      rule_number     = 101
      rule_action     = "allow"
      protocol        = "tcp"
      from_port       = 3389
      to_port         = 3389
      ipv6_cidr_block = "::1/0"
      #                 ^^^^^^^ network-acl-admin-port-open: This network ACL lets every IPv6 address reach port 3389 (RDP).
    }
    #- net/main.tf
    resource "aws_network_acl" "this" {
      ingress {
        rule_no    = 50
        action     = "deny"
        protocol   = "tcp"
        from_port  = 22
        to_port    = 22
        cidr_block = "0.0.0.0/0"
      }
    }

    output "acl" {
      value = aws_network_acl.this.id
    }
  `);
});

test('egress is not found, and what may be ingress is possible', async () => {
  await checkFindings(`
    variable "egress" {
      type = bool
    }

    resource "aws_network_acl_rule" "out" {
      network_acl_id = "acl-0123456789abcdef0"
      egress         = true
      rule_number    = 100
      rule_action    = "allow"
      protocol       = "-1"
      cidr_block     = "0.0.0.0/0"
    }

    resource "aws_network_acl_rule" "perhaps" {
      network_acl_id = "acl-0123456789abcdef0"
      egress         = var.egress
      rule_number    = 101
      rule_action    = "allow"
      protocol       = "-1"
      cidr_block     = "0.0.0.0/0"
      #                ^^^^^^^^^^^ network-acl-admin-port-open (possible): This network ACL may let every IPv4 address reach ports 22 (SSH) and 3389 (RDP) if the rule exists, which would fail EC2.21. The variable egress
    }

    resource "aws_network_acl_rule" "in" {
      network_acl_id = "acl-0123456789abcdef1"
      egress         = null
      rule_number    = 100
      rule_action    = "allow"
      protocol       = "-1"
      cidr_block     = "0.0.0.0/0"
      #                ^^^^^^^^^^^ network-acl-admin-port-open: This network ACL lets every IPv4 address
    }
  `);
});

test('ports that are not written are port 0', async () => {
  await checkFindings(`
    resource "aws_network_acl_rule" "zero" {
      network_acl_id = "acl-0123456789abcdef0"
      rule_number    = 100
      rule_action    = "allow"
      protocol       = "tcp"
      cidr_block     = "0.0.0.0/0"
    }
  `);
});

test('an ACL that is unknown for one cause is the same one', async () => {
  const rule = (name: string, acl: string, action: string, number: number): string => `
    resource "aws_network_acl_rule" "${name}" {
      network_acl_id = ${acl}
      rule_number    = ${number}
      rule_action    = "${action}"
      protocol       = "tcp"
      from_port      = 22
      to_port        = 22
      cidr_block     = "0.0.0.0/0"
      #                ^^^^^^^^^^^ MARK
    }
  `;
  const variables = 'variable "a" {\n type = string\n }\n variable "b" {\n type = string\n }\n';
  const deny = rule('deny', 'var.a', 'deny', 90).replace(/^.*MARK\n/m, '');
  await checkFindings(variables + deny + rule('allow', 'var.a', 'allow', 100).replace(/^.*MARK\n/m, ''));
  await checkFindings(
    variables + deny + rule('allow', 'var.b', 'allow', 100).replace('MARK', 'network-acl-admin-port-open'),
  );
});
