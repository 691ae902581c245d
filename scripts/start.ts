// `npm start [folder]`: builds, prints what Portcullis finds in the folder, and opens an editor with the extension on it.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startEditor } from './embeddedCode.ts';
import type { Language } from './embeddedCode.ts';
import { packageFile } from './packageFile.ts';
import { provideEmbeddedCode } from './provision.ts';

const usage = `Usage: npm start [folder] [-- options]

Builds Portcullis, prints what it finds in the folder (default: examples/three-tier), and opens an editor on the
folder with the extension in it: the VS Code of this machine (the command "code") where there is one and a display,
otherwise an embedded VS Code that a browser opens. The embedded one is fetched from npm on first use (about 600 MB,
into .cache) and answers on this machine only, on a free port.

Options:
  --embedded     Use the embedded VS Code even where "code" is there.
  --once         Start the embedded VS Code, see that it answers, print its address, stop it. This is what happens
                 without being asked where nobody can press Ctrl+C: when the input is not a terminal.
  --stay         Keep the embedded VS Code running until it is interrupted, even without a terminal.
  --lang en|ja   The language of the findings and of the embedded editor. Default: that of this machine.
  --help         Print this.
`;

const root = dirname(import.meta.dirname);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      embedded: { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
      stay: { type: 'boolean', default: false },
      lang: { type: 'string', default: machineLanguage() },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const language = values.lang;
  if (language !== 'en' && language !== 'ja') return refuse(`--lang is ${language}; it must be en or ja.`);
  if (positionals.length > 1) return refuse('More than one folder was given; npm start opens one.');
  // npm runs scripts in the project's folder; INIT_CWD is where the user stands.
  const here = process.env['INIT_CWD'] ?? process.cwd();
  const folder = positionals[0] === undefined ? join(root, 'examples', 'three-tier') : resolve(here, positionals[0]);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return refuse(`${folder} is not a folder.`);

  console.log('Building ...');
  if (!run([join(root, 'esbuild.mjs')], [0])) return 1;
  console.log(`\nWhat Portcullis finds in ${folder}:\n`);
  // Exit code 1 says that there are findings, which is what an example is for.
  if (!run([join(root, 'dist', 'cli.js'), 'check', folder, '--lang', language], [0, 1])) return 1;

  const once = values.once || (!process.stdin.isTTY && !values.stay);
  const desktop = values.embedded || once || !hasDisplay() ? undefined : desktopCode();
  if (desktop !== undefined) return openDesktop(desktop, folder);
  return openEmbedded(folder, language, once ? answersOnce : untilInterrupted);
}

function refuse(sentence: string): number {
  console.error(`${sentence}\n\n${usage}`);
  return 2;
}

function run(args: readonly string[], allowedExitCodes: readonly number[]): boolean {
  const child = spawnSync(process.execPath, [...process.execArgv, ...args], { cwd: root, stdio: 'inherit' });
  if (child.error === undefined && child.status !== null && allowedExitCodes.includes(child.status)) return true;
  console.error(
    `${args[0] ?? ''} failed: ${child.error?.message ?? `it ended with ${child.status ?? child.signal ?? ''}`}.`,
  );
  return false;
}

function machineLanguage(): string {
  return Intl.DateTimeFormat().resolvedOptions().locale.startsWith('ja') ? 'ja' : 'en';
}

function hasDisplay(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '');
}

/** The absolute path of the command `code`; undefined where it is not on the PATH. */
function desktopCode(): string | undefined {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

function openDesktop(code: string, folder: string): number {
  console.log(`\nOpening VS Code on ${folder} ...`);
  const args = [`--extensionDevelopmentPath=${root}`, folder];
  // A .cmd file runs only in a shell, and a shell needs its arguments quoted.
  const child =
    process.platform === 'win32'
      ? spawnSync([code, ...args].map((word) => `"${word}"`).join(' '), { stdio: 'inherit', shell: true })
      : spawnSync(code, args, { stdio: 'inherit' });
  if (child.status !== 0) console.error(`${code} did not open. Try: npm start -- --embedded`);
  return child.status ?? 1;
}

async function openEmbedded(
  folder: string,
  language: Language,
  use: (url: string) => Promise<boolean>,
): Promise<number> {
  console.log('\nPackaging the extension ...');
  if (!packageQuietly()) return 1;
  const code = provideEmbeddedCode({ log: console.log });
  const editor = await startEditor(code, { package: packageFile(), folder, language });
  try {
    console.log(`\nVS Code with Portcullis on ${folder}:\n\n  ${editor.url}\n`);
    if (await use(editor.url)) return 0;
    console.error(`The editor does not answer. It printed:\n${editor.output()}`);
    return 1;
  } finally {
    await editor.stop();
  }
}

function packageQuietly(): boolean {
  const made = spawnSync(process.execPath, [...process.execArgv, join(root, 'scripts', 'package.ts')], {
    cwd: root,
    encoding: 'utf8',
  });
  if (made.status !== 0) console.error(`${made.stdout}${made.stderr}The extension could not be packaged.`);
  return made.status === 0;
}

async function answersOnce(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
  const answers = response.ok && (await response.text()).includes('workbench');
  if (answers) console.log('It answers, and is stopped again. To keep it open: npm start -- --stay');
  return answers;
}

async function untilInterrupted(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
  if (!response.ok) return false;
  console.log('Open this address in a browser on this machine. Ctrl+C here ends it.');
  await new Promise<void>((settle) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => settle());
    // Without this, nothing but the server's output would keep this process alive.
    setInterval(() => undefined, 60_000);
  });
  return true;
}

process.exit(await main());
