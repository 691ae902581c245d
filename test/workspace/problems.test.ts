import assert from 'node:assert/strict';
import { test } from 'node:test';
import { message } from '../../server/src/messages.ts';
import { problemsInOrder } from '../../server/src/workspace/problems.ts';
import type { WorkspaceProblem } from '../../server/src/workspace/problems.ts';

function problem(path: string, start: number | undefined, name: string): WorkspaceProblem {
  const what = { path, message: message('terraform.moduleNotInstalled', { name, source: 'a/b/aws' }) };
  return start === undefined ? what : { ...what, place: { path, span: { start, end: start + 1 } } };
}

test('a problem that several roots have is told once, and all stand in the order of the text', () => {
  const [first, second, other, whole] = [
    problem('/w/a.tf', 9, 'x'),
    problem('/w/a.tf', 100, 'y'),
    problem('/w/b.tf', 9, 'x'),
    problem('/w/a.tf', undefined, 'x'),
  ];
  assert.deepEqual(problemsInOrder([second, other, first, whole, second, first]), [whole, first, second, other]);
});
