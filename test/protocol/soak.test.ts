import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { complaintsOf, soak } from '../../bench/soak/soak.ts';
import { generate } from '../../bench/workspace/generate.ts';
import { defaultShape, scaled } from '../../bench/workspace/shape.ts';

test('after hundreds of edits, saves, checkouts and questions the server shows what a fresh check finds', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-soak-')));
  try {
    generate(folder, { ...scaled(defaultShape, 240), ruleFiles: 60 });
    const outcome = await soak({
      folder,
      seed: 7,
      goesOn: (done) => done < 400,
      sampleEvery: 25,
      log: () => undefined,
    });
    assert.equal(outcome.done, 400);
    assert.ok(outcome.findings > 0);
    assert.deepEqual(complaintsOf(outcome), []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('what grows, and what differs, is complained of', () => {
  const sample = (bytes: number, handles: number) => ({ bytes: bytes * 1024 * 1024, handles });
  const steady = Array.from({ length: 8 }, () => sample(100, 20));
  const outcome = { done: 8, findings: 1, samples: steady, differences: [] };
  assert.deepEqual(complaintsOf(outcome), []);
  const growing = [...steady.slice(2), sample(200, 30), sample(200, 30)];
  assert.deepEqual(complaintsOf({ ...outcome, samples: growing, differences: ['x'] }), [
    'The server and a fresh check differ: x',
    'Memory grew from 100 MB to 200 MB.',
    'Open handles grew from 20 to 30.',
  ]);
});
