// Drives a real VS Code by key and mouse, as a person would: it knows where things are on the screen and which keys reach
// them. It never asks the extension anything. Called by the tests of test/vscode/.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Locator, Page } from 'playwright-core';
import type { ListedPlace } from './findings.ts';
import type { Browser as ProvidedBrowser } from '../../../scripts/provisionBrowser.ts';

/** A window of the editor. */
export interface Editor {
  readonly browser: Browser;
  readonly page: Page;
}

/** One entry of Problems. `file` is relative to the opened folder. */
export interface ProblemRow extends ListedPlace {
  readonly severity: string;
  readonly message: string;
}

const window = { width: 1600, height: 1000 };
const patienceMs = 60_000;

/** Opens an address in a fresh browser and waits until the workbench stands. `locale` is the browser's, such as `ja-JP`. */
export async function openEditor(provided: ProvidedBrowser, url: string, locale: string): Promise<Editor> {
  const browser = await chromium.launch({
    executablePath: provided.executablePath,
    env: { ...process.env, ...provided.environment },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = await browser.newPage({ viewport: window, locale });
  page.setDefaultTimeout(patienceMs);
  await page.goto(url);
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  return { browser, page };
}

/** Closes the browser; the server of the editor is ended by whoever started it. */
export async function closeEditor({ browser }: Editor): Promise<void> {
  await browser.close();
}

/** Opens a file, named by its path relative to the folder, with Control+P. */
export async function openFile({ page }: Editor, file: string): Promise<void> {
  const input = quickInput(page);
  await pressUntil(page, 'ControlOrMeta+P', input);
  await input.fill(file);
  const folder = posix.dirname(file);
  const name = page.locator('.label-name').getByText(posix.basename(file), { exact: true });
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ has: name });
  const wanted =
    folder === '.'
      ? row.filter({ hasNot: page.locator('.label-description:not(:empty)') })
      : row.filter({ has: page.locator('.label-description').getByText(folder, { exact: true }) });
  await wanted.first().click();
  const path = file.split('/').map(encodeURIComponent).join('/');
  await page.locator(`.editor-instance .monaco-editor[data-uri$="/${path}"] .view-line`).first().waitFor();
}

/** Puts the cursor at a line and column (from 1) of the file in front, with Control+G. */
export async function placeCursor({ page }: Editor, line: number, column: number): Promise<void> {
  const input = quickInput(page);
  await pressUntil(page, 'Control+G', input);
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  const position = page.locator('#status\\.editor\\.selection').getByText(`Ln ${line}, Col ${column}`, { exact: true });
  await position.waitFor();
}

/** How many squiggles of a severity (`error`, `warning` or `info`) the file in front has, all of its lines counted. */
export async function countSquiggles({ page }: Editor, severity: string, lineCount: number): Promise<number> {
  // The editor draws only the lines in view, so the window is made tall enough for all of them.
  const lineHeight = 24;
  await page.setViewportSize({ width: window.width, height: window.height + lineCount * lineHeight });
  await page.locator('.editor-instance .view-overlays .current-line').first().waitFor();
  const squiggles = page.locator(`.editor-instance .view-overlays .squiggly-${severity}`);
  const count = await settled(() => squiggles.count());
  await page.setViewportSize(window);
  return count;
}

/** Moves the mouse to the cursor and returns the text of the hover that opens, white space made single. */
export async function hoverAtCursor({ page }: Editor): Promise<string> {
  const box = await page.locator('.editor-instance .cursors-layer .cursor').first().boundingBox();
  assert.ok(box, 'The cursor is not on the screen.');
  await page.mouse.move(box.x + 3, box.y + box.height / 2, { steps: 4 });
  const hover = page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
  await hover.waitFor();
  const text = await page.locator('.monaco-hover:not(.hidden)').first().innerText();
  return text.replaceAll(/\s+/g, ' ');
}

/** Puts the mouse where it points at nothing, so that no hover covers the text. */
export async function leaveHover({ page }: Editor): Promise<void> {
  await page.mouse.move(5, 5);
  await page.locator('.monaco-hover:not(.hidden) .hover-contents').first().waitFor({ state: 'hidden' });
}

/** Opens the light bulb's menu at the cursor with Control+. and returns the titles in it, the one that Enter takes first. */
export async function openFixMenu({ page }: Editor): Promise<readonly string[]> {
  const actions = page.locator('.action-widget .monaco-list-row.action');
  await pressUntil(page, 'ControlOrMeta+.', actions.first());
  const focused = await page.locator('.action-widget .monaco-list-row.action.focused').allInnerTexts();
  const all = await actions.allInnerTexts();
  return [...focused, ...all.filter((title) => !focused.includes(title))].map((title) => title.trim());
}

/** Walks down the open menu to the first entry that has the text, and presses Enter on it. */
export async function chooseFix({ page }: Editor, text: string): Promise<void> {
  const focused = page.locator('.action-widget .monaco-list-row.action.focused');
  const entries = await page.locator('.action-widget .monaco-list-row.action').count();
  for (let step = 0; step < entries; step++) {
    if ((await focused.innerText()).includes(text)) break;
    await page.keyboard.press('ArrowDown');
  }
  assert.ok((await focused.innerText()).includes(text), `The menu has no entry with ${text}.`);
  await page.keyboard.press('Enter');
  await page.locator('.action-widget .monaco-list-row').first().waitFor({ state: 'hidden' });
}

/** Waits for a changed file, saves every one and waits until none is left. */
export async function saveAll(editor: Editor): Promise<void> {
  await editor.page.locator('.tab.dirty').first().waitFor();
  await saveAnyChanged(editor);
}

