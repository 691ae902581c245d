// Everything a user reads stands in both languages, with the same places, and somebody says it. Settings are what they say.
import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { visit } from 'jsonc-parser';
import ts from 'typescript';
import { defaultCheckSettings } from '../server/src/checks/settings.ts';
import { readSettings } from '../server/src/lsp/settings.ts';
import { configurationProperties, readJson } from './support/manifest.ts';
import { nodesOf, placeOf, readSources } from './support/sourceTree.ts';

const root = dirname(import.meta.dirname);
const rooms = ['hcl', 'terraform', 'aws', 'checks', 'fixes', 'team', 'workspace', 'proof', 'lsp', 'cli'];
const server = readSources('server/src/**/*.ts');
const english = new Map(rooms.flatMap((room) => [...tableOf(`l10n/en/${room}.json`)]));

test('every room has its sentences in both languages and no other room has', () => {
  const files = rooms.map((room) => `${room}.json`).toSorted();
  assert.deepEqual(readdirSync(join(root, 'l10n', 'en')).toSorted(), files);
  assert.deepEqual(readdirSync(join(root, 'l10n', 'ja')).toSorted(), files);
});

for (const room of rooms) {
  test(`the sentences of ${room} agree in English and Japanese`, () => {
    const en = tableOf(`l10n/en/${room}.json`);
    agree(en, tableOf(`l10n/ja/${room}.json`));
    for (const id of en.keys()) assert.match(id, new RegExp(`^${room}\\.[a-z][A-Za-z0-9]*$`));
  });
}

test('every sentence is said somewhere', () => {
  const said = new Set<string>();
  for (const { tree } of server) {
    for (const node of nodesOf(tree)) if (ts.isStringLiteralLike(node)) said.add(node.text);
  }
  const unsaid = [...english.keys()].filter((id) => !said.has(id));
  assert.deepEqual(unsaid, []);
});

