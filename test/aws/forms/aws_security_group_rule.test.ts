import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings, findingsIn } from '../../support/check.ts';

test('a rule is found at each open range', async () => {
  await checkFindings(`
    resource "aws_security_group_rule" "shell" {
      type              = "ingress"
      security_group_id = "sg-0123456789abcdef0"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_blocks       = ["0.0.0.0/0"]
      #                    ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address.
      ipv6_cidr_blocks  = ["::/0"]
      #                    ^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv6 address.
      prefix_list_ids   = ["pl-0123456789abcdef0"]
    }
  `);
});

test('rules of egress, and rules without a source that is open, are not found', async () => {
  await checkFindings(`
    resource "aws_security_group_rule" "egress" {
      type              = "egress"
      security_group_id = "sg-0123456789abcdef0"
      protocol          = "-1"
      from_port         = 0
      to_port           = 0
      cidr_blocks       = ["0.0.0.0/0"]
    }

    resource "aws_security_group_rule" "upper_case" {
      type              = "INGRESS"
      security_group_id = "sg-0123456789abcdef0"
      protocol          = "-1"
      from_port         = 0
      to_port           = 0
      cidr_blocks       = ["0.0.0.0/0"]
    }

    resource "aws_security_group_rule" "self" {
      type              = "ingress"
      security_group_id = "sg-0123456789abcdef0"
      protocol          = "-1"
      from_port         = 0
      to_port           = 0
      self              = true
    }

    resource "aws_security_group_rule" "group" {
      type                     = "ingress"
      security_group_id        = "sg-0123456789abcdef0"
      protocol                 = "tcp"
      from_port                = 22
      to_port                  = 22
      source_security_group_id = "sg-0123456789abcdef1"
    }

    resource "aws_security_group_rule" "empty" {
      type              = "ingress"
      security_group_id = "sg-0123456789abcdef0"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_blocks       = []
    }

    resource "aws_security_group_rule" "none" {
      type              = "ingress"
      security_group_id = "sg-0123456789abcdef0"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
    }
  `);
});

test('what else may not stand beside the range does not hide it', async () => {
  await checkFindings(`
    resource "aws_security_group_rule" "conflict" {
      type              = "ingress"
      security_group_id = "sg-0123456789abcdef0"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      self              = false
      cidr_blocks       = ["0.0.0.0/0"]
      #                    ^^^^^^^^^^^ high-risk-port-open
    }

    resource "aws_security_group_rule" "nulls" {
      type                     = "ingress"
      security_group_id        = "sg-0123456789abcdef0"
      protocol                 = "tcp"
      from_port                = 22
      to_port                  = 22
      self                     = null
      source_security_group_id = null
      cidr_blocks              = ["0.0.0.0/0"]
      #                           ^^^^^^^^^^^ high-risk-port-open
    }

    resource "aws_security_group_rule" "ports_of_everything" {
      type              = "ingress"
      security_group_id = "sg-0123456789abcdef0"
      protocol          = "-1"
      from_port         = 443
      to_port           = 443
      cidr_blocks       = ["0.0.0.0/0"]
      #                    ^^^^^^^^^^^ high-risk-port-open: Every port of every protocol is open
    }
  `);
});

test('a type that cannot be known is possible', async () => {
  await checkFindings(`
    variable "direction" {
      type = string
    }

    variable "inbound" {
      type = bool
    }

    resource "aws_security_group_rule" "unknown" {
      type              = var.direction
      security_group_id = "sg-0123456789abcdef0"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_blocks       = ["0.0.0.0/0"]
      #                    ^^^^^^^^^^^ high-risk-port-open (possible): Port 22 (SSH) is open to every IPv4 address if the rule exists
    }

    resource "aws_security_group_rule" "one_of_two" {
      type              = var.inbound ? "ingress" : "egress"
      security_group_id = "sg-0123456789abcdef0"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_blocks       = ["0.0.0.0/0"]
      #                    ^^^^^^^^^^^ high-risk-port-open (possible): Port 22 (SSH) is open to every IPv4 address if var.inbound is true.
    }
  `);
});

test('a rule knows the group it belongs to, and its own block', () => {
  const [finding] = findingsIn(`
    resource "aws_security_group" "web" {
      count = 1
    }

    resource "aws_security_group_rule" "shell" {
      type              = "ingress"
      security_group_id = aws_security_group.web[0].id
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_blocks       = ["0.0.0.0/0"]
    }
  `);
  assert.equal(finding?.rule.group?.address, 'aws_security_group.web[0]');
  assert.equal(finding.rule.block?.labels[1]?.value, 'shell');
});
