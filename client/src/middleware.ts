// What passes between VS Code and the server and needs a word that only VS Code understands.
// Called by extension.ts.
import * as vscode from 'vscode';
import type {
  ApplyWorkspaceEditParams,
  ChangeAnnotation,
  ExecuteCommandMiddleware,
  Middleware,
  TextDocumentEdit,
} from 'vscode-languageclient/node';

export const middleware: ExecuteCommandMiddleware & Pick<Middleware, 'workspace'> = {
  executeCommand: (command, words, next): unknown => next(command, withDocument(command, words)),
  workspace: { handleApplyEdit: (params, next) => next(previewed(params), new vscode.CancellationTokenSource().token) },
};

/** The palette hands a command no words: the module that is meant is that of the document in front. */
function withDocument<Word>(command: string, words: Word[]): (Word | string)[] {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  return command === 'portcullis.fixAllInModule' && words.length === 0 && uri !== undefined ? [uri] : words;
}

/**
 * VS Code shows its refactor preview where an edit must be confirmed, and leaves exactly those edits unticked. What was asked for
 * as a whole is to be shown ticked: an edit that changes nothing asks for the preview instead, and stays unticked.
 */
function previewed(params: ApplyWorkspaceEditParams): ApplyWorkspaceEditParams {
  const { changeAnnotations = {}, documentChanges = [] } = params.edit;
  const [first] = documentChanges.filter((change): change is TextDocumentEdit => 'textDocument' in change);
  if (
    first === undefined ||
    !Object.values(changeAnnotations).some(({ needsConfirmation }) => needsConfirmation === true)
  )
    return params;
  const ticked: Record<string, ChangeAnnotation> = {};
  for (const [id, annotation] of Object.entries(changeAnnotations))
    ticked[id] = { ...annotation, needsConfirmation: false };
  const label = vscode.l10n.t('Nothing changes before you choose Apply');
  const start = { line: 0, character: 0 };
  const nothing = { range: { start, end: start }, newText: '', annotationId: 'portcullis.preview' };
  const asks: TextDocumentEdit = { textDocument: first.textDocument, edits: [nothing] };
  return {
    ...params,
    edit: {
      ...params.edit,
      documentChanges: [...documentChanges, asks],
      changeAnnotations: { ...ticked, 'portcullis.preview': { label, needsConfirmation: true } },
    },
  };
}
