// Which root a variable file is tried with that Terraform does not load by itself, and on top of which others.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import { render } from '../../server/src/messages.ts';
import { closed, open, opens, root, said, saidOf, workspaceOf } from '../support/variableFileFixture.ts';

describe('layered files', () => {
  const shared = '#- envs/common.tfvars\n';
  test('a common file lies beneath each of the others, and is no run of its own', () => {
    assert.deepEqual(saidOf(`${root('')}${shared}${open}#- envs/prod.tfvars\n${closed}`), []);
    assert.deepEqual(saidOf(`${root('')}${shared}${closed}#- envs/prod.tfvars\n${open}`), [
      `main.tf: ${opens} with envs/prod.tfvars`,
    ]);
  });

  test('what the common file opens in every run is said of the common file', () => {
    const others = '#- envs/prod.tfvars\nproject = "p"\n#- envs/dev.tfvars\nproject = "d"\n';
    assert.deepEqual(saidOf(`${root('')}${shared}${open}${others}`), [`main.tf: ${opens} with envs/common.tfvars`]);
  });

  test('what it opens in one run is said of that run', () => {
    const others = `#- envs/prod.tfvars\nproject = "p"\n#- envs/dev.tfvars\n${closed}`;
    assert.deepEqual(saidOf(`${root('')}${shared}${open}${others}`), [`main.tf: ${opens} with envs/prod.tfvars`]);
  });

  test('alone it is a run', () => {
    assert.deepEqual(saidOf(`${root('')}${shared}${open}`), [`main.tf: ${opens} with envs/common.tfvars`]);
  });
});

describe('a file belongs to', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['the root in its folder', `${root('a/')}${root('b/')}#- a/prod.tfvars\n${open}`, ['a/main.tf']],
    ['the root above it', `${root('a/')}${root('b/')}#- a/eu/prod.tfvars\n${open}`, ['a/main.tf']],
    ['a root beside its folder', `${root('infra/')}#- envs/eu/prod.tfvars\n${open}`, ['infra/main.tf']],
    [
      'a root deeper than its folder',
      `${root('infra/net/')}#- environments/prod.tfvars\n${open}`,
      ['infra/net/main.tf'],
    ],
    ['a root within its folder', `${root('envs/prod/')}#- envs/all.tfvars\n${open}`, ['envs/prod/main.tf']],
    ['no root where its folder is no usual one', `${root('infra/')}#- docs/prod.tfvars\n${open}`, []],
    ['no root that declares none of its names', `${root('')}#- prod.tfvars\nother = ["0.0.0.0/0"]\n`, []],
    [
      'the root that declares most of it',
      `${root('a/')}${root('b/')}#- b/more.tf\nvariable "more" {\n}\n#- envs/prod.tfvars\nmore = 1\n${open}`,
      ['b/main.tf'],
    ],
    [
      'the nearest of several that declare the same',
      `${root('team/a/')}${root('b/')}#- team/envs/prod.tfvars\n${open}`,
      ['team/a/main.tf'],
    ],
    [
      'each of several at the same distance',
      `${root('a/')}${root('b/')}#- envs/x.tfvars\n${open}`,
      ['a/main.tf', 'b/main.tf'],
    ],
    [
      'nobody where the module in its folder is called',
      `${root('m/')}#- m/prod.tfvars\n${open}#- main.tf\nmodule "m" {\n  source = "./m"\n  cidrs  = []\n}\n`,
      [],
    ],
    [
      'a root that does not load it, though its name is one that is',
      `${root('')}#- envs/prod/terraform.tfvars\n${open}`,
      ['main.tf'],
    ],
  ];
  for (const [name, fixture, files] of cases) {
    test(name, () => {
      assert.deepEqual(
        saidOf(fixture).map((line) => line.split(':')[0]),
        files,
      );
    });
  }
});

test('a file in JSON syntax is tried too', () => {
  assert.deepEqual(saidOf(`${root('')}#- envs/prod.tfvars.json\n{ "cidrs": ["0.0.0.0/0"] }\n`), [
    `main.tf: ${opens} with envs/prod.tfvars.json`,
  ]);
});

