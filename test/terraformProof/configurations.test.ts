// Configurations made up by chance, and what Terraform planned for them with the AWS provider, recorded: the ingress derived here
// is the same. `npm run test:terraform -- --record` asks Terraform anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from './configurationsCompare.ts';
import { derivedOf } from './configurationsDerived.ts';
import { readRecord } from './configurationsRecord.ts';

const record = readRecord();

test('there are at least 200 recorded plans', () => {
  assert.ok(record.length >= 200, `${record.length} are recorded.`);
});

test('recorded plans have rules of every form, unknown ones among them', () => {
  const all = JSON.stringify(record.map(({ planned }) => planned));
  const types = ['aws_security_group.', 'aws_default_security_group.', 'aws_security_group_rule.', 'ingress_rule.'];
  for (const type of types) assert.ok(all.includes(type), `There is no ${type}`);
  for (const part of ['"?"', 'module.', '[0]', '[\\"', '0.0.0.0/0'])
    assert.ok(all.includes(part), `There is no ${part}`);
});

for (const { seed, files, planned } of record) {
  test(`configuration ${seed} comes to what Terraform planned`, () => {
    assert.deepEqual(compare(planned, derivedOf({ files })), { disagreements: [], claims: [] });
  });
}
