// The keys and buttons of fixes: the menu, the preferred one, the refactor preview, undo over several files.
// Called by fixes.test.ts.
import assert from 'node:assert/strict';
import { pressUntil, type Editor } from './editor.ts';

const patienceMs = 60_000;

/** Waits until something in the file in front is marked. */
export async function waitForSquiggles({ page }: Editor): Promise<void> {
  await page.locator('.editor-instance .view-overlays [class*="squiggly-"]').first().waitFor();
}

export async function closeMenu({ page }: Editor): Promise<void> {
  await page.keyboard.press('Escape');
  await page.locator('.action-widget .monaco-list-row').first().waitFor({ state: 'hidden' });
}

/** The key for the preferred fix at the cursor, until the file in front shows a text: right after a menu, a key may go nowhere. */
export async function autoFixUntil({ page }: Editor, text: string): Promise<void> {
  await pressUntil(page, 'Shift+Alt+.', page.locator('.editor-instance .view-lines').getByText(text).first());
}

/** Undoes the last change, in every file that it touched; VS Code asks first where it takes that for a refactoring. */
export async function undo({ page }: Editor): Promise<void> {
  await page.locator('.editor-instance .view-lines').first().click();
  await page.keyboard.press('ControlOrMeta+Z');
  const dialog = page.locator('.monaco-dialog-box');
  const asked = await dialog.waitFor({ timeout: 5000 }).then(
    () => true,
    () => false,
  );
  if (!asked) return;
  await dialog.locator('.monaco-button').getByText(/Files/).first().click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Runs a command by its title from the palette. */
export async function runCommand({ page }: Editor, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget .quick-input-filter input');
  await input.waitFor();
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first().click();
}

/** Waits for the refactor preview with something in it. */
export async function waitForPreview({ page }: Editor): Promise<void> {
  await page.locator('.bulk-edit-panel .monaco-list-row').first().waitFor();
}

export async function applyPreview({ page }: Editor): Promise<void> {
  await page.locator('.bulk-edit-panel .monaco-button').getByText('Apply', { exact: true }).click();
  await page.locator('.tab.dirty').first().waitFor();
}

/** Types a blank and takes it back, saves, and looks; again and again, since settings take a moment to arrive. */
export async function saveUntil({ page }: Editor, holds: () => boolean): Promise<void> {
  const deadline = Date.now() + patienceMs;
  await page.locator('.editor-instance .view-lines').first().click();
  while (Date.now() < deadline) {
    await page.keyboard.press('ControlOrMeta+S');
    await page.waitForTimeout(2000);
    if (holds()) return;
  }
  assert.fail('saving changed nothing');
}
