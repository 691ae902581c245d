// The open network leaves a list that has others.
// It answers every check. It is not offered for the only element: a rule without a source is refused by AWS.
// Listed in index.ts.
import type { Finding } from '../checks/check.ts';
import { message } from '../messages.ts';
import type { Place, TextEdit } from '../text.ts';
import { removalEdits } from './elements.ts';
import type { FileEdits } from './fileEdits.ts';
import { addEdits, finishedEdits, isFetched } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { plainMend } from './fix.ts';
import { openOriginOf } from './originVariable.ts';
import { writtenSourceOf } from './writtenSource.ts';

/** Removes an open network from the list it is written in, variable files and defaults of variables included. */
export const removeSource: FixProducer = { id: 'remove-source', writesJson: true, propose };

function propose(finding: Finding, context: FixContext): readonly Fix[] {
  const { source } = finding;
  if (source === undefined) return [];
  const edits: FileEdits = new Map();
  // Several variable files may each open it: it is gone when all have let go of it.
  for (const place of placesOf(finding)) {
    const written = writtenSourceOf({ source: { ...source, origin: [place] } }, context);
    if (written?.list === undefined || written.list.kept.length === 0) return [];
    const { file, list } = written;
    if (isFetched(file.path)) return [];
    const known = edits.get(file.path) ?? [];
    const further = removalEdits(file, list.tuple, list.open).filter(
      (edit) => !known.some((other) => isSame(edit, other)),
    );
    addEdits(edits, file.path, further);
  }
  if (edits.size === 0) return [];
  const title = message('fixes.removeSource', { cidr: source.text });
  // No reference may stand there, so that this is the best that can be done.
  const preferred = openOriginOf(finding, context) !== undefined;
  return [{ ...plainMend, id: removeSource.id, title, edits: finishedEdits(edits, context), preferred }];
}

function placesOf({ source, otherOrigins, variableFiles }: Finding): readonly Place[] {
  const own = source?.origin[0];
  if (own === undefined) return [];
  return variableFiles.length > 1 ? [own, ...otherOrigins] : [own];
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end;
}
