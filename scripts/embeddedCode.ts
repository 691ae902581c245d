// Runs the embedded VS Code that provision.ts fetched: with the packaged extension for a person, or with a test suite in
// its extension host. It listens on the loopback address only, in a home of its own that is removed when it stops.
// It never touches the user's own VS Code. Called by start.ts and test/vscode/.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { EmbeddedCode } from './provision.ts';

/** The languages Portcullis speaks, as VS Code names them. */
export type Language = 'en' | 'ja';

/** An editor that answers at `url`. `stop` ends every process it started and removes its home. */
export interface RunningEditor {
  readonly url: string;
  readonly port: number;
  /** What the server has printed so far, for a message when something fails. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** What a person opens: a package of the extension (absolute path of a .vsix) on a folder (absolute path). */
export interface PersonsWay {
  readonly package: string;
  readonly folder: string;
  readonly language: Language;
}

/** What a test opens: an extension's folder, a bundled suite that exports `run`, and variables the suite reads. */
export interface SuitesWay {
  readonly extensionFolder: string;
  readonly suite: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The editor with the packaged extension installed, as a person has it. */
export async function startEditor(code: EmbeddedCode, way: PersonsWay): Promise<RunningEditor> {
  const home = makeHome();
  if (way.language === 'ja') addJapanese(home);
  installPackage(code, home, way.package);
  const running = await startServer(code, home, ['--locale', way.language], {});
  return { ...running, url: `${running.url}?folder=${encodePath(way.folder)}` };
}

/** The editor whose extension host runs a suite as soon as a browser opens `url`. */
export async function startSuite(code: EmbeddedCode, way: SuitesWay): Promise<RunningEditor> {
  const running = await startServer(code, makeHome(), ['--enable-smoke-test-driver'], way.environment);
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${running.port}${encodePath(path)}`;
  const payload = JSON.stringify([
    ['extensionDevelopmentPath', remote(way.extensionFolder)],
    ['extensionTestsPath', remote(way.suite)],
  ]);
  const url = `${running.url}?folder=${encodePath(way.folder)}&payload=${encodeURIComponent(payload)}`;
  return { ...running, url };
}

interface Home {
  readonly folder: string;
  readonly userData: string;
  readonly extensions: string;
}

// Nothing that moves, asks or calls home; and no file is written but by a save that the user asked for.
const settings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

function makeHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-editor-'));
  const home = { folder, userData: join(folder, 'user'), extensions: join(folder, 'extensions') };
  mkdirSync(join(home.userData, 'User'), { recursive: true });
  mkdirSync(home.extensions);
  writeFileSync(join(home.userData, 'User', 'settings.json'), JSON.stringify(settings, undefined, 2));
  return home;
}

/**
 * Makes VS Code take Japanese for its display language: a language pack without a single translation of VS Code itself, so
 * that its menus stay English while every extension speaks Japanese.
 */
function addJapanese(home: Home): void {
  const pack = join(home.extensions, 'portcullis.japanese-1.0.0');
  const translations = join(pack, 'translations', 'main.i18n.json');
  mkdirSync(join(pack, 'translations'), { recursive: true });
  const localization = {
    languageId: 'ja',
    languageName: 'Japanese',
    localizedLanguageName: '日本語',
    translations: [{ id: 'vscode', path: './translations/main.i18n.json' }],
  };
  const manifest = {
    name: 'japanese',
    publisher: 'portcullis',
    version: '1.0.0',
    engines: { vscode: '*' },
    contributes: { localizations: [localization] },
  };
  const registry = {
    ja: {
      hash: '706f727463756c6c',
      extensions: [{ extensionIdentifier: { id: 'portcullis.japanese' }, version: '1.0.0' }],
      translations: { vscode: translations },
      label: '日本語',
    },
  };
  writeFileSync(join(pack, 'package.json'), JSON.stringify(manifest));
  writeFileSync(translations, '{ "version": "1.0.0", "contents": {} }');
  writeFileSync(join(home.userData, 'languagepacks.json'), JSON.stringify(registry));
}

function installPackage(code: EmbeddedCode, home: Home, vsix: string): void {
  const args = [code.serverMain, ...homeArgs(home), '--install-extension', vsix];
  const install = spawnSync(process.execPath, args, { env: cleanEnvironment({}), encoding: 'utf8' });
  if (install.status === 0) return;
  throw new Error(`VS Code could not install ${vsix}:\n${install.stdout}${install.stderr}`);
}

function homeArgs(home: Home): readonly string[] {
  const server = join(home.folder, 'server');
  return [
    ['--accept-server-license-terms'],
    ['--server-data-dir', server],
    ['--user-data-dir', home.userData],
    ['--extensions-dir', home.extensions],
  ].flat();
}

type Server = Pick<RunningEditor, 'url' | 'port' | 'output' | 'stop'>;

async function startServer(
  code: EmbeddedCode,
  home: Home,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Server> {
  const listen = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token'];
  const quiet = ['--telemetry-level', 'off', '--disable-workspace-trust'];
  const server = spawn(process.execPath, [code.serverMain, ...listen, ...quiet, ...homeArgs(home), ...args], {
    env: cleanEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that the whole of it can be ended by one number.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let printed = '';
  const keep = (chunk: Buffer): void => {
    printed += chunk.toString();
  };
  server.stdout.on('data', keep);
  server.stderr.on('data', keep);
  const endNow = (): void => killTree(server, 'SIGKILL');
  process.once('exit', endNow);
  const stop = async (): Promise<void> => {
    process.off('exit', endNow);
    await endTree(server);
    rmSync(home.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  const port = await portOf(server, () => printed);
  if (port === undefined) {
    await stop();
    throw new Error(`VS Code's server did not start. It printed:\n${printed}`);
  }
  return { url: `http://127.0.0.1:${port}/`, port, output: () => printed, stop };
}

/** The port that the server says it listens on; undefined when it ends or says nothing for a minute. */
function portOf(server: ChildProcess, printed: () => string): Promise<number | undefined> {
  const limitMs = 60_000;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), limitMs);
    const settle = (port: number | undefined): void => {
      clearTimeout(timer);
      resolve(port);
    };
    server.stdout?.on('data', () => {
      const port = /agent listening on (\d+)/.exec(printed())?.[1];
      if (port !== undefined) settle(Number(port));
    });
    server.once('error', () => settle(undefined));
    server.once('exit', () => settle(undefined));
  });
}

async function endTree(server: ChildProcess): Promise<void> {
  const patienceMs = 5000;
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    killTree(server, 'SIGTERM');
    let timer: NodeJS.Timeout | undefined;
    const tired = new Promise<void>((resolve) => (timer = setTimeout(resolve, patienceMs)));
    await Promise.race([ended, tired]);
    clearTimeout(timer);
  }
  // Whatever of the group outlived the signal, or its leader.
  killTree(server, 'SIGKILL');
}

function killTree(server: ChildProcess, signal: NodeJS.Signals): void {
  if (server.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(server.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-server.pid, signal);
  } catch (error) {
    if (!isMissingProcess(error)) throw error;
  }
}

function isMissingProcess(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ESRCH';
}

/** The present variables without those that would tie the server to an editor or a test runner that we run inside of. */
function cleanEnvironment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_)/.test(name));
  return { ...Object.fromEntries(inherited), ...more };
}

/** An absolute path as VS Code writes it in an address: forward slashes, one in front, the rest escaped. */
function encodePath(path: string): string {
  const slashed = path.split(sep).join('/');
  const rooted = slashed.startsWith('/') ? slashed : `/${slashed}`;
  return rooted.split('/').map(encodeURIComponent).join('/');
}
