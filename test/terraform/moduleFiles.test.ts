import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { Module, Resource } from '../../server/src/terraform/module.ts';
import { isModuleFile, isVariableFile } from '../../server/src/terraform/moduleFiles.ts';
import { baseName } from '../../server/src/terraform/path.ts';
import { show } from '../support/expression.ts';
import { worldOf } from '../support/world.ts';

test('a module is made of .tf and .tofu files that are not hidden', () => {
  for (const name of ['main.tf', 'main.tofu', 'my-override.tf', 'override.tf']) assert.ok(isModuleFile(name), name);
  for (const name of ['.hidden.tf', 'main.tf~', '#main.tf#', 'main.tf.bak', 'x.tftest.hcl', 'terraform.tfvars', 'tf']) {
    assert.ok(!isModuleFile(name), name);
  }
});

test('variable files are loaded by their names alone, hidden or not', () => {
  for (const name of ['terraform.tfvars', 'a.auto.tfvars', '.auto.tfvars']) assert.ok(isVariableFile(name), name);
  for (const name of ['prod.tfvars', 'my.terraform.tfvars', 'auto.tfvars']) assert.ok(!isVariableFile(name), name);
});

test('x.tofu hides x.tf, also among override files, and nothing else', () => {
  const module = moduleIn(`
    #- a.tf
    #- a.tofu
    #- b.tf
    #- a_override.tf
    #- b_override.tofu
    #- b_override.tf
  `);
  assert.deepEqual(fileNames(module), ['a.tofu', 'b.tf', 'a_override.tf', 'b_override.tofu']);
});

test('files are read by the bytes of their names, override files last', () => {
  const module = moduleIn(`
    #- z.tf
    #- override.tf
    #- b_override.tf
    #- B.tf
    #- a.tf
  `);
  assert.deepEqual(fileNames(module), ['B.tf', 'a.tf', 'z.tf', 'b_override.tf', 'override.tf']);
});

test('of two variables, locals, calls or outputs with one name the first counts, of resources both', () => {
  const module = moduleIn(`
    variable "a" { default = 1 }
    variable "a" { default = 2 }
    locals { b = 1 }
    locals { b = 2 }
    resource "aws_vpc" "c" { a = 1 }
    resource "aws_vpc" "c" { a = 2 }
  `);
  assert.equal(module.variables.size, 1);
  assert.equal(module.locals.size, 1);
  assert.equal(module.resources.length, 2);
});

test('blocks without their labels and blocks of other kinds are left out', () => {
  const module = moduleIn(`
    variable { default = 1 }
    resource "aws_vpc" { a = 1 }
    module {}
    output {}
    banana "x" {}
    provider "aws" {}
  `);
  assert.deepEqual(
    [module.variables.size, module.resources.length, module.calls.size, module.outputs.size],
    [0, 0, 0, 0],
  );
});

test('an override file replaces arguments one by one and keeps the others; the last file wins', () => {
  const { value } = worldOf(`
    resource "aws_vpc" "v" {
      a = "base"
      b = "base"
    }
    #- a_override.tf
    resource "aws_vpc" "v" {
      a = "first"
      c = "new"
    }
    #- override.tf
    resource "aws_vpc" "v" {
      a = "last"
    }
  `);
  assert.equal(show(value('[aws_vpc.v.a, aws_vpc.v.b, aws_vpc.v.c]')), '["last","base","new"]');
});

test('an overriding argument keeps the file it is written in', () => {
  const { value } = worldOf(`
    locals { open = ["10.0.0.0/8"] }
    #- override.tf
    locals { open = ["0.0.0.0/0"] }
  `);
  assert.equal(value('local.open').origin[0]?.path, '/w/override.tf');
});

test('blocks of a type in an override drop every block of that type, dynamic ones too', () => {
  const overridden = (body: string): string => `
    resource "aws_security_group" "g" {
      ingress { from_port = 1 }
      dynamic "ingress" {
        for_each = [1]
        content { from_port = 2 }
      }
      egress { from_port = 3 }
    }
    #- override.tf
    resource "aws_security_group" "g" {
      ${body}
    }
  `;
  assert.deepEqual(blocksOf(overridden('ingress { from_port = 9 }')), ['egress', 'ingress']);
  assert.deepEqual(blocksOf(overridden('dynamic "ingress" {}')), ['egress', 'dynamic']);
});

test('where one file writes an argument and the other blocks, the argument stays', () => {
  const group = (body: string): string => `resource "aws_security_group" "g" {\n${body}\n}`;
  const overArgument = resourceIn(`${group('ingress {}')}\n#- override.tf\n${group('ingress = []')}`);
  assert.equal(overArgument.body.blocks.length, 0);
  assert.equal(overArgument.body.attributes.length, 1);
  const overBlock = resourceIn(`${group('ingress = []')}\n#- override.tf\n${group('ingress {}')}`);
  assert.equal(overBlock.body.blocks.length, 0);
  assert.equal(overBlock.body.attributes.length, 1);
});

test('an argument and a dynamic block both stay, for the form to refuse as Terraform does', () => {
  const resource = resourceIn(`
    resource "aws_security_group" "g" { ingress = [] }
    #- override.tf
    resource "aws_security_group" "g" {
      dynamic "ingress" {
        for_each = []
        content {}
      }
    }
  `);
  assert.deepEqual([resource.body.attributes.length, resource.body.blocks.length], [1, 1]);
});

test('lifecycle merges argument by argument', () => {
  const resource = resourceIn(`
    resource "aws_vpc" "v" {
      lifecycle {
        prevent_destroy       = true
        create_before_destroy = true
      }
    }
    #- override.tf
    resource "aws_vpc" "v" {
      lifecycle { prevent_destroy = false }
    }
  `);
  const [lifecycle, ...others] = resource.body.blocks;
  assert.equal(others.length, 0);
  assert.deepEqual(
    lifecycle?.body.attributes.map(({ name, path }) => [name, baseName(path)]),
    [
      ['prevent_destroy', 'override.tf'],
      ['create_before_destroy', 'main.tf'],
    ],
  );
});

test('what an override names without there being such a thing is left out', () => {
  const module = moduleIn(`
    locals { a = 1 }
    #- override.tf
    locals { b = 2 }
    variable "v" {}
    resource "aws_vpc" "v" {}
    module "m" { source = "./m" }
    output "o" { value = 1 }
  `);
  assert.deepEqual([...module.locals.keys()], ['a']);
  assert.deepEqual(
    [module.variables.size, module.resources.length, module.calls.size, module.outputs.size],
    [0, 0, 0, 0],
  );
});

test('default, type and nullable of a variable are overridden one by one, and the default converted again', () => {
  const { value } = worldOf(`
    variable "a" {
      type    = number
      default = 5
    }
    #- override.tf
    variable "a" { type = string }
  `);
  assert.equal(show(value('var.a')), '"5"');
});

test('a file that does not parse leaves the rest of the module whole', () => {
  const module = moduleIn(`
    # broken
    variable "a" { default = 1 }
    resource "aws_vpc" "v" { cidr_block = }
    variable "b" { default = 1 }
  `);
  assert.deepEqual([...module.variables.keys()], ['a', 'b']);
});

function moduleIn(fixture: string): Module {
  return worldOf(fixture).root.module;
}

function resourceIn(fixture: string): Resource {
  const [resource] = moduleIn(fixture).resources;
  assert.ok(resource);
  return resource;
}

function blocksOf(fixture: string): readonly string[] {
  return resourceIn(fixture).body.blocks.map((block) => block.type);
}

function fileNames(module: Module): readonly string[] {
  return module.files.map((file) => baseName(file.path));
}
