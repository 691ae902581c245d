// Edits as each kind of editor takes them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { abilitiesOf } from '../../server/src/lsp/editorAbilities.ts';
import {
  canEdit,
  rangeAfter,
  workspaceEditOf,
  type EditContext,
  type EditRequest,
} from '../../server/src/lsp/workspaceEdit.ts';
import type { TextEdit } from '../../server/src/text.ts';

const all: EditContext['abilities'] = {
  versionedEdits: true,
  createFiles: true,
  resolveEdits: true,
  annotations: true,
  snippets: true,
  showDocument: true,
  progress: true,
};

function contextOf(text: string, abilities: Partial<EditContext['abilities']> = {}): EditContext {
  return {
    abilities: { ...all, ...abilities },
    textOf: (path) => (path === '/w/main.tf' ? text : undefined),
    uriOf: (path) => `file://${path}`,
    versionOf: () => 7,
  };
}

function request(edits: readonly TextEdit[], start: number, end: number): EditRequest {
  return {
    edits: new Map([['/w/main.tf', edits]]),
    remark: undefined,
    selection: { path: '/w/main.tf', span: { start, end } },
  };
}

const insert = (offset: number, newText: string): TextEdit => ({ span: { start: offset, end: offset }, newText });

function snippets(asked: EditRequest, context: EditContext): readonly string[] {
  const { edit } = workspaceEditOf(asked, context);
  return (edit.documentChanges ?? []).flatMap((change) =>
    'edits' in change ? change.edits.flatMap((each) => ('snippet' in each ? [each.snippet.value] : [])) : [],
  );
}

test('what is to be selected is the stop of a snippet', () => {
  const context = contextOf('ab\n');
  assert.deepEqual(snippets(request([insert(0, '# why\n')], 2, 5), context), ['# ${0:why}\n']);
  assert.deepEqual(snippets(request([insert(0, '# \n')], 2, 2), context), ['# $0\n']);
});

test('what means something in a snippet is escaped', () => {
  assert.deepEqual(snippets(request([insert(0, '"${a}\\" x')], 8, 9), contextOf('')), ['"\\${a\\}\\\\" ${0:x}']);
});

test('an edit before it moves the selection along', () => {
  const edits = [insert(0, '12345'), insert(2, 'why')];
  assert.deepEqual(snippets(request(edits, 7, 10), contextOf('ab')), ['${0:why}']);
});

test('there is no snippet where an editor would indent lines anew, nor where the selection is in no edit', () => {
  assert.deepEqual(snippets(request([insert(1, 'x\n  y')], 2, 3), contextOf('ab')), []);
  assert.deepEqual(snippets(request([insert(0, 'x')], 2, 3), contextOf('ab')), []);
  assert.deepEqual(snippets(request([insert(0, 'x')], 0, 1), contextOf('ab', { snippets: false })), []);
});

test('where a place stands after the edits', () => {
  const edits = new Map([['/w/main.tf', [insert(0, 'a\nb\n')]]]);
  const range = rangeAfter({ path: '/w/main.tf', span: { start: 4, end: 5 } }, edits, contextOf('xyz'));
  assert.deepEqual(range, { start: { line: 2, character: 0 }, end: { line: 2, character: 1 } });
});

test('what must be confirmed says so on every edit, that of a new file too', () => {
  const remark = { label: 'Move', description: 'Apply replaces the rules.', confirm: true };
  const edits = new Map([['/w/new.tf', [insert(0, 'x')]]]);
  const { edit } = workspaceEditOf({ edits, remark, selection: undefined }, contextOf(''));
  assert.deepEqual(edit.changeAnnotations, {
    portcullis: { label: 'Move', description: 'Apply replaces the rules.', needsConfirmation: true },
  });
  assert.equal(JSON.stringify(edit.documentChanges).match(/"annotationId":"portcullis"/g)?.length, 2);
});

test('without versions and remarks there are plain changes', () => {
  const context = contextOf('ab', { versionedEdits: false });
  const { edit } = workspaceEditOf(request([insert(1, 'x')], 1, 2), context);
  const position = { line: 0, character: 1 };
  const changes = { 'file:///w/main.tf': [{ range: { start: position, end: position }, newText: 'x' }] };
  assert.deepEqual(edit, { changes });
});

test('an editor that cannot make files is given no edit that needs one', () => {
  const edits = new Map([['/w/new.tf', [insert(0, 'x')]]]);
  assert.ok(canEdit(edits, contextOf('')));
  assert.ok(!canEdit(edits, contextOf('', { createFiles: false })));
  assert.ok(canEdit(new Map([['/w/main.tf', []]]), contextOf('', { createFiles: false })));
});

test('an editor that says nothing can do nothing of it', () => {
  assert.deepEqual(Object.values(abilitiesOf({})).filter(Boolean), []);
});
