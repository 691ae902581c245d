import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings, findingsIn, switchedOn } from '../../support/check.ts';

const on = switchedOn('lightsail-port-open');

function ports(members: string): string {
  return `
    variable "cidrs" {
      type = list(string)
    }

    variable "office" {
      type = bool
    }

    resource "aws_lightsail_instance_public_ports" "blog" {
      port_info {
        protocol  = "tcp"
        from_port = 22
        to_port   = 22
        ${members}
      }
    }
  `;
}

test('without any network Lightsail chooses, which is possible', async () => {
  await checkFindings(
    `
    resource "aws_lightsail_instance_public_ports" "blog" {
      port_info {
    # ^^^^^^^^^ lightsail-port-open (possible): Port 22 (SSH) may be open to every address, because cidrs is not written. Lightsail chooses who may connect then, which in practice is everyone. Write cidrs with the addresses that need it.
        protocol  = "tcp"
        from_port = 22
        to_port   = 22
      }
    }
  `,
    on,
  );
  assert.equal(findingsIn(ports('cidrs = null\n ipv6_cidrs = []'), on).length, 1);
  assert.equal(findingsIn(ports('cidrs = var.office ? ["192.0.2.0/24"] : null'), on).length, 1);
});

test('an alias, an unknown list and text that is no network are not found', () => {
  for (const members of [
    'cidr_list_aliases = ["lightsail-connect"]',
    'cidrs = var.cidrs',
    'cidrs = ["everyone"]',
    'ipv6_cidrs = ["2001:db8::/32"]',
  ])
    assert.deepEqual(findingsIn(ports(members), on), [], members);
});

test('dynamic blocks are read, and wrong ports are not taken for open ones', async () => {
  await checkFindings(
    `
    resource "aws_lightsail_instance_public_ports" "blog" {
      dynamic "port_info" {
        for_each = [21, 443, 70000]
        content {
          protocol  = "tcp"
          from_port = port_info.value
          to_port   = port_info.value
          cidrs     = ["0.0.0.0/0"]
          #            ^^^^^^^^^^^ lightsail-port-open: Port 21 (FTP) is open to every IPv4 address.
          #            ^^^^^^^^^^^ lightsail-port-open (possible): A rule whose ports are unknown is open to every IPv4 address.
        }
      }
    }
  `,
    on,
  );
});
