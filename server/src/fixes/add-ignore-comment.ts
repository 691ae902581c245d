// A comment that silences one finding and says why.
// It answers every check and mends nothing, so it is never the preferred one.
// Listed in index.ts.
import type { Finding } from '../checks/check.ts';
import type { SourceFile } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import { allWithin, pathTo } from './expressionPath.ts';
import type { FileEdits } from './fileEdits.ts';
import { finishedEdits } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { plainMend } from './fix.ts';
import { indentAt, lineEndOf, startOfLine } from './layout.ts';

/** Puts an ignore comment above the line of a finding. */
export const addIgnoreComment: FixProducer = { id: 'add-ignore-comment', propose };

/** What the user replaces; text for the user's file, so in English. */
const placeholder = 'reason: say here why everyone may connect';

function propose(finding: Finding, context: FixContext): readonly Fix[] {
  const { path, span } = finding.place;
  const file = context.file(path);
  if (file === undefined || /\/\.terraform\//.test(path)) return [];
  const start = lineForComment(file, span.start);
  const names = finding.controls.length > 0 ? finding.controls : [finding.check];
  const comment = `${indentAt(file.text, start)}# portcullis:ignore ${names.join(', ')} ${placeholder}`;
  const edit = { span: { start, end: start }, newText: comment + lineEndOf(file.text) };
  const edits: FileEdits = new Map([[path, [edit]]]);
  const title = message('fixes.ignore', { controls: names.join(', ') });
  const silence = { ...plainMend, outcome: 'silences' } as const;
  return [{ ...silence, id: addIgnoreComment.id, title, edits: finishedEdits(edits, context), preferred: false }];
}

/** The line that holds an offset, or the first line of a text over several lines that does: a comment inside would be text. */
function lineForComment(file: SourceFile, offset: number): number {
  const start = startOfLine(file.text, offset);
  const path = pathTo(file, { start: offset, end: offset });
  const texts =
    path === undefined ? [] : allWithin(path.attribute.expression).filter(({ kind }) => kind === 'template');
  const around = texts.find((text) => text.span.start < start && start < text.span.end);
  return around === undefined ? start : startOfLine(file.text, around.span.start);
}
