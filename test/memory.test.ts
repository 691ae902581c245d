import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SpareMemory } from '../server/src/memory.ts';

const megabyte = 1024 * 1024;

/** Fills memory with what nobody needs. */
function waste(megabytes: number): number {
  const kept: number[][] = [];
  for (let index = 0; index < megabytes; index++) kept.push(Array.from({ length: megabyte / 8 }, () => index + 0.5));
  return kept.length;
}

test('what a burst of work has left behind goes back to the system', () => {
  const memory = new SpareMemory();
  waste(300);
  const before = process.memoryUsage.rss();
  memory.giveBack();
  const after = process.memoryUsage.rss();
  assert.ok(before - after > 100 * megabyte, `${before} bytes before, ${after} after`);
});
