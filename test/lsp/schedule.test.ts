import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Schedule } from '../../server/src/lsp/schedule.ts';

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
