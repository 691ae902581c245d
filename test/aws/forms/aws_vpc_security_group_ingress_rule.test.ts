import { test } from 'node:test';
import { checkFindings } from '../../support/check.ts';

test('a rule is found at its range', async () => {
  await checkFindings(`
    resource "aws_vpc_security_group_ingress_rule" "ipv4" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_ipv4         = "0.0.0.0/0"
      #                   ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address.
      cidr_ipv6         = null
    }

    resource "aws_vpc_security_group_ingress_rule" "ipv6" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "-1"
      cidr_ipv6         = "::/0"
      #                   ^^^^^^ high-risk-port-open: Every port of every protocol is open to every IPv6 address. This fails EC2.19, EC2.18, EC2.13, EC2.14 and EC2.54.
    }
  `);
});

test('groups, prefix lists, narrower ranges and the rules of egress are not found', async () => {
  await checkFindings(`
    resource "aws_vpc_security_group_ingress_rule" "group" {
      security_group_id            = "sg-0123456789abcdef0"
      ip_protocol                  = "-1"
      referenced_security_group_id = "sg-0123456789abcdef1"
    }

    resource "aws_vpc_security_group_ingress_rule" "prefix_list" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "-1"
      prefix_list_id    = "pl-0123456789abcdef0"
    }

    resource "aws_vpc_security_group_ingress_rule" "narrow" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "-1"
      cidr_ipv4         = "10.0.0.0/8"
    }

    resource "aws_vpc_security_group_ingress_rule" "icmpv6" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "icmpv6"
      cidr_ipv6         = "::/0"
    }

    resource "aws_vpc_security_group_egress_rule" "egress" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "-1"
      cidr_ipv4         = "0.0.0.0/0"
    }
  `);
});

test('what the provider refuses is judged by what it says', async () => {
  await checkFindings(`
    resource "aws_vpc_security_group_ingress_rule" "two_sources" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_ipv4         = ""
      #                   ^^ invalid-rule: "" is no network
      cidr_ipv6         = "::/0"
      #                   ^^^^^^ high-risk-port-open
    }

    resource "aws_vpc_security_group_ingress_rule" "no_ports" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "tcp"
      cidr_ipv4         = "0.0.0.0/0"
      #                   ^^^^^^^^^^^ unauthorized-port-open (possible): This rule is open to every IPv4 address, but its ports are not written.
    }

    resource "aws_vpc_security_group_ingress_rule" "no_protocol" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "banana"
      #                   ^^^^^^^^ invalid-rule: AWS knows no protocol "banana".
      cidr_ipv4         = "0.0.0.0/0"
      #                   ^^^^^^^^^^^ unauthorized-port-open (possible): This rule is open to every IPv4 address, but "banana" is no protocol that AWS takes.
    }

    resource "aws_vpc_security_group_ingress_rule" "list" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_ipv4         = ["0.0.0.0/0"]
      #                    ^^^^^^^^^^^ high-risk-port-open
    }

    resource "aws_vpc_security_group_ingress_rule" "family" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_ipv4         = "::/0"
      #                   ^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv6 address.
    }

    resource "aws_vpc_security_group_ingress_rule" "port" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 70000
      #                   ^^^^^ invalid-rule: AWS refuses the ports 70000.
      cidr_ipv4         = "0.0.0.0/0"
      #                   ^^^^^^^^^^^ unauthorized-port-open (possible): This rule is open to every IPv4 address, but "70000" is no port range that AWS takes.
    }
  `);
});

test('one rule for each range of a set is found for the open one, at the expression that brings it', async () => {
  await checkFindings(`
    resource "aws_vpc_security_group_ingress_rule" "each" {
      for_each = toset(["0.0.0.0/0", "10.0.0.0/8"])

      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_ipv4         = each.value
      #                   ^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address.
    }
  `);
});
