// What the manifest says of languages and grammars, and that other Terraform extensions stay in charge (syntaxes/README.md).
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const project = new URL('../../', import.meta.url);
const manifest = read('package.json');

test('every language has its grammar, and every file named is there', () => {
  const contributes = field(manifest, 'contributes');
  const languages = list(field(contributes, 'languages'));
  const grammars = list(field(contributes, 'grammars'));
  assert.deepEqual(
    languages.map((language) => [field(language, 'id'), field(language, 'extensions')]),
    [
      ['terraform', ['.tf']],
      ['terraform-vars', ['.tfvars']],
      ['opentofu', ['.tofu']],
    ],
  );
  assert.deepEqual(
    grammars.map((grammar) => [field(grammar, 'language'), field(grammar, 'scopeName')]),
    languages.map((language) => [field(language, 'id'), 'source.hcl.terraform']),
  );
  const files = [
    ...languages.map((language) => field(language, 'configuration')),
    ...grammars.map((grammar) => field(grammar, 'path')),
  ];
  for (const file of files) assert.ok(existsSync(new URL(text(file), project)), text(file));
});

test('extensions made for Terraform load after this one and so stay in charge', () => {
  // VS Code loads user extensions in the order of their folder names, and the last grammar of a language wins.
  const [publisher, name, version] = ['publisher', 'name', 'version'].map((key) => text(field(manifest, key)));
  const folder = `${publisher ?? ''}.${name ?? ''}-${version ?? ''}`;
  for (const other of ['hashicorp.terraform-2.34.5', 'opentofu.vscode-opentofu-0.2.3']) {
    assert.ok(folder < other, `${folder} loads after ${other}; the publisher's name has to sort before it.`);
  }
});

test("the language configuration's expressions say what they should", () => {
  const { wordPattern, indentationRules } = expressions(read('syntaxes/language-configuration.json'));
  assert.deepEqual('var.my-cidr_1 許可'.match(wordPattern), ['var', 'my-cidr_1', '許可']);
  for (const line of ['resource "a" "b" {', '  x = [ # why', '  y = f(', '  z = "${a["b"]}" == [']) {
    assert.match(line, indentationRules.increase);
  }
  for (const line of ['x = 1 # {', '# {', 'x = "{"', 'x = {}', 'x = "a" // (']) {
    assert.doesNotMatch(line, indentationRules.increase);
  }
  assert.match('  ])', indentationRules.decrease);
});

function expressions(value: unknown) {
  const word = field(value, 'wordPattern');
  const indentation = field(value, 'indentationRules');
  return {
    wordPattern: new RegExp(text(field(word, 'pattern')), `g${text(field(word, 'flags'))}`),
    indentationRules: {
      increase: new RegExp(text(field(indentation, 'increaseIndentPattern'))),
      decrease: new RegExp(text(field(indentation, 'decreaseIndentPattern'))),
    },
  };
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, project), 'utf8'));
}

function list(value: unknown): readonly unknown[] {
  assert.ok(Array.isArray(value));
  return value;
}

function field(value: unknown, name: string): unknown {
  assert.ok(typeof value === 'object' && value !== null, name);
  return new Map<string, unknown>(Object.entries(value)).get(name);
}

function text(value: unknown): string {
  assert.ok(typeof value === 'string');
  return value;
}
