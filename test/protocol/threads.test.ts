// A workspace that is large enough for threads, in real ones and on a real disk.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { workspaceTexts } from '../../bench/workspace/generate.ts';
import { defaultShape, scaled } from '../../bench/workspace/shape.ts';
import { run } from '../../server/src/cli/cli.ts';
import { nodeFileSystem } from '../../server/src/nodeFileSystem.ts';
import { nodeWorkers } from '../../server/src/nodeWorkers.ts';
import { Client, makeWorkspace } from '../support/client.ts';
import { commandLineWorld, portcullis } from '../support/commandLine.ts';

// Node says then of each thread that it starts and ends one.
process.env['NODE_DEBUG'] = 'worker';

const script = join(import.meta.dirname, '..', '..', 'dist', 'analysisWorker.js');
const texts = Object.fromEntries(workspaceTexts({ ...scaled(defaultShape, 1200), modules: 250, ruleFiles: 120 }));
const expected = await inMemory();

/** What is told of the workspace, but for its place and how long it took. */
interface Report {
  readonly findings: readonly unknown[];
  readonly problems: readonly { readonly message: string }[];
}

function reportIn(text: string): Report {
  const isOther = (key: string): boolean => ['milliseconds', 'root'].includes(key);
  const report: unknown = JSON.parse(text, (key, value: unknown) => (isOther(key) ? undefined : value));
  assert.ok(isReport(report));
  return report;
}

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'findings' in value && 'problems' in value;
}

/** Told without threads and without a disk. */
async function inMemory(): Promise<Report> {
  const files = Object.fromEntries(Object.entries(texts).map(([path, text]) => [`/w/${path}`, text]));
  return reportIn((await portcullis(files, 'check', '--format', 'json')).out);
}

/** Told with threads that begin at once; how many were started, and how many tasks they did. */
async function inThreads(folder: string, program: string) {
  let [out, started, replies] = ['', 0, 0];
  const workers = nodeWorkers({ script: program, asksAndHelps: false });
  const exitCode = await run(['check', folder, '--format', 'json', '--lang', 'en'], {
    ...commandLineWorld({}),
    fileSystem: nodeFileSystem,
    workers: {
      ...workers,
      fewest: { read: 1, judge: 1 },
      start: ({ replied, ended }) => {
        started++;
        const counted: typeof replied = (reply) => {
          replies++;
          replied(reply);
        };
        return workers.start({ replied: counted, ended });
      },
    },
    write: (text) => void (out += text),
  });
  assert.equal(exitCode, 1);
  return { report: reportIn(out), started, replies };
}

function workspaceFor(context: TestContext): string {
  const folder = makeWorkspace(texts);
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a check in threads says what one thread says', async (context) => {
  const { report, started, replies } = await inThreads(workspaceFor(context), script);
  assert.ok(started > 0 && replies > 5, `${started} threads have done ${replies} tasks.`);
  assert.deepEqual(report, expected);
});

test('where threads cannot work, the check says so and finds all the same', async (context) => {
  const folder = workspaceFor(context);
  const broken = join(folder, 'broken.cjs');
  writeFileSync(broken, "throw new Error('no room for me');\n");
  const { report, replies } = await inThreads(folder, broken);
  assert.equal(replies, 0);
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
