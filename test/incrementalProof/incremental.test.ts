import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proveIncremental } from './prove.ts';

const count = Number(process.env['PORTCULLIS_SEQUENCES'] ?? '250');
const seed = Number(process.env['PORTCULLIS_SEED'] ?? '1');

test(`after ${count} sequences of edits, from ${seed} on, the same is found as in a workspace just opened`, () => {
  assert.deepEqual(proveIncremental({ seed, count }).disagreements, []);
});
