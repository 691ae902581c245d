import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { createReferee } from '../../server/src/hcl/hcl2json.ts';
import { readRejection } from '../../server/src/hcl/rejection.ts';
import { parserPath, referee } from '../support/hclReferee.ts';

/** The first message on a text: the text it points to, and its summary. */
async function firstRejection(text: string): Promise<readonly [string, string]> {
  const verdict = await referee.judge('/w/a b [x]: y.tf', text);
  assert.ok(verdict.kind === 'rejected');
  const [error] = verdict.errors;
  return [text.slice(error?.span.start, error?.span.end), error?.summary ?? ''];
}

test('sound text is accepted', async () => {
  assert.deepEqual(await referee.judge('/w/main.tf', 'x = 1\n'), { kind: 'accepted' });
});

test('text that is parsed but has no JSON is accepted', async () => {
  assert.deepEqual(await referee.judge('/w/main.tf', 'a {}\na "b" {}\na = 1\n'), { kind: 'accepted' });
});

test('a column counts what a reader sees as one character', async () => {
  assert.deepEqual(await firstRejection('y = 1\nx = "👨‍👩‍👧é" 2\n'), ['2', 'Missing newline after argument']);
  assert.deepEqual(await firstRejection('# 日本語\r\n日本 = "語" 2\r\n'), ['2', 'Missing newline after argument']);
});

test('several messages are told apart, and places in them are put into words', async () => {
  const verdict = await referee.judge('/w/main.tf', 'a = 1\na = 2\nx { b = 1\n');
  assert.ok(verdict.kind === 'rejected');
  assert.deepEqual(
    verdict.errors.map((error) => [error.span.start, error.summary]),
    [
      [6, 'Attribute redefined'],
      [21, 'Invalid single-argument block definition'],
    ],
  );
  assert.equal(
    verdict.errors[0]?.detail,
    'The argument "a" was already set at line 1. Each argument may be set only once.',
  );
});

test('a message in another shape is handed on whole', () => {
  const errors = readRejection('parse config: something else', 'text.tf', 'x');
  assert.equal(errors.length, 1);
  assert.deepEqual(errors[0]?.span, { start: 0, end: 0 });
});

test('many questions at once are all answered', async () => {
  const texts = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? `x = ${index}\n` : 'x = \n'));
  const verdicts = await Promise.all(texts.map((text) => referee.judge('/w/main.tf', text)));
  assert.deepEqual(
    verdicts.map((verdict) => verdict.kind),
    texts.map((_, index) => (index % 2 === 0 ? 'accepted' : 'rejected')),
  );
});

test('no answer in time is no verdict, and the next question is answered anew', async () => {
  const workerPath = path.join(import.meta.dirname, 'fixtures/answersSecond.mjs');
  const slow = createReferee({ workerPath, parserPath, timeLimitMs: 2000 });
  const verdict = await slow.judge('/w/main.tf', 'never');
  assert.equal(verdict.kind, 'unavailable');
  assert.deepEqual(await slow.judge('/w/main.tf', 'x = 1\n'), { kind: 'accepted' });
  slow.stop();
});

test('a crash is no verdict, and the next question is answered anew', async () => {
  const workerPath = path.join(import.meta.dirname, 'fixtures/answersSecond.mjs');
  const crashing = createReferee({ workerPath, parserPath, timeLimitMs: 5000 });
  assert.deepEqual(await crashing.judge('/w/main.tf', 'crash'), { kind: 'unavailable', reason: 'crashed' });
  assert.equal((await crashing.judge('/w/main.tf', 'exit')).kind, 'unavailable');
  assert.deepEqual(await crashing.judge('/w/main.tf', 'x = 1\n'), { kind: 'accepted' });
  crashing.stop();
});

test('a worker that cannot be started is no verdict', async () => {
  const missing = createReferee({ workerPath: '/nowhere/worker.js', parserPath, timeLimitMs: 5000 });
  assert.equal((await missing.judge('/w/main.tf', 'x = 1\n')).kind, 'unavailable');
  missing.stop();
});

test('a stopped referee answers the question that waited, and starts again on the next', async () => {
  const workerPath = path.join(import.meta.dirname, 'fixtures/answersSecond.mjs');
  const stopped = createReferee({ workerPath, parserPath, timeLimitMs: 5000 });
  const waiting = stopped.judge('/w/main.tf', 'never');
  setImmediate(() => stopped.stop());
  assert.equal((await waiting).kind, 'unavailable');
  assert.deepEqual(await stopped.judge('/w/main.tf', 'x = 1\n'), { kind: 'accepted' });
  stopped.stop();
});
