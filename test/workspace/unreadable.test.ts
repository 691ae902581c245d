import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import { grammarOf } from '../../server/src/hcl/read.ts';
import { message } from '../../server/src/messages.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { parse, parseTemplate } from '../support/grammar.ts';
import { memoryFileSystem } from '../support/memoryFileSystem.ts';

const open = `resource "aws_security_group" "a" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;

test('a file on which reading fails is told of, and the others are judged', () => {
  const failing = grammarOf(() => {
    throw new Error('out of bounds');
  });
  const workspace = new Workspace(
    memoryFileSystem(
      new Map([
        ['/w/bad.tf', 'resource "aws_security_group" "b"'],
        ['/w/main.tf', open],
      ]),
    ),
    { parse: (path, text) => (path === '/w/bad.tf' ? failing : { parse }).parse(path, text), parseTemplate },
    { checks: defaultCheckSettings, exclude: [], variableFiles: [] },
  );
  workspace.setFolders(['/w']);
  workspace.catchUp();
  assert.equal(workspace.allFindings().length, 1);
  assert.deepEqual(workspace.problems(), [
    { path: '/w/bad.tf', message: message('workspace.readFailed', { path: '/w/bad.tf', error: 'out of bounds' }) },
  ]);
});
