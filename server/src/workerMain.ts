// Starts a thread that works for a workspace: loads the grammar, then answers. It acts on being loaded, as main.ts does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { loadGrammar } from './hcl/treeSitter.ts';
import { nodeFileSystem } from './nodeFileSystem.ts';
import { BulkWorker } from './workspace/bulkWorker.ts';
import type { WorkerRequest } from './workspace/workerMessages.ts';

async function main(): Promise<void> {
  const grammar = await loadGrammar({
    runtime: readFileSync(join(__dirname, 'web-tree-sitter.wasm')),
    grammar: readFileSync(join(__dirname, 'tree-sitter-hcl.wasm')),
  });
  const worker = new BulkWorker(nodeFileSystem, grammar);
  parentPort?.on('message', (request: WorkerRequest) => {
    const reply = worker.handle(request);
    if (reply !== undefined) parentPort?.postMessage(reply);
  });
}

// A failure ends the thread, and the main thread says so.
void main();
