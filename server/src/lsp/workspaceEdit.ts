// Edits as LSP has them: tied to the versions of open documents, with remarks, new files and a selection as far as the editor
// takes them.
// Called by the files of this room that hand edits to the editor.
import type {
  AnnotatedTextEdit,
  CreateFile,
  SnippetTextEdit,
  TextDocumentEdit,
  TextEdit as LspTextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { applyEdits, lineIndexOf, type Place, type TextEdit } from '../text.ts';
import { rangeOf } from './convert.ts';
import type { EditorAbilities } from './editorAbilities.ts';

export interface EditContext {
  readonly abilities: EditorAbilities;
  /** The current text of a path; undefined where there is no file yet. */
  readonly textOf: (path: string) => string | undefined;
  readonly uriOf: (path: string) => string;
  /** The version of an open document; null where it is not open. */
  readonly versionOf: (path: string) => number | null;
}

export interface EditRequest {
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** A remark on every edit. `confirm`: the user is shown what would change first. */
  readonly remark: { readonly label: string; readonly description?: string; readonly confirm: boolean } | undefined;
  /** What to select, in the text as the edits leave it, if the document that is in front is among them. */
  readonly selection: Place | undefined;
}

/** Whether the editor can carry out such edits: some cannot make files. */
export function canEdit(edits: EditRequest['edits'], { abilities, textOf }: EditContext): boolean {
  return abilities.createFiles || [...edits.keys()].every((path) => textOf(path) !== undefined);
}

/** The edit, and whether it selects what was asked for. */
export function workspaceEditOf(
  { edits, remark, selection }: EditRequest,
  context: EditContext,
): { readonly edit: WorkspaceEdit; readonly selects: boolean } {
  if (!context.abilities.versionedEdits) return { edit: plainEditOf(edits, context), selects: false };
  const changes: (TextDocumentEdit | CreateFile)[] = [];
  const annotationId = remark !== undefined && context.abilities.annotations ? 'portcullis' : undefined;
  let selects = false;
  for (const [path, list] of edits) {
    const text = context.textOf(path);
    const uri = context.uriOf(path);
    if (text === undefined) {
      changes.push({
        kind: 'create',
        uri,
        options: { ignoreIfExists: true },
        ...(annotationId !== undefined && { annotationId }),
      });
    }
    const snippet =
      selection?.path === path && context.abilities.snippets ? snippetIn(text ?? '', list, selection) : undefined;
    selects ||= snippet !== undefined;
    const index = lineIndexOf(text ?? '');
    const textEdits = list.map((edit): LspTextEdit | SnippetTextEdit | AnnotatedTextEdit => {
      const range = rangeOf(index, edit.span);
      const more = annotationId === undefined ? {} : { annotationId };
      if (snippet?.edit === edit) return { range, snippet: { kind: 'snippet', value: snippet.value }, ...more };
      return { range, newText: edit.newText, ...more };
    });
    changes.push({ textDocument: { uri, version: context.versionOf(path) }, edits: textEdits });
  }
  const edit: WorkspaceEdit = { documentChanges: changes };
  if (annotationId === undefined || remark === undefined) return { edit, selects };
  const { label, description, confirm } = remark;
  const annotation = { label, needsConfirmation: confirm, ...(description !== undefined && { description }) };
  return { edit: { ...edit, changeAnnotations: { [annotationId]: annotation } }, selects };
}

/** Where a place in the text after edits stands: for editors that are told to go there. */
export function rangeAfter(
  place: Place,
  edits: EditRequest['edits'],
  { textOf }: EditContext,
): ReturnType<typeof rangeOf> {
  const text = applyEdits(textOf(place.path) ?? '', edits.get(place.path) ?? []);
  return rangeOf(lineIndexOf(text), place.span);
}

function plainEditOf(edits: EditRequest['edits'], { textOf, uriOf }: EditContext): WorkspaceEdit {
  const changes: Record<string, LspTextEdit[]> = {};
  for (const [path, list] of edits) {
    const index = lineIndexOf(textOf(path) ?? '');
    changes[uriOf(path)] = list.map(({ span, newText }) => ({ range: rangeOf(index, span), newText }));
  }
  return { changes };
}

/**
 * The edit whose new text holds the selection, as a snippet. Editors indent the lines of a snippet that begins within a line, and
 * of whatever comes with it: then there is none.
 */
function snippetIn(
  text: string,
  edits: readonly TextEdit[],
  { span }: Place,
): { readonly edit: TextEdit; readonly value: string } | undefined {
  const keepsIndents = ({ span: { start }, newText }: TextEdit): boolean =>
    !newText.includes('\n') || start === 0 || text[start - 1] === '\n';
  if (!edits.every(keepsIndents)) return undefined;
  let shift = 0;
  for (const edit of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    const start = edit.span.start + shift;
    const end = start + edit.newText.length;
    if (start <= span.start && span.end <= end) {
      const part = (from: number, to: number): string => escapedForSnippet(edit.newText.slice(from, to));
      const selected = part(span.start - start, span.end - start);
      const stop = selected === '' ? '$0' : `\${0:${selected}}`;
      return { edit, value: part(0, span.start - start) + stop + part(span.end - start, edit.newText.length) };
    }
    shift += edit.newText.length - (edit.span.end - edit.span.start);
  }
  return undefined;
}

function escapedForSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
