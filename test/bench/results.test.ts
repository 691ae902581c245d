import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPart } from '../../bench/results.ts';
import { median, percentile } from '../../bench/statistics.ts';
import { allMet, tableOf } from '../../bench/table.ts';

const row = { what: 'a', target: '< 2 ms' };

test('a workspace that is measured again has its results replaced, others keep theirs', () => {
  const first = withPart(withPart('# Results\n', 'one', 'old'), 'two', 'kept');
  assert.equal(withPart(first, 'one', 'new'), '# Results\n\n## one\n\nnew\n\n## two\n\nkept\n');
});

test('the table gives times also as multiples of the floor, and says what failed', () => {
  const results = [
    { row, figure: { text: '3.0 ms', milliseconds: 3, isMet: false } },
    { row, figure: { failure: 'The server ended.' } },
    { row, figure: { text: '1 MB', isMet: undefined } },
  ];
  assert.deepEqual(tableOf(results, 2).split('\n'), [
    '| what | target | figure            | to the floor |        |',
    '| ---- | ------ | ----------------- | ------------ | ------ |',
    '| a    | < 2 ms | 3.0 ms            | 1.5 ×        | missed |',
    '| a    | < 2 ms | The server ended. |              | failed |',
    '| a    | < 2 ms | 1 MB              |              |        |',
  ]);
});

test('the run fails where a target is missed or could not be measured, and not for figures without a target', () => {
  const met = { row, figure: { text: '1 ms', isMet: true } };
  assert.equal(allMet([met, { row, figure: { text: '1 s', isMet: undefined } }]), true);
  assert.equal(allMet([met, { row, figure: { text: '1 s', isMet: false } }]), false);
  assert.equal(allMet([met, { row, figure: { failure: 'no' } }]), false);
});

test('medians and percentiles are values that were measured', () => {
  assert.equal(median([5, 1, 3]), 3);
  assert.equal(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 95), 10);
  assert.throws(() => median([]));
});
