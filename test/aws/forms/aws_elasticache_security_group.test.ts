import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfiguration } from '../../../server/src/aws/configuration.ts';
import { allInstances } from '../../../server/src/terraform/moduleInstance.ts';
import { worldOf } from '../../support/world.ts';

function sourcesOf(body: string): readonly string[] {
  const { root } = worldOf(`
    variable "names" {
      type = list(string)
    }

    resource "aws_elasticache_security_group" "sessions" {
      ${body}
    }
  `);
  const { serviceRules } = readConfiguration(
    allInstances(root).instances,
    [],
    () => false,
    (_instance, _resource, error) => {
      throw error;
    },
  );
  return serviceRules.flatMap(({ sources }) => sources.map(({ kind }) => kind));
}

test('it names groups, which are never everyone', () => {
  assert.deepEqual(sourcesOf('security_group_names = ["web", "batch"]'), ['group', 'group']);
  assert.deepEqual(sourcesOf('security_group_names = var.names'), ['group']);
});

test('names that are absent, null or empty are no source', () => {
  for (const body of ['', 'security_group_names = null', 'security_group_names = []'])
    assert.deepEqual(sourcesOf(body), [], body);
});
