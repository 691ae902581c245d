import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings, findingsIn } from '../support/check.ts';

test('IPv4 fails EC2.53 and IPv6 fails EC2.54, over TCP, UDP and every protocol', () => {
  for (const port of [22, 3389])
    for (const protocol of ['tcp', 'udp', '-1']) {
      const findings = findingsIn(`
        resource "aws_security_group_rule" "rule" {
          type             = "ingress"
          protocol         = "${protocol}"
          from_port        = ${port}
          to_port          = ${port}
          cidr_blocks      = ["0.0.0.0/0"]
          ipv6_cidr_blocks = ["::/0"]
        }
      `);
      const own = findings.map(({ controls }) => controls.filter((id) => id === 'EC2.53' || id === 'EC2.54'));
      assert.deepEqual(own, [['EC2.53'], ['EC2.54']]);
    }
});

test('other ports, ICMP and narrower sources are not found', () => {
  for (const [protocol, port] of [
    ['tcp', 23],
    ['icmp', 22],
    ['50', 22],
  ]) {
    const findings = findingsIn(`
      resource "aws_security_group_rule" "rule" {
        type        = "ingress"
        protocol    = "${protocol ?? ''}"
        from_port   = ${port ?? ''}
        to_port     = ${port ?? ''}
        cidr_blocks = ["0.0.0.0/0"]
      }
    `);
    assert.ok(!findings.some(({ controls }) => controls.includes('EC2.53')));
  }
});

test('the family that was forgotten is found alone', async () => {
  await checkFindings(`
    resource "aws_security_group" "hosts" {
      ingress {
        protocol         = "tcp"
        from_port        = 3389
        to_port          = 3389
        cidr_blocks      = ["203.0.113.0/24"]
        ipv6_cidr_blocks = ["::/0"]
        #                   ^^^^^^ high-risk-port-open: Port 3389 (RDP) is open to every IPv6 address. This fails EC2.19, EC2.18, EC2.14 and EC2.54.
      }
    }
  `);
});

test('an unknown protocol is possible, and the name of the check silences both families', () => {
  const findings = findingsIn(`
    variable "protocol" {}

    resource "aws_security_group_rule" "rule" {
      # portcullis:ignore remote-administration-port-open
      type             = "ingress"
      protocol         = var.protocol
      from_port        = 22
      to_port          = 22
      cidr_blocks      = ["0.0.0.0/0"]
      ipv6_cidr_blocks = ["::/0"]
    }
  `);
  assert.deepEqual(
    findings.map(({ verdict, controls }) => [verdict, ...controls]),
    [
      ['possible', 'EC2.19', 'EC2.18', 'EC2.13'],
      ['possible', 'EC2.19', 'EC2.18', 'EC2.13'],
    ],
  );
});
