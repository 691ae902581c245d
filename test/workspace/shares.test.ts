import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Shares } from '../../server/src/workspace/shares.ts';

const letters = 'a b c d e f g h'.split(' ');
const all = (): boolean => true;

test('each begins at a place of his own and goes on with its neighbours', () => {
  const shares = new Shares(letters, 2);
  assert.deepEqual(shares.take(0, 2, all), ['a', 'b']);
  assert.deepEqual(shares.take(1, 2, all), ['e', 'f']);
  assert.deepEqual(shares.take(0, 5, all), ['c', 'd']);
  assert.equal(shares.left, 2);
});

test('who has done his part takes half of what another has left', () => {
  const shares = new Shares(letters, 2);
  assert.deepEqual(shares.take(0, 4, all), ['a', 'b', 'c', 'd']);
  assert.deepEqual(shares.take(0, 4, all), ['g', 'h']);
  assert.deepEqual(shares.take(1, 4, all), ['e', 'f']);
  assert.deepEqual([shares.take(0, 4, all), shares.take(1, 4, all), shares.left], [[], [], 0]);
});

test('what nobody wants any more is passed over', () => {
  const shares = new Shares(letters, 3);
  const taken = [0, 1, 2, 0, 1, 2].flatMap((share) =>
    shares.take(share, 2, (letter) => letter !== 'd' && letter !== 'a'),
  );
  assert.deepEqual(taken.toSorted(), ['b', 'c', 'e', 'f', 'g', 'h']);
  assert.deepEqual(new Shares([], 2).take(1, 3, all), []);
});
