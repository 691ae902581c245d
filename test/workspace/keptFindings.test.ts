import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { analysisFacts, analyze } from '../../server/src/analyze.ts';
import { defaultCheckSettings, settingsEverywhere } from '../../server/src/checks/settings.ts';
import { proposeFixes } from '../../server/src/fixes/index.ts';
import { fixContextOf } from '../../server/src/proof/attempt.ts';
import type { FileSystem } from '../../server/src/workspace/fileSystem.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { workspaces } from '../incrementalProof/worlds.ts';
import { everyCheckOn } from '../support/check.ts';
import * as grammar from '../support/grammar.ts';
import { memoryFileSystem } from '../support/memoryFileSystem.ts';
import { wholeFinding } from '../support/wholeFinding.ts';
import { worldOf } from '../support/world.ts';

const rule = (name: string): string => `resource "aws_security_group_rule" "${name}" {
  type              = "ingress"
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  security_group_id = "sg-1"
  # portcullis:ignore EC2.13 for now
  cidr_blocks       = ["0.0.0.0/0"]
}
`;

function workspaceOn(fileSystem: FileSystem): Workspace {
  const checks = { ...defaultCheckSettings, severities: everyCheckOn };
  const workspace = new Workspace(fileSystem, grammar, { checks, exclude: [], variableFiles: [] });
  workspace.setFolders(['/w']);
  return workspace;
}

/** Fails where something is more than data: a function, an object with methods, a text that somebody works out when it is asked for. */
function assertPlain(data: unknown, at: string): void {
  assert.notEqual(typeof data, 'function', at);
  if (typeof data !== 'object' || data === null) return;
  const prototype: unknown = Object.getPrototypeOf(data);
  assert.ok(prototype === Object.prototype || prototype === Array.prototype, `${at} is of a class`);
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(data))) {
    assert.ok('value' in property, `${at}.${name} is worked out`);
    assertPlain(property.value, `${at}.${name}`);
  }
}

test('what is told of findings is plain data, which another thread receives as it is', () => {
  let count = 0;
  for (const texts of workspaces()) {
    const workspace = workspaceOn(memoryFileSystem(new Map(texts)));
    // Of open files nothing is copied yet.
    for (const [path, text] of texts) if (/\.(?:tf|tfvars)$/.test(path)) workspace.setText(path, text);
    workspace.catchUp();
    const told = [workspace.allFindings(), workspace.allRemarks(), workspace.problems()];
    assertPlain(told, 'told');
    assert.deepEqual(structuredClone(told), told);
    count += workspace.allFindings().length;
  }
  assert.ok(count > 30, `${count} findings`);
});

test('so are the outcomes of ignore comments', () => {
  const analysis = analyze(worldOf(rule('ssh')).root, settingsEverywhere(defaultCheckSettings));
  const facts = analysisFacts(analysis);
  assert.equal(facts.ignores.length, 1);
  assertPlain(facts, 'facts');
  assert.deepEqual(structuredClone(facts), facts);
});

test('of closed files the same is told as of open ones', () => {
  for (const texts of workspaces()) {
    const workspace = workspaceOn(memoryFileSystem(new Map(texts)));
    workspace.catchUp();
    const said = (): string => JSON.stringify([workspace.allFindings(), workspace.allRemarks(), workspace.problems()]);
    const closed = said();
    const paths = [...texts.keys()].filter((path) => /\.(?:tf|tfvars)$/.test(path));
    for (const path of paths) workspace.setText(path, texts.get(path) ?? '');
    workspace.catchUp();
    assert.equal(said(), closed);
    for (const path of paths) workspace.closeText(path);
    workspace.catchUp();
    assert.equal(said(), closed);
  }
});

test('every finding has its fixes, of however many folders none is open', () => {
  const folders = Array.from({ length: 50 }, (_, index) => `/w/f${index}`);
  const files = new Map(folders.map((dir) => [`${dir}/main.tf`, rule('ssh')]));
  const workspace = workspaceOn(memoryFileSystem(files));
  workspace.catchUp();
  const findings = workspace.allFindings();
  assert.equal(findings.length, 50);
  for (const finding of [...findings, ...findings]) {
    const whole = wholeFinding(workspace, finding);
    assert.equal(whole.rule.resource.resource.block.path, finding.place.path);
    assert.ok(proposeFixes(whole, fixContextOf(workspace.trial(new Map()))).fixes.some(({ preferred }) => preferred));
  }
});

test('a finding that is gone has no fixes, not even while its file was closed', () => {
  const files = new Map([['/w/main.tf', rule('ssh')]]);
  const workspace = workspaceOn(memoryFileSystem(files));
  workspace.catchUp();
  const [finding] = workspace.allFindings();
  assert.ok(finding !== undefined);
  files.set('/w/main.tf', rule('ssh').replace('0.0.0.0/0', '10.0.0.0/8'));
  workspace.changedOnDisk('/w/main.tf', 'changed');
  workspace.catchUp();
  assert.equal(workspace.whole(finding), undefined);
});

test('findings in closed files do not keep their texts', () => {
  setFlagsFromString('--expose-gc');
  const names = Array.from({ length: 200 }, (_, index) => `f${index}`);
  const fileSystem: FileSystem = {
    list: (dir) =>
      dir === '/w' ? names.map((name) => ({ name, kind: 'folder' })) : [{ name: 'main.tf', kind: 'file' }],
    // Each text is one that nobody else has.
    read: (path) =>
      path.endsWith('.tf')
        ? { kind: 'text', text: `${rule(path.replaceAll(/\W/g, '_'))}# ${Array(10_000).fill(path).join(' ')}` }
        : { kind: 'missing' },
    isPresent: () => true,
    realPath: (path) => path,
  };
  const workspace = workspaceOn(fileSystem);
  const used = (): number => {
    runInNewContext('gc()');
    return process.memoryUsage().heapUsed;
  };
  const before = used();
  workspace.catchUp();
  for (const { place } of workspace.allFindings()) workspace.text(place.path);
  const grown = used() - before;
  assert.equal(workspace.allFindings().length, 200);
  // All texts together are 36 million characters.
  assert.ok(grown < 6_000_000, `${grown} bytes are kept`);
});
