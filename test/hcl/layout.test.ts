import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../support/grammar.ts';
import { referee } from '../support/hclReferee.ts';
import { showBody } from '../support/hclText.ts';

/**
 * The text is refused by HashiCorp's parser and by us, our first error at `errorText` (empty where something is
 * missing), and read as `expected` all the same.
 */
async function checkRefused(text: string, errorText: string, expected: string): Promise<void> {
  const verdict = await referee.judge('/w/main.tf', text);
  assert.equal(verdict.kind, 'rejected');
  const file = parse('/w/main.tf', text);
  const [error] = file.errors;
  assert.equal(error === undefined ? undefined : text.slice(error.span.start, error.span.end), errorText);
  assert.equal(showBody(file.body), expected);
}

async function checkAccepted(text: string, expected: string): Promise<void> {
  assert.deepEqual(await referee.judge('/w/main.tf', text), { kind: 'accepted' });
  const file = parse('/w/main.tf', text);
  assert.deepEqual(file.errors, []);
  assert.equal(file.complete, true);
  assert.equal(showBody(file.body), expected);
}

test('two arguments on one line', () => checkRefused('c = 1 d = 2\n', 'd = 2', 'c = 1; d = 2'));

test('a value does not run on to the next line', () => checkRefused('x = a\n- b\ny = 1\n', '- b', 'x = a; y = 1'));

test('a conditional does not start on the next line', () =>
  checkRefused('x = a\n? b : c\ny = 1\n', '? b : c', 'x = a; y = 1'));

test('a value does not start on the next line', () => checkRefused('x =\ny = 1\n', '', 'x = invalid; y = 1'));

test('an unfinished reference does not take the next name', () =>
  checkRefused('b {\n  x = var.\n  y = 1\n}\n', '', 'b { x = invalid; y = 1 }'));

test('a lone name does not become the type of the next block', () =>
  checkRefused('foo\nresource "a" "b" {\n}\n', 'foo', 'resource "a" "b" {  }'));

test('an operator at the end of a line', () => checkRefused('x = a +\n', '', 'x = (a + invalid)'));

test('line ends inside brackets mean nothing', () =>
  checkAccepted(
    'x = [\n  a\n  + b,\n  f(\n    c\n  ),\n]\ny = (a\n  ? b\n  : c)\n',
    'x = [(a + b), f(c)]; y = paren((a ? b : c))',
  ));

test('a block comment may run over lines inside a value', () => checkAccepted('x = a /* \n */ + b\n', 'x = (a + b)'));

test('object items are parted by commas or line ends', () =>
  checkAccepted(
    'x = { a = 1, b = 2,\n  c = 3 # c\n  d = 4 // d\n}\n',
    'x = {name a = 1, name b = 2, name c = 3, name d = 4}',
  ));

test('object items without a separator', () =>
  checkRefused('x = { a = 1 b = 2 }\n', 'b = 2', 'x = {name a = 1, name b = 2}'));

test('an object item does not run on to the next line', () =>
  checkRefused('x = {\n  a = b\n  ? c : d\n}\n', '?', 'x = {name a = (b ? c : d)}'));

test('a comma that starts a line of an object', () =>
  checkRefused('x = {\n  a = 1\n  , b = 2\n}\n', 'b = 2', 'x = {name a = 1, name b = 2}'));

test('a block on one line holds one argument', () =>
  checkAccepted('b { x = 1 }\nc {}\nd {\n}\n', 'b { x = 1 }; c {  }; d {  }'));

test('a block on one line with two arguments', () =>
  checkRefused('b { x = 1 y = 2 }\n', 'y = 2', 'b { x = 1; y = 2 }'));

test('a block on one line with a block in it', () => checkRefused('b { c {} }\n', 'c {}', 'b { c {  } }'));

test('braces on different lines around one argument', () => checkRefused('b { x = 1\n}\n', 'x = 1', 'b { x = 1 }'));

test('a closing brace after the last argument', () => checkRefused('b {\n  x = 1 }\n', '}', 'b { x = 1 }'));

test('two blocks on one line', () => checkRefused('b {} c {}\n', 'c {}', 'b {  }; c {  }'));

test('an argument written twice', () => checkRefused('b {\n  x = 1\n  x = 2\n}\n', 'x', 'b { x = 1; x = 2 }'));

test('a string does not run over lines', () =>
  checkRefused('x = "a\ny = "b"\nz = 1\n', '', 'x = invalid; y = "b"; z = 1'));

test('a label holds no interpolation', () => checkRefused('b "a${c}" {\n}\n', '"a${c}"', 'b "a${c}" {  }'));

test('a keyword does not run on into a name', () =>
  checkRefused('x = [for a in b : a ifa]\n', 'if', 'x = tuple for a in b: a if a'));

test('a heredoc marker is followed by the end of its line', () =>
  checkRefused('x = <<EOT \na\nEOT\n', ' ', 'x = "a\\n"'));

test('a heredoc at the end of a file without a last line end', () =>
  checkRefused('y = 1\nx = <<EOT\na\nEOT', '', 'y = 1; x = "a\\n"'));

test('a dot splat is not followed by another', () =>
  checkRefused('x = a.*.b.*.c\n', '.*.c', 'x = each(each(a: .b): .c)'));

test('two legacy indexes in a row', () => checkRefused('x = a.0.1\n', '.1', 'x = a[0][1]'));

test('keywords are ordinary names of arguments, attributes and keys', () =>
  checkAccepted('for = a.in\nnull = 1\ntrue = { if = 1 }\n', 'for = a.in; null = 1; true = {name if = 1}'));

test('carriage returns and a byte order mark change nothing', () =>
  checkAccepted('\ufeffb "c" {\r\n  x = 1 # d\r\n}\r\n', 'b "c" { x = 1 }'));

test('a comment that does not end', () => checkRefused('x = 1\n/* a\ny = 2\n', '/* a', 'x = 1; y = 2'));

test('a quote inside an open directive closes the string all the same', () =>
  checkRefused('x = "%{ if a }b"\ny = "c"\n', 'x = "%{ if a }b"', 'x = invalid; y = "c"'));

test('a file without a last line end', () => checkAccepted('x = 1', 'x = 1'));

test('an empty file, and one of comments', async () => {
  await checkAccepted('', '');
  await checkAccepted('# a\n/* b */\n// c', '');
});

test('comments are listed with their markers, without the line end', () => {
  const text = '# a\r\nx = 1 // b\r\n/* c\r\n */\r\n';
  const comments = parse('/w/main.tf', text).comments.map(({ span }) => text.slice(span.start, span.end));
  assert.deepEqual(comments, ['# a', '// b', '/* c\r\n */']);
});

test('spans of a block and its parts', () => {
  const text = '\nresource "a\\"b" c {\n  x = 1\n}\n';
  const file = parse('/w/main.tf', text);
  const [block] = file.body.blocks;
  assert.ok(block);
  const written = (span: { start: number; end: number }): string => text.slice(span.start, span.end);
  assert.equal(written(block.span), text.trim());
  assert.equal(written(block.typeSpan), 'resource');
  assert.deepEqual(
    block.labels.map((label) => [label.value, written(label.span)]),
    [
      ['a"b', '"a\\"b"'],
      ['c', 'c'],
    ],
  );
  assert.equal(written(block.body.span), '\n  x = 1\n');
  assert.equal(written(block.body.attributes[0]?.span ?? { start: 0, end: 0 }), 'x = 1');
  assert.equal(block.path, '/w/main.tf');
  assert.deepEqual(file.body.span, { start: 0, end: text.length });
});
