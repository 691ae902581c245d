import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsIn, switchedOn } from '../../support/check.ts';

function found(body: string): readonly string[] {
  const text = `variable "cidr" {\n type = string\n }\n resource "aws_db_security_group" "main" {\n ${body}\n }`;
  return findingsIn(text, switchedOn('classic-group-open')).map(({ verdict }) => verdict);
}

test('each block is read, and none of the checks of security groups is asked', () => {
  assert.deepEqual(found('ingress {\n cidr = "0.0.0.0/0"\n }\n ingress {\n cidr = "10.0.0.0/8"\n }'), ['open']);
  assert.deepEqual(
    findingsIn('resource "aws_db_security_group" "main" {\n ingress {\n cidr = "0.0.0.0/0"\n }\n }'),
    [],
  );
});

test('a network that is absent, null, unknown or none at all opens nothing', () => {
  for (const cidr of ['', 'cidr = null', 'cidr = var.cidr', 'cidr = "everyone"', 'security_group_name = "web"'])
    assert.deepEqual(found(`ingress {\n ${cidr}\n }`), [], cidr);
});
