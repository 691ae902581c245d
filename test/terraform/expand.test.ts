import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { Existence } from '../../server/src/terraform/existence.ts';
import { resourceInstances } from '../../server/src/terraform/expand.ts';
import { expandedBody } from '../../server/src/terraform/body.ts';
import { allInstances } from '../../server/src/terraform/moduleInstance.ts';
import { show } from '../support/expression.ts';
import { worldOf } from '../support/world.ts';

test('without count and for_each there is one instance, and it exists', () => {
  assert.deepEqual(instancesOf('resource "aws_vpc" "v" {}'), ['aws_vpc.v exists']);
});

test('count makes instances by number, none for 0', () => {
  assert.deepEqual(instancesOf('resource "aws_vpc" "v" { count = "2" }'), [
    'aws_vpc.v[0] exists',
    'aws_vpc.v[1] exists',
  ]);
  assert.deepEqual(instancesOf('resource "aws_vpc" "v" { count = 0 }'), []);
});

test('a count that Terraform refuses makes one instance that may exist, with the reason', () => {
  for (const count of ['-1', '1.5', 'null', 'true', '"x"', '[1]']) {
    const [instance, ...others] = instancesOf(`resource "aws_vpc" "v" { count = ${count} }`);
    assert.equal(others.length, 0);
    assert.match(instance ?? '', /^aws_vpc\.v\[\*\] possible: terraform\./, count);
  }
});

test('an unknown count makes one generic instance, with the reason of the count', () => {
  const instances = instancesOf(`
    variable "n" {}
    resource "aws_vpc" "v" { count = var.n }
  `);
  assert.deepEqual(instances, ['aws_vpc.v[*] possible: terraform.noDefault']);
});

test('a condition that is not known makes an instance that exists under it', () => {
  const create = (count: string): readonly string[] =>
    instancesOf(`
      variable "create" { type = bool }
      resource "aws_vpc" "v" { count = ${count} }
    `);
  assert.deepEqual(create('var.create ? 1 : 0'), ['aws_vpc.v[0] possible: var.create']);
  assert.deepEqual(create('var.create ? 0 : 1'), ['aws_vpc.v[0] possible: not var.create']);
  assert.deepEqual(create('var.create ? 2 : 1'), ['aws_vpc.v[0] exists', 'aws_vpc.v[1] possible: var.create']);
});

test('what is not enabled does not exist, as OpenTofu has it', () => {
  const enabled = (text: string): readonly string[] =>
    instancesOf(`
      variable "on" { type = bool }
      resource "aws_vpc" "v" {
        lifecycle { enabled = ${text} }
      }
    `);
  assert.deepEqual(enabled('true'), ['aws_vpc.v exists']);
  assert.deepEqual(enabled('false'), []);
  assert.deepEqual(enabled('var.on'), ['aws_vpc.v possible: terraform.noDefault']);
  assert.deepEqual(enabled('var.on ? true : false'), ['aws_vpc.v possible: var.on']);
});

test('for_each goes through maps, objects and sets of strings', () => {
  assert.deepEqual(instancesOf('resource "aws_vpc" "v" { for_each = { b = 1, a = 2 } }'), [
    'aws_vpc.v["a"] exists',
    'aws_vpc.v["b"] exists',
  ]);
  const set = instancesOf(`
    variable "names" {
      type    = set(string)
      default = ["x", "y"]
    }
    resource "aws_vpc" "v" { for_each = var.names }
  `);
  assert.deepEqual(set, ['aws_vpc.v["x"] exists', 'aws_vpc.v["y"] exists']);
});

test('a for_each that Terraform refuses makes one instance that may exist', () => {
  for (const collection of ['["a"]', 'null', '"a"', '1']) {
    const instances = instancesOf(`resource "aws_vpc" "v" { for_each = ${collection} }`);
    assert.deepEqual(instances, ['aws_vpc.v[*] possible: terraform.invalidForEach'], collection);
  }
});

test('an unknown for_each makes one generic instance whose parts are unknown, of their types', () => {
  const fixture = `
    variable "rules" { type = map(object({ port = number })) }
    resource "aws_vpc" "v" {
      for_each = var.rules
      key      = each.key
      port     = each.value.port
    }
  `;
  assert.deepEqual(instancesOf(fixture), ['aws_vpc.v[*] possible: terraform.noDefault']);
  assert.deepEqual(valuesOf(fixture, 'key'), ['unknown(string)']);
  assert.deepEqual(valuesOf(fixture, 'port'), ['unknown(number)']);
});

