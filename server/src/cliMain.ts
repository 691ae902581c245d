// Starts the command line: loads the grammar, runs, sets the exit code. It acts on being loaded, as main.ts does.
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from './cli/cli.ts';
import { createReferee } from './hcl/hcl2json.ts';
import { loadGrammar } from './hcl/treeSitter.ts';
import { nodeFileSystem } from './nodeFileSystem.ts';
import { nodeWorkers } from './nodeWorkers.ts';

/** How long HashiCorp's parser may take over one text, in milliseconds. */
const timeLimitMs = 5000;

async function main(): Promise<void> {
  const grammar = await loadGrammar({
    runtime: readFileSync(join(__dirname, 'web-tree-sitter.wasm')),
    grammar: readFileSync(join(__dirname, 'tree-sitter-hcl.wasm')),
  });
  const workerPath = join(__dirname, 'hcl', 'hcl2jsonWorker.js');
  const referee = createReferee({ workerPath, parserPath: join(__dirname, 'main.wasm.gz'), timeLimitMs });
  process.exitCode = await run(process.argv.slice(2), {
    fileSystem: nodeFileSystem,
    parsers: grammar,
    workers: nodeWorkers({ script: join(__dirname, 'analysisWorker.js'), asksAndHelps: true }),
    referee,
    environment: process.env,
    absolute: (path) => resolve(path),
    version: process.env['PORTCULLIS_VERSION'] ?? '',
    now: new Date(),
    writeFile,
    write: (text) => writeWhole(1, text),
    writeError: (text) => writeWhole(2, text),
    colors: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    errorIsTerminal: process.stderr.isTTY,
  });
  referee.stop();
}

/** Why a file could not be written, where it could not. */
function writeFile(path: string, text: string): string | undefined {
  try {
    writeFileSync(path, text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Writes all of a text before going on, also into a pipe that is slow to take it. */
function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  let offset = 0;
  while (offset < bytes.length) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') continue;
      if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return;
      throw error;
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
});
