// Brings what a test run or `npm start` needs and npm's own install cannot bring: a whole VS Code, a browser to drive it,
// and fonts for Japanese screenshots. Everything goes into the ignored .cache folder once, and is reused.
// It never changes the project's dependencies. Called by scripts/ and test/vscode/.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Where progress lines go. */
export interface Progress {
  readonly log: (line: string) => void;
}

/** An installed embedded VS Code. `serverMain` is an absolute path to run with `process.execPath`. */
export interface EmbeddedCode {
  readonly version: string;
  readonly serverMain: string;
}

const root = dirname(import.meta.dirname);

/** The folder that keeps what was fetched once; ignored by git and by the package. */
export const cacheFolder = join(root, '.cache');

// code-server carries the whole of VS Code in a npm package; 4.139.1 holds VS Code 1.139.1.
const codeServerVersion = '4.139.1';

/** The embedded VS Code, installed on first use. Throws with what to do when it cannot be installed. */
export function provideEmbeddedCode({ log }: Progress): EmbeddedCode {
  const packageFolder = join('node_modules', 'code-server', 'lib', 'vscode');
  const installed = provideFolder(`code-server-${codeServerVersion}`, (folder) => {
    log(`Fetching VS Code (code-server ${codeServerVersion}, about 600 MB, only this once) ...`);
    installFromNpm(folder, [`code-server@${codeServerVersion}`]);
    log('Fetching the packages VS Code runs on ...');
    installFromNpm(join(folder, packageFolder), ['--omit=dev']);
    const vscodePackages = join(folder, packageFolder, 'node_modules', '@vscode');
    const standIns = join(import.meta.dirname, 'standIns');
    cpSync(join(standIns, 'spdlog.cjs'), join(vscodePackages, 'spdlog', 'index.js'));
    cpSync(join(standIns, 'nativeWatchdog.cjs'), join(vscodePackages, 'native-watchdog', 'index.js'));
    log('VS Code is ready.');
  });
  return { version: codeServerVersion, serverMain: join(installed, packageFolder, 'out', 'server-main.js') };
}

/**
 * A folder of the cache, filled by `fill` on first use. It is filled under another name and renamed when whole, so that an
 * interrupted try is never taken for a finished one, and two tries at the same time do not meet.
 */
export function provideFolder(name: string, fill: (folder: string) => void): string {
  const folder = join(cacheFolder, name);
  if (existsSync(folder)) return folder;
  mkdirSync(cacheFolder, { recursive: true });
  removeAbandoned(`${name}.partial-`);
  const partial = mkdtempSync(join(cacheFolder, `${name}.partial-`));
  try {
    fill(partial);
    renamePatiently(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true, maxRetries: 5 });
  }
  return folder;
}

/** Runs `npm install` in a folder, without install scripts. Throws when npm fails; npm's own lines say why. */
export function installFromNpm(folder: string, args: readonly string[]): void {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  const npm = spawnSync(
    'npm',
    ['install', ...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
      env: { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) },
    },
  );
  if (npm.status === 0) return;
  const reason = npm.error ? npm.error.message : `npm ended with ${npm.status ?? npm.signal ?? 'no answer'}`;
  throw new Error(
    `npm install ${args.join(' ')} failed in ${folder}: ${reason}. It needs the npm registry and about 1 GB of disk. ` +
      'Look at the lines above, then run the same command again.',
  );
}

function renamePatiently(from: string, to: string): void {
  const pauseMs = 500;
  for (let triesLeft = 10; ; triesLeft--) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      // Another run may have finished first: its folder is as good as ours.
      if (existsSync(to)) return;
      // On Windows a virus scanner may still hold files that were just written.
      if (triesLeft === 0) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
}

function removeAbandoned(prefix: string): void {
  const hourMs = 60 * 60 * 1000;
  for (const name of readdirSync(cacheFolder)) {
    const path = join(cacheFolder, name);
    if (!name.startsWith(prefix) || Date.now() - statSync(path).mtimeMs < hourMs) continue;
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  }
}
