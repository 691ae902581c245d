// Takes elements out of a written list, or items out of a written object, with the commas and line ends that belong to them.
// Comments on lines of their own stay; one that ends the line of an element goes with it.
// Used by the fixes that remove or replace sources and rules.
import type { SourceFile } from '../hcl/nodes.ts';
import type { Span, TextEdit } from '../text.ts';
import { startOfLine, startOfNextLine } from './layout.ts';

/** What stands between brackets or braces: `[...]`, or an object with its items. */
export interface WrittenList {
  readonly elements: readonly Part[];
  readonly span: Span;
}

interface Part {
  readonly span: Span;
}

/** Deletions that leave the other elements of a list, in their order. At least one element must stay. */
export function removalEdits(file: SourceFile, list: WrittenList, gone: readonly Part[]): readonly TextEdit[] {
  const { elements } = list;
  const edits: TextEdit[] = [];
  const lastKept = elements.findLastIndex((element) => !gone.includes(element));
  const comma = commaAfter(file, list, elements.length - 1);
  elements.forEach((element, index) => {
    if (!gone.includes(element)) return;
    edits.push({ span: spanWithComma(file, list, index, lastKept), newText: '' });
  });
  const danglingComma = commaAfter(file, list, lastKept);
  if (lastKept < elements.length - 1 && comma === undefined && danglingComma !== undefined) {
    edits.push({ span: { start: danglingComma, end: danglingComma + 1 }, newText: '' });
  }
  return edits;
}

/** Takes everything out: `[]` or `{}`. */
export function emptiedEdit(list: WrittenList): TextEdit {
  return { span: { start: list.span.start + 1, end: list.span.end - 1 }, newText: '' };
}

function spanWithComma(file: SourceFile, list: WrittenList, index: number, lastKept: number): Span {
  const element = list.elements[index]?.span ?? list.span;
  const comma = commaAfter(file, list, index);
  const end = comma === undefined ? element.end : comma + 1;
  const lines = wholeLines(file, { start: element.start, end });
  if (lines !== undefined) return lines;
  const next = skipSpaces(file.text, end);
  const endsLine = /^(?:\r?\n|#|\/[/*])/.test(file.text.slice(next, next + 2));
  if (index < lastKept && !endsLine) return { start: element.start, end: next };
  return { start: skipSpacesBack(file.text, element.start), end };
}

/** The lines of a span where nothing else stands on them but a comment at their end. */
function wholeLines(file: SourceFile, span: Span): Span | undefined {
  const start = startOfLine(file.text, span.start);
  const end = startOfNextLine(file.text, span.end);
  const before = file.text.slice(start, span.start);
  const behind = file.text.slice(span.end, end);
  const comment = file.comments.find((candidate) => span.end <= candidate.span.start && candidate.span.start < end);
  const rest = comment === undefined ? behind : file.text.slice(span.end, comment.span.start);
  const alone = before.trim() === '' && rest.trim() === '' && (comment?.span.end ?? end) <= end;
  const nothingBehind = comment === undefined || file.text.slice(comment.span.end, end).trim() === '';
  return alone && nothingBehind ? { start, end } : undefined;
}

/** The offset of the comma that follows an element, or undefined behind the last one. */
function commaAfter(file: SourceFile, list: WrittenList, index: number): number | undefined {
  let offset = list.elements[index]?.span.end ?? list.span.end;
  const limit = list.elements[index + 1]?.span.start ?? list.span.end;
  while (offset < limit) {
    const at = offset;
    const comment = file.comments.find((candidate) => candidate.span.start === at);
    if (file.text.charAt(offset) === ',') return offset;
    offset = comment === undefined ? offset + 1 : Math.max(comment.span.end, offset + 1);
  }
  return undefined;
}

function skipSpaces(text: string, offset: number): number {
  return offset + (/^[ \t]*/.exec(text.slice(offset))?.[0].length ?? 0);
}

function skipSpacesBack(text: string, offset: number): number {
  return offset - (/[ \t]*$/.exec(text.slice(startOfLine(text, offset), offset))?.[0].length ?? 0);
}
