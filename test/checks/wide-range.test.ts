import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings, findingsIn } from '../support/check.ts';

function rule(source: string, port = '22'): string {
  return `
    variable "public" { type = bool }
    variable "port" { type = number }
    resource "aws_security_group_rule" "a" {
      type      = "ingress"
      protocol  = "tcp"
      from_port = ${port}
      to_port   = ${port}
      ${source}
    }
  `;
}

function found(text: string): readonly string[] {
  return findingsIn(text)
    .filter(({ check }) => check === 'wide-range')
    .map(({ verdict, severity, source }) => `${verdict} ${severity} ${source?.text ?? ''}`);
}

test('a range wider than the threshold is a hint without a control', async () => {
  const [finding] = await checkFindings(`
    resource "aws_security_group_rule" "a" {
      type        = "ingress"
      protocol    = "tcp"
      from_port   = 22
      to_port     = 22
      cidr_blocks = ["10.0.0.0/8", "64.0.0.0/7"]
      #                            ^^^^^^^^^^^^ wide-range: Port 22 (SSH) is open to 64.0.0.0/7, which is wider than /8. Allow only the addresses that need it.
    }
  `);
  assert.deepEqual([finding?.severity, finding?.controls], ['hint', []]);
});

test('the threshold is /8 for IPv4 and /16 for IPv6, and a setting', () => {
  for (const [source, wide] of [
    ['cidr_blocks = ["64.0.0.0/7"]', true],
    ['cidr_blocks = ["64.0.0.0/8"]', false],
    ['ipv6_cidr_blocks = ["2600::/15"]', true],
    ['ipv6_cidr_blocks = ["2600::/16"]', false],
  ] as const)
    assert.equal(found(rule(source)).length, wide ? 1 : 0, source);
  const narrow = { wideRange: { ipv4PrefixLength: 24, ipv6PrefixLength: 0 } };
  assert.deepEqual(
    findingsIn(rule('cidr_blocks = ["192.0.0.0/23"]\n ipv6_cidr_blocks = ["2600::/12"]'), narrow).map(
      ({ source }) => source?.text,
    ),
    ['192.0.0.0/23'],
  );
});

test('private ranges, the whole internet and authorized ports are not wide', () => {
  assert.deepEqual(found(rule('ipv6_cidr_blocks = ["fc00::/7", "fe80::/10"]')), []);
  assert.deepEqual(found(rule('cidr_blocks = ["0.0.0.0/0", "64.0.0.0/2"]')), []);
  assert.deepEqual(found(rule('cidr_blocks = ["64.0.0.0/2"]', '443')), []);
});

test('what is not sure is no graver than a hint, and unknown ports say nothing', () => {
  assert.deepEqual(found(rule('cidr_blocks = [var.public ? "64.0.0.0/2" : "10.0.0.0/8"]')), [
    'possible hint 64.0.0.0/2',
  ]);
  assert.deepEqual(found(rule('cidr_blocks = ["64.0.0.0/2"]', 'var.port')), []);
});

test('it is silenced by its name', async () => {
  await checkFindings(`
    resource "aws_security_group_rule" "a" {
      type        = "ingress"
      protocol    = "tcp"
      from_port   = 22
      to_port     = 22
      cidr_blocks = ["64.0.0.0/2"] # portcullis:ignore wide-range our own addresses
      #              ^^^^^^^^^^^^ wide-range (suppressed)
    }
  `);
});

test('a piece of everyone is not told of again, unless it opens more than the pieces do together', () => {
  const found = (ports: string): readonly string[] =>
    findingsIn(`
      resource "aws_security_group" "web" {
        ingress {
          protocol    = "tcp"
          from_port   = 22
          to_port     = 22
          cidr_blocks = ["0.0.0.0/1"]
        }

        ingress {
          protocol    = "tcp"
          ${ports}
          cidr_blocks = ["128.0.0.0/1"]
        }
      }
    `).map(({ check }) => check);
  assert.deepEqual(found('from_port = 22\n to_port = 22'), ['open-in-pieces']);
  assert.deepEqual(found('from_port = 22\n to_port = 30'), ['open-in-pieces', 'wide-range']);
});
