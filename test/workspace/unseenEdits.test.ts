// What an edit costs: only what can have seen it is analyzed again. Analyses are counted by the steps that the work tells of.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { readFixture } from '../support/fixture.ts';
import * as grammar from '../support/grammar.ts';
import { memoryFileSystem } from '../support/memoryFileSystem.ts';

const file = '/w/modules/web/main.tf';
const settings = { checks: defaultCheckSettings, exclude: [], variableFiles: [] };

const { files } = readFixture(`
  #- live/main.tf
  module "web" {
    source = "../modules/web"
    cidrs  = ["0.0.0.0/0"]
  }
  #- test/main.tf
  module "web" {
    source = "../modules/web"
    cidrs  = ["0.0.0.0/0"]
  }
  #- modules/web/main.tf
  # The servers.
  resource "aws_s3_bucket" "logs" {
    bucket = "logs"
  }
  variable "cidrs" {}
  resource "aws_security_group" "web" {
    ingress {
      from_port   = 22
      to_port     = 22
      protocol    = "tcp"
      cidr_blocks = var.cidrs
    }
  }
`);
const text = files.get(file) ?? '';

/** The workspace with the module open, after its first keystroke: from there on it is known what is read of the file. */
function typingIn(before = text): (now: string) => readonly string[] {
  const disk = new Map([...files, [file, before]]);
  const workspace = workspaceOf(disk);
  workspace.setText(file, before);
  workspace.catchUp();
  workspace.setText(file, `${before}\n`);
  workspace.catchUp();
  workspace.setText(file, before);
  workspace.catchUp();
  return (now) => {
    workspace.setText(file, now);
    const judged: string[] = [];
    const work = workspace.work();
    for (let step = work.next(); step.done !== true; step = work.next())
      if (step.value?.kind === 'judge') judged.push(step.value.dir);
    const fresh = workspaceOf(disk);
    fresh.setText(file, now);
    fresh.catchUp();
    assert.deepEqual(workspace.allFindings(), fresh.allFindings());
    assert.deepEqual(workspace.allRemarks(), fresh.allRemarks());
    for (const finding of workspace.allFindings()) assert.ok(workspace.whole(finding), finding.check);
    return judged;
  };
}

function workspaceOf(disk: Map<string, string>): Workspace {
  const workspace = new Workspace(memoryFileSystem(disk), grammar, settings);
  workspace.setFolders(['/w']);
  workspace.catchUp();
  return workspace;
}

test('an edit in a comment or of blank lines analyzes nothing, and moves what was found', () => {
  const type = typingIn();
  assert.deepEqual(type(`# Typed.\n${text}`), []);
  assert.deepEqual(type(`# Typed, and more.\n\n\n${text}`), []);
  assert.deepEqual(type(text), []);
  assert.deepEqual(type(text.replace('# The servers.\n', '')), []);
  assert.deepEqual(type(text), []);
  assert.deepEqual(type(text.replace('resource "aws_sec', '/* here\n\n */\nresource "aws_sec')), []);
});

test('an edit within a block that no analysis has looked into analyzes nothing', () => {
  const type = typingIn();
  assert.deepEqual(type(text.replace('"logs"\n', '"other-logs"\n')), []);
  assert.deepEqual(type(text.replace('bucket = "logs"', 'bucket = "logs"\n  tags   = { a = "b" }')), []);
});

test('an edit of what an analysis has read analyzes every root that calls the module, and no other', () => {
  const type = typingIn();
  assert.deepEqual(type(text.replace('to_port     = 22', 'to_port     = 23')), ['/w/live', '/w/test']);
});

test('a comment within a block that was read may mean anything to it', () => {
  const type = typingIn();
  assert.deepEqual(type(text.replace('protocol ', '# Typed.\n    protocol ')), ['/w/live', '/w/test']);
});

test('an ignore comment that is made or broken is no plain comment', () => {
  const comment = '# portcullis:ignore EC2.13 known\n';
  const ignored = text.replace('resource "aws_sec', `${comment}resource "aws_sec`);
  const type = typingIn();
  assert.deepEqual(type(ignored), ['/w/live', '/w/test']);
  assert.deepEqual(type(ignored.replace(comment, `${comment}\n`)), ['/w/live', '/w/test']);
  assert.deepEqual(type(ignored), ['/w/live', '/w/test']);
  // Elsewhere in the file comments are plain.
  assert.deepEqual(type(`# Typed.\n${ignored}`), []);
  assert.deepEqual(type(ignored), []);
  assert.deepEqual(type(text), ['/w/live', '/w/test']);
  assert.deepEqual(
    type(text.replace('resource "aws_sec', '# tfsec:ignore:aws-vpc-no-public-ingress-sgr\nresource "aws_sec')),
    ['/w/live', '/w/test'],
  );
});

test('a block more, a block less and another name are seen', () => {
  const type = typingIn();
  const more = `${text}\nresource "aws_s3_bucket" "more" {\n}\n`;
  assert.deepEqual(type(more), ['/w/live', '/w/test']);
  assert.deepEqual(type(more.replace('"more"', '"less"')), ['/w/live', '/w/test']);
  assert.deepEqual(type(text), ['/w/live', '/w/test']);
});

test('a file that somebody reads as a text has no comments', () => {
  const disk = new Map([
    ...files,
    [
      '/w/live/file.tf',
      'locals {\n  all = file("${path.module}/../modules/web/main.tf")\n}\nresource "aws_security_group" "f" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = strcontains(local.all, "OPEN") ? ["0.0.0.0/0"] : []\n  }\n}\n',
    ],
  ]);
  const workspace = workspaceOf(disk);
  const found = (): number => workspace.allFindings().filter(({ place }) => place.path === '/w/live/file.tf').length;
  workspace.setText(file, text);
  workspace.catchUp();
  workspace.setText(file, `${text}\n`);
  workspace.catchUp();
  const before = found();
  disk.set(file, `# OPEN\n${text}`);
  workspace.setText(file, `# OPEN\n${text}`);
  workspace.catchUp();
  assert.deepEqual([before, found()], [0, 1]);
});

test('a comment that is typed just before its root is analyzed for another edit moves what was found once', () => {
  const live = '/w/live/main.tf';
  const workspace = workspaceOf(new Map(files));
  const fresh = workspaceOf(new Map(files));
  for (const path of [file, live]) {
    const before = files.get(path) ?? '';
    for (const each of [before, `${before}\n`, before]) {
      workspace.setText(path, each);
      workspace.catchUp();
    }
  }
  for (const each of [workspace, fresh]) {
    each.setText(file, text.replace('to_port     = 22', 'to_port     = 23'));
    each.setText(live, `#\n${files.get(live) ?? ''}`);
    each.catchUp();
  }
  assert.deepEqual(workspace.allFindings(), fresh.allFindings());
});
