import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings, findingsIn, switchedOn } from '../support/check.ts';

const on = switchedOn('gamelift-port-open');

test('a port that nobody authorized is found', async () => {
  await checkFindings(
    `
    resource "aws_gamelift_fleet" "arena" {
      name = "arena"

      ec2_inbound_permission {
        protocol  = "UDP"
        from_port = 7000
        to_port   = 7010
        ip_range  = "0.0.0.0/0"
        #           ^^^^^^^^^^^ gamelift-port-open: UDP ports 7000 to 7010 are open to every IPv4 address.
      }
    }
  `,
    on,
  );
});

test('ports that the settings authorize, and networks of one office, are not found', async () => {
  await checkFindings(
    `
    resource "aws_gamelift_fleet" "arena" {
      ec2_inbound_permission {
        protocol  = "UDP"
        from_port = 7000
        to_port   = 7010
        ip_range  = "0.0.0.0/0"
      }

      ec2_inbound_permission {
        protocol  = "TCP"
        from_port = 3389
        to_port   = 3389
        ip_range  = "192.0.2.0/24"
      }
    }
  `,
    { ...on, authorizedUdpPorts: [{ from: 7000, to: 7010 }] },
  );
});

const permission = (range: string): string => `
  variable "range" {
    type = string
  }

  resource "aws_gamelift_fleet" "arena" {
    # portcullis:ignore gamelift-port-open a test stage
    ec2_inbound_permission {
      protocol  = "TCP"
      from_port = 22
      to_port   = 22
      ip_range  = ${range}
    }
  }
`;

test('a network that cannot be known is left alone', () => {
  assert.deepEqual(findingsIn(permission('var.range'), on), []);
});

test('an ignore comment above the block silences it, and it is silent by default', () => {
  const silenced = findingsIn(permission('"0.0.0.0/0"'), on).map(({ suppressedBy }) => suppressedBy !== undefined);
  assert.deepEqual(silenced, [true]);
  assert.deepEqual(findingsIn(permission('"0.0.0.0/0"')), []);
});
