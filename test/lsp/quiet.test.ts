import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Quiet } from '../../server/src/lsp/quiet.ts';

test('what may wait is done when nobody has typed or asked for a while', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let done = 0;
  const quiet = new Quiet(() => done++);
  quiet.postpone();
  context.mock.timers.tick(1000);
  assert.equal(done, 0, 'nothing waits');
  quiet.begins();
  context.mock.timers.tick(200);
  quiet.postpone();
  context.mock.timers.tick(200);
  assert.equal(done, 0, 'somebody has asked in between');
  context.mock.timers.tick(100);
  assert.equal(done, 1);
  quiet.begins();
  quiet.ends();
  context.mock.timers.tick(1000);
  assert.equal(done, 1, 'there is no quiet any more');
});
