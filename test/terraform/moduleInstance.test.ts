import { test } from 'node:test';
import assert from 'node:assert/strict';
import { moduleAddress } from '../../server/src/terraform/address.ts';
import { allInstances, childAvailability, childInstances } from '../../server/src/terraform/moduleInstance.ts';
import { childrenOf, childValue } from '../support/childValue.ts';
import { show } from '../support/expression.ts';
import type { TestWorld } from '../support/world.ts';
import { worldOf } from '../support/world.ts';

test('local sources are folders beside the caller, at every level', () => {
  const world = worldOf(`
    #- env/prod/main.tf
    module "a" { source = "../../modules/a" }
    #- modules/a/main.tf
    module "b" { source = "./b" }
    #- modules/a/b/main.tf
    locals { x = 1 }
  `);
  assert.deepEqual(reached(world), ['', 'module.a', 'module.a.module.b']);
  assert.equal(show(childValue(world, 'a.b', 'local.x')), '1');
  assert.equal(show(childValue(world, 'a.b', '[path.module, path.root]')), '["../../modules/a/b","."]');
});

test('downloaded modules are found by their key in the manifest of the root', () => {
  const installed = { sg: '.terraform/modules/sg', 'net.sg': '.terraform/modules/net.sg' };
  const world = worldOf(
    `
    module "sg" { source = "terraform-aws-modules/security-group/aws" }
    module "net" { source = "./net" }
    #- net/main.tf
    module "sg" { source = "git::https://example.com/sg" }
    #- .terraform/modules/sg/main.tf
    locals { x = "registry" }
    #- .terraform/modules/net.sg/main.tf
    locals { x = "git" }
  `,
    installed,
  );
  assert.equal(show(childValue(world, 'sg', 'local.x')), '"registry"');
  assert.equal(show(childValue(world, 'net.sg', 'local.x')), '"git"');
});

test('a module that is not at hand makes no instances and says why', () => {
  const world = worldOf(`
    locals { where = "./m" }
    module "missing" { source = "./nowhere" }
    module "registry" { source = "a/b/aws" }
    module "bare" { source = "modules/x" }
    module "none" {}
    module "known" { source = local.where }
    #- m/main.tf
    #- modules/x/main.tf
  `);
  assert.deepEqual(
    [...world.root.module.calls.values()].map((call) => {
      const availability = childAvailability(world.root, call);
      return availability.kind === 'missing' ? availability.reason.message.id : availability.module.dir;
    }),
    [
      'terraform.moduleFolderMissing',
      'terraform.moduleNotInstalled',
      'terraform.moduleNotInstalled',
      'terraform.moduleSourceUnknown',
      '/w/m',
    ],
  );
  assert.equal(allInstances(world.root).left.length, 4);
});

test('count and for_each of a call make an instance for each key, with arguments of its own', () => {
  const world = worldOf(`
    module "a" {
      source   = "./m"
      for_each = { x = 1, y = 2 }
      port     = each.value
    }
    module "b" {
      source = "./m"
      count  = 2
      port   = count.index
    }
    module "c" {
      source = "./m"
      count  = 0
      port   = 0
    }
    #- m/main.tf
    variable "port" {}
  `);
  assert.deepEqual(reached(world), ['', 'module.a["x"]', 'module.a["y"]', 'module.b[0]', 'module.b[1]']);
  const ports = childrenOf(world, 'a').map((child) => child.caller?.existence.kind);
  assert.deepEqual(ports, ['exists', 'exists']);
  assert.equal(show(childValue(world, 'b', 'var.port')), '0');
});

test('each and count of a call are not visible inside the module', () => {
  const world = worldOf(`
    module "a" {
      source   = "./m"
      for_each = { x = 1 }
    }
    #- m/main.tf
  `);
  assert.equal(show(childValue(world, 'a', 'each.key')), 'error(terraform.outsideBlock)');
});

test('a call whose count is not known makes one generic instance that may exist', () => {
  const world = worldOf(`
    variable "names" { type = set(string) }
    module "a" {
      source   = "./m"
      for_each = var.names
      name     = each.key
    }
    #- m/main.tf
    variable "name" {}
  `);
  const [child, ...others] = childrenOf(world, 'a');
  assert.equal(others.length, 0);
  assert.ok(child);
  assert.equal(moduleAddress(child), 'module.a[*]');
  assert.equal(child.caller?.existence.kind, 'possible');
});

test('modules that call themselves are stopped', () => {
  const world = worldOf(`
    module "a" { source = "./a" }
    #- a/main.tf
    module "b" { source = "../b" }
    #- b/main.tf
    module "a" { source = "../a" }
  `);
  assert.deepEqual(reached(world), ['', 'module.a', 'module.a.module.b']);
  const [left] = allInstances(world.root).left;
  assert.equal(left?.reason.message.id, 'terraform.moduleCallsItself');
});

test('calls more than thirty deep are left out', () => {
  const files = Array.from(
    { length: 40 },
    (_, level) => `#- m${level}/main.tf\nmodule "m" { source = "../m${level + 1}" }\n`,
  );
  const world = worldOf(files.join(''));
  const { instances, left } = allInstances(world.root);
  assert.equal(instances.length, 31);
  assert.deepEqual(
    left.map(({ reason }) => reason.message.id),
    ['terraform.moduleTooDeep'],
  );
});

test('more than two thousand instances are left out, and said so', () => {
  const world = worldOf(`
    module "a" {
      source = "./a"
      count  = 900
    }
    module "b" {
      source = "./a"
      count  = 900
    }
    module "c" {
      source = "./a"
      count  = 900
    }
    #- a/main.tf
  `);
  const { instances, left } = allInstances(world.root);
  assert.equal(instances.length, 1801);
  assert.deepEqual(
    left.map(({ reason }) => reason.message.id),
    ['terraform.tooManyModules'],
  );
});

test('a folder called twice is evaluated twice', () => {
  const world = worldOf(`
    module "a" {
      source = "./m"
      x      = 1
    }
    module "b" {
      source = "./m"
      x      = 2
    }
    #- m/main.tf
    variable "x" {}
    output "x" { value = var.x }
  `);
  assert.equal(show(world.value('[module.a.x, module.b.x]')), '[1,2]');
});

test('asking twice gives the same instances', () => {
  const world = worldOf('module "a" { source = "./m" }\n#- m/main.tf\n');
  const call = world.root.module.calls.get('a');
  assert.ok(call);
  assert.equal(childInstances(world.root, call), childInstances(world.root, call));
});

function reached(world: TestWorld): readonly string[] {
  return allInstances(world.root).instances.map(moduleAddress);
}
