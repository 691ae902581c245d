// Reads Terraform with scope markers under it, and says what the grammar makes of it.
// It loads the grammar as an editor does; it judges no colour, only scopes. Called by the grammar tests.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import type { IGrammar, StateStack } from 'vscode-textmate';

const grammarPath = new URL('../../syntaxes/terraform.tmLanguage.json', import.meta.url);

/** One token of a line: UTF-16 columns, end exclusive, scopes from the outermost in. */
export interface ScopedToken {
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

/** A text as the grammar reads it; `depth` is the number of rules still open at its end, 1 being the grammar itself. */
export interface ScopedText {
  readonly lines: readonly { readonly text: string; readonly tokens: readonly ScopedToken[] }[];
  readonly depth: number;
}

/**
 * Checks every marker of a fixture and returns how many there were.
 *
 * A marker is a line such as `#   ^^^^ keyword.other.block !string` below the line it speaks of: every character above
 * a caret has each named scope (or one that begins with it and a dot), and none of those after `!`.
 * Column 0 holds the `#`, so fixtures are indented. Marker lines are not given to the grammar.
 */
export function checkScopes(grammar: IGrammar, fixture: string): number {
  const markers: { line: number; start: number; end: number; scopes: string[] }[] = [];
  const lines: string[] = [];
  for (const line of fixture.split('\n')) {
    const marker = /^(# *)(\^+) +(\S.*)$/.exec(line);
    if (!marker) {
      lines.push(line);
      continue;
    }
    const [, before = '', carets = '', scopes = ''] = marker;
    const start = before.length;
    markers.push({ line: lines.length - 1, start, end: start + carets.length, scopes: scopes.trim().split(/\s+/) });
  }
  const scoped = tokenize(grammar, lines.join('\n'));
  for (const marker of markers) {
    const line = scoped.lines[marker.line];
    assert.ok(line, 'A marker needs a line above it.');
    assert.ok(marker.end <= line.text.length, `A marker reaches beyond its line: ${line.text}`);
    for (const token of line.tokens) {
      if (token.end <= marker.start || token.start >= marker.end) continue;
      for (const scope of marker.scopes) {
        assert.ok(holds(token, scope), complaint(line.text, token, scope));
      }
    }
  }
  return markers.length;
}

/** The tokens of every line of a text. Lines are cut at `\n` alone, so that a `\r` reaches the grammar. */
export function tokenize(grammar: IGrammar, text: string): ScopedText {
  let state: StateStack = textmate.INITIAL;
  const lines = text.split('\n').map((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    const tokens = result.tokens.map(({ startIndex, endIndex, scopes }) => ({
      start: startIndex,
      // The grammar library adds a line feed of its own to each line.
      end: Math.min(endIndex, line.length),
      scopes,
    }));
    return { text: line, tokens };
  });
  return { lines, depth: state.depth };
}

/** Loads the grammar with the same two libraries that VS Code uses. */
export async function loadGrammar(): Promise<IGrammar> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    }),
    loadGrammar: (scopeName) =>
      Promise.resolve(
        scopeName === 'source.hcl.terraform'
          ? textmate.parseRawGrammar(readFileSync(grammarPath, 'utf8'), 'terraform.tmLanguage.json')
          : null,
      ),
  });
  const grammar = await registry.loadGrammar('source.hcl.terraform');
  assert.ok(grammar, 'The grammar did not load.');
  return grammar;
}

function holds(token: ScopedToken, scope: string): boolean {
  const name = scope.replace(/^!/, '');
  const found = token.scopes.some((each) => each === name || each.startsWith(`${name}.`));
  return scope.startsWith('!') ? !found : found;
}

function complaint(line: string, token: ScopedToken, scope: string): string {
  const text = line.slice(token.start, token.end);
  return `Expected ${scope} at "${text}" in "${line}", found: ${token.scopes.join(' ')}`;
}
