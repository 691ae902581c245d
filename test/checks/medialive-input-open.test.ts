import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings, findingsIn, switchedOn } from '../support/check.ts';

const on = switchedOn('medialive-input-open');

test('an open network is found; narrower ones and those that cannot be known are not', async () => {
  await checkFindings(
    `
    variable "studio" {
      type = string
    }

    resource "aws_medialive_input_security_group" "studio" {
      whitelist_rules {
        cidr = "192.0.2.0/24"
      }

      whitelist_rules {
        cidr = var.studio
      }

      whitelist_rules {
        cidr = "0.0.0.0/0"
        #      ^^^^^^^^^^^ medialive-input-open: The input security group is open to every IPv4 address.
      }
    }
  `,
    on,
  );
});

test('networks that are everyone together are found across blocks', async () => {
  await checkFindings(
    `
    resource "aws_medialive_input_security_group" "studio" {
      whitelist_rules {
        cidr = "0.0.0.0/1"
        #      ^^^^^^^^^^^ medialive-input-open: The input security group is open to every IPv4 address. 0.0.0.0/1 and 128.0.0.0/1
      }

      whitelist_rules {
        cidr = "128.0.0.0/1"
      }
    }
  `,
    on,
  );
});

test('an ignore comment silences it, and it is silent by default', () => {
  const text = `
    resource "aws_medialive_input_security_group" "studio" {
      whitelist_rules {
        cidr = "0.0.0.0/0" # portcullis:ignore medialive-input-open reporters on mobile networks
      }
    }
  `;
  const silenced = findingsIn(text, on).map(({ suppressedBy }) => suppressedBy !== undefined);
  assert.deepEqual(silenced, [true]);
  assert.deepEqual(findingsIn(text), []);
});
