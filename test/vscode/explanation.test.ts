// The hover in a real VS Code says the whole way of a value: variable file, module argument, local value, rule.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import * as editorKeys from './support/editor.ts';
import { beginSession, endSession } from './support/session.ts';

const chain = join(dirname(import.meta.dirname), 'fixtures', 'chain');

test('the hover on a range shows each step from the variable file to the rule', { timeout: 5 * 60_000 }, async () => {
  const session = await beginSession(chain, 'en');
  const { editor, folder } = session;
  try {
    await editorKeys.openProblems(editor);
    await editorKeys.openFile(editor, 'web/main.tf');
    const lines = readFileSync(join(folder, 'web/main.tf'), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes('= local.sources'));
    const column = lines[line]?.indexOf('local.sources') ?? 0;
    const deadline = Date.now() + 30_000;
    while ((await editorKeys.readProblems(editor)).length === 0 && Date.now() < deadline);
    await editorKeys.placeCursor(editor, line + 1, column + 3);
    const hover = await editorKeys.hoverAtCursor(editor);
    await editorKeys.takeScreenshot(editor, 'english-explanation');
    const steps = ['var.client_cidrs (main.tf:7)', 'var.office_cidrs (main.tf:9)', '"0.0.0.0/0" (terraform.tfvars:1)'];
    const places = steps.map((step) => hover.indexOf(step));
    assert.ok(!places.includes(-1), `The hover says: ${hover}`);
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
  } finally {
    await endSession(session);
  }
});