test('of two possible collections, what is in both exists and the rest depends on the condition', () => {
  const fixture = `
    variable "big" { type = bool }
    resource "aws_vpc" "v" {
      for_each = var.big ? { a = 1, b = 2 } : { a = 1 }
      value    = each.value
    }
  `;
  assert.deepEqual(instancesOf(fixture), ['aws_vpc.v["a"] exists', 'aws_vpc.v["b"] possible: var.big']);
});

test('a key in both collections with different values exists, with either value', () => {
  const fixture = `
    variable "big" { type = bool }
    resource "aws_vpc" "v" {
      for_each = var.big ? { a = 1 } : { a = 2 }
      value    = each.value
    }
  `;
  assert.deepEqual(instancesOf(fixture), ['aws_vpc.v["a"] exists']);
  assert.deepEqual(valuesOf(fixture, 'value'), ['oneOf(1 | 2)']);
});

test('values of for_each keep the place they are written at', () => {
  const { root } = worldOf(`
    locals { cidrs = { all = "0.0.0.0/0" } }
    resource "aws_x" "v" {
      for_each = local.cidrs
      cidr     = each.value
    }
  `);
  const [resource] = root.module.resources;
  assert.ok(resource);
  const [instance] = resourceInstances(root, resource);
  assert.ok(instance);
  const value = expandedBody(instance.scope, resource.body).value('cidr');
  assert.deepEqual(value?.origin, [{ path: '/w/main.tf', span: { start: 25, end: 36 } }]);
});

test('a count that leads back to its own resource is stopped', () => {
  const instances = instancesOf('resource "aws_vpc" "v" { count = length(aws_vpc.v) }');
  assert.equal(instances.length, 1);
  assert.match(instances[0] ?? '', /^aws_vpc\.v\[\*\] possible/);
});

test('past a thousand instances a generic one stands for the rest', () => {
  const instances = instancesOf('resource "aws_vpc" "v" { count = 5000 }');
  assert.equal(instances.length, 1001);
  assert.equal(instances.at(-1), 'aws_vpc.v[*] possible: terraform.tooManyRounds');
});

test('what holds for a module call holds for what is in the module', () => {
  const instances = instancesOf(`
    variable "create" { type = bool }
    module "m" {
      source = "./m"
      count  = var.create ? 1 : 0
    }
    #- m/main.tf
    resource "aws_vpc" "v" {}
  `);
  assert.deepEqual(instances, ['module.m[0].aws_vpc.v possible: var.create']);
});

test('count wins over a for_each beside it, as when an override file adds one', () => {
  const instances = instancesOf(`
    resource "aws_vpc" "v" { for_each = { x = 1, y = 2 } }
    #- override.tf
    resource "aws_vpc" "v" { count = 1 }
  `);
  assert.deepEqual(instances, ['aws_vpc.v[0] exists']);
});

test('a set with an unknown member has a generic instance besides those with known keys', () => {
  const instances = instancesOf(`
    variable "more" { type = string }
    variable "names" { type = set(string) }
    module "m" {
      source = "./m"
      names  = ["a", var.more]
    }
    #- m/main.tf
    variable "names" { type = set(string) }
    resource "aws_vpc" "v" { for_each = var.names }
  `);
  assert.deepEqual(instances, ['module.m.aws_vpc.v["a"] exists', 'module.m.aws_vpc.v[*] exists']);
});

test('addresses quote keys as Terraform does', () => {
  const instances = instancesOf(`
    resource "aws_vpc" "v" {
      for_each = { "a\\"b" = 1, "\$\${x}" = 2, "日本" = 3 }
    }
  `);
  assert.deepEqual(instances, ['aws_vpc.v["$${x}"] exists', 'aws_vpc.v["a\\"b"] exists', 'aws_vpc.v["日本"] exists']);
});

function instancesOf(fixture: string): readonly string[] {
  return allInstances(worldOf(fixture).root).instances.flatMap((instance) =>
    instance.module.resources.flatMap((resource) =>
      resourceInstances(instance, resource).map((made) => `${made.address} ${describe(made.existence)}`),
    ),
  );
}

function valuesOf(fixture: string, name: string): readonly string[] {
  const { root } = worldOf(fixture);
  return root.module.resources.flatMap((resource) =>
    resourceInstances(root, resource).map((made) => {
      const value = expandedBody(made.scope, resource.body).value(name);
      return value === undefined ? 'absent' : show(value);
    }),
  );
}

function describe(existence: Existence): string {
  if (existence.kind === 'exists') return 'exists';
  const conditions = existence.conditions.map(({ holds, text }) => (holds ? text : `not ${text}`));
  return `possible: ${[...conditions, existence.reason?.message.id ?? []].flat().join(', ')}`;
}
