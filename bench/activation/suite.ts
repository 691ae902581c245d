// Runs inside VS Code's extension host: activates the extension in a folder without Terraform and says how long that took.
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

/** Called by VS Code. The environment names the extension and the file to report to. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension(process.env['PORTCULLIS_SUITE_EXTENSION'] ?? '');
  const wasActive = extension?.isActive;
  const startMs = performance.now();
  await extension?.activate();
  const report = { wasActive, isActive: extension?.isActive, milliseconds: performance.now() - startMs };
  writeFileSync(process.env['PORTCULLIS_SUITE_REPORT'] ?? '', JSON.stringify(report));
}
