import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsIn, switchedOn } from '../../support/check.ts';

function found(body: string): readonly string[] {
  const text = `variable "cidr" {\n type = string\n }\n resource "aws_medialive_input_security_group" "studio" {\n ${body}\n }`;
  return findingsIn(text, switchedOn('medialive-input-open')).map(({ verdict }) => verdict);
}

test('each block is read, dynamic ones too', () => {
  assert.deepEqual(found('whitelist_rules {\n cidr = "0.0.0.0/0"\n }'), ['open']);
  const dynamic =
    'dynamic "whitelist_rules" {\n for_each = ["10.0.0.0/8", "0.0.0.0/0"]\n content {\n cidr = whitelist_rules.value\n }\n }';
  assert.deepEqual(found(dynamic), ['open']);
});

test('a network that is absent, null, unknown or none at all opens nothing', () => {
  for (const cidr of ['', 'cidr = null', 'cidr = var.cidr', 'cidr = "everyone"'])
    assert.deepEqual(found(`whitelist_rules {\n ${cidr}\n }`), [], cidr);
});
