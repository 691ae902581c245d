// Edits leave what they touch lined up as `terraform fmt` would. Expected texts are what terraform 1.11.4 prints.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alignedEdits, indentStepOf, lineEndOf } from '../../server/src/fixes/layout.ts';
import { applyEdits } from '../../server/src/text.ts';

/** Replaces the one occurrence of a text and lines up what that touches. */
function replaced(text: string, old: string, by: string): string {
  const start = text.indexOf(old);
  assert.ok(start >= 0);
  const span = { start, end: start + old.length };
  return applyEdits(text, alignedEdits(text, [{ span, newText: by }]));
}

function lines(...all: readonly string[]): string {
  return all.join('\n') + '\n';
}

test('a longer name moves the equals signs of its neighbors', () => {
  const before = lines('a {', '  b  = 1', '  cc = 2', '', '  d = 3', '}');
  assert.equal(replaced(before, 'b ', 'bbbb'), lines('a {', '  bbbb = 1', '  cc   = 2', '', '  d = 3', '}'));
});

test('a list that shrinks to one line joins the run of its neighbors', () => {
  const before = lines('a {', '  b = 1', '  cidr_blocks = [', '    "x",', '  ]', '  c = 2', '}');
  const after = lines('a {', '  b           = 1', '  cidr_blocks = v', '  c           = 2', '}');
  assert.equal(replaced(before, '[\n    "x",\n  ]', 'v'), after);
});

test('comments at the ends of lines are lined up again', () => {
  const before = lines('a {', '  b = 1    # one', '  c = [x]  # two', '  d = "long" # three', '}').replace(
    '[x]  #',
    '[x]    #',
  );
  const clean = lines('a {', '  b = 1      # one', '  c = [x]    # two', '  d = "long" # three', '}');
  assert.equal(
    replaced(clean, '[x]', 'concat(v, [x])'),
    lines('a {', '  b = 1              # one', '  c = concat(v, [x]) # two', '  d = "long"         # three', '}'),
  );
  assert.equal(replaced(before, '[x]', 'v'), before.replace('[x]', 'v'), 'what was crooked before stays as it is');
});

test('a line that goes lets its neighbors move together', () => {
  const before = lines('a = [', '  "1",         # one', '  "something", # two', '  "3",         # three', ']');
  const after = lines('a = [', '  "1", # one', '  "3", # three', ']');
  assert.equal(replaced(before, '  "something", # two\n', ''), after);
});

test('strings, templates, heredocs and comments are not taken for code', () => {
  const before = lines(
    'a {',
    '  b = "x = # ${f("}", { c = 1 })} $${"',
    '  c = <<-EOT',
    '    d = 1 # not a comment',
    '      EOT',
    '  e = x == y ? 1 : 2 /* = */',
    '  f = { for k, v in m : k => v }',
    '  /* g = 1',
    '     h = 2 */',
    '}',
  );
  const after = before
    .replace('  b =', '  bbb =')
    .replace('  c =', '  c   =')
    .replace('  e =', '  e   =')
    .replace('  f =', '  f   =');
  assert.equal(replaced(before, '  b =', '  bbb ='), after);
});

test('wide characters count as one column, as terraform counts them', () => {
  const before = lines('a {', '  "日本" = 1 # x', '  b    = 2 # y', '}');
  assert.equal(replaced(before, '  b ', '  bbbbb '), lines('a {', '  "日本"  = 1 # x', '  bbbbb = 2 # y', '}'));
});

test('Windows line ends and tabs are seen', () => {
  const before = 'a {\r\n\tb  = 1 # x\r\n\tcc = 2 # y\r\n}\r\n';
  assert.equal(replaced(before, 'b ', 'bbb'), 'a {\r\n\tbbb = 1 # x\r\n\tcc  = 2 # y\r\n}\r\n');
  assert.equal(lineEndOf(before), '\r\n');
  assert.equal(indentStepOf(before), '\t');
  assert.equal(indentStepOf('a {\n    b = 1\n}\n'), '    ');
  assert.equal(indentStepOf(''), '  ');
  assert.equal(lineEndOf(''), '\n');
});

test('a text that ends in the middle of anything is no obstacle', () => {
  for (const text of ['a = "', 'a = "${', 'a = <<EOT\nx', 'a = /* x', 'a', '']) {
    const moved = text.replace('a =', 'a  =');
    assert.equal(replaced(`b = 1\n${text}`, 'b ', 'bb '), `bb = 1\n${moved}`);
  }
  assert.equal(replaced('b = 1\na = [', 'b ', 'bb '), 'bb = 1\na = [');
});
