// What is read without the grammar is what the grammar reads: in blocks put together by chance from the pieces that values are made
// of, sound or not. PORTCULLIS_MUTATIONS says how many, PORTCULLIS_SEED from which number on. lazyFile.test.ts holds it on whole files.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainBody, plainFile } from '../../server/src/hcl/plainBlock.ts';
import { parseWhole } from '../support/grammar.ts';
import { chanceFrom, type Chance } from './mutations.ts';

const count = Number(process.env['PORTCULLIS_MUTATIONS'] ?? '4000');
const seed = Number(process.env['PORTCULLIS_SEED'] ?? '1');
const file = '/w/main.tf';

test(`${count} blocks of pieces put together by chance from ${seed} on are read without the grammar as with it`, (context) => {
  let plain = 0;
  for (let number = seed; number < seed + count; number++) {
    const chance = chanceFrom(number * 15_485_863);
    if (check(`a "b" {\n${items(chance, 2)}}\n`, `number ${number}`)) plain++;
  }
  context.diagnostic(`${plain} of ${count} blocks were read without the grammar`);
  assert.ok(plain > count / 10, `only ${plain} of ${count}`);
});

test(`${count} files of pieces put together by chance from ${seed} on are read without the grammar as with it`, (context) => {
  let plain = 0;
  for (let number = seed; number < seed + count; number++) {
    const chance = chanceFrom(number * 32_452_843);
    if (
      checkFile(
        `${of(chance, starts)}${items(chance, 2)}${of(chance, ['', '', '', '', '', ...oddities])}`,
        `number ${number}`,
      )
    )
      plain++;
  }
  context.diagnostic(`${plain} of ${count} files were read without the grammar`);
  assert.ok(plain > count / 20, `only ${plain} of ${count}`);
});

test('a variable file of the usual shape is read without the grammar', () => {
  const text = '# Production\n\nregion = "eu-west-1"\ncidrs  = ["10.0.0.0/8",] // ours\ntags = {\n  a = 1\n}\n# end';
  assert.ok(checkFile(text, text));
});

test('a block of the usual shape is read without the grammar', () => {
  const body =
    '  count = 2 # two\n  tags = merge(var.tags, { Name = "${var.name}-web", "k" = [1, "x",] })\n\n' +
    '  ingress {\n    cidr_blocks = ["0.0.0.0/0"] // all\n    to = local.ports[each.key].to\n  }\n';
  assert.ok(check(`a "b" {\n${body}}\n`, body));
});

/** Whether the block is read without the grammar. */
function check(text: string, name: string): boolean {
  const body = plainBody(file, text, text.indexOf('{') + 1, text.lastIndexOf('}'));
  if (body === undefined) return false;
  const whole = parseWhole(file, text);
  assert.deepEqual([whole.errors, whole.complete, whole.body.blocks.length], [[], true, 1], `${name}\n${text}`);
  assert.deepEqual(body, whole.body.blocks[0]?.body, `${name}\n${text}`);
  return true;
}

/** Whether the file is read without the grammar. */
function checkFile(text: string, name: string): boolean {
  const read = plainFile(file, text);
  if (read !== undefined) assert.deepEqual(read, parseWhole(file, text), `${name}\n${text}`);
  return read !== undefined;
}

const starts = [
  '',
  '',
  '',
  '',
  '',
  '# a\n',
  '# a\0\n',
  '# a\r \n',
  '// a\r\n',
  '\n',
  ' \t\n',
  '\ufeff',
  '/* a */\n',
  '}\n',
];

function items(chance: Chance, depth: number): string {
  let text = '';
  for (let left = 1 + chance(3); left > 0; left--) {
    if (depth > 0 && chance(4) === 0)
      text += `${of(chance, blockStarts)}${items(chance, depth - 1)}}${of(chance, ends)}`;
    else text += `${of(chance, names)}${of(chance, signs)}${value(chance, 3)}${of(chance, ends)}`;
  }
  return text;
}

