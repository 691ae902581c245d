// What is said of what only a variable file opens that Terraform does not load by itself.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { originMessage } from '../../server/src/checks/wording.ts';
import { render } from '../../server/src/messages.ts';
import { checkWorkspace } from '../support/check.ts';
import { closed, open, opens, root, said, saidOf, workspaceOf } from '../support/variableFileFixture.ts';

test('a range that only a variable file opens is possible, and the file is named', async () => {
  const [finding] = await checkWorkspace(`
    variable "cidrs" {
      type = list(string)
    }
    resource "aws_security_group" "web" {
      ingress {
        protocol    = "tcp"
        from_port   = 22
        to_port     = 22
        cidr_blocks = var.cidrs
        #             ^^^^^^^^^ high-risk-port-open (possible): Port 22 (SSH) is open to every IPv4 address with envs/prod.tfvars. That would fail EC2.19, EC2.18, EC2.13 and EC2.53. Allow only the addresses that need it.
      }
    }
    #- envs/prod.tfvars
    cidrs = ["10.0.0.0/8", "0.0.0.0/0"]
    #- envs/staging.tfvars
    cidrs = ["10.0.0.0/8"]
  `);
  assert.equal(finding?.severity, 'information');
  assert.deepEqual(finding.variableFiles, ['/w/envs/prod.tfvars']);
  assert.deepEqual(
    finding.origin.map(({ place, text }) => [place.path, text]),
    [['/w/envs/prod.tfvars', '"0.0.0.0/0"']],
  );
  const notes = finding.notes.map(({ place, message }) => `${place.path}: ${render(message, 'en')}`);
  assert.equal(notes.at(-1), '/w/envs/prod.tfvars: This holds in a run with envs/prod.tfvars.');
});

describe('what a plan without flags opens', () => {
  test('stays open, whatever the files say', () => {
    assert.deepEqual(saidOf(`${root('', 'default = ["0.0.0.0/0"]')}#- prod.tfvars\n${closed}#- dev.tfvars\n${open}`), [
      `main.tf: ${opens}`,
    ]);
  });

  test('is told apart from another port that a file opens', () => {
    const port = '#- port.tf\nvariable "port" {\n  default = 22\n}\n';
    const fixture = `${root('', 'default = ["0.0.0.0/0"]', 'var.port')}${port}#- prod.tfvars\nport = 3389\n`;
    assert.deepEqual(saidOf(fixture), [
      `main.tf: ${opens}`,
      'main.tf: Port 3389 (RDP) is open to every IPv4 address with prod.tfvars',
    ]);
  });
});

test('a variable that no file opens is no finding', () => {
  assert.deepEqual(saidOf(`${root('')}#- prod.tfvars\n${closed}#- dev.tfvars\nproject = "x"\n`), []);
});

test('several files that open the same make one finding, with a note and a mark in each', () => {
  const { workspace } = workspaceOf(`${root('')}#- envs/a.tfvars\n${open}#- envs/b.tfvars\n${open}`);
  assert.deepEqual(said(workspace), [`main.tf: ${opens} with envs/a.tfvars or envs/b.tfvars`]);
  const [finding] = workspace.allFindings();
  const notes = finding?.notes.filter(({ message }) => message.id === 'checks.holdsWith');
  assert.deepEqual(
    notes?.map(({ place }) => place.path),
    ['/w/envs/a.tfvars', '/w/envs/b.tfvars'],
  );
  for (const path of ['/w/envs/a.tfvars', '/w/envs/b.tfvars']) {
    const [from] = workspace.findingsFrom(path);
    assert.ok(from);
    assert.equal(
      render(originMessage([from]), 'en'),
      'This range opens aws_security_group.web to every IPv4 address: Port 22 (SSH).',
    );
  }
});

test('a message names a few files and counts the others', () => {
  const files = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `#- envs/${name}.tfvars\n${open}`);
  assert.deepEqual(saidOf(`${root('')}${files.join('')}`), [
    `main.tf: ${opens} with envs/a.tfvars, envs/b.tfvars, envs/c.tfvars or 3 other variable files`,
  ]);
});

test('a switch in a file is where the finding leads', () => {
  const { workspace } = workspaceOf(`#- main.tf
variable "public" {
  default = false
}
resource "aws_security_group_rule" "web" {
  count       = var.public ? 1 : 0
  type        = "ingress"
  protocol    = "tcp"
  from_port   = 22
  to_port     = 22
  cidr_blocks = ["0.0.0.0/0"]
}
#- prod.tfvars
public = true
`);
  assert.deepEqual(said(workspace), [`main.tf: ${opens} with prod.tfvars`]);
  const [finding] = workspace.findingsFrom('/w/prod.tfvars');
  assert.deepEqual(
    finding?.origin.map(({ place, text }) => [place.path, text]),
    [['/w/prod.tfvars', 'true']],
  );
  assert.equal(
    render(originMessage([finding]), 'en'),
    'This value opens aws_security_group_rule.web[0] to every IPv4 address: Port 22 (SSH).',
  );
});

test('the note of a file stands in that file, though another lies beneath it', () => {
  const port = '#- port.tf\nvariable "port" {\n  default = 443\n}\n';
  const files =
    '#- envs/common.tfvars\ncidrs = ["0.0.0.0/0"]\n#- envs/prod.tfvars\nport = 22\n#- envs/dev.tfvars\nport = 80\n';
  const { workspace } = workspaceOf(`${root('', '', 'var.port')}${port}${files}`);
  assert.deepEqual(said(workspace), [`main.tf: ${opens} with envs/prod.tfvars`]);
  const note = workspace.allFindings()[0]?.notes.find(({ message }) => message.id === 'checks.holdsWith');
  assert.equal(note?.place.path, '/w/envs/prod.tfvars');
});

