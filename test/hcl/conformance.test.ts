// Our tree against HashiCorp's reading, on every Terraform text there is: the examples, the fixtures, the configurations written
// in tests, and the cases where present.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { readFixture } from '../support/fixture.ts';
import { parse } from '../support/grammar.ts';
import { differences, referee } from '../support/hclReferee.ts';
import { nodesOf, readSources } from '../support/sourceTree.ts';

const root = path.join(import.meta.dirname, '../..');
const folders = ['examples', 'test/syntaxes/fixtures', 'test/fixtures', '../shared/conformance/cases'];

/** A text by the name that a failure is reported under. */
interface NamedText {
  readonly name: string;
  readonly text: string;
}

for (const folder of folders) {
  test(`reads every file below ${folder}/ as HashiCorp's parser does`, async (context) => {
    if (!existsSync(path.join(root, folder))) {
      context.diagnostic('The folder is not present; nothing was compared.');
      return;
    }
    const texts = textsBelow(path.join(root, folder));
    context.diagnostic(`${texts.length} files compared`);
    assert.deepEqual(await disagreements(texts), []);
  });
}

test("reads every configuration written in a test as HashiCorp's parser does", async (context) => {
  const texts = readSources('test/**/*.test.ts').flatMap(({ path: file, tree }) =>
    [...nodesOf(tree)].filter(ts.isNoSubstitutionTemplateLiteral).flatMap((literal) => textsIn(file, literal.text)),
  );
  context.diagnostic(`${texts.length} texts compared`);
  assert.ok(texts.length > 200, 'The configurations are written in another way than they were.');
  assert.deepEqual(await disagreements(texts), []);
});

test("reads every configuration in the documentation as HashiCorp's parser does", async (context) => {
  const pages = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' });
  const texts = pages
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .flatMap((name) => {
      const page = readFileSync(path.join(root, 'docs', name), 'utf8');
      return [...page.matchAll(/^```(?:hcl|terraform)\n([^]*?)^```/gm)].map(([, text = '']) => ({ name, text }));
    });
  context.diagnostic(`${texts.length} texts compared`);
  assert.deepEqual(await disagreements(texts), []);
});

function textsBelow(folder: string): readonly NamedText[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return names
    .filter((name) => /\.(tf|tofu|tfvars)$/.test(name))
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));
}

/** The Terraform files of a fixture; none for a string that is something else. */
function textsIn(test: string, literal: string): readonly NamedText[] {
  if (!/^\s*\w+( "[^"\n]*")* \{$|^\s*[\w-]+ += /m.test(literal)) return [];
  return [...readFixture(literal).files]
    .filter(([file]) => /\.(tf|tofu|tfvars)$/.test(file))
    .map(([file, text]) => ({ name: `${test} ${file} ${JSON.stringify(text.slice(0, 60))}`, text }));
}

/** Where blocks, labels, arguments or literal values differ, and where only one of the two accepts a text. */
async function disagreements(texts: readonly NamedText[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { name, text } of texts) {
    const file = parse('/w/main.tf', text);
    const conversion = await referee.convert(name, text);
    if (conversion.kind === 'converted') {
      wrong.push(...differences(file, conversion.json).map((difference) => `${name}${difference}`));
      if (file.errors.length > 0) wrong.push(`${name}: an error to us alone, ${JSON.stringify(file.errors)}`);
      if (!file.complete) wrong.push(`${name}: not complete`);
    } else if (conversion.kind === 'failed' && conversion.message.startsWith('parse config:')) {
      if (file.errors.length === 0) wrong.push(`${name}: no error to us, ${conversion.message}`);
    }
  }
  return wrong;
}
