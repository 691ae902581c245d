import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { Identity, Value } from '../../server/src/terraform/value.ts';
import { show } from '../support/expression.ts';
import { worldOf } from '../support/world.ts';

test('locals are evaluated when asked for, in any order', () => {
  const { value } = worldOf(`
    locals {
      a = local.b
      b = [local.c, "x"]
    }
    locals { c = 1 }
  `);
  assert.equal(show(value('local.a')), '[1,"x"]');
  assert.equal(show(value('local.d')), 'error(terraform.undeclared)');
});

test('definitions that lead back to themselves are unknown, with the reason', () => {
  const { value } = worldOf(`
    locals {
      a = local.b
      b = local.a
      c = [local.c]
    }
    module "m" {
      source = "./m"
      x      = module.m.x
    }
    #- m/main.tf
    variable "x" {}
    output "x" { value = var.x }
  `);
  for (const text of ['local.a', 'local.b', 'module.m.x']) assert.equal(reasonOf(value(text)), 'terraform.cycle', text);
  assert.equal(show(value('local.c')), '[unknown(dynamic)]');
});

test('chains too long for the stack end as unknown', () => {
  const links = Array.from({ length: 2000 }, (_, index) => `a${index} = local.a${index + 1}`);
  const { value } = worldOf(`locals {\n${links.join('\n')}\na2000 = 1\n}`);
  assert.ok(['terraform.chainTooLong', 'terraform.tooDeep'].includes(reasonOf(value('local.a0')) ?? ''));
});

test('each, count and self mean nothing outside the block that has them', () => {
  const { value } = worldOf('locals {}');
  for (const text of ['each.value', 'count.index', 'self.id']) {
    assert.equal(show(value(text)), 'error(terraform.outsideBlock)');
  }
});

test('paths are relative to the root, where Terraform runs', () => {
  const { value } = worldOf(`
    output "o" { value = path.module }
    module "m" { source = "./modules/m" }
    #- modules/m/main.tf
    output "o" { value = "\${path.module}/x.json in \${path.root}" }
  `);
  assert.equal(show(value('[path.module, path.root, path.cwd]')), '[".",".","/w"]');
  assert.equal(show(value('module.m.o')), '"modules/m/x.json in ."');
});

test('the workspace is unknown, but text', () => {
  assert.equal(show(worldOf('locals {}').value('terraform.workspace')), 'unknown(string)');
});

test('a name without its namespace is an error that speaks of quotes', () => {
  const value = worldOf('locals {}').value('tcp');
  assert.equal(reasonOf(value), 'terraform.invalidReference');
});

test('a written argument of a resource is its value', () => {
  const { value } = worldOf(`
    variable "cidr" { default = "10.0.0.0/16" }
    resource "aws_vpc" "main" { cidr_block = var.cidr }
  `);
  assert.equal(show(value('aws_vpc.main.cidr_block')), '"10.0.0.0/16"');
  assert.equal(show(value('resource.aws_vpc.main.cidr_block')), '"10.0.0.0/16"');
});

test('only the argument asked for is evaluated: what looks like a cycle of resources is none', () => {
  const { value } = worldOf(`
    resource "aws_vpc" "a" {
      cidr_block = "10.0.0.0/16"
      tags       = { other = aws_vpc.b.cidr_block }
    }
    resource "aws_vpc" "b" {
      cidr_block = "10.1.0.0/16"
      tags       = { other = aws_vpc.a.cidr_block }
    }
  `);
  assert.equal(show(value('aws_vpc.a.tags.other')), '"10.1.0.0/16"');
});

test('what is not written is unknown, never null, and knows which attribute it is', () => {
  const { value } = worldOf('resource "aws_security_group" "g" { description = null }');
  for (const attribute of ['id', 'description', 'whatever']) {
    const unknown = value(`aws_security_group.g.${attribute}`);
    assert.equal(show(unknown), attribute === 'id' ? 'unknown(string)' : 'unknown(dynamic)');
    assert.deepEqual(identityOf(unknown), {
      address: 'aws_security_group.g',
      type: 'aws_security_group',
      attribute,
    });
  }
});

