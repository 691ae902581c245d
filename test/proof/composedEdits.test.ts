// Edits one after the other are one set of edits of the first text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ComposedEdits } from '../../server/src/proof/composedEdits.ts';
import { applyEdits, type TextEdit } from '../../server/src/text.ts';

function edit(start: number, end: number, newText: string): TextEdit {
  return { span: { start, end }, newText };
}

/** Composes rounds of edits, and holds the result against applying them one round after the other. */
function compose(text: string, ...rounds: readonly (readonly TextEdit[])[]): readonly TextEdit[] {
  const composed = new ComposedEdits(text.length);
  let now = text;
  for (const edits of rounds) {
    composed.add(edits);
    now = applyEdits(now, edits);
  }
  assert.equal(applyEdits(text, composed.edits()), now);
  return composed.edits();
}

test('no edits are none', () => {
  assert.deepEqual(compose('abc'), []);
});

test('edits of one round stay apart', () => {
  const edits = [edit(1, 2, 'X'), edit(4, 4, 'Y')];
  assert.deepEqual(compose('abcdef', edits), edits);
});

test('an edit of what an earlier one wrote is part of it', () => {
  assert.deepEqual(compose('abcdef', [edit(2, 3, 'XYZ')], [edit(3, 4, '-')]), [edit(2, 3, 'X-Z')]);
});

test('an edit across an earlier one takes it in', () => {
  assert.deepEqual(compose('abcdef', [edit(2, 3, 'XY')], [edit(1, 5, '')]), [edit(1, 4, '')]);
});

test('several insertions at one place keep their order', () => {
  assert.deepEqual(compose('ab', [edit(1, 1, '1'), edit(1, 1, '2')], [edit(3, 3, '3')]), [edit(1, 1, '123')]);
});

test('a file that is not there yet grows', () => {
  assert.deepEqual(compose('', [edit(0, 0, 'a\n')], [edit(2, 2, 'b\n')]), [edit(0, 0, 'a\nb\n')]);
});
