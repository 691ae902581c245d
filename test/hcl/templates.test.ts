import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Expression } from '../../server/src/hcl/nodes.ts';
import { parse, parseTemplate } from '../support/grammar.ts';
import { readingOf, templateText } from '../support/hclReferee.ts';
import { readAs, show } from '../support/hclText.ts';

/** The literal value of `x`, which HashiCorp's parser must read alike. */
async function checkText(text: string, expected: string): Promise<void> {
  const file = parse('/w/main.tf', text);
  const expression = file.body.attributes[0]?.expression;
  assert.deepEqual(file.errors, []);
  assert.equal(expression?.kind === 'template' ? templateText(expression) : expression?.kind, expected);
  assert.equal(await readingOf(text), expected);
}

/** Our template rendered as hcl2json writes it, for texts with interpolations of names and directives over them. */
async function checkRendering(text: string): Promise<void> {
  const expression = parse('/w/main.tf', text).body.attributes[0]?.expression;
  assert.equal(expression === undefined ? undefined : rendered(expression), await readingOf(text));
}

function rendered(expression: Expression): string {
  if (expression.kind !== 'template') return show(expression);
  const write = (parts: typeof expression.parts): string =>
    parts
      .map((part) => {
        switch (part.kind) {
          case 'literal':
            return part.value;
          case 'interpolation':
            return part.expression.kind === 'template' ? rendered(part.expression) : `\${${show(part.expression)}}`;
          case 'if': {
            const otherwise = part.else.length > 0 ? `%{else}${write(part.else)}` : '';
            return `%{if ${show(part.condition)}}${write(part.then)}${otherwise}%{endif}`;
          }
          case 'for': {
            const names = part.keyName === undefined ? part.valueName : `${part.keyName}, ${part.valueName}`;
            return `%{for ${names} in ${show(part.collection)}}${write(part.body)}%{endfor}`;
          }
        }
      })
      .join('');
  return write(expression.parts);
}

test('whitespace next to quotes and interpolations is kept', () => {
  assert.equal(readAs('"  a ${b} c  "'), '"  a |${b}| c  "');
  assert.equal(readAs('"   "'), '"   "');
  assert.equal(readAs('""'), '""');
});

test('a template that is one interpolation has that one part', () => {
  assert.equal(readAs('"${["a"]}"'), '"${["a"]}"');
});

test('literal text stripped to nothing still counts as a part', () => {
  assert.equal(readAs('" ${~ a ~} "'), '"|${a}|"');
});

test('escapes are decoded in quoted strings', () =>
  checkText('x = "a\\n\\t\\"\\\\ \\u00e9 \\U0001F600 b"\n', 'a\n\t"\\ é 😀 b'));

test('a backslash means itself in a heredoc', () => checkText('x = <<EOT\na\\n\\q\nEOT\n', 'a\\n\\q\n'));

test('doubled signs before a brace are an escape', () =>
  checkText('x = "$${a} %%{b} $ % $$ %% $a"\n', '$${a} %%{b} $ % $$ %% $a'));

test('a third sign does not open an interpolation', async () => {
  await checkText('x = "$$${a}"\n', '$$${a}');
  await checkText('x = "$$$${a} b"\n', '$$$${a} b');
});

test('an empty heredoc is the empty string', () => checkText('x = <<EOT\nEOT\n', ''));

test('an indented closing marker closes', () => checkText('x = <<EOT\n  a\n   EOT\n', '  a\n'));

test('a line that only starts with the marker does not close', () =>
  checkText('x = <<EOT\nEOTS\nEOT foo\nEOT\n', 'EOTS\nEOT foo\n'));

test('a heredoc keeps CRLF', () => checkText('x = <<-EOT\r\n  a\r\n    b\r\n  EOT\r\n', 'a\r\n  b\r\n'));

test('a dedenting heredoc removes the smallest indentation', () =>
  checkText('x = <<-EOT\n    a\n\n      b\n  \n\tc\n  EOT\n', '   a\n\n     b\n  \nc\n'));

