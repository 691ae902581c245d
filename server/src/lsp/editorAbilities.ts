// What an editor says it can do with fixes; plain ways stand in for what it cannot.
// Called by server.ts.
import type { ClientCapabilities } from 'vscode-languageserver/node';

/** Which of LSP's further ways the editor takes. */
export interface EditorAbilities {
  /** Edits tied to the version of a document. */
  readonly versionedEdits: boolean;
  /** Making files as part of an edit. */
  readonly createFiles: boolean;
  /** Edits to be asked for when an action is chosen. */
  readonly resolveEdits: boolean;
  /** Edits with a remark, which the user can be asked to confirm. */
  readonly annotations: boolean;
  /** Edits that leave a text selected. */
  readonly snippets: boolean;
  /** Showing a place in a document. */
  readonly showDocument: boolean;
  /** Progress that the server starts, which the user may cancel. */
  readonly progress: boolean;
}

/** Reads what an editor can do. */
export function abilitiesOf({ workspace, textDocument, window }: ClientCapabilities): EditorAbilities {
  const edit = workspace?.workspaceEdit;
  const action = textDocument?.codeAction;
  const versionedEdits = edit?.documentChanges === true;
  return {
    versionedEdits,
    createFiles: versionedEdits && edit.resourceOperations?.includes('create') === true,
    resolveEdits: action?.dataSupport === true && action.resolveSupport?.properties.includes('edit') === true,
    annotations: versionedEdits && edit.changeAnnotationSupport !== undefined,
    snippets: versionedEdits && edit.snippetEditSupport === true,
    showDocument: window?.showDocument?.support === true,
    progress: window?.workDoneProgress === true,
  };
}