/**
 * Saves what is changed, if anything is, and waits until nothing is left. Files that a change has touched in the background get their
 * tabs one after the other, so that one round may come too early for some.
 */
export async function saveAnyChanged({ page }: Editor): Promise<void> {
  const input = quickInput(page);
  const changed = page.locator('.tab.dirty').first();
  for (let round = 0; round < saveRounds; round++) {
    await pressUntil(page, 'F1', input);
    await input.fill('>File: Save All');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'File: Save All' }).first().click();
    const saved = changed.waitFor({ state: 'hidden', timeout: 5000 });
    if (await saved.then(always, never)) return;
  }
  await changed.waitFor({ state: 'hidden' });
}

const saveRounds = 5;
const always = (): boolean => true;
const never = (): boolean => false;

/** Opens Problems, if it is not open, with Control+Shift+M. */
export async function openProblems({ page }: Editor): Promise<void> {
  const panel = page.locator('.markers-panel');
  if (await panel.isVisible()) return;
  await pressUntil(page, 'ControlOrMeta+Shift+M', panel);
}

/** Every entry of Problems, in the order shown. The list draws only the entries in view, so it is scrolled through. */
export async function readProblems({ page }: Editor): Promise<readonly ProblemRow[]> {
  const seen = new Map<number, DrawnRow>();
  await scrollProblems(page, -1, (row) => row.index === 0);
  for (const row of await scrollProblems(page, 1, (row) => row.last)) seen.set(row.index, row);
  await scrollProblems(page, -1, (row) => row.index === 0);
  await page.mouse.move(5, 5);
  return problemRows([...seen.values()].toSorted((a, b) => a.index - b.index));
}

/** Removes the picture of an earlier run. */
export function removeScreenshot(name: string): void {
  rmSync(screenshotPath(name), { force: true });
}

/** Keeps a picture of the window as `out/screenshots/NAME.png` and returns its path. */
export async function takeScreenshot({ page }: Editor, name: string): Promise<string> {
  const path = screenshotPath(name);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path });
  return path;
}

function screenshotPath(name: string): string {
  return join(dirname(dirname(dirname(import.meta.dirname))), 'out', 'screenshots', `${name}.png`);
}

interface DrawnRow {
  readonly index: number;
  readonly last: boolean;
  readonly level: number;
  readonly file: string;
  readonly severity: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

// Runs inside the browser, hence a text: the tests are compiled without the browser's types.
// Only the list's own rows: the file's name that sticks to the top while scrolling is a row too, but not of the list.
const readDrawnRows = `[...document.querySelectorAll('.markers-panel .monaco-list-rows > .monaco-list-row')].map((row) => {
  const text = (selector) => row.querySelector(selector)?.textContent ?? '';
  const icon = row.querySelector('.marker-icon .codicon');
  const [line, column] = (text('.marker-line').match(/\\d+/g) ?? []).map(Number);
  return {
    index: Number(row.dataset.index),
    last: row.dataset.lastElement === 'true',
    level: Number(row.getAttribute('aria-level')),
    file: [text('.label-description'), text('.label-name')].filter((part) => part !== '').join('/'),
    severity: ['error', 'warning', 'info'].find((name) => icon?.classList.contains('codicon-' + name)) ?? '',
    message: text('.marker-message'),
    line: line ?? 0,
    column: column ?? 0,
  };
})`;

/** Scrolls until a row at the end is drawn, and returns every row that was drawn on the way; some more than once. */
async function scrollProblems(
  page: Page,
  direction: 1 | -1,
  isAtEnd: (row: DrawnRow) => boolean,
): Promise<readonly DrawnRow[]> {
  const box = await page.locator('.markers-panel .monaco-list').first().boundingBox();
  if (box === null) return [];
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const rows: DrawnRow[] = [];
  for (let turnsLeft = 400; turnsLeft > 0; turnsLeft--) {
    const drawn = await page.evaluate<readonly DrawnRow[]>(readDrawnRows);
    rows.push(...drawn);
    if (drawn.length === 0 || drawn.some(isAtEnd)) break;
    // Each turn of the wheel takes the list a moment.
    await page.mouse.wheel(0, (direction * box.height) / 2);
    await page.waitForTimeout(50);
  }
  // The row at the end may be drawn before it is quite in view.
  await page.mouse.wheel(0, direction * box.height);
  return rows;
}

function problemRows(drawn: readonly DrawnRow[]): readonly ProblemRow[] {
  const rows: ProblemRow[] = [];
  let file = '';
  for (const row of drawn) {
    if (row.level === 1) file = row.file;
    if (row.level !== 2) continue;
    rows.push({ file, line: row.line, column: row.column, severity: row.severity, message: row.message });
  }
  return rows;
}

function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget .quick-input-filter input');
}

/** Presses a key until something shows: a workbench that is still starting drops the first ones. */
export async function pressUntil(page: Page, key: string, shown: Locator): Promise<void> {
  const pauseMs = 3000;
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    await page.keyboard.press(key);
    const visible = await shown.waitFor({ timeout: pauseMs }).then(
      () => true,
      () => false,
    );
    if (visible) return;
  }
  assert.fail(`${key} did not open what it should.`);
}

/** The value once it has stayed the same for half a second. */
async function settled(read: () => Promise<number>): Promise<number> {
  const pauseMs = 100;
  const calm = 5;
  let value = await read();
  for (let same = 0; same < calm;) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const next = await read();
    same = next === value ? same + 1 : 0;
    value = next;
  }
  return value;
}
