import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyze } from '../server/src/analyze.ts';
import { mergeFindings } from '../server/src/checks/mergeFindings.ts';
import { originMessage } from '../server/src/checks/wording.ts';
import { defaultCheckSettings, settingsEverywhere } from '../server/src/checks/settings.ts';
import { render } from '../server/src/messages.ts';
import type { Module } from '../server/src/terraform/module.ts';
import { rootInstance } from '../server/src/terraform/moduleInstance.ts';
import { checkFindings, findingsIn } from './support/check.ts';
import { worldOf } from './support/world.ts';

const calledTwice = `
  module "a" {
    source = "./modules/web"
    port   = 22
  }

  module "b" {
    source = "./modules/web"
    port   = 22
  }

  module "c" {
    source = "./modules/web"
    port   = 443
  }
  #- modules/web/main.tf
  variable "port" {
    type = number
  }

  resource "aws_security_group_rule" "this" {
    type        = "ingress"
    protocol    = "tcp"
    from_port   = var.port
    to_port     = var.port
    cidr_blocks = ["0.0.0.0/0"]
    #              ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address.
  }
`;

test('two calls that open the same give one finding with a note for each', async () => {
  const [finding] = await checkFindings(calledTwice);
  assert.equal(finding?.rule.address, 'module.a.aws_security_group_rule.this');
  assert.deepEqual(finding.via, ['module.a', 'module.b.aws_security_group_rule.this', 'module.b']);
  assert.deepEqual(
    finding.notes.map(({ place, message }) => [place.path, render(message, 'en')]),
    [
      ['/w/main.tf', 'module.a is made by this call.'],
      ['/w/main.tf', 'module.b is made by this call.'],
    ],
  );
});

test('a range given by a call is found in the module, and noted where it is written', async () => {
  const [finding] = await checkFindings(`
    module "web" {
      source = "./modules/web"
      cidrs  = ["0.0.0.0/0"]
    }
    #- modules/web/main.tf
    variable "cidrs" {
      type = list(string)
    }

    resource "aws_security_group" "this" {
      ingress {
        protocol    = "tcp"
        from_port   = 22
        to_port     = 22
        cidr_blocks = var.cidrs
        #             ^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address.
      }
    }
  `);
  const last = finding?.origin.at(-1);
  assert.deepEqual([last?.place.path, last?.text], ['/w/main.tf', '"0.0.0.0/0"']);
  assert.equal(
    finding && render(originMessage([finding]), 'en'),
    'This range opens module.web.aws_security_group.this to every IPv4 address: Port 22 (SSH).',
  );
});

test('a variable file decides before the default, and is the origin', async () => {
  const [finding] = await checkFindings(`
    variable "cidrs" {
      type    = list(string)
      default = ["10.0.0.0/8"]
    }

    resource "aws_security_group" "web" {
      ingress {
        protocol    = "tcp"
        from_port   = 22
        to_port     = 22
        cidr_blocks = var.cidrs
        #             ^^^^^^^^^ high-risk-port-open
      }
    }
    #- terraform.tfvars
    cidrs = ["10.0.0.0/8", "0.0.0.0/0"]
  `);
  assert.equal(finding?.origin.at(-1)?.place.path, '/w/terraform.tfvars');
});

test('of several texts that decide a range, the one that holds it is the origin', async () => {
  const [finding] = await checkFindings(`
    variable "cidrs" {
      default = "10.0.0.0/8,0.0.0.0/0"
    }

    resource "aws_security_group_rule" "rule" {
      type        = "ingress"
      protocol    = "-1"
      cidr_blocks = split(",", var.cidrs)
      #                        ^^^^^^^^^ high-risk-port-open
    }
  `);
  assert.equal(finding?.origin.at(-1)?.text, '"10.0.0.0/8,0.0.0.0/0"');
});

test('what two roots find alike is one finding', () => {
  const findings = findingsIn(calledTwice);
  assert.deepEqual(mergeFindings([findings, findings]), findings);
});

test('what is open in one call and possible in another is open', async () => {
  const [finding] = await checkFindings(`
    variable "public" {
      type = bool
    }

    module "perhaps" {
      source = "./modules/web"
      count  = var.public ? 1 : 0
    }

    module "surely" {
      source = "./modules/web"
    }
    #- modules/web/main.tf
    resource "aws_security_group_rule" "this" {
      type        = "ingress"
      protocol    = "tcp"
      from_port   = 22
      to_port     = 22
      cidr_blocks = ["0.0.0.0/0"]
      #              ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address. This fails
    }
  `);
  assert.equal(finding?.rule.address, 'module.surely.aws_security_group_rule.this');
});

