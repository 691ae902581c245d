import { test } from 'node:test';
import assert from 'node:assert/strict';
import { show } from '../support/expression.ts';
import { worldOf } from '../support/world.ts';
import { childValue } from '../support/childValue.ts';

test('a default is the value where nothing else is given', () => {
  const { value } = worldOf('variable "a" { default = ["0.0.0.0/0"] }');
  assert.equal(show(value('var.a')), '["0.0.0.0/0"]');
});

test('a variable without a value is unknown, of its type, and the reason names it and where it is declared', () => {
  const { value } = worldOf('variable "ports" { type = list(number) }');
  const unknown = value('var.ports');
  assert.equal(show(unknown), 'unknown(list(number))');
  assert.ok(unknown.kind === 'unknown');
  assert.deepEqual(unknown.reason, {
    message: { id: 'terraform.noDefault', values: { name: 'ports' } },
    place: { path: '/w/main.tf', span: { start: 0, end: 16 } },
  });
  assert.equal(unknown.facts.identity?.address, 'var.ports');
});

test('a variable that is not declared is an error', () => {
  assert.equal(show(worldOf('locals {}').value('var.x')), 'error(terraform.undeclaredVariable)');
});

test('while a file does not parse, what is missing is unknown and no error', () => {
  const { value } = worldOf('# broken\nvariable "x" { default = [ \n');
  assert.equal(show(value('var.y')), 'unknown(dynamic)');
});

test('terraform.tfvars wins over the default, auto files over it in byte order, each as a whole', () => {
  const { value } = worldOf(`
    variable "a" { default = { x = 1, y = 1 } }
    variable "b" { default = 0 }
    variable "c" { default = 0 }
    #- terraform.tfvars
    a = { x = 2 }
    b = 2
    c = 2
    #- b.auto.tfvars
    b = 4
    #- B.auto.tfvars
    b = 3
    c = 3
    #- prod.tfvars
    c = 9
  `);
  assert.equal(show(value('[var.a, var.b, var.c]')), '[{"x":2},4,3]');
});

test('a value keeps the place it is written at, in the variable file', () => {
  const { value } = worldOf(`
    variable "a" { type = string }
    #- terraform.tfvars
    a = "0.0.0.0/0"
  `);
  assert.deepEqual(value('var.a').origin, [{ path: '/w/terraform.tfvars', span: { start: 4, end: 15 } }]);
});

test('defaults and variable files know no names and no functions', () => {
  const { value } = worldOf(`
    variable "a" { default = upper("x") }
    variable "b" { default = local.c }
    variable "d" { default = [1 + 1, "x-\${true ? 1 : 2}"] }
    locals { c = 1 }
  `);
  assert.equal(show(value('var.a')), 'error(terraform.functionNotAllowed)');
  assert.equal(show(value('var.b')), 'error(terraform.undeclared)');
  assert.equal(show(value('var.d')), '[2,"x-1"]');
});

test('the declared type converts, and drops what an object type does not name', () => {
  const { value } = worldOf(`
    variable "a" {
      type    = object({ a = string, b = optional(number, 5), c = optional(list(string)), d = optional(object({ e = optional(string, "z") }), {}) })
      default = { a = 1, zzz = 9 }
    }
    variable "m" {
      type    = map(any)
      default = { a = 1, b = "x" }
    }
    variable "s" {
      type    = set(string)
      default = ["b", "a", "b"]
    }
    variable "t" {
      type    = tuple([string, number])
      default = [1, "2"]
    }
  `);
  assert.equal(show(value('var.a')), '{"a":"1","b":5,"c":null,"d":{"e":"z"}}');
  assert.equal(show(value('var.m')), '{"a":"1","b":"x"}');
  assert.equal(show(value('var.s')), '["a","b"]');
  assert.equal(show(value('var.t')), '["1",2]');
});

test('the default of an optional attribute stands in for a missing one and for null, and may open to the world', () => {
  const { value } = worldOf(`
    variable "rules" {
      type    = list(object({ port = number, cidrs = optional(list(string), ["0.0.0.0/0"]) }))
      default = [{ port = "22" }, { port = 80, cidrs = null }, { port = 443, cidrs = ["10.0.0.0/8"] }]
    }
  `);
  const expected =
    '[{"cidrs":["0.0.0.0/0"],"port":22},{"cidrs":["0.0.0.0/0"],"port":80},{"cidrs":["10.0.0.0/8"],"port":443}]';
  assert.equal(show(value('var.rules')), expected);
  assert.equal(value('var.rules[0].cidrs[0]').origin[0]?.path, '/w/main.tf');
});

test('a type that cannot be read is taken as any, quoted types as what they meant', () => {
  const { value } = worldOf(`
    variable "a" {
      type    = banana
      default = [1]
    }
    variable "b" {
      type    = "string"
      default = 1
    }
  `);
  assert.equal(show(value('[var.a, var.b]')), '[[1],"1"]');
});

test('a module argument is evaluated in the caller and wins over the default', () => {
  const world = worldOf(`
    locals { office = ["192.0.2.0/24"] }
    module "m" {
      source = "./m"
      cidrs  = local.office
    }
    #- m/main.tf
    variable "cidrs" { default = ["0.0.0.0/0"] }
  `);
  assert.equal(show(childValue(world, 'm', 'var.cidrs')), '["192.0.2.0/24"]');
});

test('an explicit null stays null, and is the default only where the variable is not nullable', () => {
  const world = worldOf(`
    module "m" {
      source = "./m"
      a      = null
      b      = null
      c      = null
    }
    #- m/main.tf
    variable "a" { default = ["0.0.0.0/0"] }
    variable "b" {
      default  = ["0.0.0.0/0"]
      nullable = false
    }
    variable "c" { nullable = false }
  `);
  assert.equal(show(childValue(world, 'm', 'var.a')), 'null');
  assert.equal(show(childValue(world, 'm', 'var.b')), '["0.0.0.0/0"]');
  assert.equal(show(childValue(world, 'm', 'var.c')), 'unknown(dynamic)');
});

test('variable files of a folder do not reach a module that another one calls', () => {
  const world = worldOf(`
    module "m" { source = "./m" }
    #- terraform.tfvars
    a = "root"
    #- m/main.tf
    variable "a" { default = "default" }
    #- m/terraform.tfvars
    a = "child"
  `);
  assert.equal(show(childValue(world, 'm', 'var.a')), '"default"');
});

test('an input named like a meta-argument stands in a nested block', () => {
  const world = worldOf(`
    module "m" {
      source  = "./m"
      version = "1"
      _ { version = "2" }
    }
    #- m/main.tf
    variable "version" { default = "0" }
  `);
  assert.equal(show(childValue(world, 'm', 'var.version')), '"2"');
});
