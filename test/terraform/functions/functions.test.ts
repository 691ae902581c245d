// Every function, by tables of calls. What is unknown, and what reads files, has its own tests beside this one.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { functionNames } from '../../../server/src/terraform/functions/index.ts';
import { errorWithin } from '../../../server/src/terraform/values.ts';
import { evaluateText, show } from '../../support/expression.ts';
import { cidrExamples } from './cidr.examples.ts';
import { collectionExamples } from './collection.examples.ts';
import { controlExamples } from './control.examples.ts';
import { conversionExamples } from './conversion.examples.ts';
import { documentExamples } from './document.examples.ts';
import { encodingExamples } from './encoding.examples.ts';
import type { Example } from './example.ts';
import { formatExamples } from './format.examples.ts';
import { numberExamples } from './number.examples.ts';
import { pathExamples } from './path.examples.ts';
import { regexExamples } from './regex.examples.ts';
import { stringExamples } from './string.examples.ts';
import { timeExamples } from './time.examples.ts';

const tables: Readonly<Record<string, readonly Example[]>> = {
  networks: cidrExamples,
  collections: collectionExamples,
  'errors and marks': controlExamples,
  conversion: conversionExamples,
  'JSON, YAML and CSV': documentExamples,
  'encodings and digests': encodingExamples,
  formats: formatExamples,
  numbers: numberExamples,
  paths: pathExamples,
  'regular expressions': regexExamples,
  text: stringExamples,
  'time and what differs in every run': timeExamples,
};

for (const [name, examples] of Object.entries(tables)) {
  test(`functions on ${name} come to what Terraform says`, () => {
    const failures = examples.flatMap(([expression, expected]) => {
      const value = evaluateText(expression);
      const actual = errorWithin(value) === undefined ? show(value) : 'error';
      return actual === expected ? [] : [`${expression} is ${actual}, not ${expected}`];
    });
    assert.deepEqual(failures, []);
  });
}

test('every function has an example of success and one of failure', () => {
  const withFiles = readFileSync(path.join(import.meta.dirname, 'files.test.ts'), 'utf8');
  const examples = Object.values(tables).flat();
  const missing = functionNames().flatMap((name) => {
    const own = examples.filter(([expression]) => expression.startsWith(`${name}(`));
    const succeeds = own.some(([, result]) => result !== 'error');
    const fails = own.some(([, result]) => result === 'error');
    const isRemoved = name === 'list' || name === 'map';
    if (withFiles.includes(`${name}(`) || (fails && (succeeds || isRemoved))) return [];
    return [`${name}: ${succeeds ? 'no failure' : 'no success'}`];
  });
  assert.deepEqual(missing, []);
});

test('no function stands in two families', () => {
  const names = functionNames();
  assert.equal(new Set(names).size, names.length);
  // 118 of Terraform 1.11, its two removed ones, `convert` of 1.15, and three of OpenTofu alone.
  assert.equal(names.length, 124);
});

test('each entry of a function table links its page', () => {
  const folder = path.join(import.meta.dirname, '../../../server/src/terraform/functions');
  const text = readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
  const unlinked = functionNames().filter((name) => {
    const page = name === 'index' ? 'index_function' : name;
    return !new RegExp(`language/functions/${page} \\*/\\n\\s+${name}[:,]`).test(text);
  });
  assert.deepEqual(unlinked, []);
});
