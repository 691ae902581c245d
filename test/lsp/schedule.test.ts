import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Schedule } from '../../server/src/lsp/schedule.ts';
import type { Step } from '../../server/src/workspace/progress.ts';

test('a scan that is stopped does what is needed, waits where it stands, and goes on when it is asked to', async () => {
  let [done, needed] = [0, 3];
  const work = function* (): Generator<undefined> {
    for (; done < 10; done++) yield;
  };
  let idle: () => void = () => undefined;
  const nextIdle = (): Promise<void> => new Promise((resolve) => (idle = resolve));
  const schedule = new Schedule(work, 0, {
    slice: () => undefined,
    idle: () => idle(),
    step: () => undefined,
    error: (error) => assert.fail(String(error)),
    isEnough: () => done >= needed,
    news: () => assert.fail('Nothing is waited for.'),
  });
  schedule.doWhatIsNeeded();
  const rested = nextIdle();
  schedule.now();
  await rested;
  assert.deepEqual([done, schedule.isResting, schedule.isIdle], [3, true, false]);
  const restedAgain = nextIdle();
  needed = 5;
  schedule.soon();
  await restedAgain;
  assert.deepEqual([done, schedule.isResting], [5, true]);
  const finished = nextIdle();
  schedule.doEverything();
  await finished;
  assert.deepEqual([done, schedule.isResting, schedule.isIdle], [10, false, true]);
});

test('work that waits for others sleeps until there are news, or something changes, and is not hurried by requests', async () => {
  let [steps, isReady] = [0, false];
  const work = function* (): Generator<Step | undefined> {
    while (!isReady) {
      steps++;
      yield { kind: 'wait' };
    }
  };
  let tell: () => void = () => undefined;
  let idle: () => void = () => undefined;
  let slice: () => void = () => undefined;
  const nextSlice = (): Promise<void> => new Promise((resolve) => (slice = resolve));
  const schedule = new Schedule(work, 60_000, {
    slice: () => slice(),
    idle: () => idle(),
    step: () => undefined,
    error: (error) => assert.fail(String(error)),
    isEnough: () => false,
    news: () => new Promise((resolve) => (tell = resolve)),
  });
  const first = nextSlice();
  schedule.now();
  await first;
  for (let turn = 0; turn < 5; turn++) {
    schedule.now();
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.deepEqual([steps, schedule.isIdle, schedule.isResting], [1, false, false]);
  const second = nextSlice();
  schedule.soon();
  await second;
  assert.equal(steps, 2);
  const finished = new Promise<void>((resolve) => (idle = resolve));
  isReady = true;
  tell();
  await finished;
  assert.deepEqual([steps, schedule.isIdle], [2, true]);
});
