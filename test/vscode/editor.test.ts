// The packaged extension in a real VS Code, used by key and mouse, in both languages. What the editor must show is not
// written here: it is what the command line finds in the same folder.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import * as editorKeys from './support/editor.ts';
import type { Editor, ProblemRow } from './support/editor.ts';
import { listFindings, literalSshFinding, placeName } from './support/findings.ts';
import type { ListedFinding } from './support/findings.ts';
import { beginSession, endSession } from './support/session.ts';

const example = join(dirname(dirname(import.meta.dirname)), 'examples', 'three-tier');

for (const [language, name] of [
  ['en', 'english'],
  ['ja', 'japanese'],
] as const) {
  test(`a person finds and mends open ports in VS Code (${name})`, { timeout: 10 * 60_000 }, async (t) => {
    editorKeys.removeScreenshot(`${name}-failure`);
    const session = await beginSession(example, language);
    const { editor, folder } = session;
    const step = async (title: string, action: () => Promise<void>): Promise<void> => {
      t.diagnostic(title);
      await action();
    };
    try {
      const before = listFindings(folder, language);
      const ssh = literalSshFinding(folder, before);

      await step('Problems lists what the command line finds, closed files too', async () => {
        await editorKeys.openProblems(editor);
        await agrees(editor, before);
        assert.ok(language === 'en' || before.every((finding) => isJapanese(finding.message)));
        await editorKeys.takeScreenshot(editor, `${name}-problems`);
      });

      await step('each finding of an open file has its squiggle', async () => {
        await editorKeys.openFile(editor, ssh.file);
        await squigglesAgree(editor, folder, ssh.file, before);
      });

      await step('the hover says what is open', async () => {
        await editorKeys.placeCursor(editor, ssh.line, ssh.column + 1);
        const hover = await editorKeys.hoverAtCursor(editor);
        assert.ok(hover.includes(ssh.message), `The hover says: ${hover}`);
        await editorKeys.takeScreenshot(editor, `${name}-hover`);
        await editorKeys.leaveHover(editor);
      });

      await step('Control+. and Enter replace the open source by a variable', async () => {
        const titles = await editorKeys.openFixMenu(editor);
        await editorKeys.takeScreenshot(editor, `${name}-fixes`);
        const [preferred = ''] = titles;
        assert.match(preferred, new RegExp(variable), `Enter would take the first of: ${titles.join(' | ')}`);
        assert.ok(language === 'en' || isJapanese(preferred), preferred);
        const textBefore = readFileSync(join(folder, ssh.file), 'utf8');
        await editorKeys.chooseFix(editor, preferred);
        await editorKeys.saveAll(editor);
        onlyTheRuleChanged(textBefore, readFileSync(join(folder, ssh.file), 'utf8'), ssh);
        const declarations = join(folder, dirname(ssh.file), 'variables.tf');
        assert.match(readFileSync(declarations, 'utf8'), new RegExp(`^variable "${variable}" \\{$`, 'm'));
      });

      await step('the mended finding is gone, and nothing else', async () => {
        const after = listFindings(folder, language);
        assert.equal(after.length, before.length - 1);
        await agrees(editor, after);
        await squigglesAgree(editor, folder, ssh.file, after);
        await editorKeys.takeScreenshot(editor, `${name}-fixed`);
      });
    } catch (error) {
      const picture = await editorKeys.takeScreenshot(editor, `${name}-failure`);
      console.error(`What was on the screen: ${picture}\nWhat the server printed:\n${session.running.output()}`);
      throw error;
    } finally {
      await endSession(session);
    }
  });
}

// The name that the fix gives to whoever may manage machines (port 22 among others).
const variable = 'allowed_management_cidrs';

/** Waits until Problems shows the findings, and one row of level information at each text elsewhere that decides one. */
async function agrees(editor: Editor, findings: readonly ListedFinding[]): Promise<void> {
  const rowsExpected = findings.map((finding) => rowText(rowOf(finding)));
  const origins = findings.flatMap((finding) => finding.origin.slice(-1)).map((place) => `${placeName(place)} origin`);
  const expected = [...rowsExpected, ...new Set(origins)].toSorted();
  const limitMs = 60_000;
  const deadline = Date.now() + limitMs;
  let shown: readonly string[] = [];
  while (Date.now() < deadline) {
    const rows = await editorKeys.readProblems(editor);
    shown = rows.map((row) => shownText(row, rowsExpected)).toSorted();
    if (JSON.stringify(shown) === JSON.stringify(expected)) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  assert.deepEqual(shown, expected);
}

function shownText(row: ProblemRow, rowsExpected: readonly string[]): string {
  const text = rowText(row);
  return row.severity === 'info' && !rowsExpected.includes(text) ? `${placeName(row)} origin` : text;
}

async function squigglesAgree(
  editor: Editor,
  folder: string,
  file: string,
  findings: readonly ListedFinding[],
): Promise<void> {
  const lineCount = readFileSync(join(folder, file), 'utf8').split('\n').length;
  for (const severity of ['error', 'warning']) {
    const inFile = findings.filter((finding) => finding.file === file && rowOf(finding).severity === severity);
    const expected = drawnSquiggles(inFile);
    assert.equal(await editorKeys.countSquiggles(editor, severity, lineCount), expected, `${severity} in ${file}`);
  }
}

/** How many squiggles the editor draws for ordered findings: it joins those that touch. */
function drawnSquiggles(findings: readonly ListedFinding[]): number {
  let count = 0;
  let end = { line: 0, column: 0 };
  for (const finding of findings) {
    const joins = finding.line < end.line || (finding.line === end.line && finding.column <= end.column);
    if (!joins) count += finding.endLine - finding.line + 1;
    if (!joins || finding.endLine > end.line || finding.endColumn > end.column) {
      end = { line: finding.endLine, column: finding.endColumn };
    }
  }
  return count;
}

function rowOf(finding: ListedFinding): ProblemRow {
  const { file, line, column, message } = finding;
  // The command line says information where the editor's icon is called info.
  return { file, line, column, message, severity: finding.severity.startsWith('info') ? 'info' : finding.severity };
}

function rowText(row: ProblemRow): string {
  return `${placeName(row)} ${row.severity}: ${row.message}`;
}

function onlyTheRuleChanged(before: string, after: string, finding: ListedFinding): void {
  const line = before.split('\n')[finding.line - 1] ?? '';
  const changed = after.split('\n')[finding.line - 1] ?? '';
  assert.notEqual(changed, line);
  assert.ok(changed.includes(`var.${variable}`) && !changed.includes('0.0.0.0/0'), changed);
  assert.equal(
    after.replace(changed, () => line),
    before,
  );
}

function isJapanese(text: string): boolean {
  return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text);
}
