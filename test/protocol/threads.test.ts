// The built program on a workspace that is large enough for threads: real ones, on a real disk.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { workspaceTexts } from '../../bench/workspace/generate.ts';
import { defaultShape, scaled } from '../../bench/workspace/shape.ts';
import { Client, makeWorkspace } from '../support/client.ts';
import { portcullis } from '../support/commandLine.ts';

// Node says then of each thread that it starts and ends one.
process.env['NODE_DEBUG'] = 'worker';

const dist = join(import.meta.dirname, '..', '..', 'dist');
const texts = Object.fromEntries(workspaceTexts({ ...scaled(defaultShape, 1200), modules: 250, ruleFiles: 120 }));
const expected = await inMemory();

/** What is told of the workspace, but for its place and how long it took. */
interface Report {
  readonly findings: readonly unknown[];
  readonly problems: readonly { readonly message: string }[];
}

function reportIn(text: string): Report {
  const isOther = (key: string): boolean => ['milliseconds', 'version', 'root'].includes(key);
  const report: unknown = JSON.parse(text, (key, value: unknown) => (isOther(key) ? undefined : value));
  assert.ok(isReport(report));
  return report;
}

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'findings' in value && 'problems' in value;
}

/** Told by one thread without a disk. */
async function inMemory(): Promise<Report> {
  const files = Object.fromEntries(Object.entries(texts).map(([path, text]) => [`/w/${path}`, text]));
  return reportIn((await portcullis(files, 'check', '--format', 'json')).out);
}

function check(program: string, folder: string): { readonly report: Report; readonly log: string } {
  const words = [join(program, 'cli.js'), 'check', folder, '--format', 'json', '--lang', 'en'];
  const { stdout, stderr, status } = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 60_000 });
  assert.equal(status, 1, stderr);
  return { report: reportIn(stdout), log: stderr };
}

function workspaceFor(context: TestContext): string {
  const folder = makeWorkspace(texts);
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a check in threads says what one thread says', (context) => {
  const { report, log } = check(dist, workspaceFor(context));
  assert.match(log, /create new worker/);
  assert.deepEqual(report, expected);
});

test('where threads cannot work, the check says so and finds all the same', (context) => {
  const program = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-program-')));
  context.after(() => rmSync(program, { recursive: true, force: true }));
  cpSync(dist, program, { recursive: true });
  writeFileSync(join(program, 'analysisWorker.js'), "throw new Error('no room for me');\n");
  const { report } = check(program, workspaceFor(context));
  assert.deepEqual(report.findings, expected.findings);
  const [problem] = report.problems.filter(({ message }) => message.includes('no room for me'));
  assert.equal(problem?.message, 'A worker thread has ended (no room for me). Its work was done without it.');
});

test('a server scans in threads, and none is left when the scan has ended', async (context) => {
  const client = await Client.start(context, texts, { initializationOptions: { showsStatus: true } });
  await client.until('the end of the scan', () => client.statuses.length === 2);
  await client.until('the end of the threads', () => client.log.join('').includes('hears end event for Worker'));
  assert.match(client.log.join(''), /create new worker/);
  const [, ready] = client.statuses;
  assert.deepEqual(ready, { ...Object(ready), state: 'ready', findings: expected.findings.length, modules: 250 });
});
