import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings, findingsIn, switchedOn } from '../support/check.ts';

const on = switchedOn('classic-group-open');

test('an open network is found in groups of databases and of data warehouses', async () => {
  await checkFindings(
    `
    resource "aws_db_security_group" "orders" {
      name = "orders"

      ingress {
        cidr = "0.0.0.0/0"
        #      ^^^^^^^^^^^ classic-group-open: The EC2-Classic security group is open to every IPv4 address.
      }
    }

    resource "aws_redshift_security_group" "warehouse" {
      name = "warehouse"

      ingress {
        cidr = "0.0.0.0/0"
        #      ^^^^^^^^^^^ classic-group-open: The EC2-Classic security group is open to every IPv4 address.
      }
    }
  `,
    on,
  );
});

test('narrower networks, groups and what cannot be known are not found', async () => {
  await checkFindings(
    `
    variable "office" {
      type = string
    }

    resource "aws_db_security_group" "orders" {
      ingress {
        cidr = "10.0.0.0/16"
      }

      ingress {
        cidr = var.office
      }

      ingress {
        security_group_name = "web"
      }
    }

    resource "aws_elasticache_security_group" "sessions" {
      security_group_names = ["web"]
    }
  `,
    on,
  );
});

test('networks that are everyone together are found across blocks', () => {
  const found = findingsIn(
    `
    resource "aws_redshift_security_group" "warehouse" {
      ingress {
        cidr = "0.0.0.0/1"
      }

      ingress {
        cidr = "128.0.0.0/1"
      }
    }
  `,
    on,
  );
  assert.deepEqual(
    found.map(({ check, verdict }) => [check, verdict]),
    [['classic-group-open', 'open']],
  );
});

test('an ignore comment silences it, and it is silent by default', () => {
  const text = `
    resource "aws_db_security_group" "orders" {
      # portcullis:ignore classic-group-open no longer applied
      ingress {
        cidr = "0.0.0.0/0"
      }
    }
  `;
  const silenced = findingsIn(text, on).map(({ suppressedBy }) => suppressedBy !== undefined);
  assert.deepEqual(silenced, [true]);
  assert.deepEqual(findingsIn(text), []);
});
