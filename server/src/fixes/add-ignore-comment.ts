// A comment that silences one finding and says why, for good or until a day.
// It answers every check and mends nothing, so it is never the preferred one.
// Listed in index.ts.
import type { Finding } from '../checks/check.ts';
import { dayAfter } from '../checks/ignores/day.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { SourceFile } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import type { Message } from '../messages.ts';
import type { TextEdit } from '../text.ts';
import { samePlace } from '../text.ts';
import { allWithin, pathTo } from './expressionPath.ts';
import type { FileEdits } from './fileEdits.ts';
import { finishedEdits, isFetched, placeAfter } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { plainMend } from './fix.ts';
import { firstMember, objectAround } from './jsonEdits.ts';
import { indentAt, lineEndOf, startOfLine } from './layout.ts';

/** Puts an ignore comment above the line of a finding; in JSON, into the object of its rule. */
export const addIgnoreComment: FixProducer = { id: 'add-ignore-comment', writesJson: true, propose };

/** What the user replaces; text for the user's file, so in English. */
const placeholder = 'reason: say here why everyone may connect';

/** How long what is put off is put off. */
const days = 90;

function propose(finding: Finding, context: FixContext): readonly Fix[] {
  const names = (finding.controls.length > 0 ? finding.controls : [finding.check]).join(', ');
  const until = context.today === undefined ? undefined : dayAfter(context.today, days);
  const forGood = ignore(finding, context, names, message('fixes.ignore', { controls: names }));
  if (until === undefined) return forGood;
  const title = message('fixes.ignoreUntil', { controls: names, until });
  return [...forGood, ...ignore(finding, context, `${names} until ${until}`, title)];
}

function ignore(finding: Finding, context: FixContext, what: string, title: Message): readonly Fix[] {
  const { path } = finding.place;
  const file = context.file(path);
  if (file === undefined || isFetched(path)) return [];
  const edit = isJsonSyntax(path) ? jsonEdit(file, finding, what) : nativeEdit(file, finding, what);
  if (edit === undefined) return [];
  const gathered: FileEdits = new Map([[path, [edit]]]);
  const edits = finishedEdits(gathered, context);
  const cursor = placeAfter(edits, context, path, edit.span.start, placeholder);
  return [{ ...plainMend, outcome: 'silences', id: addIgnoreComment.id, title, edits, cursor, preferred: false }];
}

function nativeEdit(file: SourceFile, { place }: Finding, what: string): TextEdit {
  const start = lineForComment(file, place.span.start);
  const comment = `${indentAt(file.text, start)}# portcullis:ignore ${what} ${placeholder}`;
  return { span: { start, end: start }, newText: comment + lineEndOf(file.text) };
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

/**
 * A comment in JSON speaks for the object it stands in. Where that has one already, it is left alone: a second would be the same
 * key twice, which not every reader of JSON takes.
 */
function jsonEdit(file: SourceFile, { rule, place }: Finding, what: string): TextEdit | undefined {
  if (rule.place.path !== file.path) return undefined;
  const body = rule.block?.body.span;
  const object = objectAround(file.text, body ?? rule.place.span);
  const isRule = samePlace({ path: file.path, span: object?.span ?? place.span }, rule.place);
  if (object === undefined || (body === undefined && !isRule)) return undefined;
  if (object.members.some((member) => member.name.value === '//')) return undefined;
  return firstMember(file.text, object, '//', `portcullis:ignore ${what} ${placeholder}`);
}
