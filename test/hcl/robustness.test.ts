import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SourceFile } from '../../server/src/hcl/nodes.ts';
import { grammarOf } from '../../server/src/hcl/read.ts';
import { parse, parseExpression, parseTemplate } from '../support/grammar.ts';
import { show } from '../support/hclText.ts';

/** Parsing gives a file whose every position lies in the text, and whose every expression can be walked. */
function checkWhole(text: string): SourceFile {
  const file = parse('/w/main.tf', text);
  assert.equal(file.text, text);
  assert.equal(file.failure, undefined);
  JSON.stringify(file, (key, value: unknown) => {
    if ((key === 'start' || key === 'end') && typeof value === 'number') {
      assert.ok(value >= 0 && value <= text.length, `${key} ${value} of ${text.length}`);
    }
    return value;
  });
  return file;
}

const piece = 'b "c" {\n  x = [1, "a${f(d[0])}", { e = <<EOT\nz\nEOT\n }]\n  y = !(a ? -b : c) # c\n}\n';

test('any text cut anywhere gives a file', () => {
  for (let start = 0; start < piece.length; start += 2) {
    for (let end = start; end <= piece.length; end += 2) checkWhole(piece.slice(start, end));
  }
});

test('strange characters give a file', () => {
  for (const text of [
    '\0',
    'x = "\0"\n',
    '\ud800',
    'x = "\udc00\ud800"\n',
    '\ufeff',
    'x = 1\r',
    '\u2028',
    '😀 = 1',
    '\f\v',
    'x = \u00a01\n',
  ]) {
    checkWhole(text);
    parseExpression(text);
    parseTemplate(text);
  }
  assert.ok(checkWhole('a {\n}\n\0').errors.length > 0);
});

test('a string may hold any character', () => {
  const file = checkWhole('x = "\0\ud800😀"\n');
  const expression = file.body.attributes[0]?.expression;
  assert.equal(
    expression?.kind === 'template' ? expression.parts[0]?.kind === 'literal' && expression.parts[0].value : '',
    '\0\ud800😀',
  );
});

const depth = 10_000;
const deep: readonly (readonly [string, string])[] = [
  ['open brackets', 'x = ' + '['.repeat(depth)],
  ['closed brackets', 'x = ' + '['.repeat(depth) + ']'.repeat(depth)],
  ['parentheses', 'x = ' + '('.repeat(depth) + 'a' + ')'.repeat(depth)],
  ['objects', 'x = ' + '{a='.repeat(depth) + '1' + '}'.repeat(depth)],
  ['blocks', 'a {\n'.repeat(depth) + '}\n'.repeat(depth)],
  ['open blocks', 'a {\n'.repeat(depth)],
  ['open blocks on one line', 'a { '.repeat(depth)],
  ['interpolations', 'x = ' + '"${'.repeat(depth)],
  ['calls', 'x = ' + 'f('.repeat(depth)],
  ['signs', 'x = ' + '!'.repeat(depth) + 'a'],
  ['sums', 'x = a' + ' + a'.repeat(depth)],
  ['conditionals', 'x = ' + 'a ? b : '.repeat(depth) + 'c'],
  ['attributes', 'x = a' + '.b'.repeat(depth)],
  ['splats', 'x = a' + '[*].b'.repeat(depth)],
  ['directives', 'x = "' + '%{ if a }'.repeat(depth)],
  ['blocks around an error', 'a {\n'.repeat(1000) + 'x = =\n' + '}\n'.repeat(1000)],
];

for (const [name, text] of deep) {
  test(`nesting beyond reason is an error and nothing worse: ${name}`, () => {
    const file = checkWhole(`${text}\ny = 1\n`);
    assert.ok(file.errors.length > 0);
    assert.equal(file.complete, false);
    assert.doesNotThrow(() => file.body.attributes.map((attribute) => show(attribute.expression)));
  });
}

test('nesting within reason is read', () => {
  const text = `x = ${'['.repeat(100)}a${']'.repeat(100)}\n`;
  const file = checkWhole(text);
  assert.deepEqual(file.errors, []);
  assert.equal(
    show(file.body.attributes[0]?.expression ?? { kind: 'null', span: { start: 0, end: 0 } }),
    text.slice(4, -1),
  );
});

test('reading broken text takes time in proportion to its length', () => {
  for (const source of ['a {\n', 'x = "${\n', 'x = <<EOT\n', 'a = <<A\n{ ']) {
    const timeOf = (length: number): number => {
      const text = source.repeat(length / source.length);
      const start = performance.now();
      parse('/w/main.tf', text);
      return performance.now() - start;
    };
    const small = timeOf(6_000);
    const large = timeOf(60_000);
    // Tenfold is expected, hundredfold would be quadratic; the rest is for a busy machine.
    assert.ok(large < 40 * small + 500, `${JSON.stringify(source)}: ${small} ms, then ${large} ms`);
  }
});

test('a text on which reading fails gives a file with an error and says what failed', () => {
  const broken = grammarOf(() => {
    throw new RangeError('memory access out of bounds');
  });
  const file = broken.parse('/w/main.tf', 'x = [for y in z : y]\n');
  assert.deepEqual(file.body.attributes, []);
  assert.equal(file.complete, false);
  assert.equal(file.errors.length, 1);
  assert.equal(file.failure, 'memory access out of bounds');
  assert.equal(broken.parseExpression('1').errors.length, 1);
  assert.equal(broken.parseTemplate('${a}').errors.length, 1);
  // Text in JSON syntax needs the grammar for its templates alone, and keeps what does not need it.
  assert.equal(broken.parse('/w/main.tf.json', '{"locals": {"a": "${b}", "c": 1}}').body.blocks.length, 1);
});
