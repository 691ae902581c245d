import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { runWithProgress } from '../../server/src/cli/progress.ts';
import type { CliWorld } from '../../server/src/cli/cliWorld.ts';
import { commandLineWorld, openSsh, portcullis } from '../support/commandLine.ts';

/** What is written about work of three steps; time is counted, not waited for. */
async function written(errorIsTerminal: boolean, stepMs: number): Promise<string> {
  let [text, nowMs, step] = ['', 0, 0];
  const world: CliWorld = { ...commandLineWorld({}), errorIsTerminal, writeError: (part) => void (text += part) };
  const workspace = {
    *work(): Generator<undefined> {
      for (; step < 3; step++, nowMs += stepMs) yield;
    },
    news: () => Promise.resolve(),
    get progress() {
      return { isScanning: false, modules: { found: 9, read: step }, roots: { all: 5, done: 0 } };
    },
  };
  const clock = mock.method(performance, 'now', () => nowMs);
  await runWithProgress(workspace, 'en', world);
  clock.mock.restore();
  return text;
}

test('on a terminal one line is written over, and is gone in the end', async () => {
  const clear = '\r\u001b[K';
  const second = `${clear}Modules read: 2 of 9, root modules judged: 0 of 5`;
  assert.equal(await written(true, 200), `${second}${clear}`);
});

test('elsewhere each is a line of its own, a second apart', async () => {
  assert.equal(await written(false, 600), 'Modules read: 1 of 9, root modules judged: 0 of 5\n');
});

test('what is done at once says nothing', async () => {
  assert.equal(await written(true, 1), '');
});

test('progress changes neither the report nor the exit code', async () => {
  const files = { '/w/main.tf': openSsh };
  const [plain, always] = [await portcullis(files, 'check'), await portcullis(files, 'check', '--progress-always')];
  const withoutTime = (text: string): string => text.replace(/\d+ ms/, 'ms');
  assert.equal(withoutTime(always.out), withoutTime(plain.out));
  assert.equal(always.exitCode, plain.exitCode);
  assert.equal((await portcullis(files, 'check', '--progress')).error, '');
});
