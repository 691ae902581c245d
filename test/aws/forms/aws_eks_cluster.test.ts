import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings, findingsIn, switchedOn } from '../../support/check.ts';

const on = switchedOn('eks-endpoint-open');

test('networks are read from the list, from a set and from a module call', async () => {
  await checkFindings(
    `
    module "cluster" {
      source = "./cluster"
      cidrs  = ["0.0.0.0/0"]
    }
    #- cluster/main.tf
    variable "cidrs" {
      type = list(string)
    }

    resource "aws_eks_cluster" "main" {
      vpc_config {
        public_access_cidrs = toset(var.cidrs)
        #                           ^^^^^^^^^ eks-endpoint-open: The public endpoint of the Kubernetes API is open to every IPv4 address.
      }
    }
  `,
    on,
  );
});

test('a cluster without its block, or that does not exist, has no endpoint', () => {
  assert.deepEqual(findingsIn('resource "aws_eks_cluster" "main" {}', on), []);
  assert.deepEqual(findingsIn('resource "aws_eks_cluster" "main" {\n count = 0\n vpc_config {}\n }', on), []);
});

test('JSON has its block as an object', () => {
  const text =
    '#- main.tf.json\n{"resource": {"aws_eks_cluster": {"main": {"vpc_config": {"public_access_cidrs": ["0.0.0.0/0"]}}}}}';
  assert.deepEqual(
    findingsIn(text, on).map(({ check }) => check),
    ['eks-endpoint-open'],
  );
});
