import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import * as grammar from '../support/grammar.ts';
import { memoryFileSystem } from '../support/memoryFileSystem.ts';

function rule(source: string, name = 'web'): string {
  return `resource "aws_security_group" "${name}" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ${source}
  }
}
`;
}

const open = rule('["0.0.0.0/0"]');
const closed = rule('["10.0.0.0/8"]');

function workspaceOf(files: Record<string, string>, exclude: readonly string[] = []) {
  const disk = new Map(Object.entries(files));
  const fileSystem = memoryFileSystem(disk);
  const workspace = new Workspace(fileSystem, grammar, { checks: defaultCheckSettings, exclude, variableFiles: [] });
  workspace.setFolders(['/w']);
  return { disk, fileSystem, workspace };
}

function work(workspace: Workspace): void {
  workspace.catchUp();
}

/** `file: number of findings` for each file that has some. */
function counts(workspace: Workspace): Record<string, number> {
  const result: Record<string, number> = {};
  for (const finding of workspace.allFindings()) result[finding.place.path] = (result[finding.place.path] ?? 0) + 1;
  return result;
}

test('every folder with Terraform in it is read, and nothing else is', () => {
  const { fileSystem, workspace } = workspaceOf({
    '/w/main.tf': open,
    '/w/a/b/c.tofu': open,
    '/w/.git/x.tf': open,
    '/w/.terraform/modules/m/main.tf': open,
    '/w/node_modules/m/main.tf': open,
    '/w/notes.md': open,
    '/elsewhere/main.tf': open,
  });
  work(workspace);
  assert.deepEqual(counts(workspace), { '/w/main.tf': 1, '/w/a/b/c.tofu': 1 });
  assert.ok(fileSystem.reads.every((path) => path.startsWith('/w/') && !path.includes('node_modules')));
});

test('.gitignore leaves folders and files out, later and deeper ones take it back, variable files are read all the same', () => {
  const { workspace } = workspaceOf({
    '/w/.gitignore': 'out/\n*.tfvars\nskipped.tf\n/only-here\n',
    '/w/out/main.tf': open,
    '/w/skipped.tf': open,
    '/w/deep/.gitignore': '!skipped.tf\n',
    '/w/deep/skipped.tf': open,
    '/w/deep/only-here/main.tf': open,
    '/w/main.tf': rule('var.cidrs'),
    '/w/variables.tf': 'variable "cidrs" {\n  type = list(string)\n}\n',
    '/w/terraform.tfvars': 'cidrs = ["0.0.0.0/0"]\n',
  });
  work(workspace);
  assert.deepEqual(counts(workspace), { '/w/deep/only-here/main.tf': 1, '/w/deep/skipped.tf': 1, '/w/main.tf': 1 });
});

test('what the settings exclude is not scanned, and a change of them is followed', () => {
  const { workspace } = workspaceOf({ '/w/vendor/main.tf': open, '/w/main.tf': open }, ['**/vendor']);
  work(workspace);
  assert.deepEqual(counts(workspace), { '/w/main.tf': 1 });
  workspace.setSettings({ checks: defaultCheckSettings, exclude: [], variableFiles: [] });
  work(workspace);
  assert.deepEqual(counts(workspace), { '/w/main.tf': 1, '/w/vendor/main.tf': 1 });
});

test('a module is judged by its callers, whichever folder changes', () => {
  const module = `variable "cidrs" {\n  type    = list(string)\n  default = ["0.0.0.0/0"]\n}\n${rule('var.cidrs')}`;
  const call = 'module "web" {\n  source = "../modules/web"\n  cidrs  = ["10.0.0.0/8"]\n}\n';
  const { disk, workspace } = workspaceOf({ '/w/modules/web/main.tf': module, '/w/prod/main.tf': call });
  work(workspace);
  assert.deepEqual(counts(workspace), {});
  workspace.setText('/w/prod/main.tf', call.replace('10.0.0.0/8', '0.0.0.0/0'));
  work(workspace);
  assert.deepEqual(counts(workspace), { '/w/modules/web/main.tf': 1 });
  const [finding] = workspace.findingsIn('/w/modules/web/main.tf');
  assert.deepEqual(finding?.via, ['module.web']);
  assert.equal(workspace.findingsFrom('/w/prod/main.tf').length, 1);
  workspace.closeText('/w/prod/main.tf');
  work(workspace);
  assert.deepEqual(counts(workspace), {});
  disk.delete('/w/prod/main.tf');
  workspace.changedOnDisk('/w/prod/main.tf', 'deleted');
  work(workspace);
  assert.deepEqual(counts(workspace), { '/w/modules/web/main.tf': 1 });
});

test('folders that call each other in a ring are still judged', () => {
  const { workspace } = workspaceOf({
    '/w/a/main.tf': `module "b" {\n  source = "../b"\n}\n${open}`,
    '/w/b/main.tf': `module "a" {\n  source = "../a"\n}\n${open}`,
  });
  work(workspace);
  assert.deepEqual(counts(workspace), { '/w/a/main.tf': 1, '/w/b/main.tf': 1 });
});

