import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { ExpandedBlock, ExpandedBody } from '../../server/src/terraform/body.ts';
import { expandedBody } from '../../server/src/terraform/body.ts';
import { resourceInstances } from '../../server/src/terraform/expand.ts';
import { show } from '../support/expression.ts';
import { worldOf } from '../support/world.ts';

test('an argument that is not written is undefined, a null that is written is null', () => {
  const body = bodyOf('a = null');
  assert.equal(body.value('b'), undefined);
  assert.equal(body.value('a')?.kind, 'null');
  assert.deepEqual(body.names(), ['a']);
});

test('blocks come in the order written, those of dynamic blocks where these stand', () => {
  const body = bodyOf(`
    ingress { port = 1 }
    dynamic "ingress" {
      for_each = [2, 3]
      content { port = ingress.value }
    }
    egress { port = 9 }
    ingress { port = 4 }
  `);
  assert.deepEqual(portsOf(body), ['1', '2', '3', '4']);
});

test('dynamic goes through lists, sets, maps and objects, with their keys', () => {
  const each = (collection: string): readonly string[] =>
    portsOf(
      bodyOf(`dynamic "ingress" {\n for_each = ${collection}\n content { port = [ingress.key, ingress.value] }\n}`),
    );
  assert.deepEqual(each('["a", "b"]'), ['[0,"a"]', '[1,"b"]']);
  assert.deepEqual(each('{ x = "a", y = "b" }'), ['["x","a"]', '["y","b"]']);
  assert.deepEqual(each('var.set'), ['["p","p"]', '["q","q"]']);
  assert.deepEqual(each('[]'), []);
});

test('the iterator may have a name of its own', () => {
  const body = bodyOf(`
    dynamic "ingress" {
      for_each = [22]
      iterator = rule
      content { port = rule.value }
    }
  `);
  assert.deepEqual(portsOf(body), ['22']);
});

test('inner dynamic blocks see the outer iterators, and shadow one of the same name', () => {
  const body = bodyOf(`
    dynamic "outer" {
      for_each = { a = [1, 2], b = [3] }
      content {
        dynamic "ingress" {
          for_each = outer.value
          content { port = "\${outer.key}\${ingress.value}" }
        }
        dynamic "outer" {
          for_each = ["inner"]
          content { port = outer.value }
        }
      }
    }
  `);
  const outer = body.blocks('outer');
  assert.deepEqual(
    outer.flatMap((block) => portsOf(block.body)),
    ['"a1"', '"a2"', '"b3"'],
  );
  assert.deepEqual(
    outer.flatMap((block) => block.body.blocks('outer').map(portOf)),
    ['"inner"', '"inner"'],
  );
});

test('each of the resource is visible in for_each and content', () => {
  const { root } = worldOf(`
    resource "aws_x" "r" {
      for_each = { a = [1, 2] }
      dynamic "ingress" {
        for_each = each.value
        content { port = "\${each.key}\${ingress.value}" }
      }
    }
  `);
  const [resource] = root.module.resources;
  assert.ok(resource);
  const [instance] = resourceInstances(root, resource);
  assert.ok(instance);
  assert.deepEqual(portsOf(expandedBody(instance.scope, resource.body)), ['"a1"', '"a2"']);
});

test('an unknown collection makes one block that may be there, its literal parts known', () => {
  const [block, ...others] = bodyOf(`
    dynamic "ingress" {
      for_each = var.unknown
      content {
        port = 22
        cidr = ingress.value.cidr
      }
    }
  `).blocks('ingress');
  assert.equal(others.length, 0);
  assert.ok(block);
  assert.equal(portOf(block), '22');
  assert.equal(block.body.value('cidr')?.kind, 'unknown');
  assert.ok(block.existence.kind === 'possible');
  assert.equal(block.existence.reason?.message.id, 'terraform.noDefault');
});

test('a known collection with unknown elements makes blocks for sure', () => {
  const blocks = bodyOf(`
    dynamic "ingress" {
      for_each = [22, var.unknown]
      content { port = ingress.value }
    }
  `).blocks('ingress');
  assert.deepEqual(
    blocks.map((block) => `${portOf(block)} ${block.existence.kind}`),
    ['22 exists', 'unknown(dynamic) exists'],
  );
});

