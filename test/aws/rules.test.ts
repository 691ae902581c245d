// Rules whose arguments may be one of several values.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forms } from '../../server/src/aws/forms/index.ts';
import type { IngressRule } from '../../server/src/aws/ingressRule.ts';
import { resourceInstances } from '../../server/src/terraform/expand.ts';
import { worldOf } from '../support/world.ts';

test('ports that cannot be known make no difference to a rule for every protocol', () => {
  const rules = rulesIn('from_port = var.public ? 0 : 22', 'protocol = "-1"');
  assert.deepEqual(
    rules.map(({ ports, conditions }) => ({ ports, conditions })),
    [{ ports: { kind: 'all' }, conditions: [] }],
  );
});

test('a protocol that is the same in either spelling is sure', () => {
  const rules = rulesIn('from_port = 22', 'protocol = var.public ? "tcp" : "6"');
  assert.deepEqual(
    rules.map(({ protocol, conditions }) => ({ protocol, conditions })),
    [{ protocol: { kind: 'tcp' }, conditions: [] }],
  );
});

test('ports that differ with a condition make a rule for each, under that condition', () => {
  const rules = rulesIn('from_port = var.public ? 0 : 22', 'protocol = "tcp"');
  assert.deepEqual(
    rules.map(({ ports, conditions }) => ({ ports, holds: conditions.map(({ holds }) => holds) })),
    [
      { ports: { kind: 'range', from: 0, to: 22 }, holds: [true] },
      { ports: { kind: 'range', from: 22, to: 22 }, holds: [false] },
    ],
  );
});

test('whether a rule opens a group to itself may be unknown', () => {
  const [rule] = rulesIn('from_port = 22', 'protocol = "tcp"\n self = var.public');
  const self = rule?.sources.find(({ kind }) => kind === 'self');
  assert.equal(self?.uncertain?.message.id, 'terraform.noDefault');
});

/** The rules of a group with one block; `to_port` is 22. */
function rulesIn(fromPort: string, others: string): readonly IngressRule[] {
  const { root } = worldOf(`
    variable "public" {
      type = bool
    }

    resource "aws_security_group" "web" {
      ingress {
        ${fromPort}
        to_port     = 22
        cidr_blocks = ["0.0.0.0/0"]
        ${others}
      }
    }
  `);
  const form = forms.find(({ resourceType }) => resourceType === 'aws_security_group');
  return root.module.resources.flatMap((resource) =>
    resourceInstances(root, resource).flatMap((instance) => form?.rules(instance) ?? []),
  );
}
