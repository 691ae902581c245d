import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOf, rangeOf, spanOf, uriOf } from '../../server/src/lsp/convert.ts';
import { lineIndexOf } from '../../server/src/text.ts';

test('a path and its URI are made of each other, with blanks, # and Japanese in it', () => {
  for (const path of ['/w/main.tf', '/w/a b/c#d/日本語.tf', '/w/100%/x?.tf']) {
    assert.equal(pathOf(uriOf(path)), path);
  }
  assert.equal(uriOf('/w/a b.tf'), 'file:///w/a%20b.tf');
});

test('documents without a place on disk have no path, and neither has what is no URI', () => {
  assert.equal(pathOf('untitled:Untitled-1'), undefined);
  assert.equal(pathOf('git:/w/main.tf?ref=HEAD'), undefined);
  assert.equal(pathOf('no uri at all'), undefined);
});

test('ranges count lines that end in LF, CRLF and CR, and columns in UTF-16 units', () => {
  const text = 'a\r\n日本\u{1F600}x\rc\nd';
  const index = lineIndexOf(text);
  const start = text.indexOf('x');
  const range = rangeOf(index, { start, end: start + 1 });
  assert.deepEqual(range, { start: { line: 1, character: 4 }, end: { line: 1, character: 5 } });
  assert.deepEqual(spanOf(index, range, text.length), { start, end: start + 1 });
});

test('a range outside the text is taken as the nearer end', () => {
  const text = 'ab\ncd';
  const range = { start: { line: 0, character: 99 }, end: { line: 99, character: 0 } };
  assert.deepEqual(spanOf(lineIndexOf(text), range, text.length), { start: 2, end: 5 });
});
