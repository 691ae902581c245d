import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonNode } from '../../server/src/hcl/jsonText.ts';
import { offsetIn, readJson } from '../../server/src/hcl/jsonText.ts';

test('JSON is read as JSON.parse reads it', () => {
  for (const text of [
    '{}',
    '[]',
    ' {"a": [1, -2.5e3, true, false, null, "x"], "b": {"c": {}}}\r\n',
    String.raw`{"escapes": "\"\\\/\b\f\n\r\t\u0030\ud83d\ude00", "a": 1}`,
    '"alone"',
  ]) {
    const { root, errors, complete } = readJson(text);
    assert.deepEqual([plain(root), errors, complete], [JSON.parse(text), [], true], text);
  }
});

test('every character of a string knows where it is written', () => {
  const text = String.raw`["a\u0030\n\ud83d\ude00z"]`;
  const { root } = readJson(text);
  const string = root.kind === 'array' ? root.elements[0] : undefined;
  assert.ok(string?.kind === 'string');
  assert.equal(string.value, 'a0\n😀z');
  const written = Array.from(string.value, (_, index) =>
    text.slice(offsetIn(string, index), offsetIn(string, index + 1)),
  );
  assert.deepEqual(written, ['a', String.raw`\u0030`, String.raw`\n`, String.raw`\ud83d`, String.raw`\ude00`]);
  assert.equal(text.slice(offsetIn(string, 5)), 'z"]');
});

test('half a surrogate pair is replaced, as Terraform does', () => {
  assert.equal(plain(readJson(String.raw`"a\ud83d"`).root), 'a\ufffd');
});

test('a comma too many or too few and a comment are errors that cost nothing', () => {
  for (const text of [
    '{"a": 1,}',
    '{"a": [1, 2,], "b": 3}',
    '{"a": 1 "b": 2}',
    '{"a": [1 2]}',
    '{"a": 1,, "b": 2}',
    '// x\n{"a": 1}',
  ]) {
    const { errors, complete } = readJson(text);
    assert.deepEqual([errors.length, complete], [1, true], text);
  }
});

test('what is whole beside a broken part is kept', () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['{"a": , "b": 2}', { a: 'invalid', b: 2 }],
    ['{"a":\n "b": 2}', { a: 'invalid', b: 2 }],
    ['{"a"\n "b": 2}', { a: 'invalid', b: 2 }],
    ['{"a\n "b": 2}', { a: 'invalid', b: 2 }],
    ['{"a": [1, 2, "b": 2}', { a: [1, 2], b: 2 }],
    ['{"a": {"x": [1, 2}, "b": 2}', { a: { x: [1, 2] }, b: 2 }],
    ['{"a": [{"x": 1], "b": 2}', { a: [{ x: 1 }], b: 2 }],
    ['{"a": ["x, 2],\n "b": 2}', { a: ['x, 2],'], b: 2 }],
    ['{"a": tru, "b": 2}', { a: 'invalid', b: 2 }],
    ['{"a": 012, "b": 2}', { a: 'invalid', b: 2 }],
    ['{"a": 1, b: 3, "c": 2}', { a: 1, c: 2 }],
    ['{"a": 1], "b": 2}', { a: 1, b: 2 }],
    ['{"a": 1} }', { a: 1 }],
    ['{"a": 1, "b": {"c": [', { a: 1, b: { c: [] } }],
    ['{"a": 1} {"b": 2}', { a: 1 }],
  ];
  for (const [text, expected] of cases) {
    const { root, errors, complete } = readJson(text);
    assert.deepEqual([plain(root), complete], [expected, false], text);
    assert.notEqual(errors.length, 0, text);
  }
});

test('an empty text is an error, and not half of something', () => {
  assert.deepEqual(readJson('').complete, true);
  assert.deepEqual(readJson(' \n').errors.length, 1);
});

test('no nesting is too deep to be read without failing', () => {
  for (const open of ['[', '{"a":']) {
    const { errors, complete } = readJson(open.repeat(200_000));
    assert.deepEqual([errors.length > 0, complete], [true, false]);
  }
  const { root } = readJson(`{"a": ${'['.repeat(500)}${']'.repeat(500)}, "b": 2}`);
  assert.ok(root.kind === 'object');
  assert.deepEqual(
    root.members.map(({ name }) => name.value),
    ['a', 'b'],
  );
});

test('a text cut anywhere is read, and its spans lie in it and within one another', () => {
  const text = String.raw`[{"a": {"b\u0030": [1, {"c": "${'${'}var.x}"}], "//": null}, "d": [true, "\n"]}, {"e": -1}]`;
  for (let end = 0; end <= text.length; end++) {
    for (const cut of [text.slice(0, end), text.slice(end), text.slice(0, end) + text.slice(end + 1)]) {
      checkSpans(readJson(cut).root, 0, cut.length, cut);
    }
  }
});

function checkSpans(node: JsonNode, start: number, end: number, text: string): void {
  const { span } = node;
  assert.ok(start <= span.start && span.start <= span.end && span.end <= end, text);
  if (node.kind === 'array') for (const element of node.elements) checkSpans(element, span.start, span.end, text);
  if (node.kind !== 'object') return;
  for (const { name, value } of node.members) {
    checkSpans(name, span.start, span.end, text);
    checkSpans(value, span.start, span.end, text);
  }
}

function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ name, value }) => [name.value, plain(value)]));
    case 'array':
      return node.elements.map(plain);
    case 'string':
    case 'bool':
      return node.value;
    case 'number':
      return Number(node.text);
    case 'null':
      return null;
    case 'invalid':
      return 'invalid';
  }
}
