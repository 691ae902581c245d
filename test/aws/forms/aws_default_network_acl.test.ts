import { test } from 'node:test';
import { checkFindings } from '../../support/check.ts';

test('AWS exempts the ACL that comes with a VPC, and so do we', async () => {
  await checkFindings(`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_default_network_acl" "main" {
      default_network_acl_id = aws_vpc.main.default_network_acl_id

      ingress {
        rule_no    = 100
        action     = "allow"
        protocol   = "-1"
        from_port  = 0
        to_port    = 0
        cidr_block = "0.0.0.0/0"
      }
    }

    resource "aws_network_acl_rule" "by_resource" {
      network_acl_id = aws_default_network_acl.main.id
      rule_number    = 100
      rule_action    = "allow"
      protocol       = "-1"
      cidr_block     = "0.0.0.0/0"
    }

    resource "aws_network_acl_rule" "by_vpc" {
      network_acl_id = aws_vpc.main.default_network_acl_id
      rule_number    = 100
      rule_action    = "allow"
      protocol       = "-1"
      cidr_block     = "0.0.0.0/0"
    }
  `);
});
