// Findings at a range become quick fixes. Each is tried on a copy before it is offered: HashiCorp's parser must accept
// every text it would leave behind.
import {
  CodeActionKind,
  type CodeAction,
  type Diagnostic,
  type TextDocumentEdit,
  type TextEdit as LspTextEdit,
  type CreateFile,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { codeOf } from '../checks/controls.ts';
import type { Finding } from '../checks/check.ts';
import type { Fix } from '../fixes/fix.ts';
import type { Referee } from '../hcl/hcl2json.ts';
import { render, type Language } from '../messages.ts';
import { applyEdits, lineIndexOf } from '../text.ts';
import { rangeOf } from './convert.ts';

export interface CodeActionContext {
  readonly language: Language;
  readonly referee: Referee;
  /** The current text of a path; undefined where there is no file yet. */
  readonly textOf: (path: string) => string | undefined;
  readonly uriOf: (path: string) => string;
  /** The version of an open document; null where it is not open. */
  readonly versionOf: (path: string) => number | null;
  /** Whether the editor can make files as part of an edit. */
  readonly canCreateFiles: boolean;
  readonly log: (text: string) => void;
}

/** Code actions for the fixes of one finding, best first; a fix that HashiCorp's parser would reject is left out and logged. */
export async function codeActionsOf(
  finding: Finding,
  fixes: readonly Fix[],
  diagnostics: readonly Diagnostic[],
  context: CodeActionContext,
): Promise<readonly CodeAction[]> {
  const actions: CodeAction[] = [];
  for (const fix of fixes) {
    // Until the client can move a cursor or ask for an address, what rests on that is no action.
    if (fix.edits.size === 0) continue;
    const creates = [...fix.edits.keys()].some((path) => context.textOf(path) === undefined);
    if (creates && !context.canCreateFiles) continue;
    if (!(await isSound(fix, context))) continue;
    actions.push({
      title: render(fix.title, context.language),
      kind: fix.kind === 'quickfix' ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite,
      diagnostics: diagnostics.filter((diagnostic) => diagnostic.code === codeOf(finding)),
      isPreferred: fix.preferred,
      edit: workspaceEditOf(fix, context),
    });
  }
  return actions;
}

async function isSound(fix: Fix, context: CodeActionContext): Promise<boolean> {
  for (const [path, edits] of fix.edits) {
    const verdict = await context.referee.judge(path, applyEdits(context.textOf(path) ?? '', edits));
    // Without a verdict the fix rests on our own parser alone, which has read the text before and after.
    if (verdict.kind === 'unavailable')
      context.log(`fix ${fix.id}: no verdict from HashiCorp's parser: ${verdict.reason}`);
    if (verdict.kind !== 'rejected') continue;
    // A file that was broken before stays broken elsewhere: only what the fix itself breaks speaks against it.
    const before = await context.referee.judge(path, context.textOf(path) ?? '');
    if (before.kind === 'rejected') continue;
    context.log(`fix ${fix.id} is not offered: ${path}: ${verdict.errors.map((error) => error.summary).join('; ')}`);
    return false;
  }
  return true;
}

/** The edit as LSP has it, tied to the versions of the open documents it was computed on. */
function workspaceEditOf(fix: Fix, context: CodeActionContext): WorkspaceEdit {
  const changes: (TextDocumentEdit | CreateFile)[] = [];
  for (const [path, edits] of fix.edits) {
    const text = context.textOf(path);
    const uri = context.uriOf(path);
    if (text === undefined) changes.push({ kind: 'create', uri, options: { ignoreIfExists: true } });
    const index = lineIndexOf(text ?? '');
    const textEdits: LspTextEdit[] = edits.map((edit) => ({ range: rangeOf(index, edit.span), newText: edit.newText }));
    changes.push({ textDocument: { uri, version: context.versionOf(path) }, edits: textEdits });
  }
  return { documentChanges: changes };
}
