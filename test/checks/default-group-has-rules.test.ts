import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '../../server/src/messages.ts';
import { checkFindings, findingsIn } from '../support/check.ts';

function verdicts(text: string): readonly string[] {
  return findingsIn(`variable "on" {\n type = bool\n }\n variable "cidrs" {\n type = list(string)\n }\n ${text}`)
    .filter(({ check }) => check === 'default-group-has-rules')
    .map(({ verdict, controls }) => `${verdict} ${controls.join()}`);
}

function group(body: string): string {
  return `resource "aws_default_security_group" "default" {\n ${body}\n }`;
}

const members = 'protocol = "-1"\n from_port = 0\n to_port = 0';

test('any rule of a default group is found, once for the group', async () => {
  const [finding] = await checkFindings(`
    resource "aws_default_security_group" "default" {
      vpc_id = "vpc-0123456789abcdef0"

      ingress {
    # ^^^^^^^ default-group-has-rules
        protocol  = "-1"
        from_port = 0
        to_port   = 0
        self      = true
      }

      egress {
        protocol    = "-1"
        from_port   = 0
        to_port     = 0
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
  `);
  assert.deepEqual([finding?.controls, finding?.severity, finding?.source], [['EC2.2'], 'warning', undefined]);
  assert.deepEqual(
    finding?.notes.map(({ message }) => render(message, 'en')),
    ['This is another of its rules.'],
  );
});

test('traffic out alone is enough, in blocks and in the argument', () => {
  assert.deepEqual(verdicts(group(`egress {\n ${members}\n cidr_blocks = ["10.0.0.0/8"]\n }`)), ['open EC2.2']);
  assert.deepEqual(verdicts(group(`egress = [{ ${members.replaceAll('\n', ',')}, cidr_blocks = ["10.0.0.0/8"] }]`)), [
    'open EC2.2',
  ]);
});

test('a rule outside of the group is one of it', () => {
  const rule = (id: string): string => `
    resource "aws_vpc_security_group_ingress_rule" "https" {
      security_group_id = ${id}
      ip_protocol       = "tcp"
      from_port         = 443
      to_port           = 443
      cidr_ipv4         = "10.0.0.0/8"
    }
  `;
  const vpc = 'resource "aws_vpc" "main" {}\n';
  assert.deepEqual(verdicts(vpc + rule('aws_vpc.main.default_security_group_id')), ['open EC2.2']);
  assert.deepEqual(verdicts(group('') + rule('aws_default_security_group.default.id')), ['open EC2.2']);
  assert.deepEqual(verdicts(rule('"sg-0123456789abcdef0"')), []);
});

test('a rule resource for traffic out is one of it', () => {
  const egress = (id: string, type = '"egress"'): string => `
    resource "aws_security_group_rule" "all" {
      type              = ${type}
      security_group_id = ${id}
      protocol          = "-1"
      from_port         = 0
      to_port           = 0
      cidr_blocks       = ["0.0.0.0/0"]
    }
  `;
  const vpc = 'resource "aws_vpc" "main" {}\n';
  assert.deepEqual(verdicts(vpc + egress('aws_vpc.main.default_security_group_id')), ['open EC2.2']);
  assert.deepEqual(verdicts(group('') + egress('aws_default_security_group.default.id')), ['open EC2.2']);
  assert.deepEqual(verdicts(`resource "aws_security_group" "web" {}\n${egress('aws_security_group.web.id')}`), []);
  const unknown = egress('aws_vpc.main.default_security_group_id', 'var.on ? "egress" : "ingress"');
  assert.deepEqual(verdicts(vpc + unknown), ['possible EC2.2']);
});

test('a group that is looked up by the name of default groups is one', () => {
  const lookup = (body: string): string => `
    data "aws_security_group" "found" {
      vpc_id = "vpc-0123456789abcdef0"
      ${body}
    }

    resource "aws_vpc_security_group_ingress_rule" "https" {
      security_group_id = data.aws_security_group.found.id
      ip_protocol       = "tcp"
      from_port         = 443
      to_port           = 443
      cidr_ipv4         = "10.0.0.0/8"
    }
  `;
  const filter = 'filter {\n name = "group-name"\n values = ["default"]\n }';
  assert.deepEqual(verdicts(lookup('name = "default"')), ['open EC2.2']);
  assert.deepEqual(verdicts(lookup(filter)), ['open EC2.2']);
  assert.deepEqual(verdicts(lookup(filter.replace('"default"', '"default", "web"'))), []);
  assert.deepEqual(verdicts(lookup('name = "web"')), []);
  assert.deepEqual(verdicts(lookup('name = var.on ? "default" : "web"')), []);
});

test('without rules, or with rules without a source, it is as AWS wants it', () => {
  for (const body of [
    '',
    'ingress = []\n egress = []',
    'ingress = null',
    `ingress {\n ${members}\n }`,
    `ingress {\n ${members}\n self = false\n }`,
  ])
    assert.deepEqual(verdicts(group(body)), [], body);
  assert.deepEqual(verdicts('resource "aws_security_group" "web" {\n egress {\n self = true\n }\n }'), []);
});

test('what cannot be known is possible', () => {
  assert.deepEqual(verdicts(group(`count = var.on ? 1 : 0\n ingress {\n ${members}\n self = true\n }`)), [
    'possible EC2.2',
  ]);
  assert.deepEqual(verdicts(group(`ingress {\n ${members}\n cidr_blocks = var.cidrs\n }`)), ['possible EC2.2']);
  const [finding] = findingsIn(
    `variable "on" {\n type = bool\n }\n ${group(`ingress {\n ${members}\n self = var.on ? true : null\n }`)}`,
  );
  assert.match(render(finding?.message ?? assert.fail(), 'en'), /^The default security group may allow traffic/);
});

test('an open rule of it is found by the other checks too', () => {
  const findings = findingsIn(group(`ingress {\n ${members}\n cidr_blocks = ["0.0.0.0/0"]\n }`));
  assert.deepEqual(
    findings.map(({ check }) => check),
    ['default-group-has-rules', 'high-risk-port-open'],
  );
});

test('a comment above the group silences it', () => {
  const silent = findingsIn(`
    # portcullis:ignore EC2.2 an old account
    ${group(`ingress {\n ${members}\n self = true\n }`)}
  `);
  assert.deepEqual(
    silent.map(({ suppressedBy }) => suppressedBy !== undefined),
    [true],
  );
});
