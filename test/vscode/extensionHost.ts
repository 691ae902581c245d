// A suite that runs inside VS Code's extension host, with the real API: the same in a desktop VS Code (npm run
// test:desktop) and in the embedded one (extensionHost.test.ts). It is bundled to one file, and VS Code calls `run`.
// Its workspace is a copy of the example that it may change.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { literalSshFinding, parseFindings, placeName } from './support/findings.ts';
import type { ListedFinding } from './support/findings.ts';

/** Runs every case, one after the other; rejects with all that failed. Also writes the outcome where it was asked to. */
export async function run(): Promise<void> {
  const lines: string[] = [];
  const failures: string[] = [];
  for (const [name, testCase] of Object.entries(cases)) {
    try {
      await testCase();
      lines.push(`ok: ${name}`);
    } catch (error) {
      failures.push(name);
      lines.push(`failed: ${name}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  const report = process.env['PORTCULLIS_SUITE_REPORT'];
  if (report !== undefined) writeFileSync(report, JSON.stringify({ failures, lines }));
  console.log(lines.join('\n'));
  if (failures.length > 0) throw new Error(`${failures.length} cases failed:\n${lines.join('\n')}`);
}

const cases: Readonly<Record<string, () => Promise<void>>> = {
  'the extension activates': async () => {
    const id = fromEnvironment('PORTCULLIS_SUITE_EXTENSION');
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, `The extension ${id} is not there.`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  },

  'files that are not open have their diagnostics, as the command line lists them': async () => {
    assert.equal(vscode.workspace.textDocuments.filter((document) => document.fileName.endsWith('.tf')).length, 0);
    await diagnosticsAgree(expectedFindings());
  },

  'an open file keeps its diagnostics, and follows what is typed': async () => {
    const all = expectedFindings();
    const finding = mendable(all);
    const document = await open(finding);
    await diagnosticsAgree(all);
    const added = new vscode.WorkspaceEdit();
    added.insert(document.uri, new vscode.Position(0, 0), '# one line more\n');
    assert.equal(await vscode.workspace.applyEdit(added), true);
    const moved = { ...finding, line: finding.line + 1, endLine: finding.endLine + 1 };
    await eventually('the diagnostic moved with its text', () => diagnosticOf(moved) !== undefined);
    const removed = new vscode.WorkspaceEdit();
    removed.delete(document.uri, new vscode.Range(0, 0, 1, 0));
    assert.equal(await vscode.workspace.applyEdit(removed), true);
    await diagnosticsAgree(all);
  },

  'a preferred quick fix is offered, applies, and ends the diagnostic': async () => {
    const finding = mendable(expectedFindings());
    const document = await open(finding);
    const range = rangeOf(finding);
    const offered = await vscode.commands.executeCommand<(vscode.CodeAction | vscode.Command)[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
      // How many are to be resolved: a fix may compute its edit only when asked.
      10,
    );
    const preferred = offered.find((action) => action instanceof vscode.CodeAction && action.isPreferred === true);
    assert.ok(preferred instanceof vscode.CodeAction, `Offered: ${offered.map((action) => action.title).join(' | ')}`);
    assert.ok(preferred.edit, `${preferred.title} carries no edit.`);
    assert.equal(await vscode.workspace.applyEdit(preferred.edit), true);
    assert.ok(!document.lineAt(range.start.line).text.includes('0.0.0.0/0'));
    const isDeclared = (text: string): boolean => /^variable "allowed_management_cidrs" \{$/m.test(text);
    assert.ok(vscode.workspace.textDocuments.some((other) => isDeclared(other.getText())));
    await eventually('the diagnostic is gone', () => diagnosticOf(finding) === undefined);
    assert.equal(await vscode.workspace.saveAll(false), true);
  },
};

/** What the command line found in the workspace before the suite began. */
function expectedFindings(): readonly ListedFinding[] {
  return parseFindings(readFileSync(fromEnvironment('PORTCULLIS_SUITE_EXPECTED'), 'utf8'));
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  assert.ok(value !== undefined, `${name} is not set: the suite was not prepared.`);
  return value;
}

/** The finding that a quick fix of a single line mends. */
function mendable(findings: readonly ListedFinding[]): ListedFinding {
  return literalSshFinding(workspaceFolder().uri.fsPath, findings);
}

async function diagnosticsAgree(findings: readonly ListedFinding[]): Promise<void> {
  const missing = (): readonly string[] =>
    findings.filter((finding) => diagnosticOf(finding) === undefined).map((finding) => placeName(finding));
  await eventually('every finding has its diagnostic', () => missing().length === 0, missing);
  // An origin elsewhere has a diagnostic of its own, of level information; nothing else may be there.
  const known = new Set(findings.flatMap((finding) => [finding, ...finding.origin]).map(placeName));
  const unknown = (): readonly string[] => ourDiagnostics().filter((place) => !known.has(place));
  await eventually('no diagnostic without a finding', () => unknown().length === 0, unknown);
}

function diagnosticOf(finding: ListedFinding): vscode.Diagnostic | undefined {
  const range = rangeOf(finding);
  return vscode.languages
    .getDiagnostics(uriOf(finding))
    .find((diagnostic) => diagnostic.range.isEqual(range) && diagnostic.message === finding.message);
}

function ourDiagnostics(): readonly string[] {
  return vscode.languages.getDiagnostics().flatMap(([uri, diagnostics]) =>
    diagnostics
      .filter((diagnostic) => diagnostic.source === 'portcullis')
      .map(({ range: { start } }) => {
        const file = vscode.workspace.asRelativePath(uri, false);
        return placeName({ file, line: start.line + 1, column: start.character + 1 });
      }),
  );
}

async function open(finding: ListedFinding): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uriOf(finding));
  await vscode.window.showTextDocument(document);
  return document;
}

function uriOf(finding: ListedFinding): vscode.Uri {
  return vscode.Uri.joinPath(workspaceFolder().uri, finding.file);
}

function workspaceFolder(): vscode.WorkspaceFolder {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'No folder is open.');
  return folder;
}

function rangeOf(finding: ListedFinding): vscode.Range {
  return new vscode.Range(finding.line - 1, finding.column - 1, finding.endLine - 1, finding.endColumn - 1);
}

async function eventually(what: string, holds: () => boolean, rest: () => readonly string[] = () => []): Promise<void> {
  const limitMs = 30_000;
  const deadline = Date.now() + limitMs;
  while (!holds()) {
    assert.ok(Date.now() < deadline, `Waited in vain: ${what}. ${rest().join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
