// Finds or fetches a Chrome or Chromium that playwright-core can drive, and fonts that can write Japanese.
// It never downloads what the machine already has. Called by test/vscode/.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cacheFolder, installFromNpm, provideFolder } from './provision.ts';
import type { Progress } from './provision.ts';

/** A browser to launch: an absolute path, and variables that it needs beside the present ones. */
export interface Browser {
  readonly executablePath: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * A Chrome or Chromium: CHROME_PATH, then an installed one, then Debian's package (as root), then the one of the npm
 * package @sparticuz/chromium, then Playwright's own download. Throws with what to do when there is none.
 */
export function provideBrowser({ log }: Progress): Browser {
  const installed = installedBrowser();
  if (installed !== undefined) return { executablePath: installed, environment: {} };
  const reasons: string[] = [];
  for (const provide of [fromDebian, fromNpm, fromPlaywright]) {
    try {
      return provide({ log });
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(
    'No browser was found and none could be fetched. The editor tests need Chrome or Chromium: install one, or set ' +
      `CHROME_PATH to one. Tried:\n- ${reasons.join('\n- ')}`,
  );
}

/** Installs fonts for Japanese where this is possible unasked (Debian, as root). Elsewhere it does nothing; it never throws. */
export function provideJapaneseFonts({ log }: Progress): void {
  if (!isDebianRoot()) return;
  const fonts = spawnSync('fc-list', [':lang=ja'], { encoding: 'utf8' });
  if (fonts.status === 0 && fonts.stdout.trim() !== '') return;
  log('Installing fonts for Japanese (fonts-noto-cjk) ...');
  const failure = aptInstall(['fontconfig', 'fonts-noto-cjk']);
  if (failure !== undefined) log(`${failure} Japanese screenshots will show boxes; the tests run all the same.`);
}

function installedBrowser(): string | undefined {
  return [process.env['CHROME_PATH'] ?? '', ...usualPlaces()].find((path) => path !== '' && runs(path));
}

function usualPlaces(): readonly string[] {
  if (process.platform === 'darwin') {
    const apps = ['/Applications', join(process.env['HOME'] ?? '', 'Applications')];
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return apps.flatMap((folder) => names.map((name) => join(folder, `${name}.app`, 'Contents', 'MacOS', name)));
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name] ?? '');
    const programs = [
      join('Google', 'Chrome', 'Application', 'chrome.exe'),
      join('Chromium', 'Application', 'chrome.exe'),
      join('Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ];
    return folders
      .filter((folder) => folder !== '')
      .flatMap((folder) => programs.map((program) => join(folder, program)));
  }
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/opt/google/chrome'];
  return names.flatMap((name) => folders.filter((folder) => folder !== '').map((folder) => join(folder, name)));
}

function runs(path: string): boolean {
  if (!existsSync(path)) return false;
  // On Windows `--version` would open a window; the file's being there has to do.
  if (process.platform === 'win32') return true;
  // Ubuntu's chromium-browser may be a script that only says where to get the real one.
  return spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0;
}

function fromDebian({ log }: Progress): Browser {
  if (!isDebianRoot()) throw new Error('apt-get: only tried on Debian, as root.');
  log('Installing Chromium (apt-get install chromium) ...');
  const failure = aptInstall(['chromium']);
  if (failure !== undefined) throw new Error(failure);
  const installed = installedBrowser();
  if (installed === undefined) throw new Error('apt-get: installed the package chromium, but no browser that runs.');
  return { executablePath: installed, environment: {} };
}

// The newest release that its publisher marks as such; it brings Chromium and the libraries that it needs.
const sparticuzVersion = '147.0.0';

function fromNpm({ log }: Progress): Browser {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('@sparticuz/chromium: is made for Linux on x64 only.');
  }
  const folder = provideFolder(`chromium-${sparticuzVersion}`, (partial) => {
    log(`Fetching Chromium (@sparticuz/chromium ${sparticuzVersion}, about 70 MB, only this once) ...`);
    installFromNpm(partial, [`@sparticuz/chromium@${sparticuzVersion}`]);
    // It unpacks into TMPDIR; and its own libraries only where it takes the machine for one of AWS's.
    const unpack = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', `import c from '@sparticuz/chromium'; await c.executablePath();`],
      {
        cwd: partial,
        env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    if (unpack.status !== 0) throw new Error('@sparticuz/chromium: could not be unpacked.');
  });
  const executablePath = join(folder, 'chromium');
  const environment = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  const version = spawnSync(executablePath, ['--version'], {
    env: { ...process.env, ...environment },
    timeout: 20_000,
  });
  if (version.status !== 0) {
    throw new Error(`@sparticuz/chromium: does not run on this machine. ${version.stderr.toString().trim()}`);
  }
  return { executablePath, environment };
}

function fromPlaywright({ log }: Progress): Browser {
  log('Fetching Chromium (Playwright, about 150 MB, only this once) ...');
  const folder = join(cacheFolder, 'playwright');
  const command = join(dirname(import.meta.dirname), 'node_modules', 'playwright-core', 'cli.js');
  const environment = { ...process.env, PLAYWRIGHT_BROWSERS_PATH: folder };
  const install = spawnSync(process.execPath, [command, 'install', 'chromium'], {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (install.status !== 0) throw new Error('Playwright: its download of Chromium failed.');
  const ask = `process.stdout.write(require('playwright-core').chromium.executablePath())`;
  const where = spawnSync(process.execPath, ['-e', ask], {
    cwd: import.meta.dirname,
    env: environment,
    encoding: 'utf8',
  });
  if (where.status === 0 && existsSync(where.stdout)) return { executablePath: where.stdout, environment: {} };
  rmSync(folder, { recursive: true, force: true });
  throw new Error('Playwright: its download left no browser.');
}

function isDebianRoot(): boolean {
  return process.platform === 'linux' && existsSync('/etc/debian_version') && process.getuid?.() === 0;
}

function aptInstall(packages: readonly string[]): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const apt = spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (apt.status !== 0) return `apt-get ${args.join(' ')} failed.`;
  }
  return undefined;
}
