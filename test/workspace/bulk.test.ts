// Much work shared with threads: whatever they are and do, the same is found as without them.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { workspaceTexts } from '../../bench/workspace/generate.ts';
import { defaultShape, scaled } from '../../bench/workspace/shape.ts';
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import { message } from '../../server/src/messages.ts';
import type { FileSystem } from '../../server/src/workspace/fileSystem.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { chanceFrom } from '../hcl/mutations.ts';
import * as grammar from '../support/grammar.ts';
import { HandDrivenWorkers, workWith, type HandDrivenOptions } from '../support/handDrivenWorkers.ts';
import { memoryFileSystem } from '../support/memoryFileSystem.ts';

const settings = { checks: defaultCheckSettings, exclude: [], variableFiles: [] };

function rule(source: string, port = 22): string {
  return `resource "aws_security_group" "web" {
  ingress {
    from_port   = ${port}
    to_port     = ${port}
    protocol    = "tcp"
    cidr_blocks = ${source}
  }
}
`;
}

const caller = `module "web" {
  source = "../../modules/web"
  cidrs  = var.cidrs
}
variable "cidrs" {
  default = ["10.0.0.0/8"]
}
`;

/** Modules of every kind that is treated differently. */
function mixed(): Map<string, string> {
  const files = new Map<string, string>();
  for (let index = 0; index < 12; index++) {
    files.set(`/w/live/caller${index}/main.tf`, caller);
    files.set(`/w/live/open${index}/main.tf`, rule(index % 2 === 0 ? '["0.0.0.0/0"]' : '["10.0.0.0/8"]'));
    files.set(`/w/live/idle${index}/main.tf`, 'resource "aws_s3_bucket" "b" {}\n');
  }
  files.set('/w/modules/web/main.tf', `${rule('var.cidrs')}variable "cidrs" {}\n`);
  files.set('/w/live/caller3/terraform.tfvars', 'cidrs = ["0.0.0.0/0"]\n');
  files.set('/w/live/caller4/envs/prod.tfvars', 'cidrs = ["0.0.0.0/0"]\n');
  files.set(
    '/w/live/open2/ignored.tf',
    `# portcullis:ignore ssh-port-open\n${rule('["0.0.0.0/0"]').replace('web', 'b')}`,
  );
  files.set('/w/live/open4/useless.tf', '# portcullis:ignore\nlocals {}\n');
  files.set('/w/live/open6/.portcullis.yaml', 'authorizedTcpPorts: [22]\nnonsense: 1\n');
  files.set('/w/live/far/main.tf', 'module "far" {\n  source = "terraform-aws-modules/security-group/aws"\n}\n');
  files.set('/w/live/near/main.tf', 'module "m" {\n  source = "./.terraform/modules/m"\n}\n');
  files.set('/w/live/near/.terraform/modules/m/main.tf', rule('["0.0.0.0/0"]'));
  files.set('/w/live/near/binary.tf', 'x');
  return files;
}

function diskOf(files: Map<string, string>): FileSystem {
  const disk = memoryFileSystem(files);
  return {
    ...disk,
    read: (path) =>
      path.endsWith('/binary.tf')
        ? { kind: 'refused', message: message('workspace.fileBinary', { path }) }
        : disk.read(path),
  };
}

function workspaceOn(files: Map<string, string>, words?: HandDrivenOptions) {
  const workers = new HandDrivenWorkers(diskOf(files), words ?? { count: 0, asksAndHelps: true });
  const workspace = new Workspace(diskOf(files), grammar, settings, words && workers);
  workspace.setFolders(['/w']);
  return { workers, workspace };
}

/** Everything that is told of a workspace. */
function told(workspace: Workspace): unknown {
  const { fileCount, moduleCount, outlineCounts } = workspace;
  const shown = { findings: workspace.allFindings(), remarks: workspace.allRemarks(), problems: workspace.problems() };
  return { ...shown, fileCount, moduleCount, outlineCounts, progress: workspace.progress };
}

/** What a workspace that uses no threads says. */
function toldAlone(files: Map<string, string>, open: ReadonlyMap<string, string> = new Map()): unknown {
  const { workspace } = workspaceOn(files);
  for (const [path, text] of open) workspace.setText(path, text);
  workspace.catchUp();
  return told(workspace);
}

