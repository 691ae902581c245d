import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { Place } from '../../server/src/text.ts';
import { expandedBody } from '../../server/src/terraform/body.ts';
import { resourceInstances } from '../../server/src/terraform/expand.ts';
import { allInstances } from '../../server/src/terraform/moduleInstance.ts';
import type { Scope } from '../../server/src/terraform/scope.ts';
import { trace } from '../../server/src/terraform/trace.ts';
import type { Value } from '../../server/src/terraform/value.ts';
import { worldOf } from '../support/world.ts';

test('a literal in the expression is its own narrowest place, with no steps', () => {
  assert.deepEqual(traceOf('resource "aws_x" "r" { cidrs = concat([], ["0.0.0.0/0"]) }'), ['main.tf: "0.0.0.0/0"']);
});

test('a variable leads to its default', () => {
  const traced = traceOf(`
    variable "a" { default = ["0.0.0.0/0"] }
    resource "aws_x" "r" { cidrs = concat(var.a, ["10.0.0.0/8"]) }
  `);
  assert.deepEqual(traced, ['main.tf: var.a', 'main.tf: "0.0.0.0/0"']);
});

test('a variable leads to the variable file that sets it', () => {
  const traced = traceOf(`
    variable "a" { default = [] }
    resource "aws_x" "r" { cidrs = var.a }
    #- terraform.tfvars
    a = ["0.0.0.0/0"]
  `);
  assert.deepEqual(traced, ['main.tf: var.a', 'terraform.tfvars: "0.0.0.0/0"']);
});

test('the way goes through module arguments and locals', () => {
  const traced = traceOf(`
    variable "office" { default = "0.0.0.0/0" }
    locals { ranges = ["10.0.0.0/8", var.office] }
    module "m" {
      source = "./m"
      cidrs  = local.ranges
    }
    #- m/main.tf
    variable "cidrs" {}
    resource "aws_x" "r" { cidrs = var.cidrs }
  `);
  assert.deepEqual(traced, [
    'm/main.tf: var.cidrs',
    'main.tf: local.ranges',
    'main.tf: var.office',
    'main.tf: "0.0.0.0/0"',
  ]);
});

test('the way goes through module outputs and arguments of resources', () => {
  const traced = traceOf(`
    module "m" { source = "./m" }
    resource "aws_x" "r" { cidrs = [aws_vpc.v.cidr_block] }
    resource "aws_vpc" "v" { cidr_block = module.m.cidr }
    #- m/main.tf
    output "cidr" { value = "0.0.0.0/0" }
  `);
  assert.deepEqual(traced, ['main.tf: aws_vpc.v.cidr_block', 'main.tf: module.m.cidr', 'm/main.tf: "0.0.0.0/0"']);
});

test('the way goes through each, to the for_each and on', () => {
  const traced = traceOf(`
    locals { all = { world = "0.0.0.0/0" } }
    resource "aws_x" "r" {
      for_each = local.all
      cidrs    = [each.value]
    }
  `);
  assert.deepEqual(traced, ['main.tf: each.value', 'main.tf: local.all', 'main.tf: "0.0.0.0/0"']);
});

test('the way goes through for-expressions', () => {
  const traced = traceOf(`
    variable "rules" { default = [{ cidr = "10.0.0.0/8" }, { cidr = "0.0.0.0/0" }] }
    resource "aws_x" "r" { cidrs = [for rule in var.rules : rule.cidr] }
  `);
  assert.deepEqual(traced, ['main.tf: rule.cidr', 'main.tf: var.rules', 'main.tf: "0.0.0.0/0"']);
});

test('a default of an optional attribute is found in the type', () => {
  const traced = traceOf(`
    variable "rule" {
      type    = object({ cidrs = optional(list(string), ["0.0.0.0/0"]) })
      default = {}
    }
    resource "aws_x" "r" { cidrs = var.rule.cidrs }
  `);
  assert.deepEqual(traced, ['main.tf: var.rule.cidrs', 'main.tf: "0.0.0.0/0"']);
});

test('of the arms of a conditional only the one that brings it is named', () => {
  const traced = traceOf(`
    variable "public" { type = bool }
    variable "a" { default = ["0.0.0.0/0"] }
    resource "aws_x" "r" { cidrs = var.public ? var.a : ["10.0.0.0/8"] }
  `);
  assert.deepEqual(traced, ['main.tf: var.a', 'main.tf: "0.0.0.0/0"']);
});

/** The narrowest place and the steps for the one string `0.0.0.0/0` in `cidrs` of the resource. */
function traceOf(fixture: string): readonly string[] {
  const { root, files } = worldOf(fixture);
  const textAt = ({ path, span }: Place): string =>
    `${path.slice('/w/'.length)}: ${files.get(path)?.slice(span.start, span.end) ?? '?'}`;
  for (const instance of allInstances(root).instances) {
    for (const resource of instance.module.resources.filter(({ type }) => type === 'aws_x')) {
      const [made] = resourceInstances(instance, resource);
      const body = made && expandedBody(made.scope, resource.body);
      const attribute = body?.attribute('cidrs');
      const value = body?.value('cidrs');
      if (body === undefined || attribute === undefined || value === undefined) continue;
      const scope: Scope = body.scopeOf(attribute);
      const [origin] = openIn(value)?.origin ?? [];
      assert.ok(origin);
      const { narrowest, steps } = trace(scope, attribute.expression, origin);
      for (const { place, text } of steps) assert.ok(textAt(place).endsWith(`: ${text}`));
      return [textAt(narrowest), ...steps.map(({ place }) => textAt(place))];
    }
  }
  assert.fail('no resource of type aws_x');
}

function openIn(value: Value): Value | undefined {
  switch (value.kind) {
    case 'string':
      return value.value === '0.0.0.0/0' ? value : undefined;
    case 'list':
    case 'set':
    case 'tuple':
      return value.elements.map(openIn).find((found) => found !== undefined);
    case 'oneOf':
      return value.alternatives.map((alternative) => openIn(alternative.value)).find((found) => found !== undefined);
    default:
      return undefined;
  }
}
