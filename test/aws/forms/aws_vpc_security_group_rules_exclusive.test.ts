import { test } from 'node:test';
import assert from 'node:assert/strict';
import { checkFindings, findingsIn } from '../../support/check.ts';

const rules = `
  resource "aws_security_group" "web" {}

  resource "aws_vpc_security_group_ingress_rule" "listed" {
    security_group_id = aws_security_group.web.id
    ip_protocol       = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_ipv4         = "0.0.0.0/0"
  }
`;

function verdicts(list: string, others = ''): readonly string[] {
  return findingsIn(`
    ${rules}
    ${others}
    resource "aws_vpc_security_group_rules_exclusive" "web" {
      security_group_id = aws_security_group.web.id
      egress_rule_ids   = []
      ${list}
    }
  `).map(({ verdict }) => verdict);
}

test('a rule of the group that is not listed is taken out again, and so only possible', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {}

    resource "aws_vpc_security_group_ingress_rule" "listed" {
      security_group_id = aws_security_group.web.id
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_ipv4         = "0.0.0.0/0"
      #                   ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address.
    }

    resource "aws_vpc_security_group_ingress_rule" "forgotten" {
      security_group_id = aws_security_group.web.id
      ip_protocol       = "tcp"
      from_port         = 23
      to_port           = 23
      cidr_ipv4         = "0.0.0.0/0"
      #                   ^^^^^^^^^^^ high-risk-port-open (possible): Port 23 (Telnet) is open to every IPv4 address if the rule exists, which would fail EC2.19 and EC2.18. aws_vpc_security_group_rules_exclusive.web takes every rule out of the group that it does not list, and this one is not listed.
    }

    resource "aws_vpc_security_group_rules_exclusive" "web" {
      security_group_id = aws_security_group.web.id
      ingress_rule_ids  = [aws_vpc_security_group_ingress_rule.listed.id]
      egress_rule_ids   = []
    }
  `);
});

test('an empty list takes every rule resource out, and none that is written inside the group', () => {
  assert.deepEqual(verdicts('ingress_rule_ids = []'), ['possible']);
  assert.deepEqual(
    findingsIn(`
      resource "aws_security_group" "web" {
        ingress {
          protocol    = "tcp"
          from_port   = 22
          to_port     = 22
          cidr_blocks = ["0.0.0.0/0"]
        }
      }

      resource "aws_vpc_security_group_rules_exclusive" "web" {
        security_group_id = aws_security_group.web.id
        ingress_rule_ids  = []
        egress_rule_ids   = []
      }
    `).map(({ verdict }) => verdict),
    ['open'],
  );
});

test('a list that is absent, null, unknown or of other ids changes nothing', () => {
  const variable = 'variable "ids" {\n type = list(string)\n }';
  for (const list of ['', 'ingress_rule_ids = null', 'ingress_rule_ids = var.ids', 'ingress_rule_ids = ["sgr-1"]'])
    assert.deepEqual(verdicts(list, variable), ['open'], list);
  assert.deepEqual(verdicts('count = var.on ? 1 : 0\n ingress_rule_ids = []', 'variable "on" {\n type = bool\n }'), [
    'open',
  ]);
});

test('rules made with for_each are listed by their keys', () => {
  const many = `
    resource "aws_vpc_security_group_ingress_rule" "many" {
      for_each          = toset(["23", "25"])
      security_group_id = aws_security_group.web.id
      ip_protocol       = "tcp"
      from_port         = each.key
      to_port           = each.key
      cidr_ipv4         = "0.0.0.0/0"
    }
  `;
  const all =
    'concat([aws_vpc_security_group_ingress_rule.listed.id], [for r in aws_vpc_security_group_ingress_rule.many : r.id])';
  assert.deepEqual(verdicts(`ingress_rule_ids = ${all}`, many), ['open', 'open', 'open']);
  const one = '[aws_vpc_security_group_ingress_rule.listed.id, aws_vpc_security_group_ingress_rule.many["23"].id]';
  assert.deepEqual(verdicts(`ingress_rule_ids = ${one}`, many), ['open', 'open', 'possible']);
});

test('the rules of another group stay', () => {
  const other = `
    resource "aws_security_group" "other" {}

    resource "aws_security_group_rule" "other" {
      type              = "ingress"
      security_group_id = aws_security_group.other.id
      protocol          = "tcp"
      from_port         = 25
      to_port           = 25
      cidr_blocks       = ["0.0.0.0/0"]
    }
  `;
  assert.deepEqual(verdicts('ingress_rule_ids = []', other), ['possible', 'open']);
});