test('one thread or several, with the help of the main one or without, in any order: what is told is the same', () => {
  const generated = [...workspaceTexts(scaled(defaultShape, 500))].map(([path, text]) => [`/w/${path}`, text] as const);
  for (const files of [mixed(), new Map(generated)]) {
    const expected = toldAlone(files);
    for (const count of [1, 2, 3]) {
      for (const asksAndHelps of [false, true]) {
        const { workspace, workers } = workspaceOn(files, { count, asksAndHelps });
        workWith(workspace, workers, chanceFrom(count));
        assert.deepEqual(told(workspace), expected);
        assert.ok(workers.answered > 5, `${workers.answered} tasks were answered.`);
        assert.deepEqual([workers.started, workers.alive, workspace.isStale], [count, 0, false]);
      }
    }
  }
});

test('a thread that ends in the middle is told of, and nothing is lost', () => {
  const files = mixed();
  const expected = toldAlone(files);
  for (const answers of [0, 1, 2, 4, 8, 12]) {
    const { workspace, workers } = workspaceOn(files, { count: 2, asksAndHelps: false });
    let left = answers;
    const work = workspace.work();
    for (let step = work.next(); step.done !== true; step = work.next()) {
      if (step.value?.kind !== 'wait') continue;
      if (left-- === 0) workers.kill(1);
      else workers.answer(0);
    }
    const ended = message('workspace.threadEnded', { reason: 'out of memory' });
    const [first, ...others] = workspace.problems().filter(({ message: { id } }) => id === 'workspace.threadEnded');
    assert.deepEqual([first, others], [{ path: '/w', message: ended }, []]);
    workspace.scanAgain();
    assert.deepEqual(told(workspace), {
      ...Object(expected),
      problems: workspace.problems(),
      progress: workspace.progress,
    });
    workWith(workspace, workers, chanceFrom(7));
    assert.deepEqual(told(workspace), expected);
  }
});

test('where every thread ends, the main one does it all', () => {
  const files = mixed();
  const { workspace, workers } = workspaceOn(files, { count: 2, asksAndHelps: false });
  const work = workspace.work();
  for (let step = work.next(); step.done !== true; step = work.next())
    if (step.value?.kind === 'wait') while (workers.kill(0));
  assert.deepEqual(workers.answered, 0);
  const isOther = ({ message: { id } }: { message: { id: string } }): boolean => id !== 'workspace.threadEnded';
  assert.deepEqual({ ...Object(told(workspace)), problems: workspace.problems().filter(isOther) }, toldAlone(files));
});

test('what changes while threads are at it counts as it is in the end', () => {
  const path = '/w/live/open1/main.tf';
  for (const when of [1, 3, 5, 7, 9, 11]) {
    const files = mixed();
    const { workspace, workers } = workspaceOn(files, { count: 2, asksAndHelps: false });
    const open = new Map<string, string>();
    let waits = 0;
    const work = workspace.work();
    for (let step = work.next(); step.done !== true; step = work.next()) {
      if (step.value?.kind !== 'wait') continue;
      if (++waits === when) {
        files.set(path, rule('["0.0.0.0/0"]', 3389));
        workspace.changedOnDisk(path, 'changed');
        files.set('/w/modules/web/more.tf', rule('["0.0.0.0/0"]').replace('web', 'more'));
        workspace.changedOnDisk('/w/modules/web/more.tf', 'created');
        files.delete('/w/live/open2/main.tf');
        workspace.changedOnDisk('/w/live/open2/main.tf', 'deleted');
        open.set('/w/live/open5/main.tf', rule('["0.0.0.0/0"]', 443));
        for (const [each, text] of open) workspace.setText(each, text);
      }
      workers.answer(waits);
    }
    assert.ok(waits >= when, `The work waited ${waits} times.`);
    assert.deepEqual(told(workspace), toldAlone(files, open));
    assert.equal(workers.alive, 0);
  }
});

