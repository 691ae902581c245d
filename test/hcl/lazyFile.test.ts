// What is parsed block by block, as it is asked for, is what parsing the whole gives: on every sound text there is, on thousands of
// damaged ones, and after any number of edits. PORTCULLIS_MUTATIONS says how many, PORTCULLIS_SEED from which number on.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { indexBlocks } from '../../server/src/hcl/blockIndex.ts';
import type { SourceFile } from '../../server/src/hcl/nodes.ts';
import { parse, parseWhole } from '../support/grammar.ts';
import { plainBlock, plainFile } from '../support/plainFile.ts';
import { chanceFrom, mutate, type Chance } from './mutations.ts';

const count = Number(process.env['PORTCULLIS_MUTATIONS'] ?? '400');
const seed = Number(process.env['PORTCULLIS_SEED'] ?? '1');
const root = path.join(import.meta.dirname, '../..');
const folders = ['examples', 'test/syntaxes/fixtures', 'test/fixtures', '../shared/conformance/cases'];
const file = '/w/main.tf';

const traps: readonly string[] = [
  'a "b" {\n  x = <<EOT\n}\nresource "c" "d" {\n<<EOT\nEOT\n}\n',
  'a "b" {\n  x = <<-EOT\n    ${f("}")}\n  EOT\n}\nc "d" {\n}\n',
  'a {\n  x = "$${"\n}\nb {\n  x = "$$${y}"\n}\n',
  'a {\n  x = "${"}"}" # }\n}\nb {}\n',
  'a {\n  x = "%{ if y }{%{ endif }"\n}\nb {\n}\n',
  'a {\n  x = 1 /* }\n} */\n}\nb {\n}\n',
  'a "b" {\n  x = [\nresource "c" "d" {\n]\n}\n}\n',
  'a {\n}b {\n}\n',
  'a {\n} /* x */ b {\n}\n',
  'a {\n} // x\nb\n{\n}\n',
  '/* x */ a {\n}\n',
  'a "b\\u0063" {\n}\n',
  'a "b${c}" {\n}\n',
  'a {\r\n  x = 1 # y\r\n}\r\nb {\r\n}\r\n',
  'a {\n  x = <<E\nE\n}\nb {\n  x = <<E\n${<<E\nE\n}\nE\n}\n',
  'a {\n  x = <<EOT\n${y(\nEOT\n)}\nEOT\n}\n',
  'a {\n  x = "y\n}\nb {\n  z = "\n}\n',
  'a { x = 1 }\nb { x = 1\n}\nc {}\n',
  'a {\n  x = 1\n  x = 2\n}\nx = 1\n',
  'a {\n  é = 1\n}\n',
  'a {\n  x = "é"\n}\n# é\nb {\n}\n',
  '\ufeffa {\n}\n',
  'a {\n  x = y ? <<E : z\nE\n}\n',
  'a {\n  x = 1 <<E\nE\n}\n',
  'a {\n  x = <<E\nfoo\n E',
  'a {\n  x = (\n    1\n  )\n}\n\n\n',
];

test('texts that lead astray are read in parts as they are in one', () => {
  for (const text of traps) check(text, chanceFrom(1));
});

test('a block within which another lacks its opening brace ends where it ends in the whole', () => {
  const text = 'a "b" {\n  c\n    x = 1\n  }\n#}\n';
  assert.equal(indexBlocks(text), undefined);
  check(text, chanceFrom(1));
  // A word that is being typed opens nothing: the other blocks need not be read for it.
  const typed = 'a "b" {\n  c\n  x = 1\n}\n#}\n';
  assert.equal(indexBlocks(typed)?.blocks.length, 1);
  check(typed, chanceFrom(1));
});

test('every file of the examples, of the fixtures and of the cases is read in parts as it is in one', (context) => {
  const chance = chanceFrom(7);
  let inParts = 0;
  const texts = textsBelow(folders);
  for (const text of texts) {
    check(text, chance);
    if (indexBlocks(text) !== undefined) inParts++;
  }
  context.diagnostic(`${inParts} of ${texts.length} files are read in parts`);
  assert.ok(inParts > texts.length * 0.7, `only ${inParts} of ${texts.length}`);
});

