import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyze } from '../../server/src/analyze.ts';
import { readConfiguration } from '../../server/src/aws/configuration.ts';
import type { Configuration } from '../../server/src/aws/configuration.ts';
import { tellingResources } from '../../server/src/aws/quietResources.ts';
import { defaultCheckSettings, settingsEverywhere } from '../../server/src/checks/settings.ts';
import { moduleAddress } from '../../server/src/terraform/address.ts';
import { allInstances, rootInstance } from '../../server/src/terraform/moduleInstance.ts';
import type { ModuleInstance, World } from '../../server/src/terraform/scope.ts';
import { checkFindings, findingsIn } from '../support/check.ts';
import { worldOf } from '../support/world.ts';

const settings = settingsEverywhere(defaultCheckSettings);

/** The resources of the modules that a root calls which are known to be quiet, by the root's next analysis. */
function quietIn(world: World, dir: string): readonly string[] {
  const module = world.module(dir);
  assert.ok(module !== undefined);
  return allInstances(rootInstance(module, world)).instances.flatMap((instance) =>
    instance.module.resources
      .filter((resource) => !tellingResources(instance, instance.module.resources).includes(resource))
      .map(({ name }) => [...instance.callPath.map((step) => step.name), name].join('.')),
  );
}

/** What each of these roots opens, in turn, of a module that all of them call. */
function openedBy(world: World, roots: readonly string[]): readonly string[] {
  return roots.flatMap((dir) => {
    const module = world.module(dir);
    assert.ok(module !== undefined);
    return analyze(rootInstance(module, world), settings).findings.map(({ rule }) => `${dir} ${rule.address}`);
  });
}

const rule = (cidr: string, name = 'in'): string => `resource "aws_security_group_rule" "${name}" {
      type              = "ingress"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_blocks       = [${cidr}]
      security_group_id = "sg-1"
    }`;

describe('a rule that is quiet for one caller is judged for another', () => {
  const calls = (values: readonly string[]): string =>
    values.map((value, index) => `module "m${index}" {\n source = "./web"\n cidr = ${value}\n}`).join('\n');
  const inOrder = ['"10.0.0.0/8"', '"0.0.0.0/0"', '"10.0.0.0/8"', '"0.0.0.0/0"', '"192.168.0.0/16"'];

  for (const [how, body] of [
    ['by a variable', `variable "cidr" {}\n${rule('var.cidr')}`],
    ['by a local', `variable "cidr" {}\nlocals {\n a = [var.cidr]\n b = local.a[0]\n}\n${rule('local.b')}`],
    [
      'by an argument of another resource',
      `variable "cidr" {}\nresource "aws_vpc" "v" {\n cidr_block = var.cidr\n}\n${rule('aws_vpc.v.cidr_block')}`,
    ],
    [
      'by how many there are',
      `variable "cidr" {}\nlocals {\n open = var.cidr == "0.0.0.0/0"\n}\n` +
        rule('"0.0.0.0/0"').replace('type  ', 'count = local.open ? 1 : 0\n type  '),
    ],
    [
      'by a dynamic block',
      `variable "cidr" {}\nresource "aws_security_group" "in" {\n dynamic "ingress" {\n for_each = toset([var.cidr])\n content {
        protocol = "tcp"\n from_port = 22\n to_port = 22\n cidr_blocks = [ingress.value]\n}\n}\n}`,
    ],
    [
      'by a module that it calls itself',
      `variable "cidr" {}\nmodule "inner" {\n source = "../inner"\n cidr = var.cidr\n}\n#- inner/main.tf\nvariable "cidr" {}\n${rule('var.cidr')}`,
    ],
    [
      'by what a module that it calls gives back',
      `variable "cidr" {}\nmodule "inner" {\n source = "../inner"\n cidr = var.cidr\n}\n${rule('module.inner.cidr')}\n#- inner/main.tf\nvariable "cidr" {}\noutput "cidr" {\n value = var.cidr\n}`,
    ],
  ] as const) {
    test(how, () => {
      const { world } = worldOf(`${calls(inOrder)}\n#- web/main.tf\n${body}`);
      const opened = openedBy(world, ['/w', '/w']);
      assert.equal(opened.length, 2);
      assert.match(opened[0] ?? '', /^\/w module\.m1\./);
      const [finding] = findingsIn(`${calls(inOrder)}\n#- web/main.tf\n${body}`);
      assert.deepEqual(
        finding?.via.filter((address) => /^module\.m\d$/.test(address)),
        how === 'by a module that it calls itself' ? [] : ['module.m1', 'module.m3'],
      );
    });
  }
});

