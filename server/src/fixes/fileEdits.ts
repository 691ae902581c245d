// Edits being gathered for one fix, by file.
// Used by the fixes that touch several places.
import type { SourceFile } from '../hcl/nodes.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { Place, TextEdit } from '../text.ts';
import { applyEdits } from '../text.ts';
import type { FixContext } from './fix.ts';
import { alignedEdits, joinedEdits } from './layout.ts';

/** Grows while a fix is made; a file that is not there yet has an empty text. */
export type FileEdits = Map<string, TextEdit[]>;

/** Adds edits to those of a file. */
export function addEdits(edits: FileEdits, path: string, more: readonly TextEdit[]): void {
  edits.set(path, [...(edits.get(path) ?? []), ...more]);
}

/** The edits as a fix hands them on: in order, not overlapping, with what `terraform fmt` would line up again. */
export function finishedEdits(edits: FileEdits, context: FixContext): ReadonlyMap<string, readonly TextEdit[]> {
  const finished = new Map<string, readonly TextEdit[]>();
  for (const [path, list] of edits) {
    const text = context.file(path)?.text ?? '';
    finished.set(path, isJsonSyntax(path) ? joinedEdits(text, list) : alignedEdits(text, list));
  }
  return finished;
}

/** Where a piece of new text lies once finished edits are made. `offset` is where it was put, in the text as it was. */
export function placeAfter(
  finished: ReadonlyMap<string, readonly TextEdit[]>,
  context: FixContext,
  path: string,
  offset: number,
  piece: string,
): Place | undefined {
  let from = offset;
  for (const { span, newText } of finished.get(path) ?? []) {
    if (span.end < offset) from += newText.length - (span.end - span.start);
    else if (span.start < offset) from -= offset - span.start;
  }
  const start = applyEdits(context.file(path)?.text ?? '', finished.get(path) ?? []).indexOf(piece, from);
  return start < 0 ? undefined : { path, span: { start, end: start + piece.length } };
}

/** Whether a file can be edited safely: it is there, and all of it could be read. */
export function isEditable(file: SourceFile | undefined): file is SourceFile {
  return file !== undefined && file.complete && file.errors.length === 0;
}

/** Whether a file belongs to a module that a tool has fetched, and so is not the user's to edit. */
export function isFetched(path: string): boolean {
  return path.includes('/.terraform/');
}
