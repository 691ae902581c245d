// Runs inside VS Code's extension host: activates the extension in a folder without Terraform and says how long that took.
import { writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import * as vscode from 'vscode';

/** Called by VS Code. The environment names the extension and the file to report to. */
export async function run(): Promise<void> {
  const id = process.env['PORTCULLIS_SUITE_EXTENSION'] ?? '';
  const extension = vscode.extensions.getExtension(id);
  const wasActive = extension?.isActive;
  const answeredMs = await timed(async () => {
    await extension?.activate();
  });
  const loadedAtOnce = loadedFiles(extension);
  // What the extension has put off until it is active runs before this.
  const afterwardsMs = await timed(() => new Promise((resolve) => setImmediate(resolve)));
  const recorded = await recordedTimes(id);
  const loaded = { loadedAtOnce, loadedAfterwards: loadedFiles(extension) };
  const report = { wasActive, isActive: extension?.isActive, answeredMs, afterwardsMs, ...recorded, ...loaded };
  writeFileSync(process.env['PORTCULLIS_SUITE_REPORT'] ?? '', JSON.stringify(report));
}

/** The files of the extension's code that this process has loaded. */
function loadedFiles(extension: vscode.Extension<unknown> | undefined): readonly string[] {
  const code = join(extension?.extensionPath ?? '', 'dist');
  const paths = Object.keys(require.cache).filter((path) => path.startsWith(code + sep));
  return paths.map((path) => relative(code, path).replaceAll(sep, '/')).sort();
}

async function timed(act: () => PromiseLike<void>): Promise<number> {
  const startMs = performance.now();
  await act();
  return performance.now() - startMs;
}

/** What VS Code's own page "Startup Performance" says of the extension, in milliseconds. */
async function recordedTimes(id: string): Promise<Readonly<Record<string, number>>> {
  await vscode.commands.executeCommand('perfview.show');
  for (;;) {
    const page = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf');
    const lines = page?.getText().split('\n') ?? [];
    const names = lines.find((line) => line.includes('| Load Code |'));
    const figures = lines.find((line) => line.startsWith(`| ${id} `));
    if (names !== undefined && figures !== undefined) {
      const times = new Map(cellsOf(names).map((name, column) => [name, Number(cellsOf(figures)[column])]));
      const [load = NaN, call = NaN, finish = NaN] = ['Load Code', 'Call Activate', 'Finish Activate'].map((name) =>
        times.get(name),
      );
      return { load, call, finish };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function cellsOf(line: string): readonly string[] {
  return line.split('|').map((cell) => cell.trim());
}
