import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workToEnd } from '../../server/src/cli/workToEnd.ts';
import type { Step } from '../../server/src/workspace/progress.ts';

/** Work of a few steps of which one waits; what has become of it is told in `events`. */
function workOf(events: string[]) {
  return {
    *work(): Generator<Step | undefined> {
      try {
        yield { kind: 'wait' };
        events.push('goes on');
        yield undefined;
      } finally {
        events.push('ends');
      }
    },
    news: () => {
      events.push('waits');
      return Promise.resolve();
    },
  };
}

test('work that waits goes on when there are news', async () => {
  const events: string[] = [];
  await workToEnd(workOf(events));
  assert.deepEqual(events, ['waits', 'goes on', 'ends']);
});

test('work that is given up has its end all the same, so that no thread is left', async () => {
  const events: string[] = [];
  const failing = workToEnd(workOf(events), () => {
    throw new Error('nobody reads this');
  });
  await assert.rejects(failing, /nobody reads this/);
  assert.deepEqual(events, ['ends']);
});
