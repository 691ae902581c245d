import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '../../server/src/messages.ts';
import { checkFindings, findingsIn } from '../support/check.ts';

/** What is said of one rule of a group, shortened to its first words. */
function said(members: string, outer = ''): readonly string[] {
  const findings = findingsIn(`
    variable "known" { default = "10.0.0.5/8" }
    variable "unknown" {}
    resource "aws_security_group" "web" {
      ${outer}
      ingress {
        ${members}
      }
    }
  `);
  return findings
    .filter(({ check }) => check === 'invalid-rule')
    .map(({ message }) => render(message, 'en').split(/(?<=[a-z0-9"])[.,] /)[0] ?? '');
}

const ports = (protocol: string, from: string, to: string): string =>
  `protocol = ${protocol}\n from_port = ${from}\n to_port = ${to}\n self = true`;
const source = (argument: string): string => `protocol = "tcp"\n from_port = 80\n to_port = 80\n ${argument}`;

test('ports that AWS refuses are said where they are written', async () => {
  const [finding] = await checkFindings(`
    resource "aws_vpc_security_group_ingress_rule" "web" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "tcp"
      from_port         = 443
      #                   ^^^ invalid-rule: AWS refuses the ports 443-80. They go from 0 to 65535, the lower one first.
      to_port           = 80
      cidr_ipv4         = "10.0.0.0/8"
    }
  `);
  assert.deepEqual([finding?.controls, finding?.severity, finding?.source], [[], 'warning', undefined]);
});

test('a negative port is marked with its sign', async () => {
  await checkFindings(`
    resource "aws_vpc_security_group_ingress_rule" "web" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "tcp"
      from_port         = -1
      #                   ^^ invalid-rule: AWS refuses the ports -1.
      to_port           = -1
      cidr_ipv4         = "10.0.0.0/8"
    }
  `);
});

test('types and codes of ICMP are bytes, and every type has every code', () => {
  for (const [from, to] of [
    ['8', '0'],
    ['-1', '-1'],
    ['8', '-1'],
    ['255', '255'],
  ] as const)
    assert.deepEqual(said(ports('"icmp"', from, to)), []);
  assert.deepEqual(said(ports('"icmp"', '0', '65535')), ['AWS refuses ICMP type 0 with code 65535']);
  assert.deepEqual(said(ports('"icmp"', '-1', '0')), ['AWS refuses ICMP type -1 with code 0']);
  assert.deepEqual(said(ports('"icmpv6"', '-2', '0')), ['AWS refuses ICMP type -2 with code 0']);
  assert.deepEqual(said(ports('"icmp"', 'var.unknown', '65535')), []);
});

test('an empty port is shown as the empty text that it is', () => {
  assert.deepEqual(said(ports('"tcp"', '""', '""')), ['AWS refuses the ports ""']);
});

test('a refused piece of a split text is marked at the text, not at the separator', async () => {
  await checkFindings(`
    variable "closed" {
      default = "10.0.0.1/24,192.168.0.0/16"
    }

    resource "aws_security_group" "web" {
      ingress {
        from_port   = 80
        to_port     = 80
        protocol    = "tcp"
        cidr_blocks = split(",", var.closed)
        #                        ^^^^^^^^^^ invalid-rule: 10.0.0.1/24 has bits set behind its prefix
      }
      ingress {
        from_port   = 80
        to_port     = 80
        protocol    = "tcp"
        cidr_blocks = split(",", "")
        #                        ^^ invalid-rule: "" is no network
      }
    }
  `);
});

test('reversed and out-of-range ports are refused, those in range and those of ICMP are not', () => {
  assert.deepEqual(said(ports('"tcp"', '443', '80')), ['AWS refuses the ports 443-80']);
  assert.deepEqual(said(ports('"udp"', '80', '70000')), ['AWS refuses the ports 70000']);
  assert.deepEqual(said(ports('"tcp"', '-1', '-1')), ['AWS refuses the ports -1']);
  assert.deepEqual(said(ports('"tcp"', '0', '65535')), []);
  assert.deepEqual(said(ports('"icmp"', '8', '-1')), []);
  assert.deepEqual(said(ports('"50"', '443', '80')), []);
});

test('protocols that AWS does not know are refused', () => {
  assert.deepEqual(said(ports('"esp"', '0', '0')), ['AWS knows no protocol "esp"']);
  assert.deepEqual(said(ports('256', '0', '0')), ['AWS knows no protocol "256"']);
  for (const protocol of ['"TCP"', '"06"', '255', '"icmpv6"', '"all"'])
    assert.deepEqual(said(ports(protocol, '0', '0')), []);
});

test('a group takes no ports beside -1, but a rule resource does', async () => {
  assert.deepEqual(said(ports('"-1"', '0', '65535')), ['The AWS provider refuses ports beside protocol -1 here']);
  assert.deepEqual(said(ports('"-1"', '0', '0')), []);
  await checkFindings(`
    resource "aws_security_group_rule" "all" {
      type              = "ingress"
      security_group_id = "sg-0123456789abcdef0"
      protocol          = "-1"
      from_port         = -1
      to_port           = -1
      self              = true
    }
  `);
});

test('text that is no network is refused, and so are the wrong family and host bits', () => {
  assert.deepEqual(said(source('cidr_blocks = ["0.0.0.0"]')), ['"0.0.0.0" is no network']);
  assert.deepEqual(said(source('cidr_blocks = [" 0.0.0.0/0"]')), ['" 0.0.0.0/0" is no network']);
  assert.deepEqual(said(source('cidr_blocks = ["fd00::/8"]')), [
    'fd00::/8 is an IPv6 network, which cidr_blocks does not take'.split(',')[0],
  ]);
  assert.deepEqual(said(source('ipv6_cidr_blocks = ["10.0.0.0/8"]')), ['10.0.0.0/8 is an IPv4 network']);
  assert.deepEqual(said(source('cidr_blocks = [var.known]')), ['10.0.0.5/8 has bits set behind its prefix']);
  assert.deepEqual(said(source('cidr_blocks = ["10.0.0.0/8", "0.0.0.0/00"]')), []);
});

test('a network of length 0 is said to be open and nothing else', () => {
  assert.deepEqual(said(source('cidr_blocks = ["1.2.3.4/0", "::/0"]')), []);
});

test('what cannot be known, may not be there or is not written yet is refused by no one', () => {
  assert.deepEqual(said(ports('var.unknown', '443', '80')), []);
  assert.deepEqual(said(ports('"tcp"', 'var.unknown', '80')), []);
  assert.deepEqual(said('protocol = "tcp"'), []);
  assert.deepEqual(said(''), []);
  assert.deepEqual(said(ports('"tcp"', '443', '80'), 'count = var.unknown ? 1 : 0'), []);
  assert.deepEqual(said(source('cidr_blocks = [var.unknown ? "0.0.0.0" : "10.0.0.0/8"]')), []);
});

test('it is silenced by its name', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      ingress {
        # portcullis:ignore invalid-rule the mock takes it
        protocol    = "tcp"
        from_port   = 443
        #             ^^^ invalid-rule (suppressed)
        to_port     = 80
        cidr_blocks = ["10.0.0.0/8"]
      }
    }
  `);
});
