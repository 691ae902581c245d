// What a variable is called after the ports it opens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CidrSource, IngressRule, Ports, Protocol } from '../../server/src/aws/ingressRule.ts';
import { variableWordsOf } from '../../server/src/fixes/accessPurpose.ts';

/** The names look at nothing of a rule but these. */
function nameFor(
  protocol: Protocol,
  ports: Ports,
  family: CidrSource['family'] = 'IPv4',
  form = 'aws_security_group',
): string {
  const rule = { protocol, ports, form } as unknown as IngressRule;
  return variableWordsOf(rule, { family } as unknown as CidrSource).list;
}

function tcp(from: number, to = from): string {
  return nameFor({ kind: 'tcp' }, { kind: 'range', from, to });
}

test('management, web and database ports have names that people know', () => {
  for (const port of [22, 3389, 5985, 5986]) assert.equal(tcp(port), 'allowed_management_cidrs');
  assert.equal(tcp(5985, 5986), 'allowed_management_cidrs');
  assert.equal(tcp(80), 'allowed_http_cidrs');
  assert.equal(tcp(443), 'allowed_https_cidrs');
  for (const port of [3306, 5432, 1433, 1434, 1521, 27017, 6379, 5439, 9042, 11211]) {
    assert.equal(tcp(port), 'allowed_database_cidrs');
  }
  assert.equal(tcp(27017, 27019), 'allowed_database_cidrs');
});

test('other ports are called by their service or their number', () => {
  assert.equal(tcp(23), 'allowed_telnet_cidrs');
  assert.equal(nameFor({ kind: 'udp' }, { kind: 'range', from: 53, to: 53 }), 'allowed_dns_cidrs');
  assert.equal(tcp(8080), 'allowed_8080_cidrs');
  assert.equal(tcp(8000, 8010), 'allowed_8000_8010_cidrs');
  assert.equal(tcp(20, 22), 'allowed_20_22_cidrs');
});

test('everything is management', () => {
  assert.equal(nameFor({ kind: 'all' }, { kind: 'all' }), 'allowed_management_cidrs');
  assert.equal(nameFor({ kind: 'tcp' }, { kind: 'all' }), 'allowed_management_cidrs');
  assert.equal(tcp(0, 65535), 'allowed_management_cidrs');
});

test('lists of services that know no ports are no matter of management', () => {
  const name = nameFor({ kind: 'all' }, { kind: 'all' }, 'IPv4', 'aws_db_security_group');
  assert.equal(name, 'allowed_ingress_cidrs');
});

test('protocols without ports, and ports that cannot be known', () => {
  assert.equal(nameFor({ kind: 'icmp' }, { kind: 'icmp', type: -1, code: -1 }), 'allowed_icmp_cidrs');
  assert.equal(nameFor({ kind: 'other', number: 47 }, { kind: 'all' }), 'allowed_protocol_47_cidrs');
  assert.equal(nameFor({ kind: 'tcp' }, { kind: 'missing' }), 'allowed_ingress_cidrs');
});

test('IPv6 has names of its own', () => {
  assert.equal(nameFor({ kind: 'all' }, { kind: 'all' }, 'IPv6'), 'allowed_management_ipv6_cidrs');
});