test('only the roots that a change concerns are analyzed again', () => {
  const { fileSystem, workspace } = workspaceOf({ '/w/a/main.tf': open, '/w/b/main.tf': open });
  work(workspace);
  workspace.takeChangedPaths();
  fileSystem.reads.length = 0;
  workspace.setText('/w/a/main.tf', closed);
  work(workspace);
  assert.deepEqual(workspace.takeChangedPaths(), ['/w/a/main.tf']);
  assert.deepEqual(fileSystem.reads, []);
});

test('an open document counts before the disk, a saved change of another file after it', () => {
  const { disk, workspace } = workspaceOf({ '/w/main.tf': open });
  workspace.setText('/w/main.tf', closed);
  work(workspace);
  assert.deepEqual(counts(workspace), {});
  disk.set('/w/main.tf', open);
  workspace.changedOnDisk('/w/main.tf', 'changed');
  assert.equal(workspace.isStale, false);
  workspace.closeText('/w/main.tf');
  work(workspace);
  assert.deepEqual(counts(workspace), { '/w/main.tf': 1 });
});

test('a file that a value is read from is followed too', () => {
  const { disk, workspace } = workspaceOf({
    '/w/main.tf': rule('split(",", file("${path.module}/cidrs.txt"))'),
    '/w/cidrs.txt': '0.0.0.0/0',
  });
  work(workspace);
  assert.deepEqual(counts(workspace), { '/w/main.tf': 1 });
  disk.set('/w/cidrs.txt', '10.0.0.0/8');
  workspace.changedOnDisk('/w/cidrs.txt', 'changed');
  work(workspace);
  assert.deepEqual(counts(workspace), {});
});

test('files outside the opened folders are not read, whatever an expression asks', () => {
  const { fileSystem, workspace } = workspaceOf({
    '/w/main.tf': rule('split(",", file("/secret/cidrs.txt"))'),
    '/secret/cidrs.txt': '0.0.0.0/0',
    '/w/call.tf': 'module "m" {\n  source = "../outside"\n}\n',
    '/outside/main.tf': open,
  });
  work(workspace);
  assert.deepEqual(counts(workspace), {});
  assert.ok(fileSystem.reads.every((path) => path.startsWith('/w/')));
});

test('while a block is being typed it keeps its last findings, and every other block keeps its own', () => {
  const text = `${open}\n${rule('["0.0.0.0/0"]', 'app')}\n${rule('["0.0.0.0/0"]', 'db')}`;
  const start = text.indexOf('"app"');
  for (let cut = start; cut < text.indexOf('"db"'); cut += 7) {
    const { workspace } = workspaceOf({ '/w/main.tf': text });
    work(workspace);
    workspace.setText('/w/main.tf', text);
    work(workspace);
    const typed = `${text.slice(0, cut)} = "\${ {[(${text.slice(cut)}`;
    workspace.setText('/w/main.tf', typed);
    work(workspace);
    const names = workspace.findingsIn('/w/main.tf').map((finding) => finding.rule.address);
    assert.ok(
      names.includes('aws_security_group.web') && names.includes('aws_security_group.db'),
      `cut at ${cut}: ${names.join()}`,
    );
    for (const finding of workspace.findingsIn('/w/main.tf')) {
      if (finding.rule.address === 'aws_security_group.app') continue;
      assert.equal(typed.slice(finding.place.span.start, finding.place.span.end), '"0.0.0.0/0"');
    }
  }
});

test('a variable that is being typed still means what it meant to other files', () => {
  const variables = 'variable "cidrs" {\n  type    = list(string)\n  default = ["0.0.0.0/0"]\n}\n';
  const { workspace } = workspaceOf({ '/w/main.tf': rule('var.cidrs'), '/w/variables.tf': variables });
  work(workspace);
  workspace.setText('/w/variables.tf', variables);
  work(workspace);
  workspace.setText('/w/variables.tf', variables.replace('list(string)', 'list('));
  work(workspace);
  assert.deepEqual(counts(workspace), { '/w/main.tf': 1 });
});

test('the result does not depend on the order of changes', () => {
  const files = { '/w/a/main.tf': open, '/w/b/main.tf': rule('["0.0.0.0/0", "::/0"]'), '/w/c/main.tf': closed };
  const first = workspaceOf(files).workspace;
  work(first);
  const second = workspaceOf({}).workspace;
  work(second);
  for (const [path, text] of Object.entries(files).reverse()) {
    second.setText(path, text);
    work(second);
  }
  const summary = (workspace: Workspace): unknown =>
    workspace.allFindings().map(({ place, check, message }) => ({ place, check, message }));
  assert.deepEqual(summary(second), summary(first));
});

