import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsIn, switchedOn } from '../../support/check.ts';

function found(members: string): readonly string[] {
  const text = `
    variable "protocol" {
      type = string
    }

    resource "aws_gamelift_fleet" "arena" {
      ec2_inbound_permission {
        ${members}
      }
    }
  `;
  return findingsIn(text, switchedOn('gamelift-port-open')).map(({ verdict }) => verdict);
}

test('protocol and ports are read as those of a group are', () => {
  const ports = 'from_port = 22\n to_port = 22\n ip_range = "0.0.0.0/0"';
  assert.deepEqual(found(`protocol = "TCP"\n ${ports}`), ['open']);
  assert.deepEqual(found(`protocol = var.protocol\n ${ports}`), ['possible']);
  assert.deepEqual(found(`protocol = null\n ${ports}`), ['possible']);
  assert.deepEqual(found('protocol = "TCP"\n ip_range = "0.0.0.0/0"'), ['possible']);
});

test('a network that is absent, null or none at all opens nothing', () => {
  const members = 'protocol = "TCP"\n from_port = 22\n to_port = 22';
  for (const range of ['', 'ip_range = null', 'ip_range = "everyone"', 'ip_range = "10.0.0.0/8"'])
    assert.deepEqual(found(`${members}\n ${range}`), [], range);
});