test('what terraform_data gives out is unknown, of the type of what it takes in', () => {
  const { value } = worldOf('resource "terraform_data" "port" { input = 22 }');
  assert.equal(show(value('terraform_data.port.output')), 'unknown(number)');
  assert.equal(show(value('flatten([[80], [terraform_data.port.output]])')), '[80,unknown(number)]');
});

test('a resource that is not declared is an error', () => {
  assert.equal(show(worldOf('locals {}').value('aws_vpc.main.id')), 'error(terraform.undeclared)');
});

test('data sources are unknown, also where an argument is written, and keep their identity', () => {
  const { value } = worldOf('data "aws_vpc" "v" { id = "vpc-1" }');
  assert.deepEqual(identityOf(value('data.aws_vpc.v.id')), {
    address: 'data.aws_vpc.v',
    type: 'data.aws_vpc',
    attribute: 'id',
  });
  assert.equal(reasonOf(value('data.aws_vpc.v.cidr_block')), 'terraform.readFromAws');
  assert.equal(show(value('data.aws_vpc.w.id')), 'error(terraform.undeclared)');
});

test('with count a resource is a tuple, with for_each an object', () => {
  const { value } = worldOf(`
    resource "aws_subnet" "c" {
      count      = "2"
      cidr_block = "10.0.\${count.index}.0/24"
    }
    resource "aws_subnet" "e" {
      for_each   = toset(["x", "y"])
      cidr_block = each.value
    }
    resource "aws_subnet" "none" { count = 0 }
  `);
  assert.equal(show(value('aws_subnet.c[1].cidr_block')), '"10.0.1.0/24"');
  assert.equal(show(value('aws_subnet.c["0"].cidr_block')), '"10.0.0.0/24"');
  assert.equal(show(value('aws_subnet.e["x"].cidr_block')), '"x"');
  assert.equal(show(value('aws_subnet.c[2].cidr_block')), 'error(terraform.noSuchInstance)');
  assert.equal(show(value('aws_subnet.e["z"].cidr_block')), 'error(terraform.noSuchInstance)');
  assert.equal(show(value('length(aws_subnet.c)')), '2');
  assert.equal(show(value('keys(aws_subnet.e)')), '["x","y"]');
  assert.equal(show(value('aws_subnet.none')), '[]');
  assert.equal(show(value('aws_subnet.c.cidr_block')), 'error(terraform.noSuchInstance)');
});

test('identities name the instance', () => {
  const { value } = worldOf(`
    module "m" {
      source = "./m"
      count  = 1
    }
    #- m/main.tf
    resource "aws_security_group" "g" {
      for_each = { "a b" = 1 }
    }
    output "id" { value = aws_security_group.g["a b"].id }
  `);
  assert.equal(identityOf(value('module.m[0].id'))?.address, 'module.m[0].aws_security_group.g["a b"]');
});

test('where the count is not known, any key means the generic instance', () => {
  const { value } = worldOf(`
    variable "n" { type = number }
    resource "aws_subnet" "c" {
      count      = var.n
      cidr_block = "10.0.0.0/24"
    }
  `);
  assert.equal(show(value('aws_subnet.c[7].cidr_block')), '"10.0.0.0/24"');
  assert.equal(identityOf(value('aws_subnet.c[0].id'))?.address, 'aws_subnet.c[*]');
  const whole = value('aws_subnet.c');
  assert.ok(whole.kind === 'unknown');
  assert.equal(whole.facts.mayContain?.length, 1);
});

test('with an unknown key it is what all instances agree on, else one of theirs', () => {
  const { value } = worldOf(`
    variable "i" { type = number }
    resource "aws_subnet" "c" {
      count             = 2
      cidr_block        = "10.0.\${count.index}.0/24"
      availability_zone = "a"
    }
  `);
  assert.equal(show(value('aws_subnet.c[var.i].availability_zone')), '"a"');
  assert.equal(show(value('aws_subnet.c[var.i].cidr_block')), 'oneOf("10.0.0.0/24" | "10.0.1.0/24")');
});

