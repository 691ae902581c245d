import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../support/grammar.ts';
import { plainFile } from '../support/plainFile.ts';
import { showBody } from '../support/hclText.ts';

const first = `resource "aws_security_group" "one" {
  # note
  ingress {
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;

const middle = `resource "aws_security_group" "two" {
  name        = "two-\${var.name}-\${upper("x")}"
  description = <<-EOT
    text \${var.x}
    %{ if var.y ~}
    resource "x" "y" {
    %{ endif }
  EOT
  /* block comment */
  tags = {
    Name = "x", "b" = [1, 2.5, { c = true }]
  }
  ingress {
    from_port   = var.ports[0].from # c
    cidr_blocks = concat(["0.0.0.0/0"], [for c in var.list : c if c != null])
  }
  dynamic "ingress" {
    for_each = var.a ? toset([]) : toset(["a"])
    content {
      from_port = ingress.value
    }
  }
}
`;

const last = `resource "aws_security_group" "three" {
  name = <<EOT
hello
EOT
  ingress {
    cidr_blocks = ["10.0.0.0/8"]
  }
  tags = { a = "b" }
}
`;

/** Adds to every offset of plain data. */
function shifted(value: unknown, by: number): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => shifted(item, by));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [
      key,
      (key === 'start' || key === 'end') && typeof item === 'number' ? item + by : shifted(item, by),
    ]),
  );
}

function checkNeighborsStay(textOfMiddle: string): void {
  const intact = plainFile(parse('/w/main.tf', `${first}\n${middle}\n${last}`));
  assert.equal(intact.body.blocks.length, 3);
  const file = plainFile(parse('/w/main.tf', `${first}\n${textOfMiddle}\n${last}`));
  const about = JSON.stringify(textOfMiddle.slice(-60));
  assert.deepEqual(file.body.blocks[0], intact.body.blocks[0], about);
  const by = textOfMiddle.length - middle.length;
  assert.deepEqual(file.body.blocks.at(-1), shifted(intact.body.blocks[2], by), about);
}

test('a block typed letter by letter never costs its neighbors anything', () => {
  for (let length = 0; length <= middle.length; length++) checkNeighborsStay(middle.slice(0, length));
});

test('a block that lacks any one character never costs its neighbors anything', () => {
  for (let at = 0; at < middle.length; at++) checkNeighborsStay(middle.slice(0, at) + middle.slice(at + 1));
});

test('brackets, quotes and openings put anywhere in a block never cost its neighbors anything', () => {
  for (const inserted of ['"', '{', '[', '(', '${', '<<EOT\n', '= ', '.']) {
    for (let at = 1; at < middle.length - 2; at += 3) {
      checkNeighborsStay(middle.slice(0, at) + inserted + middle.slice(at));
    }
  }
});

/** What is left of a body while one of its lines is being typed. */
function checkLeft(text: string, expected: string): void {
  const file = parse('/w/main.tf', text);
  assert.equal(showBody(file.body), expected);
  assert.ok(file.errors.length > 0);
  assert.equal(file.complete, false);
}

test('the other arguments of a block stay', () =>
  checkLeft('b {\n  x = var.\n  y = 1\n  c {\n    z = 2\n  }\n}\n', 'b { x = invalid; y = 1; c { z = 2 } }'));

test('an open list ends where the next argument starts', () =>
  checkLeft('b {\n  x = [\n  y = 1\n}\nc {\n}\n', 'b { x = invalid; y = 1 }; c {  }'));

test('an open nested block ends where the next one starts', () =>
  checkLeft('b {\n  c {\n    x = 1\n\n  d {\n    y = 2\n  }\n}\ne {}\n', 'b { c { x = 1 }; d { y = 2 } }; e {  }'));

test('an open string ends with its line', () =>
  checkLeft('b {\n  x = "a\n  y = "b"\n}\n', 'b { x = invalid; y = "b" }'));

test('an open interpolation ends with its argument', () =>
  checkLeft('b {\n  x = "a${c\n  y = "b"\n}\nd {\n}\n', 'b { x = invalid; y = "b" }; d {  }'));

test('an open brace of a variable file ends where the next value starts', () =>
  checkLeft('a = {\n  b = 1\nc = [1]\n', 'a = invalid; c = [1]'));

test('one broken value in a list of objects', () => checkLeft('x = [{ a = 1 }, { b = = }]\n', 'x = invalid'));

test('a block without its closing brace at the end of the file', () =>
  checkLeft('a "b" {\n  x = 1\n', 'a "b" { x = 1 }'));

test('a stray closing brace', () => checkLeft('a {\n}\n}\nb {\n}\n', 'a {  }; b {  }'));

test('a heredoc just opened does not take the next block', () => {
  checkLeft('a {\n  x = <<EOT\n}\n\nb {\n  y = 1\n}\n', 'a { x = invalid }; b { y = 1 }');
  checkLeft('a {\n  x = <<EOT\n}\n\nb {\n  y = <<EOT\nz\nEOT\n}\n', 'a { x = invalid }; b { y = "z\\n" }');
});

test('a heredoc may hold what looks like a block, in a file with an error elsewhere', () => {
  const file = parse('/w/main.tf', 'a {\n  x = <<EOT\nresource "b" "c" {\n}\nEOT\n}\nd = =\n');
  assert.equal(showBody(file.body), 'd = invalid; a { x = "resource \\"b\\" \\"c\\" {\\n}\\n" }');
});

test('comments stay known in a file with an error', () => {
  const text = '# a\nb {\n  x = = # c\n  /* d */\n}\n// e\n';
  const comments = parse('/w/main.tf', text).comments.map(({ span }) => text.slice(span.start, span.end));
  assert.deepEqual(comments, ['# a', '# c', '/* d */', '// e']);
});
test('a block that is opened twice and closed too often further on takes no other block with it', () => {
  const text = 'a "one" {\n  x =   y = 1\na "two" {\n  z = 1\n}\n\na "three" {\n  z = 2\n}\n}\n}\n';
  const { body, errors } = parse('/w/main.tf', text);
  assert.ok(errors.length > 0);
  assert.deepEqual(
    body.blocks.map((block) => [block.labels[0]?.value, block.body.attributes.at(-1)?.name]),
    [
      ['one', 'x'],
      ['two', 'z'],
      ['three', 'z'],
    ],
  );
});

test('a block left open, with one brace too many far below, takes none of the blocks between with it', () => {
  const between = 'a "b" "two" {\n  z = 1\n}\n\na "b" "three" {\n  z = 2\n}\n';
  const { body, errors } = parse('/w/main.tf', `a "b" "one" {\n  x = 1\n\n${between}}\nc = =\n`);
  assert.ok(errors.length > 0);
  assert.deepEqual(
    body.blocks.map((block) => [block.labels[1]?.value, block.body.attributes.map(({ name }) => name)]),
    [
      ['one', ['x']],
      ['two', ['z']],
      ['three', ['z']],
    ],
  );
});

test('a brace in the first column within a heredoc of a broken block closes nothing of the block', () => {
  const text = 'a "one" {\n  x = <<E\n%{ for v in {\nb = 1\n} }${1e3}%{ endfor }\nE\n  y = =\n  z = 2\n}\n';
  const { body } = parse('/w/main.tf', text);
  assert.deepEqual(
    body.blocks.map((block) => block.body.attributes.map((attribute) => attribute.name)),
    [['x', 'y', 'z']],
  );
});

test('a block whose opening brace is missing holds the lines that are indented under it, and closes no other', () => {
  checkLeft(
    'a "b" {\n  c\n    x = 1\n    y = [2]\n  }\n  d = 3\n}\ne {\n}\n',
    'a "b" { d = 3; c { x = 1; y = [2] } }; e {  }',
  );
  checkLeft('a "b"\n  c {\n    x = 1\n  }\n}\ne {\n}\n', 'a "b" { c { x = 1 } }; e {  }');
  checkLeft('a "b" { # why\n  c "d" # why\n    x = 1\n  }\n}\n', 'a "b" { c "d" { x = 1 } }');
  const [block] = parse('/w/main.tf', 'a\n  x = 1\n}\n').body.blocks;
  assert.equal(block?.isAssumed, true);
  assert.equal('isAssumed' in (parse('/w/main.tf', 'a {\n  x = = 1\n}\n').body.blocks[0] ?? {}), false);
});

test('a word that is typed between arguments is no block of those that follow', () => {
  checkLeft('a {\n  x = 1\n  wor\n  y = 2\n}\n', 'a { x = 1; y = 2 }');
  checkLeft('a {\n  b {\n    x = 1\n  wor\n    y = 2\n  }\n}\n', 'a { b { x = 1; y = 2 } }');
});

test('an argument that lacks its sign keeps its value', () => {
  checkLeft('a {\n  x [1, 2]\n  y 22\n  z = 3\n}\n', 'a { x = [1, 2]; y = 22; z = 3 }');
});