/** The same rule in JSON syntax. */
function jsonRule(source: string, name = 'web'): string {
  const members = `"type": "ingress", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ${source}`;
  return `{"resource": {"aws_security_group_rule": {"${name}": {${members}}}}}\n`;
}

test('files in JSON syntax are read like the others, and other JSON is left alone', () => {
  const { fileSystem, workspace } = workspaceOf({
    '/w/.gitignore': '*.tfvars.json\n*_override.tf.json\n',
    '/w/a/main.tf.json': jsonRule('["10.0.0.0/8"]'),
    '/w/a/x_override.tf.json': jsonRule('["0.0.0.0/0"]'),
    '/w/b/main.tofu.json': jsonRule('["0.0.0.0/0"]'),
    '/w/b/main.tf.json': jsonRule('["0.0.0.0/0"]', 'hidden'),
    '/w/c/main.tf.json': jsonRule('"${var.cidrs}"'),
    '/w/c/variables.tf': 'variable "cidrs" {\n  type = list(string)\n}\n',
    '/w/c/terraform.tfvars.json': '{"cidrs": ["0.0.0.0/0"]}\n',
    '/w/c/package.json': '{"name": "x"}\n',
    '/w/d/main.tf': 'module "e" {\n  source = "../e"\n}\n',
    '/w/e/main.tf.json': jsonRule('["0.0.0.0/0"]'),
    '/w/f/main.tf.json': '{"module": {"c": {"source": "../c", "cidrs": ["10.0.0.0/8"]}}}\n',
  });
  work(workspace);
  assert.deepEqual(counts(workspace), {
    '/w/a/x_override.tf.json': 1,
    '/w/b/main.tofu.json': 1,
    '/w/e/main.tf.json': 1,
  });
  assert.ok(!fileSystem.reads.includes('/w/c/package.json'));
});

test('a half-typed file in JSON syntax keeps its findings, also of what the typing has swallowed', () => {
  const path = '/w/main.tf.json';
  const text = `{"resource": {"aws_security_group_rule": {
    "a": {"type": "ingress", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]},
    "b": {"type": "ingress", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}
  }}}
`;
  const { workspace } = workspaceOf({ [path]: text });
  workspace.setText(path, text);
  work(workspace);
  assert.deepEqual(counts(workspace), { [path]: 2 });
  for (const half of [
    text.replace('"from_port": 22', '"from_port": '),
    text.replace('["0.0.0.0/0"]},', '["0.0.0.0/0"'),
    text.replace('"b": {', '"b": '),
    text.replace('"a": {', '"a": {"description": "'),
    text.replace('["0.0.0.0/0"]},', '["${var.'),
    text.slice(0, -5),
  ]) {
    workspace.setText(path, half);
    work(workspace);
    assert.deepEqual(counts(workspace), { [path]: 2 }, half);
    for (const { place } of workspace.allFindings()) {
      const found = half.slice(place.span.start, place.span.end);
      assert.ok(found === '"0.0.0.0/0"' || half.includes('${var.'), `${found} in ${half}`);
    }
    workspace.setText(path, text);
    work(workspace);
  }
  workspace.setText(path, text.replaceAll('0.0.0.0/0', '10.0.0.0/8'));
  work(workspace);
  assert.deepEqual(counts(workspace), {});
});

test('a root whose only file is deleted, and opened before that was noticed everywhere, is analyzed again', () => {
  const call = 'module "web" {\n  source = "../web"\n}\n';
  const { disk, workspace } = workspaceOf({ '/w/live/main.tf': call, '/w/web/main.tf': open });
  work(workspace);
  disk.delete('/w/live/main.tf');
  workspace.changedOnDisk('/w/live/main.tf', 'deleted');
  workspace.setText('/w/web/main.tf', `${open}\n`);
  const slice = workspace.work();
  for (let steps = 0; steps < 2; steps++) slice.next();
  slice.return(undefined);
  workspace.setText('/w/live/main.tf', call);
  work(workspace);
  assert.deepEqual(counts(workspace), { '/w/web/main.tf': 1 });
});

test('work that was left in the middle of a root ends, though nothing can be found in the root any more', () => {
  const { workspace } = workspaceOf({
    '/w/main.tf': `${rule('var.cidrs')}variable "cidrs" {\n  default = []\n}\n`,
    '/w/envs/prod.tfvars': 'cidrs = ["0.0.0.0/0"]\n',
    '/w/envs/test.tfvars': 'cidrs = []\n',
  });
  const left = workspace.work();
  for (let step = left.next(); step.done !== true && step.value?.kind !== 'judge'; step = left.next());
  left.return(undefined);
  workspace.setText('/w/main.tf', 'variable "cidrs" {}\n');
  const work = workspace.work();
  let steps = 0;
  for (; steps < 1000 && work.next().done !== true; steps++);
  assert.ok(steps < 1000);
  assert.deepEqual(counts(workspace), {});
});