test('a resource under a condition is a list of none or one', () => {
  const { value } = worldOf(`
    variable "create" { type = bool }
    resource "aws_vpc" "v" {
      count      = var.create ? 1 : 0
      cidr_block = "10.0.0.0/16"
    }
  `);
  assert.equal(show(value('aws_vpc.v[0].cidr_block')), '"10.0.0.0/16"');
  assert.equal(show(value('length(aws_vpc.v)')), 'oneOf(1 | 0)');
});

test('nested blocks are a list of objects, those of dynamic blocks included', () => {
  const { value } = worldOf(`
    resource "aws_security_group" "g" {
      ingress { from_port = 22 }
      dynamic "ingress" {
        for_each = [80, 443]
        content { from_port = ingress.value }
      }
    }
  `);
  const blocks = value('aws_security_group.g.ingress');
  assert.ok(blocks.kind === 'tuple');
  const ports = blocks.elements.map((block) =>
    block.kind === 'unknown' ? show(block.facts.attributes?.get('from_port') ?? block) : '',
  );
  assert.deepEqual(ports, ['22', '80', '443']);
});

test('a whole resource knows what is written and that there is more', () => {
  const { value } = worldOf('resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }');
  const whole = value('aws_vpc.v');
  assert.ok(whole.kind === 'unknown');
  assert.deepEqual(
    [...(whole.facts.attributes ?? [])].map(([name, inner]) => [name, show(inner)]),
    [['cidr_block', '"10.0.0.0/16"']],
  );
  assert.equal(whole.facts.identity?.attribute, '');
});

test('attributes of a whole resource are found through locals, splats and for-expressions', () => {
  const { value } = worldOf(`
    resource "aws_subnet" "s" {
      count      = 2
      cidr_block = "10.0.\${count.index}.0/24"
    }
    resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
    locals { vpc = aws_vpc.v }
  `);
  assert.equal(show(value('local.vpc.cidr_block')), '"10.0.0.0/16"');
  assert.equal(identityOf(value('local.vpc.id'))?.attribute, 'id');
  assert.equal(show(value('aws_subnet.s[*].cidr_block')), '["10.0.0.0/24","10.0.1.0/24"]');
  assert.equal(show(value('[for s in aws_subnet.s : s.cidr_block]')), '["10.0.0.0/24","10.0.1.0/24"]');
  assert.equal(show(value('aws_vpc.v[*].cidr_block')), '["10.0.0.0/16"]');
});

test('module outputs are evaluated in the module, one by one or all together', () => {
  const { value } = worldOf(`
    module "m" {
      source = "./m"
      base   = "10.0"
    }
    module "k" {
      source   = "./m"
      for_each = { a = "10.1" }
      base     = each.value
    }
    module "c" {
      source = "./m"
      count  = 2
      base   = "10.\${count.index}"
    }
    #- m/main.tf
    variable "base" {}
    output "cidr" { value = "\${var.base}.0.0/16" }
  `);
  assert.equal(show(value('module.m.cidr')), '"10.0.0.0/16"');
  assert.equal(show(value('module.k["a"].cidr')), '"10.1.0.0/16"');
  assert.equal(show(value('module.c[*].cidr')), '["10.0.0.0/16","10.1.0.0/16"]');
  assert.equal(show(value('module.m')), '{"cidr":"10.0.0.0/16"}');
  assert.equal(show(value('module.m.nothing')), 'error(terraform.undeclared)');
  assert.equal(show(value('module.none.x')), 'error(terraform.undeclared)');
});

test('outputs of a module that is not at hand are unknown, with its name', () => {
  const { value } = worldOf(`
    module "vpc" { source = "terraform-aws-modules/vpc/aws" }
    module "many" {
      source = "a/b/c"
      count  = 2
    }
  `);
  const unknown = value('module.vpc.vpc_id');
  assert.equal(reasonOf(unknown), 'terraform.moduleNotInstalled');
  assert.deepEqual(identityOf(unknown), { address: 'module.vpc', type: 'module', attribute: 'vpc_id' });
  assert.equal(reasonOf(value('module.many[0].x')), 'terraform.moduleNotInstalled');
});

function reasonOf(value: Value): string | undefined {
  return value.kind === 'unknown' || value.kind === 'error' ? value.reason.message.id : undefined;
}

function identityOf(value: Value): Identity | undefined {
  return value.kind === 'unknown' ? value.facts.identity : undefined;
}
