// The grammar, scope by scope: each file of fixtures/ is Terraform with the expected scopes written under it (see
// scopeMarkers.ts), named after what it shows. A file whose first line says `# broken` is text still being typed.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { checkScopes, loadGrammar, tokenize } from './scopeMarkers.ts';

const grammar = await loadGrammar();
const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));
let markers = 0;

for (const file of readdirSync(fixtures).sort()) {
  test(file.replace(/\.tf$/, '').replaceAll('-', ' '), () => {
    // A checkout may have given the file Windows line endings; the markers are written for either.
    const count = checkScopes(grammar, readFileSync(join(fixtures, file), 'utf8').replaceAll('\r\n', '\n'));
    assert.ok(count > 0, 'A fixture without a marker shows nothing.');
    markers += count;
  });
}

test('every fixture reads the same with Windows line endings', () => {
  for (const file of readdirSync(fixtures)) {
    const text = readFileSync(join(fixtures, file), 'utf8').replaceAll('\r\n', '\n');
    const unix = tokenize(grammar, text);
    const windows = tokenize(grammar, text.replaceAll('\n', '\r\n'));
    unix.lines.forEach(({ text: line, tokens }, index) => {
      const cut = windows.lines[index]?.tokens.map((token) => ({ ...token, end: Math.min(token.end, line.length) }));
      assert.deepEqual(
        cut?.filter(({ start, end }) => start < end),
        tokens.filter(({ start, end }) => start < end),
        `${file}: ${line}`,
      );
    });
    assert.equal(windows.depth, unix.depth, file);
  }
});

test('wherever a text breaks off, the next block is coloured as a block', () => {
  for (const file of readdirSync(fixtures)) {
    const text = readFileSync(join(fixtures, file), 'utf8');
    for (let offset = 0; offset < text.length; offset += 5) {
      const { lines } = tokenize(grammar, `${text.slice(0, offset)}\nresource "a" "b" {\n}`);
      const scopes = lines.at(-2)?.tokens[0]?.scopes.join(' ') ?? '';
      // A comment and a heredoc go on until their own end: there the language itself has no other reading.
      if (/comment\.block|string\.unquoted\.heredoc/.test(scopes)) continue;
      const after = JSON.stringify(text.slice(Math.max(0, offset - 40), offset));
      assert.match(scopes, /keyword\.other\.block/, `${file}, after ${after}`);
      assert.doesNotMatch(scopes, /string/, `${file}, after ${after}`);
    }
  }
});

test('the fixtures above hold enough markers to mean something', () => {
  assert.ok(markers >= 40, `Only ${markers} markers were read.`);
});

test('every rule that is included exists, and every rule that exists is included', () => {
  const text = readFileSync(new URL('../../syntaxes/terraform.tmLanguage.json', import.meta.url), 'utf8');
  const included = new Set(Array.from(text.matchAll(/"include": "#([\w-]+)"/g), (match) => match[1]));
  const raw: unknown = JSON.parse(text);
  assert.ok(typeof raw === 'object' && raw !== null && 'repository' in raw);
  assert.ok(typeof raw.repository === 'object' && raw.repository !== null);
  assert.deepEqual([...included].sort(), Object.keys(raw.repository).sort());
});

test('nothing is left open at the end of any file of the conformance suite whose brackets balance', (context) => {
  const folder = fileURLToPath(new URL('../../../shared/conformance/cases', import.meta.url));
  if (!existsSync(folder)) {
    context.diagnostic('The conformance suite is not beside this project, so its files were not read.');
    return;
  }
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(tf|tofu)$/.test(file));
  const openFiles: string[] = [];
  let balanced = 0;
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    const { depth } = tokenize(grammar, text);
    if (!balances(text)) continue;
    balanced += 1;
    if (depth !== 1) openFiles.push(file);
  }
  context.diagnostic(`${files.length} files read, ${balanced} of them with balanced brackets.`);
  assert.deepEqual(openFiles, []);
});

/** Whether each bracket of a text has its partner. Counts characters and knows no strings, on purpose: it is not the grammar. */
function balances(text: string): boolean {
  return ['{}', '[]', '()'].every(([open = '', close = '']) => text.split(open).length === text.split(close).length);
}