test(`${count} damaged texts from ${seed} on, each a reading on top of the last, are read in parts as they are in one`, () => {
  const texts = textsBelow(folders).filter((text) => text.length < 12_000);
  for (let number = seed; number < seed + count;) {
    const chance = chanceFrom(number * 104_729);
    const sound = texts[chance(texts.length)] ?? '';
    let last = check(sound, chance);
    for (let edits = 1 + chance(8); edits > 0 && number < seed + count; edits--, number++) {
      const blocks = last.body.blocks.map((block) => block.span);
      // Now and then back to the sound text: what was known of the damaged one must not be carried along.
      const text = chance(4) === 0 ? sound : mutate(last.text, blocks, texts, chance).text;
      last = check(text, chance, last, `number ${number}`);
    }
  }
});

test('blocks that an edit leaves as they are keep their identity before it, and their content behind it', () => {
  const block = (name: string, value: string): string => `a "${name}" {\n  x = ${value}\n}\n`;
  const first = parse(file, block('b', '1') + block('c', '2') + block('d', '3'));
  assert.equal(first.complete, true);
  const second = parse(file, block('b', '1') + block('c', '22222') + block('d', '3'), first);
  assert.equal(second.body.blocks[0], first.body.blocks[0]);
  assert.deepEqual(plainFile(second), plainFile(parseWhole(file, second.text)));
});

test('a label that holds a sequence is read on top of the last text as it is by itself', () => {
  const text = (name: string): string => `a "${name}" {\n  x = [1]\n}`;
  const first = parse(file, text('b'));
  assert.equal(first.complete, true);
  const odd = parse(file, text('b%{c'), first);
  assert.deepEqual(plainFile(odd), plainFile(parseWhole(file, odd.text)));
});

test('while one block does not parse, the others are not parsed again', () => {
  const block = (name: string, value: string): string => `a "${name}" {\n  x = ${value}\n}\n`;
  const first = parse(file, block('b', '1') + block('c', '2') + block('d', '3'));
  assert.equal(first.complete, true);
  const broken = parse(file, block('b', '1') + block('c', '') + block('d', '3'), first);
  assert.equal(broken.complete, false);
  assert.equal(broken.body.blocks[0], first.body.blocks[0]);
  const further = parse(file, block('b', '1') + block('c', '[') + block('d', '3'), broken);
  assert.equal(further.complete, false);
  assert.equal(further.body.blocks[0], first.body.blocks[0]);
  const whole = parse(file, block('b', '1') + block('c', '[4]') + block('d', '3'), further);
  assert.equal(whole.complete, true);
  assert.equal(whole.body.blocks[0], first.body.blocks[0]);
  for (const reading of [broken, further, whole])
    assert.deepEqual(plainFile(reading), plainFile(parseWhole(file, reading.text)));
});

/** The reading, with what is in it asked for in some order. */
function check(text: string, chance: Chance, last?: SourceFile, name = text): SourceFile {
  const read = parse(file, text, last);
  if (chance(2) === 0) assert.equal(read.complete, parseWhole(file, text).complete, name);
  const { blocks } = read.body;
  // A half of the readings leaves most blocks unread for the next one.
  const some = chance(2) === 0 ? blocks[chance(blocks.length)] : undefined;
  if (some !== undefined) plainBlock(some);
  const [parsed, whole] = [plainFile(parse(file, text, last)), plainFile(parseWhole(file, text))];
  if (JSON.stringify(parsed) !== JSON.stringify(whole)) assert.deepEqual(parsed, whole, name);
  if (chance(2) === 0) plainFile(read);
  return read;
}

function textsBelow(places: readonly string[]): readonly string[] {
  return places.flatMap((place) => {
    const folder = path.join(root, place);
    if (!existsSync(folder)) return [];
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(tf|tfvars)$/.test(name),
    );
    return names.toSorted().map((name) => readFileSync(path.join(folder, name), 'utf8'));
  });
}