test('what rests on the folder that Terraform runs in, or on a file, is asked for each root', () => {
  const { world } = worldOf(`
    #- a/main.tf
    module "web" {
      source = "../web"
    }
    #- a/cidr.txt
    10.0.0.0/8
    #- b/main.tf
    module "web" {
      source = "../web"
    }
    #- b/cidr.txt
    0.0.0.0/0
    #- web/main.tf
    ${rule('endswith(path.cwd, "b") ? "0.0.0.0/0" : "10.0.0.0/8"')}
    locals {
      written = file("\${path.root}/cidr.txt")
    }
    ${rule('trimspace(local.written)', 'file')}
    variable "where" {
      default = path.cwd
    }
    variable "written" {
      type = object({ where = optional(string, path.cwd) })
      default = {}
    }
    ${rule('endswith(var.where, "b") ? "0.0.0.0/0" : "10.0.0.0/8"', 'default')}
    ${rule('endswith(var.written.where, "b") ? "0.0.0.0/0" : "10.0.0.0/8"', 'optional')}
  `);
  assert.deepEqual(openedBy(world, ['/w/a', '/w/b', '/w/a']), [
    '/w/b module.web.aws_security_group_rule.in',
    '/w/b module.web.aws_security_group_rule.file',
    '/w/b module.web.aws_security_group_rule.default',
    '/w/b module.web.aws_security_group_rule.optional',
  ]);
  // A variable's value tells what it rests on.
  assert.deepEqual(quietIn(world, '/w/a'), ['web.default', 'web.optional']);
});

test('a quiet resource is not read again for callers that give the same', () => {
  const { world } = worldOf(`
    module "a" {
      source = "./web"
      ports  = [22]
    }
    module "b" {
      source = "./web"
      ports  = [443]
    }
    module "c" {
      source = "./web"
      ports  = var.unknown
    }
    variable "unknown" {}
    #- web/main.tf
    variable "ports" {}
    ${rule('"10.0.0.0/8"')}
    resource "aws_security_group" "some" {
      dynamic "ingress" {
        for_each = toset(var.ports)
        content {
          protocol    = "tcp"
          from_port   = ingress.value
          to_port     = ingress.value
          cidr_blocks = ["10.0.0.0/8"]
        }
      }
    }
    resource "aws_security_group_rule" "of_default" {
      type              = "egress"
      protocol          = "-1"
      from_port         = 0
      to_port           = 0
      cidr_blocks       = ["10.0.0.0/8"]
      security_group_id = aws_vpc.main.default_security_group_id
    }
    resource "aws_vpc" "main" {}
    resource "aws_security_group_rule" "of_list" {
      type              = "ingress"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      prefix_list_ids   = ["pl-1"]
      security_group_id = "sg-1"
    }`);
  assert.deepEqual(quietIn(world, '/w'), []);
  openedBy(world, ['/w']);
  assert.deepEqual(quietIn(world, '/w'), ['a.in', 'a.some', 'b.in', 'b.some', 'c.in']);
});

test('rules that are nothing by themselves are still seen together', async () => {
  await checkFindings(`
    module "a" {
      source = "./modules/web"
    }

    module "b" {
      source = "./modules/web"
    }

    resource "aws_ec2_managed_prefix_list" "open" {
      name           = "open"
      address_family = "IPv4"
      max_entries    = 1

      entry {
        cidr = "0.0.0.0/0"
      }
    }

    module "c" {
      source = "./modules/listed"
      list   = aws_ec2_managed_prefix_list.open.id
    }
    #- modules/web/main.tf
    resource "aws_security_group" "halves" {
      ingress {
        protocol    = "tcp"
        from_port   = 22
        to_port     = 22
        cidr_blocks = ["0.0.0.0/1"]
        #              ^^^^^^^^^^^ open-in-pieces: Port 22 (SSH) is open to every IPv4 address
      }

      ingress {
        protocol    = "tcp"
        from_port   = 22
        to_port     = 22
        cidr_blocks = ["10.0.0.0/8", "128.0.0.0/1"]
      }
    }

    resource "aws_security_group_rule" "refused" {
      type              = "ingress"
      protocol          = "tcp"
      from_port         = 90
      #                   ^^ invalid-rule
      to_port           = 80
      cidr_blocks       = ["10.0.0.0/8"]
      security_group_id = "sg-1"
    }
    #- modules/listed/main.tf
    variable "list" {
      type = string
    }

    resource "aws_security_group_rule" "listed" {
      type              = "ingress"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      prefix_list_ids   = [var.list]
      #                    ^^^^^^^^ high-risk-port-open
      security_group_id = "sg-1"
    }
  `);
});

