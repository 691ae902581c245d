import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings, findingsIn, switchedOn } from '../support/check.ts';

const on = switchedOn('eks-endpoint-open');

function cluster(config: string): string {
  return `
    variable "private" {
      type = bool
    }

    variable "cidrs" {
      type = list(string)
    }

    resource "aws_eks_cluster" "main" {
      vpc_config {
        ${config}
      }
    }
  `;
}

function verdicts(config: string): readonly string[] {
  return findingsIn(cluster(config), on).map(({ check, verdict, suppressedBy }) =>
    suppressedBy === undefined ? `${check} ${verdict}` : 'suppressed',
  );
}

test('an open network is found, although port 443 is authorized', async () => {
  await checkFindings(
    `
    resource "aws_eks_cluster" "main" {
      name     = "main"
      role_arn = "arn:aws:iam::123456789012:role/cluster"

      vpc_config {
        subnet_ids          = []
        public_access_cidrs = ["192.0.2.0/24", "0.0.0.0/0"]
        #                                      ^^^^^^^^^^^ eks-endpoint-open: The public endpoint of the Kubernetes API is open to every IPv4 address. Allow only the addresses that need it.
      }
    }
  `,
    on,
  );
});

test('nothing written is the same, and is found at the block', async () => {
  await checkFindings(
    `
    resource "aws_eks_cluster" "main" {
      name = "main"

      vpc_config {
    # ^^^^^^^^^^ eks-endpoint-open: The public endpoint of the Kubernetes API is open to every IPv4 address, because public_access_cidrs is not written. Write public_access_cidrs with the addresses that need it.
        subnet_ids = []
      }
    }
  `,
    on,
  );
  for (const config of ['public_access_cidrs = null', 'public_access_cidrs = []', 'endpoint_public_access = null'])
    assert.deepEqual(verdicts(config), ['eks-endpoint-open open'], config);
});

test('a private endpoint and narrower networks are not found', () => {
  for (const config of [
    'endpoint_public_access = false',
    'endpoint_public_access = "false"',
    'public_access_cidrs = ["192.0.2.0/24"]',
  ])
    assert.deepEqual(verdicts(config), [], config);
});

test('what cannot be known is possible, or is left alone', () => {
  assert.deepEqual(verdicts('endpoint_public_access = !var.private'), ['eks-endpoint-open possible']);
  assert.deepEqual(verdicts('endpoint_public_access = !var.private\n public_access_cidrs = ["0.0.0.0/0"]'), [
    'eks-endpoint-open possible',
  ]);
  assert.deepEqual(verdicts('public_access_cidrs = var.private ? ["192.0.2.0/24"] : null'), [
    'eks-endpoint-open possible',
  ]);
  assert.deepEqual(verdicts('public_access_cidrs = var.cidrs'), []);
});

test('networks that are everyone together are found', () => {
  assert.deepEqual(verdicts('public_access_cidrs = ["0.0.0.0/1", "128.0.0.0/1"]'), ['eks-endpoint-open open']);
});

test('an ignore comment in the block silences it, and it is silent by default', () => {
  const config = '# portcullis:ignore eks-endpoint-open hosted build machines\n public_access_cidrs = ["0.0.0.0/0"]';
  assert.deepEqual(verdicts(config), ['suppressed']);
  assert.deepEqual(findingsIn(cluster('')), []);
});
