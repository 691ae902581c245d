// A fix carried out on a copy: the texts it leaves behind, and what would be found in them.
// Nothing of the workspace changes.
// Made for proof.ts and fixAll.ts.
import type { Fix, FixContext } from '../fixes/fix.ts';
import { applyEdits, type TextEdit } from '../text.ts';
import type { Trial } from '../workspace/trial.ts';

/** What a proof needs to know of a fix, or of several as one. */
export type Change = Pick<Fix, 'kind' | 'outcome' | 'edits'>;

/** The workspace before and after a fix. */
export interface Attempt {
  readonly fix: Change;
  readonly before: Trial;
  readonly after: Trial;
  /** The files that the fix changes or makes, as it leaves them. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Carries out a fix; undefined where its edits overlap or lie outside of their text. */
export function attemptOf(fix: Change, before: Trial): Attempt | undefined {
  const texts = new Map<string, string>();
  for (const [path, edits] of fix.edits) {
    const text = before.file(path)?.text ?? '';
    if (!areApart(edits, text.length)) return undefined;
    texts.set(path, applyEdits(text, edits));
  }
  return { fix, before, after: before.with(texts), texts };
}

/** What the fixes may look at of a workspace with other texts. */
export function fixContextOf(trial: Trial): FixContext {
  return {
    module: (dir) => trial.module(dir),
    file: (path) => trial.file(path),
    callers: (dir) => trial.callersOf(dir),
    isFree: (path) => trial.isFree(path),
  };
}

/** Then every character outside of them is left as it is. */
function areApart(edits: readonly TextEdit[], length: number): boolean {
  let end = 0;
  for (const { span } of edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    if (span.start < end || span.end < span.start || span.end > length) return false;
    end = span.end;
  }
  return true;
}
