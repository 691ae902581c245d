import { test } from 'node:test';
import { checkFindings } from '../../support/check.ts';

test('blocks, dynamic blocks and the argument are one sequence', async () => {
  await checkFindings(`
    resource "aws_network_acl" "blocks" {
      dynamic "ingress" {
        for_each = [["deny", 90], ["allow", 100]]
        content {
          action     = upper(ingress.value[0])
          rule_no    = ingress.value[1]
          protocol   = "6"
          from_port  = 22
          to_port    = 22
          cidr_block = "0.0.0.0/0"
        }
      }

      ingress {
        action          = "ALLOW"
        rule_no         = "101"
        protocol        = "all"
        from_port       = 0
        to_port         = 0
        cidr_block      = "10.0.0.0/8"
        ipv6_cidr_block = "::/0"
        #                 ^^^^^^ network-acl-admin-port-open: This network ACL lets every IPv6 address reach ports 22 (SSH) and 3389 (RDP).
      }
    }

    resource "aws_network_acl" "argument" {
      ingress = [
        {
          action          = "allow"
          rule_no         = 100
          protocol        = "tcp"
          from_port       = 0
          to_port         = 1024
          cidr_block      = "0.0.0.0/0"
          #                 ^^^^^^^^^^^ network-acl-admin-port-open: This network ACL lets every IPv4 address reach port 22 (SSH).
          ipv6_cidr_block = null
          icmp_type       = null
          icmp_code       = null
        },
      ]
    }
  `);
});

test('an ACL without entries, with none and with null denies everything', async () => {
  await checkFindings(`
    resource "aws_network_acl" "absent" {
    }

    resource "aws_network_acl" "none" {
      ingress = []
    }

    resource "aws_network_acl" "nothing" {
      ingress = null
    }
  `);
});

test('an entry without a number, an action or a network is none', async () => {
  await checkFindings(`
    resource "aws_network_acl" "main" {
      ingress {
        action     = "allow"
        protocol   = "-1"
        from_port  = 0
        to_port    = 0
        cidr_block = "0.0.0.0/0"
      }

      ingress {
        rule_no    = 100
        action     = "accept"
        protocol   = "-1"
        from_port  = 0
        to_port    = 0
        cidr_block = "0.0.0.0/0"
      }

      ingress {
        rule_no   = 101
        action    = "allow"
        protocol  = "-1"
        from_port = 0
        to_port   = 0
      }
    }
  `);
});
