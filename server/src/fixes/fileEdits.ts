// Edits being gathered for one fix, by file.
// Used by the fixes that touch several places.
import type { SourceFile } from '../hcl/nodes.ts';
import type { TextEdit } from '../text.ts';
import type { FixContext } from './fix.ts';
import { alignedEdits } from './layout.ts';

/** Grows while a fix is made; a file that is not there yet has an empty text. */
export type FileEdits = Map<string, TextEdit[]>;

/** Adds edits to those of a file. */
export function addEdits(edits: FileEdits, path: string, more: readonly TextEdit[]): void {
  edits.set(path, [...(edits.get(path) ?? []), ...more]);
}

/** The edits as a fix hands them on: in order, not overlapping, with what `terraform fmt` would line up again. */
export function finishedEdits(edits: FileEdits, context: FixContext): ReadonlyMap<string, readonly TextEdit[]> {
  const finished = new Map<string, readonly TextEdit[]>();
  for (const [path, list] of edits) finished.set(path, alignedEdits(context.file(path)?.text ?? '', list));
  return finished;
}

/** Whether a file can be edited safely: it is there, and all of it could be read. */
export function isEditable(file: SourceFile | undefined): file is SourceFile {
  return file !== undefined && file.complete && file.errors.length === 0;
}