test('findings come by file and place, whatever the order of the resources', async () => {
  const findings = await checkFindings(`
    #- b.tf
    resource "aws_security_group_rule" "b" {
      type             = "ingress"
      protocol         = "-1"
      ipv6_cidr_blocks = ["::/0"]
      #                   ^^^^^^ high-risk-port-open
      cidr_blocks      = ["0.0.0.0/0"]
      #                   ^^^^^^^^^^^ high-risk-port-open
    }
    #- a.tf
    resource "aws_security_group_rule" "a" {
      type        = "ingress"
      protocol    = "-1"
      cidr_blocks = ["0.0.0.0/0"]
      #              ^^^^^^^^^^^ high-risk-port-open
    }
  `);
  assert.deepEqual(
    findings.map(({ place, source }) => `${place.path} ${source?.text ?? ''}`),
    ['/w/a.tf 0.0.0.0/0', '/w/b.tf ::/0', '/w/b.tf 0.0.0.0/0'],
  );
});

test('a broken block does not hide the findings of the others', async () => {
  await checkFindings(`
    # broken
    resource "aws_security_group_rule" "before" {
      type        = "ingress"
      protocol    = "-1"
      cidr_blocks = ["0.0.0.0/0"]
      #              ^^^^^^^^^^^ high-risk-port-open
    }

    resource "aws_security_group_rule" "typing" {
      type        =
    }

    resource "aws_security_group_rule" "after" {
      type        = "ingress"
      protocol    = "-1"
      cidr_blocks = ["0.0.0.0/0"]
      #              ^^^^^^^^^^^ high-risk-port-open
    }
  `);
});

test('a resource that cannot be read is reported and the others are still found', () => {
  const { world, root } = worldOf(`
    resource "aws_security_group_rule" "a" {
      type        = "ingress"
      protocol    = "-1"
      cidr_blocks = ["0.0.0.0/0"]
    }

    resource "aws_security_group_rule" "b" {
      type        = "ingress"
      protocol    = "-1"
      cidr_blocks = ["0.0.0.0/0"]
    }
  `);
  const { dir, files, variables, locals, calls, outputs } = root.module;
  const resources = root.module.resources.map((resource) =>
    resource.name === 'b'
      ? resource
      : {
          ...resource,
          get body(): never {
            throw new Error('boom');
          },
        },
  );
  const module: Module = {
    ...{ dir, files, variables, locals, calls, outputs, resources },
    resourcesOf: () => resources,
    resource: (mode, type, name) => root.module.resource(mode, type, name),
  };
  const { findings, problems } = analyze(rootInstance(module, world), settingsEverywhere(defaultCheckSettings));
  assert.deepEqual(
    findings.map(({ rule }) => rule.address),
    ['aws_security_group_rule.b'],
  );
  assert.deepEqual(
    problems.map(({ path, message }) => [path, render(message, 'en')]),
    [['/w/main.tf', 'aws_security_group_rule.a could not be read and is left out. Please report this: Error: boom']],
  );
});

test('a module that is not at hand is a problem, not a silence', () => {
  const { root } = worldOf(`
    module "vpc" {
      source  = "terraform-aws-modules/vpc/aws"
      version = "5.0.0"
    }
  `);
  const { problems } = analyze(root, settingsEverywhere(defaultCheckSettings));
  assert.deepEqual(
    problems.map(({ place, message }) => [place.span.start, message.id]),
    [[0, 'terraform.moduleNotInstalled']],
  );
});

test('what newer providers refuse is said beside what AWS makes of it', () => {
  const notes = findingsIn(`
    resource "aws_security_group_rule" "a" {
      type        = "ingress"
      protocol    = "-1"
      cidr_blocks = ["10.0.0.0/0", "::/0"]
    }
  `).flatMap((finding) => finding.notes.map(({ message }) => render(message, 'en')));
  assert.deepEqual(notes, [
    'AWS reads 10.0.0.0/0 as every address. Newer AWS providers refuse it and expect 0.0.0.0/0.',
    '::/0 is an IPv6 range in cidr_blocks, which the AWS provider refuses. Older providers passed it on.',
  ]);
});

test('data sources, other resources and resources of other clouds are left alone', async () => {
  await checkFindings(`
    data "aws_security_group" "web" {
      id = "sg-0123456789abcdef0"
    }

    resource "aws_route" "all" {
      route_table_id         = "rtb-0123456789abcdef0"
      destination_cidr_block = "0.0.0.0/0"
      gateway_id             = "igw-0123456789abcdef0"
    }
  `);
});
