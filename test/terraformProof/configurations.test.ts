// Configurations made up by chance, and what Terraform planned for them with the AWS provider, recorded: the ingress derived here
// is the same. `npm run test:terraform -- --record-configurations` asks Terraform anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from './configurationsCompare.ts';
import { derivedOf } from './configurationsDerived.ts';
import { readRecord } from './configurationsRecord.ts';

const record = readRecord();

/** All that the provider can plan. */
const recordedTypes = [
  'aws_security_group',
  'aws_default_security_group',
  'aws_security_group_rule',
  'aws_vpc_security_group_ingress_rule',
  'aws_network_acl',
  'aws_default_network_acl',
  'aws_network_acl_rule',
  'aws_ec2_managed_prefix_list',
  'aws_ec2_managed_prefix_list_entry',
  'aws_lightsail_instance_public_ports',
  'aws_eks_cluster',
  'aws_gamelift_fleet',
  'aws_medialive_input_security_group',
];

test('there are at least 200 recorded plans', () => {
  assert.ok(record.length >= 200, `${record.length} are recorded.`);
});

test('recorded plans have rules of every form, unknown ones among them', () => {
  const all = JSON.stringify(record.map(({ planned }) => planned));
  for (const type of recordedTypes) {
    const rules = record.flatMap(({ planned }) =>
      Object.entries(planned).flatMap(([address, known]) =>
        known !== '?' && address.includes(`${type}.`) ? known : [],
      ),
    );
    assert.ok(rules.length > 0, `There is no rule of ${type}`);
  }
  for (const part of ['"?"', 'module.', '[0]', '[\\"', '0.0.0.0/0'])
    assert.ok(all.includes(part), `There is no ${part}`);
});

for (const { seed, files, planned } of record) {
  test(`configuration ${seed} comes to what Terraform planned`, () => {
    assert.deepEqual(compare(planned, derivedOf({ files })), { disagreements: [], claims: [] });
  });
}