function value(chance: Chance, depth: number): string {
  const inside = (): string => value(chance, depth - 1);
  const list = (): string => Array.from({ length: chance(4) }, inside).join(of(chance, separators));
  const entry = (): string => `${of(chance, [...names, '"k"', '"${k}"', '(k)', '1'])}${of(chance, signs)}${inside()}`;
  const entries = (): string => Array.from({ length: chance(4) }, entry).join(of(chance, [...separators, '\n', '\n']));
  const gap = (): string => of(chance, gaps);
  switch (depth <= 0 ? 15 : chance(16)) {
    case 0:
      return `[${gap()}${list()}${gap()}]`;
    case 1:
      return `{${gap()}${entries()}${gap()}}`;
    case 2:
      return `${of(chance, names)}(${gap()}${list()}${gap()})`;
    case 3:
      return `"${of(chance, literals)}\${${inside()}}${of(chance, literals)}"`;
    case 4:
      return `${of(chance, names)}${of(chance, ['.', '.', '[0].', '.0.', ' .', '\n.'])}${of(chance, names)}`;
    case 5:
      return `${inside()}[${inside()}]`;
    case 6:
      return `${inside()}${of(chance, oddities)}`;
    case 7:
      return `${inside()}${of(chance, operators)}${inside()}`;
    case 8:
      return `${inside()}${of(chance, [' ? ', ' ? ', '?', '\n? '])}${inside()}${of(chance, [' : ', ' : ', ':', ' :\n'])}${inside()}`;
    default:
      return of(chance, leaves);
  }
}

/** One of the choices, those in front more often. */
function of(chance: Chance, choices: readonly string[]): string {
  return choices[Math.min(chance(choices.length), chance(choices.length), chance(choices.length))] ?? '';
}

const names = [
  'x',
  'y',
  'z_1',
  'format',
  'ingress',
  'iffy',
  'for_each',
  'elsewhere',
  'a-b',
  'truex',
  'nullable',
  'for',
  'null',
  'in',
  '_u',
];
const signs = [' = ', ' = ', ' = ', '=', '   = ', ' =\n', ' : ', ' == ', '\t= '];
const ends = ['\n', '\n', '\n', '\n', ' # c\n', ' // c }\n', '  \n\n', '\n  # }\n', '', ' /* c */\n', '\r\n'];
const blockStarts = ['c {\n', 'c {\n', 'c "d" {\n', 'c "d""e"{\n', 'c {', 'c d {\n', 'c\n{\n', 'c { # x\n', '"c" {\n'];
const separators = [', ', ', ', ', ', ',', ',\n', '\n,', ' , ', ' '];
const gaps = ['', '', '', ' ', '\n', ',', ',\n', ' # c\n'];
const literals = ['', '', 'a', ' b ', '-', '$', '$$', '%', '\\n', '}', '{', 'é', '#', '//'];
const operators = [
  ' == ',
  ' && ',
  ' || ',
  ' + ',
  ' != ',
  ' > ',
  ' - ',
  ' <= ',
  ' * ',
  ' % ',
  ' < ',
  ' / ',
  '&&',
  ' -',
  '-',
  ' = ',
  ' =\n',
];
const oddities = [
  ' + 1',
  ' ? 1 : 2',
  '.*.a',
  '[*]',
  '...',
  '.a',
  '\n',
  ' ',
  '"',
  '}',
  '[',
  '::f()',
  '(1)',
  '-',
  '.5',
  'e3',
  '$',
];
const leaves = [
  '1',
  'true',
  'x',
  'x.y',
  '"a"',
  '"${x}"',
  'null',
  'each.key',
  '"a-${x.y}-b"',
  '[]',
  'f()',
  '{}',
  '0',
  '1.5',
  'x.y.z',
  '""',
  '" a"',
  'false',
  '01',
  '1.',
  '0x1',
  '1e3',
  '-1',
  '!x',
  'x-1',
  '"${ x }"',
  '"${~ x ~}"',
  '"%{ if x }a%{ endif }"',
  '"$${a}"',
  '"$a"',
  'for',
  'x.true',
  'x.for',
  'x.null',
  'nullx',
  '(x)',
  '<<E\na\nE\n',
];
