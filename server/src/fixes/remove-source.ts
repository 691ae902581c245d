// The open network leaves a list that has others.
// It answers every check. It is not offered for the only element: a rule without a source is refused by AWS.
// Listed in index.ts.
import type { Finding } from '../checks/check.ts';
import { message } from '../messages.ts';
import { removalEdits } from './elements.ts';
import type { FileEdits } from './fileEdits.ts';
import { finishedEdits } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { writtenSourceOf } from './writtenSource.ts';

/** Removes an open network from the list it is written in, variable files and defaults of variables included. */
export const removeSource: FixProducer = { id: 'remove-source', propose };

function propose(finding: Finding, context: FixContext): readonly Fix[] {
  const written = writtenSourceOf(finding, context);
  if (written?.list === undefined || written.list.kept.length === 0) return [];
  const { file, list } = written;
  if (/\/\.terraform\//.test(file.path)) return [];
  const edits: FileEdits = new Map([[file.path, [...removalEdits(file, list.tuple, list.open)]]]);
  const title = message('fixes.removeSource', { cidr: finding.source.text });
  return [{ id: removeSource.id, title, edits: finishedEdits(edits, context), preferred: false }];
}