test('of two possible collections each makes its blocks, under its condition, and what is in both for sure', () => {
  const blocks = bodyOf(`
    dynamic "ingress" {
      for_each = var.public ? [80, 22] : [80]
      content { port = ingress.value }
    }
  `).blocks('ingress');
  assert.deepEqual(
    blocks.map(({ existence, ...block }) => [
      portOf({ ...block, existence }),
      existence.kind === 'exists' ? '' : existence.conditions.map(({ text, holds }) => `${text} ${holds}`).join(),
    ]),
    [
      ['80', ''],
      ['22', 'var.public true'],
    ],
  );
});

test('a collection of which some members are known makes their blocks, sure or possible', () => {
  const blocks = bodyOf(`
    dynamic "ingress" {
      for_each = [for port in [22, 80] : port if port == 80 || var.public]
      content { port = ingress.value }
    }
    dynamic "ingress" {
      for_each = { for name in [var.unknown, "a"] : name => 443 }
      content { port = ingress.value }
    }
  `).blocks('ingress');
  const found = blocks.map((block) => `${portOf(block)} ${block.existence.kind}`);
  assert.deepEqual(found.toSorted(), ['22 possible', '443 exists', '80 exists']);
});

test('what cannot be gone through makes one block that may be there, with the reason', () => {
  for (const collection of ['null', '"text"', '5', 'nothing.declared']) {
    const body = bodyOf(`dynamic "ingress" {\n for_each = ${collection}\n content { port = 1 }\n}`);
    const [block, ...others] = body.blocks('ingress');
    assert.equal(others.length, 0, collection);
    assert.ok(block?.existence.kind === 'possible', collection);
    assert.ok(block.existence.reason, collection);
  }
});

test('while it is being typed, a dynamic block without for_each may be there, one without content is not', () => {
  const [block] = bodyOf('dynamic "ingress" {\n content { port = 1 }\n}').blocks('ingress');
  assert.equal(block?.existence.kind, 'possible');
  assert.deepEqual(bodyOf('dynamic "ingress" {\n for_each = [1]\n}').blocks('ingress'), []);
});

test('a block is pointed at by its header, written or dynamic', () => {
  const text = (body: string): readonly string[] => {
    const fixture = resourceWith(body);
    const { root } = worldOf(fixture);
    const source = root.module.files[0]?.text ?? '';
    return bodyOf(body)
      .blocks('ingress')
      .map(({ place }) => source.slice(place.span.start, place.span.end));
  };
  assert.deepEqual(text('ingress {}'), ['ingress']);
  assert.deepEqual(text('dynamic "ingress" {\nfor_each = [1]\ncontent {}\n}'), ['dynamic "ingress"']);
});

test('values of an iterator keep the place of the element', () => {
  const [block] = bodyOf(`
    dynamic "ingress" {
      for_each = [{ cidr = "0.0.0.0/0" }]
      content { cidr = ingress.value.cidr }
    }
  `).blocks('ingress');
  const value = block?.body.value('cidr');
  assert.equal(value?.origin.length, 1);
  assert.equal((value.origin[0]?.span.end ?? 0) - (value.origin[0]?.span.start ?? 0), '"0.0.0.0/0"'.length);
});

test('a block from an override file is read in its own file', () => {
  const { root } = worldOf(`
    resource "aws_x" "r" {}
    #- override.tf
    resource "aws_x" "r" {
      a = "over"
      ingress { port = 1 }
    }
  `);
  const [resource] = root.module.resources;
  assert.ok(resource);
  const [instance] = resourceInstances(root, resource);
  assert.ok(instance);
  const body = expandedBody(instance.scope, resource.body);
  assert.equal(body.value('a')?.origin[0]?.path, '/w/override.tf');
  assert.equal(body.blocks('ingress')[0]?.body.path, '/w/override.tf');
});

function resourceWith(body: string): string {
  return `resource "aws_x" "r" {
${body}
}
variable "unknown" {}
variable "public" { type = bool }
variable "set" {
  type    = set(string)
  default = ["q", "p"]
}
`;
}

function bodyOf(body: string): ExpandedBody {
  const { root } = worldOf(resourceWith(body));
  const [resource] = root.module.resources;
  assert.ok(resource);
  const [instance] = resourceInstances(root, resource);
  assert.ok(instance);
  return expandedBody(instance.scope, resource.body);
}

function portsOf(body: ExpandedBody): readonly string[] {
  return body.blocks('ingress').map(portOf);
}

function portOf(block: ExpandedBlock): string {
  const value = block.body.value('port');
  return value === undefined ? 'absent' : show(value);
}
