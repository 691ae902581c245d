import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings, findingsIn } from '../../support/check.ts';

test('an ingress block that is open to everyone is found at the range', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
        #                            ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address. This fails EC2.19, EC2.18, EC2.13 and EC2.53. Allow only the addresses that need it.
      }
    }
  `);
});

test('each open source of a block is one finding', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      ingress {
        from_port        = 8443
        to_port          = 8443
        protocol         = "tcp"
        cidr_blocks      = ["0.0.0.0/0"]
        #                   ^^^^^^^^^^^ unauthorized-port-open: Port 8443 (alternative HTTPS) is open to every IPv4 address. This fails EC2.18.
        ipv6_cidr_blocks = ["::/0"]
        #                   ^^^^^^ unauthorized-port-open: Port 8443 (alternative HTTPS) is open to every IPv6 address.
      }
    }
  `);
});

test('egress is never found', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      egress {
        from_port   = 0
        to_port     = 0
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
  `);
});

test('no ingress at all, null, and an empty list open nothing', async () => {
  await checkFindings(`
    resource "aws_security_group" "absent" {}

    resource "aws_security_group" "null" {
      ingress = null
    }

    resource "aws_security_group" "empty" {
      ingress = []
    }

    resource "aws_security_group" "dynamic" {
      dynamic "ingress" {
        for_each = []
        content {
          from_port   = 22
          to_port     = 22
          protocol    = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
        }
      }
    }
  `);
});

test('groups, the group itself and prefix lists are not open', async () => {
  await checkFindings(`
    resource "aws_security_group" "database" {
      ingress {
        from_port       = 5432
        to_port         = 5432
        protocol        = "tcp"
        self            = true
        security_groups = [aws_security_group.web.id]
        prefix_list_ids = ["pl-0123456789abcdef0"]
        cidr_blocks     = []
      }
    }

    resource "aws_security_group" "web" {}
  `);
});

test('dynamic blocks go through lists, maps and sets, with an iterator of their own, beside static blocks', async () => {
  await checkFindings(`
    locals {
      ports = { shell = 22, web = 443 }
    }

    resource "aws_security_group" "web" {
      dynamic "ingress" {
        for_each = local.ports
        iterator = port

        content {
          description = port.key
          from_port   = port.value
          to_port     = port.value
          protocol    = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
          #              ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open
        }
      }

      ingress {
        from_port   = 23
        to_port     = 23
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ high-risk-port-open: Port 23 (Telnet) is open
      }
    }
  `);
});

test('a dynamic block over an unknown collection is possible where its range is written', async () => {
  await checkFindings(`
    variable "ports" {
      type = list(number)
    }

    resource "aws_security_group" "web" {
      dynamic "ingress" {
        for_each = var.ports
        content {
          from_port   = 22
          to_port     = 22
          protocol    = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
          #              ^^^^^^^^^^^ high-risk-port-open (possible): Port 22 (SSH) is open to every IPv4 address if the rule exists, which would fail EC2.19, EC2.18, EC2.13 and EC2.53. The variable ports has no default and no value. Allow only the addresses that need it.
        }
      }

      dynamic "ingress" {
        for_each = var.ports
        content {
          from_port   = ingress.value
          to_port     = ingress.value
          protocol    = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
          #              ^^^^^^^^^^^ unauthorized-port-open (possible): This rule is open to every IPv4 address if the rule exists and may fail EC2.18, but its ports cannot be known. The variable ports has no default and no value. Allow only the addresses that need it.
        }
      }
    }
  `);
});

test('a dynamic block over null or over a string is possible', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      dynamic "ingress" {
        for_each = "22"
        content {
          from_port   = 22
          to_port     = 22
          protocol    = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
          #              ^^^^^^^^^^^ high-risk-port-open (possible): Port 22 (SSH) is open to every IPv4 address if the rule exists
        }
      }
    }
  `);
});

test('the group of an inline rule is the resource itself', () => {
  const [finding] = findingsIn(`
    resource "aws_security_group" "web" {
      ingress {
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
  `);
  assert.deepEqual(finding?.rule.group, {
    address: 'aws_security_group.web',
    type: 'aws_security_group',
    attribute: 'id',
  });
});
