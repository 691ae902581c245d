// How long the extension takes VS Code to activate, in the embedded VS Code.
import { build } from 'esbuild';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSuite } from '../../scripts/embeddedCode.ts';
import { extensionId } from '../../scripts/packageFile.ts';
import { provideEmbeddedCode } from '../../scripts/provision.ts';
import { provideBrowser } from '../../scripts/provisionBrowser.ts';
import { closeEditor, openEditor } from '../../test/vscode/support/editor.ts';
import { root } from '../processes.ts';
import { recordOf } from '../record.ts';

const limitMs = 120_000;

/** One activation; times are in milliseconds. */
export interface Activation {
  /** What VS Code records of the extension and shows as its activation: loading it, the call of `activate`, and what that waits for. */
  readonly recorded: number;
  /** From the request to the answer: VS Code's own errands to the window among it. */
  readonly answered: number;
  /** What the extension has put off until it is active: loading the protocol and starting the server. */
  readonly afterwards: number;
  /** The files of the extension that were loaded when it was active, and after what it has put off. */
  readonly loadedAtOnce: readonly string[];
  readonly loadedAfterwards: readonly string[];
}

/** Activates the extension in a folder without Terraform. */
export async function activate(): Promise<Activation> {
  const log = (line: string): void => console.error(line);
  const [code, browser] = [provideEmbeddedCode({ log }), provideBrowser({ log })];
  const suite = await bundleSuite();
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-bench-')));
  const [folder, report] = [join(parent, 'empty'), join(parent, 'report.json')];
  mkdirSync(folder);
  // The workbench counts as there when the explorer lists a file.
  writeFileSync(join(folder, 'notes.txt'), 'Nothing to judge here.\n');
  const environment = { PORTCULLIS_SUITE_EXTENSION: extensionId(), PORTCULLIS_SUITE_REPORT: report };
  const running = await startSuite(code, { extensionFolder: root, suite, folder, environment });
  try {
    const editor = await openEditor(browser, running.url, 'en-US');
    await written(report);
    await closeEditor(editor);
    return readReport(report);
  } finally {
    await running.stop();
    rmSync(parent, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

async function bundleSuite(): Promise<string> {
  const suite = join(root, 'out', 'bench', 'activationSuite.js');
  await build({
    entryPoints: [join(import.meta.dirname, 'suite.ts')],
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return suite;
}

async function written(report: string): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!existsSync(report) || readFileSync(report, 'utf8') === '') {
    if (Date.now() > deadline) throw new Error('The extension did not activate within two minutes.');
    await pause(100);
  }
}

function readReport(report: string): Activation {
  const { wasActive, isActive, load, call, finish, ...others } = recordOf(readFileSync(report, 'utf8'));
  if (wasActive !== false) throw new Error('The extension was active in a folder without Terraform.');
  if (isActive !== true) throw new Error('The extension did not activate.');
  const recorded = Number(load) + Number(call) + Number(finish);
  if (!(recorded >= 0)) throw new Error('VS Code has not recorded how long the activation took.');
  return {
    recorded,
    answered: Number(others['answeredMs']),
    afterwards: Number(others['afterwardsMs']),
    loadedAtOnce: textsOf(others['loadedAtOnce']),
    loadedAfterwards: textsOf(others['loadedAfterwards']),
  };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
