// The loaded grammar, ready to use: `import { parse } from '../support/grammar.ts'`.
// It reads the wasm files where npm put them; the built program finds them beside its bundle.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadGrammar } from '../../server/src/hcl/treeSitter.ts';

const modules = path.join(import.meta.dirname, '../../node_modules');

export const { parse, parseWhole, parseTemplate, parseExpression } = await loadGrammar({
  runtime: readFileSync(path.join(modules, 'web-tree-sitter/web-tree-sitter.wasm')),
  grammar: readFileSync(path.join(modules, '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm')),
});
