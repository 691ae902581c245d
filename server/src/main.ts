// Starts the language server: loads the grammar, makes the connection, listens. The only file that acts on being loaded.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createReferee } from './hcl/hcl2json.ts';
import { loadGrammar } from './hcl/treeSitter.ts';
import { serve } from './lsp/server.ts';
import { SpareMemory } from './memory.ts';
import { nodeFileSystem } from './nodeFileSystem.ts';
import { nodeWorkers } from './nodeWorkers.ts';

/** How long HashiCorp's parser may take over one text, in milliseconds. */
const timeLimitMs = 5000;

async function main(): Promise<void> {
  const connection = createConnection(ProposedFeatures.all);
  const grammar = await loadGrammar({
    runtime: readFileSync(join(__dirname, 'web-tree-sitter.wasm')),
    grammar: readFileSync(join(__dirname, 'tree-sitter-hcl.wasm')),
  });
  const memory = new SpareMemory();
  serve(connection, {
    fileSystem: nodeFileSystem,
    parsers: grammar,
    workers: nodeWorkers({ script: join(__dirname, 'analysisWorker.js'), asksAndHelps: false }),
    referee: createReferee({
      workerPath: join(__dirname, 'hcl', 'hcl2jsonWorker.js'),
      parserPath: join(__dirname, 'main.wasm.gz'),
      timeLimitMs,
    }),
    giveBackMemory: () => memory.giveBack(),
    version: process.env['PORTCULLIS_VERSION'] ?? '',
  });
}

main().catch((error: unknown) => {
  // Without its grammar the server can answer nothing; the editor shows what it says last.
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