test('a root is tried with twenty files, and told so where there are more', () => {
  const files = Array.from({ length: 23 }, (_, index) => `#- envs/${String(index).padStart(2, '0')}.tfvars\n${open}`);
  const { workspace } = workspaceOf(`${root('')}${files.join('')}`);
  assert.equal(workspace.allFindings()[0]?.variableFiles.length, 20);
  assert.deepEqual(
    workspace.problems().map(({ path, message }) => [path, render(message, 'en')]),
    [
      [
        '/w/envs/20.tfvars',
        '/w is judged with 20 variable files at most, and 3 are left out. Name those that count in the setting portcullis.variableFiles or with --var-file.',
      ],
    ],
  );
});

describe('the setting', () => {
  const fixture = `${root('')}#- envs/prod.tfvars\n${open}#- envs/dev.tfvars\n${open}#- docs/odd.tfvars\n${open}`;
  test('leaves out the files that it does not name', () => {
    assert.deepEqual(saidOf(fixture, ['envs/prod.tfvars']), [`main.tf: ${opens} with envs/prod.tfvars`]);
    assert.deepEqual(saidOf(fixture, ['nothing/*']), []);
  });

  test('may name files in any folder', () => {
    assert.deepEqual(saidOf(`${root('infra/')}#- docs/odd.tfvars\n${open}`, ['docs/*']), [
      `infra/main.tf: ${opens} with ../docs/odd.tfvars`,
    ]);
  });

  test('is followed when it changes', () => {
    const { workspace } = workspaceOf(fixture);
    workspace.setSettings({ checks: defaultCheckSettings, exclude: [], variableFiles: ['envs/dev.tfvars'] });
    workspace.catchUp();
    assert.deepEqual(said(workspace), [`main.tf: ${opens} with envs/dev.tfvars`]);
    workspace.setSettings({
      checks: { ...defaultCheckSettings, possibleSeverity: 'off' },
      exclude: [],
      variableFiles: [],
    });
    workspace.catchUp();
    assert.deepEqual(said(workspace), []);
  });
});

describe('Terragrunt', () => {
  const terragrunt = (inputs: string, source = 'terraform {\n  source = "../../modules//web"\n}\n'): string =>
    `#- live/prod/terragrunt.hcl\n${source}inputs = {\n${inputs}\n}\n`;

  test('literal inputs are one run of the module that the source names', () => {
    const { workspace } = workspaceOf(`${root('modules/web/')}${terragrunt(open)}`);
    assert.deepEqual(said(workspace), [`modules/web/main.tf: ${opens} with ../../live/prod/terragrunt.hcl`]);
    assert.equal(workspace.findingsFrom('/w/live/prod/terragrunt.hcl').length, 1);
  });

  test('inputs yield to what Terraform loads by itself', () => {
    const loaded = `#- modules/web/terraform.tfvars\n${closed}`;
    assert.deepEqual(saidOf(`${root('modules/web/')}${loaded}${terragrunt(open)}`), []);
  });

  test('a file without a source speaks for the root in its folder', () => {
    assert.deepEqual(saidOf(`${root('live/prod/')}${terragrunt(open, '')}`), [
      `live/prod/main.tf: ${opens} with terragrunt.hcl`,
    ]);
  });

  test('what is no literal is unknown, and the literals beside it are read', () => {
    const inputs = 'project = local.project\ncidrs = [dependency.vpc.outputs.cidr, "0.0.0.0/0"]';
    assert.equal(saidOf(`${root('modules/web/')}${terragrunt(inputs)}`).length, 1);
    assert.deepEqual(saidOf(`${root('modules/web/')}${terragrunt('cidrs = split(",", get_env("X"))')}`), []);
    assert.deepEqual(saidOf(`${root('modules/web/')}${terragrunt(open, 'terraform {\n  source = "git::x"\n}\n')}`), []);
  });
});
