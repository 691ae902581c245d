import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PortRange } from '../../server/src/checks/settings.ts';
import { checkFindings, findingsIn } from '../support/check.ts';

function controlsOf(
  protocol: string,
  from: string,
  to: string,
  settings: Parameters<typeof findingsIn>[1] = {},
): readonly string[] {
  const findings = findingsIn(
    `
    variable "unknown" {}

    resource "aws_security_group" "web" {
      ingress {
        protocol    = ${protocol}
        from_port   = ${from}
        to_port     = ${to}
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
  `,
    settings,
  );
  const own = findings.filter(({ check }) => check !== 'invalid-rule');
  return own.map(({ verdict, controls }) => `${verdict} ${controls.join()}`);
}

const ports = (...ranges: readonly (number | readonly [number, number])[]): readonly PortRange[] =>
  ranges.map((range) => (typeof range === 'number' ? { from: range, to: range } : { from: range[0], to: range[1] }));

describe('with the default ports', () => {
  test('TCP 80 and 443 pass', () => {
    assert.deepEqual(controlsOf('"tcp"', '80', '80'), []);
    assert.deepEqual(controlsOf('"tcp"', '443', '443'), []);
  });

  test('a range that holds more than authorized ports fails', () => {
    assert.deepEqual(controlsOf('"tcp"', '80', '81'), ['open EC2.18']);
    assert.deepEqual(controlsOf('"tcp"', '79', '80'), ['open EC2.18']);
    assert.equal(controlsOf('"tcp"', '80', '443').length, 1);
  });

  test('no UDP port is authorized', () => {
    assert.deepEqual(controlsOf('"udp"', '443', '443'), ['open EC2.18']);
  });

  test('TCP 0 to 0 is port 0, and 0 to 65535 every port', () => {
    assert.deepEqual(controlsOf('"tcp"', '0', '0'), ['open EC2.18']);
    assert.deepEqual(controlsOf('"tcp"', '0', '65535'), ['open EC2.19,EC2.18,EC2.13,EC2.14,EC2.53']);
  });

  test('every protocol, and protocols other than TCP, UDP and ICMP, open everything', () => {
    assert.deepEqual(controlsOf('"-1"', '0', '0'), ['open EC2.19,EC2.18,EC2.13,EC2.14,EC2.53']);
    assert.deepEqual(controlsOf('"all"', '443', '443'), ['open EC2.19,EC2.18,EC2.13,EC2.14,EC2.53']);
    assert.deepEqual(controlsOf('"50"', '443', '443'), ['open EC2.18']);
  });

  test('ICMP passes: its types and codes are no ports', () => {
    assert.deepEqual(controlsOf('"icmp"', '-1', '-1'), []);
    assert.deepEqual(controlsOf('"icmpv6"', '22', '0'), []);
    assert.deepEqual(controlsOf('1', '8', '-1'), []);
    assert.deepEqual(controlsOf('58', '8', '-1'), []);
  });

  test('protocol or ports that are missing or cannot be known are possible', () => {
    assert.deepEqual(controlsOf('null', '443', '443'), ['possible EC2.18']);
    assert.deepEqual(controlsOf('"tcp"', 'null', 'null'), ['possible EC2.18']);
    assert.deepEqual(controlsOf('"tcp"', 'var.unknown', '443'), ['possible EC2.18']);
    assert.deepEqual(controlsOf('var.unknown', '443', '443'), ['possible EC2.18']);
    assert.deepEqual(controlsOf('"tcp"', '443', '80'), ['possible EC2.18']);
  });
});

describe('with a list of ports', () => {
  test('several authorized ports together may be a range', () => {
    assert.deepEqual(controlsOf('"tcp"', '80', '81', { authorizedTcpPorts: ports(81, 80) }), []);
    assert.deepEqual(controlsOf('"tcp"', '80', '82', { authorizedTcpPorts: ports(81, 80) }), ['open EC2.18']);
    assert.deepEqual(
      controlsOf('"tcp"', '1020', '1030', { authorizedTcpPorts: ports([1000, 1025], [1020, 2000]) }),
      [],
    );
  });

  test('443 alone makes 80 fail', () => {
    assert.deepEqual(controlsOf('"tcp"', '80', '80', { authorizedTcpPorts: ports(443) }), ['open EC2.18']);
  });

  test('UDP has its own list', () => {
    assert.deepEqual(controlsOf('"udp"', '53', '53', { authorizedUdpPorts: ports(53) }), []);
    assert.deepEqual(controlsOf('"tcp"', '53', '53', { authorizedUdpPorts: ports(53) }), ['open EC2.18']);
  });

  test('without any, every open rule fails', () => {
    assert.deepEqual(controlsOf('"tcp"', '443', '443', { authorizedTcpPorts: [] }), ['open EC2.18']);
  });

  test('an authorized port of high risk still fails the other controls', () => {
    assert.deepEqual(controlsOf('"tcp"', '22', '22', { authorizedTcpPorts: ports(22) }), ['open EC2.19,EC2.13,EC2.53']);
  });

  test('every port authorized still does not authorize every protocol', () => {
    assert.equal(controlsOf('"-1"', '0', '0', { authorizedTcpPorts: ports([1, 65535]) }).length, 1);
  });
});

test('possible findings have their own severity, and can be off', () => {
  const text = `
    resource "aws_security_group" "web" {
      ingress {
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
  `;
  assert.equal(findingsIn(text, { possibleSeverity: 'hint' })[0]?.severity, 'hint');
  assert.deepEqual(findingsIn(text, { possibleSeverity: 'off' }), []);
});

test('it is silenced by its control', async () => {
  await checkFindings(`
    resource "aws_security_group" "names" {
      ingress {
        protocol    = "udp"
        from_port   = 53
        to_port     = 53
        cidr_blocks = ["0.0.0.0/0"] # portcullis:ignore EC2.18 public name server
        #              ^^^^^^^^^^^ unauthorized-port-open (suppressed)
      }
    }
  `);
});
