import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings, findingsIn } from '../../support/check.ts';

function rule(group: string): string {
  return `
    resource "aws_vpc" "main" {}

    resource "aws_default_security_group" "main" {}

    resource "aws_security_group" "web" {}

    variable "group" {
      type = string
    }

    resource "aws_vpc_security_group_egress_rule" "all" {
      security_group_id = ${group}
      ip_protocol       = "-1"
      cidr_ipv4         = "0.0.0.0/0"
    }
  `;
}

test('traffic out of a default group is found', async () => {
  await checkFindings(`
    resource "aws_default_security_group" "main" {}

    resource "aws_vpc_security_group_egress_rule" "all" {
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ default-group-has-rules: The default security group allows traffic
      security_group_id = aws_default_security_group.main.id
      ip_protocol       = "-1"
      cidr_ipv4         = "0.0.0.0/0"
    }
  `);
  assert.equal(findingsIn(rule('aws_vpc.main.default_security_group_id')).length, 1);
});

test('traffic out of any other group, or of one that cannot be known, is no matter', () => {
  for (const group of ['aws_security_group.web.id', 'var.group', '"sg-0123456789abcdef0"', 'null'])
    assert.deepEqual(findingsIn(rule(group)), [], group);
});