/** All that a rule says, with the module instance it stands in by its address. */
function plainly({ rules }: Configuration): unknown {
  return JSON.parse(
    JSON.stringify(rules, (key, value: unknown) => {
      if (key === 'resource') return undefined;
      if (key === 'instance' && isInstance(value)) return moduleAddress(value);
      return typeof value === 'bigint' ? String(value) : value;
    }),
  );
}

function isInstance(value: unknown): value is ModuleInstance {
  return typeof value === 'object' && value !== null && 'callPath' in value;
}

test('a rule that rests on nothing but its module is the same in every instance, but for the address', () => {
  const configuration = `
    module "a" {
      source = "./web"
    }
    module "b" {
      source   = "./web"
      for_each = toset(["x", "y"])
    }
    #- web/main.tf
    resource "aws_security_group" "main" {
      ingress {
        protocol         = "tcp"
        from_port        = 22
        to_port          = "22"
        cidr_blocks      = ["0.0.0.0/0", "10.0.0.0/8", "nonsense"]
        ipv6_cidr_blocks = ["::/0"]
        self             = true
      }
    }
    resource "aws_security_group_rule" "main" {
      type              = "ingress"
      protocol          = "-1"
      from_port         = 0
      to_port           = 0
      cidr_blocks       = local.everyone
      security_group_id = aws_security_group.main.id
    }
    resource "aws_vpc_security_group_ingress_rule" "literal" {
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_ipv4         = local.everyone[0]
      security_group_id = "sg-1"
    }
    resource "aws_vpc_security_group_ingress_rule" "numbered" {
      count             = 2
      ip_protocol       = "tcp"
      from_port         = 22 + count.index
      to_port           = 23
      cidr_ipv4         = "0.0.0.0/0"
      security_group_id = aws_security_group.main.id
    }
    resource "aws_vpc_security_group_ingress_rule" "either" {
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = terraform.workspace == "production" ? 22 : 80
      cidr_ipv4         = "0.0.0.0/0"
      security_group_id = aws_security_group.main.id
    }
    resource "aws_vpc_security_group_ingress_rule" "perhaps" {
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_ipv4         = terraform.workspace == "production" ? "0.0.0.0/0" : "10.0.0.0/8"
      security_group_id = aws_security_group.main.id
    }
    locals {
      everyone = ["0.0.0.0/0"]
    }`;
  const read = ({ module, world }: ModuleInstance, isWanted: (instance: ModuleInstance) => boolean): unknown => {
    const { instances } = allInstances(rootInstance(module, world));
    return plainly(
      readConfiguration(
        instances.filter(isWanted),
        [],
        () => false,
        (_instance, _resource, error) => {
          throw error;
        },
      ),
    );
  };
  const isLast = ({ callPath: [step] }: ModuleInstance): boolean =>
    step?.key.kind === 'string' && step.key.value === 'y';
  const first = read(worldOf(configuration).root, isLast);
  const { root } = worldOf(configuration);
  read(root, () => true);
  assert.deepEqual(read(root, isLast), first);
  assert.match(JSON.stringify(first), /"address":"module\.b\[\\"y\\"\]\.aws_security_group\.main"/);
});

test('rules of one group in several resources are seen together in each instance', async () => {
  const findings = await checkFindings(`
    module "a" {
      source = "./modules/web"
    }

    module "b" {
      source = "./modules/web"
    }
    #- modules/web/main.tf
    resource "aws_security_group" "main" {}

    resource "aws_security_group_rule" "low" {
      type              = "ingress"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_blocks       = ["0.0.0.0/1"]
      #                    ^^^^^^^^^^^ open-in-pieces: Port 22 (SSH) is open to every IPv4 address
      security_group_id = aws_security_group.main.id
    }

    resource "aws_security_group_rule" "high" {
      type              = "ingress"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_blocks       = ["128.0.0.0/1"]
      security_group_id = aws_security_group.main.id
    }
  `);
  assert.deepEqual(findings[0]?.via, ['module.a', 'module.b.aws_security_group_rule.low', 'module.b']);
});