test('a scan that begins anew, other settings and other folders make what threads are at worthless', () => {
  const files = mixed();
  const changes: readonly ((workspace: Workspace) => void)[] = [
    (workspace) => workspace.scanAgain(),
    (workspace) => workspace.setSettings({ ...settings, checks: { ...defaultCheckSettings, possibleSeverity: 'off' } }),
    (workspace) => workspace.setSettings({ ...settings, exclude: ['live/open*'] }),
    (workspace) => workspace.setFolders(['/w/live/caller3', '/w/modules']),
  ];
  for (const change of changes) {
    const alone = workspaceOn(files).workspace;
    change(alone);
    alone.catchUp();
    for (const when of [1, 4, 8]) {
      const { workspace, workers } = workspaceOn(files, { count: 2, asksAndHelps: false });
      let waits = 0;
      const work = workspace.work();
      for (let step = work.next(); step.done !== true; step = work.next()) {
        if (step.value?.kind !== 'wait') continue;
        if (++waits === when) change(workspace);
        workers.answer(waits);
      }
      assert.deepEqual(told(workspace), told(alone));
    }
  }
});

test('a scan that is stopped ends its threads, and goes on with others', () => {
  const files = mixed();
  const { workspace, workers } = workspaceOn(files, { count: 2, asksAndHelps: false });
  const work = workspace.work();
  const isWaiting = (): boolean => {
    const step = work.next();
    return step.done !== true && step.value?.kind === 'wait';
  };
  for (let waits = 0; waits < 3;) if (isWaiting() && ++waits < 3) workers.answer(waits);
  workspace.workAlone(true);
  assert.deepEqual([workers.alive, workers.started], [0, 2]);
  assert.equal(isWaiting(), false);
  workspace.workAlone(false);
  workWith(workspace, workers, chanceFrom(3));
  assert.deepEqual(told(workspace), toldAlone(files));
  assert.deepEqual([workers.alive, workers.started], [0, 4]);
});

test('a team file that is open counts as it is written now, and while it cannot be read no thread is asked', () => {
  const path = '/w/.portcullis.yaml';
  const text = 'authorizedTcpPorts: [22, 80]\n';
  const files = mixed();
  const alone = workspaceOn(files).workspace;
  alone.setText(path, text);
  alone.catchUp();
  const { workspace, workers } = workspaceOn(files, { count: 1, asksAndHelps: false });
  workspace.setText(path, text);
  workWith(workspace, workers, chanceFrom(1));
  assert.ok(workers.answered > 0);
  assert.deepEqual(told(workspace), told(alone));
  const { answered } = workers;
  for (const each of [alone, workspace]) {
    each.setText(path, `${text}{`);
    each.scanAgain();
    each.catchUp();
  }
  workWith(workspace, workers, chanceFrom(1));
  assert.equal(workers.answered, answered);
  assert.deepEqual(told(workspace), told(alone));
});

test('open files are judged by the main thread, where fixes find their rules whole', () => {
  const files = mixed();
  const { workspace, workers } = workspaceOn(files, { count: 1, asksAndHelps: false });
  const path = '/w/modules/web/main.tf';
  workspace.setText(path, files.get(path) ?? '');
  const judged: string[] = [];
  const work = workspace.work();
  for (let step = work.next(); step.done !== true; step = work.next()) {
    if (step.value?.kind === 'judge') judged.push(step.value.dir);
    if (step.value?.kind === 'wait') workers.answer(0);
  }
  const callers = Array.from({ length: 12 }, (_, index) => `/w/live/caller${index}`);
  assert.deepEqual(
    callers.filter((dir) => !judged.includes(dir)),
    [],
  );
  assert.ok(!judged.includes('/w/live/open0'));
  assert.deepEqual(told(workspace), toldAlone(files, new Map([[path, files.get(path) ?? '']])));
});

test('a thread is started where the rest would take long, and a further one where it still does', () => {
  const files = mixed();
  const started = (stepMs: number): number => {
    const words = { count: 3, asksAndHelps: true, fewest: { read: Infinity, judge: Infinity }, worthMs: 300 };
    const { workspace, workers } = workspaceOn(files, words);
    let nowMs = 0;
    const clock = mock.method(performance, 'now', () => nowMs);
    const work = workspace.work();
    for (let step = work.next(); step.done !== true; step = work.next()) {
      nowMs += stepMs;
      if (step.value?.kind === 'wait') workers.answer(0);
    }
    clock.mock.restore();
    assert.deepEqual(told(workspace), toldAlone(files));
    assert.equal(workers.alive, 0);
    return workers.started;
  };
  assert.deepEqual([started(1), started(8), started(400)], [0, 0, 3]);
  assert.ok(started(30) > 0);
});
