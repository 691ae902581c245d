// Prepares test/vscode/extensionHost.ts to be run by a VS Code: bundles it, and makes the workspace that it may change.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { extensionId } from './packageFile.ts';

/** A suite that is ready to run. `environment` tells it what to expect and where to report. */
export interface PreparedSuite {
  readonly extensionFolder: string;
  readonly suite: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What the suite reported: a text of its own, or undefined while it is not done. */
  readonly report: () => string | undefined;
  readonly remove: () => void;
}

/** Bundles the suite and copies the example. Needs a built dist/ (npm run build); throws where there is none. */
export async function prepareExtensionHostSuite(): Promise<PreparedSuite> {
  const root = dirname(import.meta.dirname);
  const suite = join(root, 'out', 'test', 'extensionHost.js');
  await build({
    entryPoints: [join(root, 'test', 'vscode', 'extensionHost.ts')],
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
    // Only what starts the command line uses it, and the suite does not.
    define: { 'import.meta.dirname': '__dirname' },
  });
  // The real path: VS Code would otherwise name files by another path than the command line does.
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-suite-')));
  const folder = join(parent, 'three-tier');
  cpSync(join(root, 'examples', 'three-tier'), folder, { recursive: true });
  const expected = join(parent, 'expected.json');
  const args = [join(root, 'dist', 'cli.js'), 'check', folder, '--format', 'json', '--lang', 'en'];
  const command = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (command.status !== 0 && command.status !== 1) throw new Error(`portcullis check failed: ${command.stderr}`);
  writeFileSync(expected, command.stdout);
  const reportFile = join(parent, 'report.json');
  return {
    extensionFolder: root,
    suite,
    folder,
    environment: {
      PORTCULLIS_SUITE_EXTENSION: extensionId(),
      PORTCULLIS_SUITE_EXPECTED: expected,
      PORTCULLIS_SUITE_REPORT: reportFile,
    },
    report: () => readIfThere(reportFile),
    remove: () => rmSync(parent, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
  };
}

function readIfThere(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    return text === '' ? undefined : text;
  } catch {
    // It is not written before the suite is done.
    return undefined;
  }
}