test('a heredoc in a call continues on the line after its marker', () => {
  assert.equal(readAs('f(<<EOT\na\nEOT\n, b)'), 'f("a\\n", b)');
});

test('strip markers in a quoted string take all whitespace of the literal', () =>
  checkRendering('x = "%{ for v in y ~}\\n    - ${v}\\n   %{~ endfor }"\n'));

const heredocs: readonly (readonly [string, string])[] = [
  ['markers without indentation', '<<EOT\nstart\n%{~ if y ~}\nyes\n%{~ endif ~}\nend\nEOT'],
  ['a right marker keeps the next line indented', '<<EOT\n%{ for v in y ~}\n    - ${v}\n%{ endfor ~}\n  tail\nEOT'],
  [
    'left markers behind indentation keep the newline',
    '<<EOT\n   %{~ for v in y ~}\n    - ${v}\n   %{~ endfor ~}\n  tail\nEOT',
  ],
  ['after a right marker the next line is no line start', '<<-EOT\n    %{ if y ~}\n    yes\n    %{ endif ~}\n    EOT'],
  ['a left marker behind indentation switches the dedent off', '<<-EOT\n    a\n    ${~ y }\n    c\n    EOT'],
  ['an interpolation in column 0 switches the dedent off', '<<-EOT\n    a\n${y}\n    c\n    EOT'],
  ['an interpolation behind indentation counts it', '<<-EOT\n    a\n  ${y}\n    c\n    EOT'],
  ['else', '<<-EOT\n  %{ if y }\n  a\n  %{ else ~}\n  b\n  %{ endif }\n  EOT'],
  ['nested directives', '<<-EOT\n  %{ for k, v in y ~}\n  %{ if v ~}\n  ${k}\n  %{ endif ~}\n  %{ endfor ~}\n  EOT'],
];

for (const [name, heredoc] of heredocs) {
  test(`heredoc as HashiCorp renders it: ${name}`, () => checkRendering(`x = ${heredoc}\n`));
}

test('the worked examples of dedent and strip', () => {
  assert.equal(readAs(heredocs[3]?.[1] ?? ''), '"|if y <    yes\\n> <>|"');
  assert.equal(readAs(heredocs[4]?.[1] ?? ''), '"    a\\n|${y}|\\n    c\\n"');
});

test('a heredoc inside an interpolation of a heredoc', () => {
  assert.equal(readAs('<<A\n${f(<<B\nb\nB\n)}\nA'), '"${f("b\\n")}|\\n"');
});

test('a literal part spans its text as written', () => {
  const text = 'x = "a\\n${b} c"\n';
  const expression = parse('/w/main.tf', text).body.attributes[0]?.expression;
  const spans =
    expression?.kind === 'template' ? expression.parts.map((part) => text.slice(part.span.start, part.span.end)) : [];
  assert.deepEqual(spans, ['a\\n', '${b}', ' c']);
});

test('a bare template is read with positions of its own text', () => {
  const text = 'a \\n "q" ${b}\n%{ for v in c ~}\n  ${v}\n%{ endfor ~}\nend';
  const { expression, errors } = parseTemplate(text);
  assert.deepEqual(errors, []);
  assert.equal(show(expression), '"a \\\\n \\"q\\" |${b}|\\n|for v in c <  |${v}|\\n>|end"');
  assert.equal(text.slice(expression.parts[1]?.span.start, expression.parts[1]?.span.end), '${b}');
});

test('a bare template of one interpolation has that one part', () => {
  assert.equal(show(parseTemplate('${a.b}').expression), '"${a.b}"');
  assert.equal(show(parseTemplate('').expression), '""');
  assert.equal(show(parseTemplate('EOT\nEOT').expression), '"EOT\\nEOT"');
});

test('a broken bare template is one invalid part', () => {
  const { expression, errors } = parseTemplate('a ${b');
  assert.equal(show(expression), '"${invalid}"');
  assert.ok(errors.length > 0);
});
