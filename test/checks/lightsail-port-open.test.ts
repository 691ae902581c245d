import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings, findingsIn, switchedOn } from '../support/check.ts';

const on = switchedOn('lightsail-port-open');

test('a port that nobody authorized is found at each open network', async () => {
  const findings = await checkFindings(
    `
    resource "aws_lightsail_instance_public_ports" "blog" {
      instance_name = "blog"

      port_info {
        protocol   = "tcp"
        from_port  = 22
        to_port    = 22
        cidrs      = ["192.0.2.0/24", "0.0.0.0/0"]
        #                             ^^^^^^^^^^^ lightsail-port-open: Port 22 (SSH) is open to every IPv4 address. Allow only the addresses that need it.
        ipv6_cidrs = ["::/0"]
        #             ^^^^^^ lightsail-port-open: Port 22 (SSH) is open to every IPv6 address.
      }

      port_info {
        protocol  = "all"
        from_port = 0
        to_port   = 65535
        cidrs     = ["0.0.0.0/0"]
        #            ^^^^^^^^^^^ lightsail-port-open: Every port of every protocol is open to every IPv4 address.
      }
    }
  `,
    on,
  );
  assert.deepEqual(new Set(findings.flatMap(({ controls }) => controls)), new Set());
});

test('it says nothing until it is asked for', async () => {
  await checkFindings(`
    resource "aws_lightsail_instance_public_ports" "blog" {
      instance_name = "blog"

      port_info {
        protocol  = "tcp"
        from_port = 22
        to_port   = 22
        cidrs     = ["0.0.0.0/0"]
      }
    }
  `);
});

test('authorized ports, narrower networks and ICMP are not found', async () => {
  await checkFindings(
    `
    resource "aws_lightsail_instance_public_ports" "blog" {
      instance_name = "blog"

      port_info {
        protocol  = "tcp"
        from_port = 443
        to_port   = 443
        cidrs     = ["0.0.0.0/0"]
      }

      port_info {
        protocol  = "tcp"
        from_port = 22
        to_port   = 22
        cidrs     = ["192.0.2.0/24"]
      }

      port_info {
        protocol  = "icmp"
        from_port = -1
        to_port   = -1
        cidrs     = ["0.0.0.0/0"]
      }
    }
  `,
    on,
  );
});

test('what cannot be known is possible, or is left alone', async () => {
  await checkFindings(
    `
    variable "port" {
      type = number
    }

    variable "cidrs" {
      type = list(string)
    }

    variable "public" {
      type = bool
    }

    resource "aws_lightsail_instance_public_ports" "blog" {
      instance_name = "blog"

      port_info {
        protocol  = "tcp"
        from_port = var.port
        to_port   = var.port
        cidrs     = ["0.0.0.0/0"]
        #            ^^^^^^^^^^^ lightsail-port-open (possible): A rule whose ports are unknown is open to every IPv4 address.
      }

      port_info {
        protocol  = "tcp"
        from_port = 22
        to_port   = 22
        cidrs     = var.cidrs
      }

      port_info {
        protocol  = "tcp"
        from_port = 23
        to_port   = 23
        cidrs     = var.public ? ["0.0.0.0/0"] : ["192.0.2.0/24"]
        #                         ^^^^^^^^^^^ lightsail-port-open (possible): Port 23 (Telnet) is open to every IPv4 address if var.public is true.
      }
    }
  `,
    on,
  );
});

test('an ignore comment in the block silences it, one for groups does not', () => {
  const verdicts = (comment: string): readonly boolean[] =>
    findingsIn(
      `
      resource "aws_lightsail_instance_public_ports" "blog" {
        port_info {
          # portcullis:ignore ${comment}
          protocol  = "tcp"
          from_port = 22
          to_port   = 22
          cidrs     = ["0.0.0.0/0"]
        }
      }
    `,
      on,
    ).map(({ suppressedBy }) => suppressedBy !== undefined);
  assert.deepEqual(verdicts('lightsail-port-open until 2999-01-31 a lab'), [true]);
  assert.deepEqual(verdicts('EC2.18 a lab'), [false]);
});

test('networks that are everyone together are found across blocks of the same port', async () => {
  await checkFindings(
    `
    resource "aws_lightsail_instance_public_ports" "blog" {
      port_info {
        protocol  = "tcp"
        from_port = 20
        to_port   = 25
        cidrs     = ["0.0.0.0/1"]
        #            ^^^^^^^^^^^ lightsail-port-open: Ports 22 to 25 (SSH, Telnet and SMTP among them) are open to every IPv4 address. 0.0.0.0/1 and 128.0.0.0/1
      }

      port_info {
        protocol  = "tcp"
        from_port = 22
        to_port   = 30
        cidrs     = ["128.0.0.0/1"]
      }
    }
  `,
    on,
  );
});
