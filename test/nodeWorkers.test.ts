import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeWorkers } from '../server/src/nodeWorkers.ts';

test('a thread that fails is told of with its reason, one that was stopped is not', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-threads-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const script = join(folder, 'broken.cjs');
  writeFileSync(script, "throw new Error('broken');\n");
  const workers = nodeWorkers({ script, asksAndHelps: false });
  const told: string[] = [];
  const stopped = workers.start({ replied: () => undefined, ended: () => told.push('stopped') });
  stopped.stop();
  const reason = await new Promise<string>((resolve) => {
    workers.start({ replied: () => undefined, ended: resolve });
  });
  assert.deepEqual([reason, told], ['broken', []]);
});