test('whoever says a sentence fills its places', () => {
  const wrong: string[] = [];
  for (const source of server) {
    for (const node of nodesOf(source.tree)) {
      const said = ts.isCallExpression(node) ? sentenceSaid(node) : undefined;
      const sentence = said === undefined ? undefined : english.get(said.id);
      if (said === undefined || sentence === undefined) continue;
      const places = placesOf(sentence);
      const missing = places.filter((place) => !said.values.includes(place));
      const unused = said.values.filter((value) => !places.includes(value));
      for (const name of missing) wrong.push(`${placeOf(source, node)}: ${said.id} needs ${name}`);
      for (const name of unused) wrong.push(`${placeOf(source, node)}: ${said.id} has no place for ${name}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('the manifest agrees in English and Japanese and every entry is used', () => {
  const en = tableOf('package.nls.json');
  agree(en, tableOf('package.nls.ja.json'));
  const used = [...readFileSync(join(root, 'package.json'), 'utf8').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
  assert.deepEqual([...new Set(used)].toSorted(), [...en.keys()].toSorted());
});

test('the client agrees in English and Japanese and every entry is used', () => {
  const en = tableOf('l10n/bundle.l10n.json');
  agree(en, tableOf('l10n/bundle.l10n.ja.json'));
  for (const [key, sentence] of en) assert.equal(sentence, key);
  const used = new Set<string>();
  for (const { tree } of readSources('client/src/**/*.ts')) {
    for (const node of nodesOf(tree)) {
      if (!ts.isCallExpression(node) || !/\bl10n\.t$/.test(node.expression.getText())) continue;
      const [first] = node.arguments;
      assert.ok(first !== undefined && ts.isStringLiteralLike(first), `${node.getText()} names no sentence.`);
      used.add(first.text);
    }
  }
  assert.deepEqual([...used].toSorted(), [...en.keys()].toSorted());
});

test('every page of a check is in Japanese where its name says so', () => {
  const pages = globSync('docs/checks/*.ja.md', { cwd: root });
  for (const page of pages) assert.ok(isJapanese(readFileSync(join(root, page), 'utf8')), basename(page));
});

test('settings that nobody has made are those of the manifest', () => {
  const section = Object.fromEntries(
    [...configurationProperties()].map(([name, setting]) => [withoutPrefix(name), setting['default']]),
  );
  const made = readSettings(section, undefined);
  assert.deepEqual(made, readSettings(undefined, undefined));
  assert.deepEqual(made.warnings, []);
  assert.deepEqual(made.settings.checks, defaultCheckSettings);
});

test('a setting of the wrong type gives one warning that names it, and its default', () => {
  for (const name of configurationProperties().keys()) {
    for (const value of [{ no: 'such value' }, ['no', { such: 'value' }]]) {
      const nested = withoutPrefix(name)
        .split('.')
        .reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
      for (const section of [{ [withoutPrefix(name)]: value }, nested]) {
        const { settings, warnings } = readSettings(section, undefined);
        assert.deepEqual(
          warnings.map(({ values }) => values['name']),
          [name],
          `${name} = ${JSON.stringify(value)}`,
        );
        assert.deepEqual(settings, readSettings(undefined, undefined).settings);
      }
    }
  }
});

test('every value that the manifest offers for a setting is taken', () => {
  for (const [name, setting] of configurationProperties()) {
    const offered: readonly unknown[] = Array.isArray(setting['enum']) ? setting['enum'] : [];
    for (const value of [...offered, setting['default'], null]) {
      const { warnings } = readSettings({ [withoutPrefix(name)]: value }, undefined);
      assert.deepEqual(warnings, [], `${name} = ${JSON.stringify(value)}`);
    }
  }
});

/** The sentences of a file by their ids; fails where an id stands twice. */
function tableOf(path: string): ReadonlyMap<string, string> {
  const ids: string[] = [];
  visit(readFileSync(join(root, path), 'utf8'), { onObjectProperty: (id) => void ids.push(id) });
  assert.equal(new Set(ids).size, ids.length, `${path} has an id twice.`);
  return new Map(
    Object.entries(readJson(path)).map(([id, sentence]) => {
      assert.ok(typeof sentence === 'string' && sentence.trim() !== '', `${path}: ${id} is empty.`);
      return [id, sentence];
    }),
  );
}

function agree(en: ReadonlyMap<string, string>, ja: ReadonlyMap<string, string>): void {
  assert.deepEqual([...ja.keys()].toSorted(), [...en.keys()].toSorted());
  for (const [id, sentence] of en) {
    const japanese = ja.get(id) ?? '';
    assert.deepEqual(placesOf(japanese), placesOf(sentence), `${id} has other places in Japanese.`);
    assert.ok(!isJapanese(sentence), `${id} is Japanese in English.`);
    // What is made of places and signs alone, such as `{a}: {b}`, is the same in every language.
    const hasWords = /\p{Letter}/u.test(sentence.replaceAll(/\{\w+\}/g, ''));
    assert.ok(!hasWords || isJapanese(japanese), `${id} is not Japanese in Japanese.`);
  }
}

/** The names in braces, each once, sorted. */
function placesOf(sentence: string): readonly string[] {
  return [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].toSorted();
}

/** The sentence of a call `message('id', { ... })`; undefined where the id or the values are not written out. */
function sentenceSaid(call: ts.CallExpression): { id: string; values: readonly string[] } | undefined {
  const [id, values] = call.arguments;
  if (call.expression.getText() !== 'message' || id === undefined || !ts.isStringLiteralLike(id)) return undefined;
  if (values === undefined) return { id: id.text, values: [] };
  if (!ts.isObjectLiteralExpression(values)) return undefined;
  const names = values.properties.map(({ name }) =>
    name !== undefined && ts.isIdentifier(name) ? name.text : undefined,
  );
  return names.every((name) => name !== undefined) ? { id: id.text, values: names } : undefined;
}

function withoutPrefix(setting: string): string {
  return setting.replace(/^portcullis\./, '');
}

function isJapanese(text: string): boolean {
  return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text);
}
