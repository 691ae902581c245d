// Runs the suite of extensionHost.ts in the extension host of the embedded VS Code.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSuite } from '../../scripts/embeddedCode.ts';
import { prepareExtensionHostSuite } from '../../scripts/extensionHostSuite.ts';
import { provideEmbeddedCode } from '../../scripts/provision.ts';
import { provideBrowser } from '../../scripts/provisionBrowser.ts';
import { closeEditor, openEditor } from './support/editor.ts';

const progress = { log: (line: string): void => console.error(line) };

test('the extension host suite passes in the embedded VS Code', { timeout: 5 * 60_000 }, async (t) => {
  const code = provideEmbeddedCode(progress);
  const browser = provideBrowser(progress);
  const suite = await prepareExtensionHostSuite();
  const running = await startSuite(code, suite);
  try {
    const editor = await openEditor(browser, running.url, 'en-US');
    const report = await reportOf(suite.report);
    await closeEditor(editor);
    assert.ok(report !== undefined, `The suite did not report. The server printed:\n${running.output()}`);
    t.diagnostic(report.lines.join('\n'));
    assert.deepEqual(report.failures, [], report.lines.join('\n'));
    assert.ok(report.lines.length > 0);
  } finally {
    await running.stop();
    suite.remove();
  }
});

interface Report {
  readonly failures: readonly string[];
  readonly lines: readonly string[];
}

async function reportOf(read: () => string | undefined): Promise<Report | undefined> {
  const limitMs = 3 * 60_000;
  const deadline = Date.now() + limitMs;
  while (Date.now() < deadline) {
    const text = read();
    if (text !== undefined) return parseReport(text);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return undefined;
}

function parseReport(text: string): Report {
  const parsed: unknown = JSON.parse(text);
  assert.ok(typeof parsed === 'object' && parsed !== null && 'failures' in parsed && 'lines' in parsed);
  assert.ok(Array.isArray(parsed.failures) && Array.isArray(parsed.lines));
  return { failures: parsed.failures.map(String), lines: parsed.lines.map(String) };
}
