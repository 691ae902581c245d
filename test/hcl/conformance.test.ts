// Our tree against HashiCorp's reading, on every Terraform file there is: the examples, and the cases where present.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parse } from '../support/grammar.ts';
import { differences, referee } from '../support/hclReferee.ts';

const root = path.join(import.meta.dirname, '../..');
const folders = [path.join(root, 'examples'), path.join(root, '../shared/conformance/cases')];

for (const folder of folders) {
  test(`reads every file below ${path.basename(folder)}/ as HashiCorp's parser does`, async (context) => {
    if (!existsSync(folder)) {
      context.diagnostic('The folder is not present; nothing was compared.');
      return;
    }
    const wrong: string[] = [];
    let compared = 0;
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(tf|tofu|tfvars)$/.test(name)) continue;
      const text = readFileSync(path.join(folder, name), 'utf8');
      const file = parse(`/${name}`, text);
      const conversion = await referee.convert(name, text);
      compared++;
      if (conversion.kind === 'converted') {
        wrong.push(...differences(file, conversion.json).map((difference) => `${name}${difference}`));
        if (file.errors.length > 0) wrong.push(`${name}: an error to us alone, ${JSON.stringify(file.errors)}`);
        if (!file.complete) wrong.push(`${name}: not complete`);
      } else if (conversion.kind === 'failed' && conversion.message.startsWith('parse config:')) {
        if (file.errors.length === 0) wrong.push(`${name}: no error to us, ${conversion.message}`);
      }
    }
    context.diagnostic(`${compared} files compared`);
    assert.deepEqual(wrong, []);
  });
}
