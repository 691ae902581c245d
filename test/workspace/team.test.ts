// A team's file as the workspace finds it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import { render } from '../../server/src/messages.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import type { WorkspaceSettings } from '../../server/src/workspace/workspace.ts';
import { parse, parseTemplate } from '../support/grammar.ts';
import { memoryFileSystem } from '../support/memoryFileSystem.ts';

const open = (port: number): string => `resource "aws_security_group" "web" {
  ingress {
    protocol    = "tcp"
    from_port   = ${port}
    to_port     = ${port}
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;

function opened(
  files: Map<string, string>,
  folders: readonly string[] = ['/w'],
  settings: Partial<WorkspaceSettings> = {},
): Workspace {
  const workspace = new Workspace(
    memoryFileSystem(files),
    { parse, parseTemplate },
    { checks: defaultCheckSettings, exclude: [], variableFiles: [], ...settings },
  );
  workspace.setFolders(folders);
  workspace.catchUp();
  return workspace;
}

function found(workspace: Workspace): readonly string[] {
  return workspace.allFindings().map(({ place }) => place.path);
}

test('the nearest file upward counts, within the opened folder', () => {
  const files = new Map([
    ['/.portcullis.yaml', 'authorizedTcpPorts: [7000, 7001, 7002]'],
    ['/w/.portcullis.yaml', 'authorizedTcpPorts: [7001]'],
    ['/w/a/main.tf', open(7001)],
    ['/w/b/.portcullis.yaml', 'authorizedTcpPorts: [7002]'],
    ['/w/b/c/main.tf', open(7001)],
    ['/w/b/d/main.tf', open(7002)],
    ['/w/e/main.tf', open(7000)],
  ]);
  assert.deepEqual(found(opened(files)), ['/w/b/c/main.tf', '/w/e/main.tf']);
  assert.deepEqual(found(opened(files, ['/w/a'])), ['/w/a/main.tf']);
});

test('it wins over the settings of the editor', () => {
  const files = new Map([
    ['/w/.portcullis.yaml', 'authorizedTcpPorts: [443]\nexclude: [b]\n'],
    ['/w/a/main.tf', open(8080)],
    ['/w/b/main.tf', open(8080)],
  ]);
  const checks = { ...defaultCheckSettings, authorizedTcpPorts: [{ from: 8080, to: 8080 }] };
  assert.deepEqual(found(opened(files, ['/w'], { checks, exclude: ['a'] })), ['/w/a/main.tf']);
  assert.deepEqual(found(opened(files, ['/w'], { checks, hidden: ['a'] })), []);
});

test('a module is judged by the file of the root that calls it, and by overrides for that root', () => {
  const call = 'module "web" {\n  source = "../../modules/web"\n}\n';
  const files = new Map([
    [
      '/w/.portcullis.yaml',
      'overrides:\n  - paths: [environments/dev]\n    severity:\n      high-risk-port-open: hint\n',
    ],
    ['/w/environments/dev/main.tf', call],
    ['/w/modules/web/main.tf', open(8080)],
  ]);
  const severities = (): readonly string[] =>
    opened(files)
      .allFindings()
      .map(({ severity }) => severity);
  assert.deepEqual(severities(), ['hint']);
  files.set('/w/environments/prod/main.tf', call);
  assert.deepEqual(severities(), ['error']);
});

test('it names the variable files that count', () => {
  const files = new Map([
    ['/w/.portcullis.yaml', 'variableFiles: ["settings/*.tfvars"]'],
    ['/w/main.tf', `variable "cidrs" {\n  default = []\n}\n${open(22).replace('["0.0.0.0/0"]', 'var.cidrs')}`],
    ['/w/settings/open.tfvars', 'cidrs = ["0.0.0.0/0"]\n'],
    ['/w/envs/prod.tfvars', 'cidrs = ["::/0"]\n'],
  ]);
  const named = (workspace: Workspace): unknown =>
    workspace.allFindings().flatMap(({ variableFiles }) => variableFiles);
  assert.deepEqual(named(opened(files)), ['/w/settings/open.tfvars']);
  files.delete('/w/.portcullis.yaml');
  assert.deepEqual(named(opened(files)), ['/w/settings/open.tfvars', '/w/envs/prod.tfvars']);
});

test('a change of it is caught up with, and its mistakes are told and forgotten', () => {
  const files = new Map([['/w/main.tf', open(8443)]]);
  const workspace = opened(files);
  const change = (text: string | undefined): readonly string[] => {
    workspace.takeChangedPaths();
    const isNew = !files.has('/w/.portcullis.yaml');
    if (text === undefined) files.delete('/w/.portcullis.yaml');
    else files.set('/w/.portcullis.yaml', text);
    workspace.changedOnDisk('/w/.portcullis.yaml', text === undefined ? 'deleted' : isNew ? 'created' : 'changed');
    workspace.catchUp();
    assert.ok(workspace.takeChangedPaths().includes('/w/.portcullis.yaml'));
    return workspace.teamProblemsIn('/w/.portcullis.yaml').map(({ message }) => render(message, 'en'));
  };
  assert.equal(found(workspace).length, 1);
  assert.deepEqual(change('authorizedTcpPorts: [8443]'), []);
  assert.equal(found(workspace).length, 0);
  assert.match(change('authorizedTcpPorts: [x]').join(), /line 1: authorizedTcpPorts/);
  assert.equal(found(workspace).length, 1);
  assert.equal(workspace.problems().length, 1);
  assert.deepEqual(change(undefined), []);
  assert.equal(workspace.problems().length, 0);
});

test('what is typed into the open file counts before it is saved, and the disk counts again when it is closed', () => {
  const path = '/w/.portcullis.yaml';
  const files = new Map([
    [path, 'authorizedTcpPorts: [443]\n'],
    ['/w/main.tf', open(8443)],
    ['/w/vendor/main.tf', open(8443)],
  ]);
  const workspace = opened(files);
  const typed = (text: string): readonly string[] => {
    workspace.setText(path, text);
    workspace.catchUp();
    return found(workspace);
  };
  assert.deepEqual(found(workspace), ['/w/main.tf', '/w/vendor/main.tf']);
  assert.deepEqual(typed('authorizedTcpPorts: [443, 8443]\n'), []);
  assert.deepEqual(typed('authorizedTcpPorts: [443]\nexclude: [vendor]\n'), ['/w/main.tf']);
  files.set(path, 'authorizedTcpPorts: [8443]\n');
  workspace.changedOnDisk(path, 'changed');
  workspace.catchUp();
  assert.deepEqual(found(workspace), ['/w/main.tf']);
  workspace.closeText(path);
  workspace.catchUp();
  assert.deepEqual(found(workspace), []);
});

test('while the open file is half-typed it says what it last said, and what is wrong with it', () => {
  const path = '/w/.portcullis.yaml';
  const workspace = opened(
    new Map([
      [path, 'authorizedTcpPorts: [443, 8443]\n'],
      ['/w/main.tf', open(8443)],
    ]),
  );
  for (const text of ['authorizedTcpPorts: [443, 8443\n', 'authorizedTcpPorts: [443, 8443]\n"severity', 'sev', '{{{']) {
    workspace.setText(path, text);
    workspace.catchUp();
    assert.deepEqual(found(workspace), [], text);
    assert.equal(workspace.teamProblemsIn(path).length, 1, text);
  }
  workspace.setText(path, 'authorizedTcpPorts: [443]\n');
  workspace.catchUp();
  assert.deepEqual(found(workspace), ['/w/main.tf']);
  assert.deepEqual(workspace.teamProblemsIn(path), []);
});

test('a file that is not saved yet counts, and a word typed into it that changes nothing judges nothing anew', () => {
  const path = '/w/a/.portcullis.yaml';
  const workspace = opened(
    new Map([
      ['/w/a/main.tf', open(8443)],
      ['/w/b/main.tf', open(8443)],
    ]),
  );
  workspace.setText(path, 'authorizedTcpPorts: [8443]\n');
  assert.equal(workspace.isStale, true);
  workspace.catchUp();
  assert.deepEqual(found(workspace), ['/w/b/main.tf']);
  workspace.setText(path, '# ours\nauthorizedTcpPorts:   [8443]\n');
  assert.equal(workspace.isStale, false);
  assert.deepEqual(found(workspace), ['/w/b/main.tf']);
});
