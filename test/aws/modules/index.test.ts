import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { analyze } from '../../../server/src/analyze.ts';
import { moduleModels } from '../../../server/src/aws/modules/index.ts';
import { defaultCheckSettings, settingsEverywhere } from '../../../server/src/checks/settings.ts';
import { render } from '../../../server/src/messages.ts';
import { worldOf } from '../../support/world.ts';

const inputs = 'ingress_rules = ["ssh-tcp"]\ningress_cidr_blocks = ["0.0.0.0/0"]';

function call(source: string, version?: string): string {
  return `module "a" {\nsource = "${source}"\n${version === undefined ? '' : `version = "${version}"\n`}${inputs}\n}\n`;
}

interface Seen {
  readonly found: readonly string[];
  readonly problems: readonly string[];
}

function seen(fixture: string, installed: Readonly<Record<string, string>> = {}): Seen {
  const { findings, problems } = analyze(worldOf(fixture, installed).root, settingsEverywhere(defaultCheckSettings));
  return {
    found: findings.map(({ rule }) => rule.address),
    problems: problems.map(({ message }) => render(message, 'en')),
  };
}

const modelled: Seen = { found: ['module.a'], problems: [] };

function notSeenInto(source: string): Seen {
  return { found: [], problems: [`The module a (${source}) is not downloaded. Run terraform init.`] };
}

test('every model has a file of its name and a test', () => {
  const root = join(import.meta.dirname, '../../../server/src/aws/modules');
  for (const { module } of moduleModels) {
    const name = module.replace(/\/aws$/, '').replaceAll('/', '-');
    assert.ok(existsSync(join(root, `${name}.ts`)), `${name}.ts is missing`);
    const tests = readdirSync(import.meta.dirname).filter((file) => file.startsWith(name));
    assert.notEqual(tests.length, 0, `${name} has no test`);
  }
});

test('public registries and repositories on GitHub mean the same module', () => {
  for (const source of [
    'terraform-aws-modules/security-group/aws',
    'registry.terraform.io/terraform-aws-modules/security-group/aws',
    'registry.opentofu.org/terraform-aws-modules/security-group/aws',
    'github.com/terraform-aws-modules/terraform-aws-security-group',
    'git::https://github.com/terraform-aws-modules/terraform-aws-security-group.git?ref=v5.1.0',
    'git@github.com:terraform-aws-modules/terraform-aws-security-group.git',
    'git::ssh://git@github.com/terraform-aws-modules/terraform-aws-security-group?depth=1&ref=4.17.2',
    'git::https://github.com/terraform-aws-modules/terraform-aws-security-group.git//modules/ssh?ref=master',
  ]) {
    assert.deepEqual(new Set(seen(call(source)).found), new Set(modelled.found), source);
    assert.deepEqual(seen(call(source)).problems, [], source);
  }
});

test('nothing is claimed of other modules, and each such call is told of once', () => {
  for (const source of [
    'terraform-aws-modules/vpc/aws',
    'example.com/terraform-aws-modules/security-group/aws',
    'terraform-aws-modules/security-group/aws//modules/unheard-of',
    'terraform-aws-modules/security-group/aws//wrappers',
    'git::https://example.com/terraform-aws-security-group.git',
  ]) {
    assert.deepEqual(seen(call(source)), notSeenInto(source));
  }
  const twice = 'module "net" {\nsource = "./net"\ncount = 2\n}\n#- net/main.tf\n';
  assert.deepEqual(seen(twice + call('a/b/aws')), notSeenInto('a/b/aws'));
});

test('versions without a model are not guessed at', () => {
  const source = 'terraform-aws-modules/security-group/aws';
  for (const version of ['~> 5.0', '5.3.1', '>= 3.0, < 4.0', '>= 4', '~> 4', '!= 5.0.0', 'v4.1.0'])
    assert.deepEqual(seen(call(source, version)), modelled, version);
  for (const version of ['~> 2.0', '2.17.0', '>= 7.0', '< 3.0', '>= 5.0, < 4.0'])
    assert.deepEqual(seen(call(source, version)), notSeenInto(source), version);
});

test('where the code is on disk it speaks for itself', () => {
  const code = '#- .terraform/modules/a/main.tf\nvariable "ingress_rules" {}\nvariable "ingress_cidr_blocks" {}\n';
  const fixture = call('terraform-aws-modules/security-group/aws', '5.3.1') + code;
  assert.deepEqual(seen(fixture, { a: '.terraform/modules/a' }), { found: [], problems: [] });
});
