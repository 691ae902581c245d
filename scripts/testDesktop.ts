// `npm run test:desktop`: the extension-host suite in a desktop VS Code, which @vscode/test-electron downloads. It needs
// the internet and a display; where those are not, `npm test` runs the same suite in the embedded VS Code.
import { runTests } from '@vscode/test-electron';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { prepareExtensionHostSuite } from './extensionHostSuite.ts';

const root = dirname(import.meta.dirname);

async function main(): Promise<number> {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    console.error('There is no display. Run it as: xvfb-run -a npm run test:desktop');
    return 1;
  }
  const built = spawnSync(process.execPath, [join(root, 'esbuild.mjs')], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) return 1;
  const suite = await prepareExtensionHostSuite();
  // A short path: on macOS the socket inside it may not be longer than 103 bytes.
  const userData = mkdtempSync(join(tmpdir(), 'pc-'));
  try {
    const args = ['--disable-extensions', '--disable-workspace-trust', '--skip-welcome', '--locale', 'en'];
    const code = await runTests({
      extensionDevelopmentPath: suite.extensionFolder,
      extensionTestsPath: suite.suite,
      extensionTestsEnv: suite.environment,
      cachePath: join(root, '.cache', 'desktop'),
      launchArgs: [suite.folder, '--user-data-dir', userData, ...args],
    });
    console.log(suite.report() === undefined ? 'The suite did not report.' : 'The suite passed.');
    return code === 0 && suite.report() !== undefined ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error('Where VS Code cannot be downloaded, npm test runs the same suite in the embedded VS Code.');
    return 1;
  } finally {
    suite.remove();
    rmSync(userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

process.exit(await main());
