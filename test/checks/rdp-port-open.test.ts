import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ControlId } from '../../server/src/checks/check.ts';
import { findingsIn } from '../support/check.ts';

const control: ControlId = 'EC2.14';

function fails(protocol: string, ports: readonly [number, number], source: string, rest = ''): boolean {
  const [from, to] = ports;
  const findings = findingsIn(`
    variable "unknown" {}

    resource "aws_vpc_security_group_ingress_rule" "rule" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = ${protocol}
      from_port         = ${from}
      to_port           = ${to}
      ${source}${rest}
    }
  `);
  return findings.some(
    ({ controls, verdict, suppressedBy }) =>
      controls.includes(control) && verdict === 'open' && suppressedBy === undefined,
  );
}

const ipv4 = 'cidr_ipv4 = "0.0.0.0/0"';
const ipv6 = 'cidr_ipv6 = "::/0"';

test('port 3389 alone, in a range, and with every protocol is found for both families', () => {
  for (const source of [ipv4, ipv6]) {
    assert.ok(fails('"tcp"', [3389, 3389], source));
    assert.ok(fails('"tcp"', [1, 65535], source));
    assert.ok(fails('"-1"', [0, 0], source));
  }
});

test('ports beside it, narrower sources and ICMP are not found', () => {
  assert.ok(!fails('"tcp"', [3389 - 1, 3389 - 1], ipv4));
  assert.ok(!fails('"tcp"', [3389, 3389], 'cidr_ipv4 = "203.0.113.0/24"'));
  assert.ok(!fails('"tcp"', [3389, 3389], 'referenced_security_group_id = "sg-0123456789abcdef1"'));
  assert.ok(!fails('"icmp"', [3389, 3389], ipv4));
  assert.ok(!fails('"50"', [3389, 3389], ipv4));
});

test('a protocol or a source that cannot be known is not found for sure', () => {
  assert.ok(!fails('var.unknown', [3389, 3389], ipv4));
  assert.ok(!fails('"tcp"', [3389, 3389], 'cidr_ipv4 = var.unknown'));
});

test('a comment with its control silences it and leaves the others', () => {
  assert.ok(!fails('"tcp"', [3389, 3389], ipv4, ' # portcullis:ignore EC2.14'));
  assert.ok(!fails('"tcp"', [3389, 3389], ipv4, ' # portcullis:ignore rdp-port-open'));
  assert.ok(fails('"tcp"', [3389, 3389], ipv4, ' # portcullis:ignore EC2.18 EC2.19'));
});

test('Remote Desktop is found over UDP too', () => {
  assert.ok(fails('"udp"', [3389, 3389], ipv4));
});