test('a condition that stays unknown is named beside the file, in both languages', () => {
  const { workspace } = workspaceOf(`${root('').replace('var.cidrs', 'var.public ? var.cidrs : []')}#- public.tf
variable "public" {
  type = bool
}
#- prod.tfvars
${open}`);
  const [finding] = workspace.allFindings();
  assert.ok(finding);
  assert.match(render(finding.message, 'en'), /^Port 22 \(SSH\) .* address with prod\.tfvars if var\.public is true\./);
  assert.match(render(finding.message, 'ja'), /^prod\.tfvars を指定し、var\.public が true である場合、/);
});

describe('a file that Terraform would refuse opens nothing', () => {
  test('where a validation refuses its value', () => {
    const validated = `validation {
    condition     = !contains(var.cidrs, "0.0.0.0/0")
    error_message = "No."
  }`;
    assert.deepEqual(saidOf(`${root('', validated)}#- prod.tfvars\n${open}#- dev.tfvars\n${closed}`), []);
  });

  test('where a value does not fit its type, whichever it is', () => {
    assert.deepEqual(saidOf(`${root('')}#- prod.tfvars\nproject = ["a"]\n${open}`), []);
  });

  test('where it calls a function', () => {
    assert.deepEqual(saidOf(`${root('')}#- prod.tfvars\ncidrs = concat(["0.0.0.0/0"])\n`), []);
  });

  test('but a validation that cannot be known refuses nothing', () => {
    const validated = 'validation {\n    condition     = length(var.other) > 0\n    error_message = "No."\n  }';
    const other = '#- other.tf\nvariable "other" {\n  type = string\n}\n';
    assert.equal(saidOf(`${root('', validated)}${other}#- prod.tfvars\n${open}`).length, 1);
  });

  test('and a line that is being typed leaves the others in force', () => {
    assert.equal(saidOf(`${root('')}#- prod.tfvars\n${open}project =\n`).length, 1);
  });
});

describe('changes are followed', () => {
  const fixture = `${root('infra/')}#- envs/prod.tfvars\n${closed}`;
  const withProd = [`infra/main.tf: ${opens} with ../envs/prod.tfvars`];

  test('of a file on disk, made, changed and deleted', () => {
    const { workspace, disk } = workspaceOf(fixture);
    const change = (
      path: string,
      text: string | undefined,
      how: 'created' | 'changed' | 'deleted',
    ): readonly string[] => {
      if (text === undefined) disk.delete(path);
      else disk.set(path, text);
      workspace.changedOnDisk(path, how);
      workspace.catchUp();
      return said(workspace);
    };
    assert.deepEqual(change('/w/envs/prod.tfvars', open, 'changed'), withProd);
    assert.deepEqual(change('/w/envs/prod.tfvars', undefined, 'deleted'), []);
    assert.deepEqual(change('/w/envs/prod.tfvars', open, 'created'), withProd);
    disk.delete('/w/envs/prod.tfvars');
    assert.deepEqual(change('/w/envs', undefined, 'deleted'), []);
  });

  test('of a file in the editor, saved or not', () => {
    const { workspace } = workspaceOf(fixture);
    workspace.takeChangedPaths();
    workspace.setText('/w/envs/prod.tfvars', open);
    workspace.catchUp();
    assert.deepEqual(said(workspace), withProd);
    assert.deepEqual(workspace.takeChangedPaths(), ['/w/envs/prod.tfvars', '/w/infra/main.tf']);
    workspace.setText('/w/envs/new.tfvars', open);
    workspace.closeText('/w/envs/prod.tfvars');
    workspace.catchUp();
    assert.deepEqual(said(workspace), [`infra/main.tf: ${opens} with ../envs/new.tfvars`]);
  });

  test('of the variables that a root declares', () => {
    const { workspace } = workspaceOf(`${root('infra/')}#- envs/prod.tfvars\n${open}`);
    workspace.setText('/w/infra/variables.tf', 'variable "other" {}\n');
    workspace.catchUp();
    assert.deepEqual(said(workspace), []);
  });

  test('of nothing that a file does not concern', () => {
    const { workspace } = workspaceOf(`${fixture}${root('other/').replaceAll('cidrs', 'ranges')}`);
    workspace.takeChangedPaths();
    const texts = workspace.file('/w/other/main.tf');
    workspace.setText('/w/envs/prod.tfvars', open);
    workspace.catchUp();
    assert.equal(workspace.file('/w/other/main.tf'), texts);
    assert.deepEqual(workspace.takeChangedPaths(), ['/w/envs/prod.tfvars', '/w/infra/main.tf']);
  });
});

test('a module shared by two roots names the files of both', () => {
  const call = (dir: string): string => `#- ${dir}/main.tf
variable "cidrs" {
  type = list(string)
}
module "web" {
  source = "../modules/web"
  cidrs  = var.cidrs
}
#- ${dir}/prod-${dir}.tfvars
${open}`;
  assert.deepEqual(saidOf(`${root('modules/web/')}${call('a')}${call('b')}`), [
    `modules/web/main.tf: ${opens} with prod-a.tfvars or ../b/prod-b.tfvars`,
  ]);
});
