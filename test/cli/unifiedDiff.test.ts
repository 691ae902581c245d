// Diffs of edits, held against what `patch` makes of them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { unifiedDiff } from '../../server/src/cli/report/unifiedDiff.ts';
import { applyEdits, type TextEdit } from '../../server/src/text.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;

function replace(text: string, ...swaps: readonly (readonly [string, string])[]): readonly TextEdit[] {
  return swaps.map(([old, newText]) => {
    const start = text.indexOf(old);
    assert.ok(start >= 0, old);
    return { span: { start, end: start + old.length }, newText };
  });
}

/** The diff; git, where it is there, must make the same text of it. */
function diffOf(text: string | undefined, edits: readonly TextEdit[]): string {
  const diff = unifiedDiff('main.tf', text, edits);
  if (!hasGit || diff === '') return diff;
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-diff-'));
  try {
    if (text !== undefined) writeFileSync(join(folder, 'main.tf'), text);
    const run = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input: diff, encoding: 'utf8' });
    assert.equal(run.status, 0, `${run.stderr}\n${diff}`);
    assert.equal(readFileSync(join(folder, 'main.tf'), 'utf8'), applyEdits(text ?? '', edits));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return diff;
}

const numbers = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}\n`).join('');

test('a changed line stands between three lines on each side', () => {
  const text = numbers(1, 20);
  assert.equal(
    diffOf(text, replace(text, ['line 10', 'ten'])),
    `--- a/main.tf
+++ b/main.tf
@@ -7,7 +7,7 @@
 line 7
 line 8
 line 9
-line 10
+ten
 line 11
 line 12
 line 13
`,
  );
});

test('changes that are close share a hunk, others have their own with lines counted on', () => {
  const text = numbers(1, 40);
  const near = diffOf(text, replace(text, ['line 10\n', ''], ['line 15', 'fifteen']));
  assert.equal(near.match(/^@@/gm)?.length, 1);
  const far = diffOf(text, replace(text, ['line 10\n', 'a\nb\nc\n'], ['line 30', 'thirty']));
  assert.deepEqual(far.match(/^@@.*$/gm), ['@@ -7,7 +7,9 @@', '@@ -27,7 +29,7 @@']);
});

test('a new file comes from nothing', () => {
  const edits = [{ span: { start: 0, end: 0 }, newText: 'a\nb\n' }];
  assert.equal(diffOf(undefined, edits), '--- /dev/null\n+++ b/main.tf\n@@ -0,0 +1,2 @@\n+a\n+b\n');
});

test('the end of a text without a line end is kept, given or taken', () => {
  assert.match(diffOf('a\nb', replace('a\nb', ['a', 'A'])), /\\ No newline at end of file\n$/);
  diffOf('a\nb', [{ span: { start: 3, end: 3 }, newText: '\n' }]);
  diffOf('a\nb\n', [{ span: { start: 3, end: 4 }, newText: '' }]);
  diffOf('a', [{ span: { start: 1, end: 1 }, newText: 'b' }]);
});

test('Windows line ends are kept, and a lone carriage return ends no line', () => {
  const text = 'a\r\nb\rb\r\nc\r\n';
  diffOf(text, replace(text, ['c', 'd'], ['a', 'e']));
});

test('everything may go, everything may come', () => {
  const text = numbers(1, 3);
  diffOf(text, [{ span: { start: 0, end: text.length }, newText: 'other\n' }]);
  diffOf(text, [
    { span: { start: 0, end: 0 }, newText: 'first\n' },
    { span: { start: text.length, end: text.length }, newText: 'last\n' },
  ]);
  diffOf(text, replace(text, ['line 1\nline 2\n', '']));
});

test('edits that change nothing make no diff', () => {
  assert.equal(diffOf('a\nb\n', replace('a\nb\n', ['a', 'a'])), '');
  assert.equal(diffOf('a\n', []), '');
});
