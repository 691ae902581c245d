// Takes elements out of a written list, with the commas and line ends that belong to them.
// Comments on lines of their own stay; one that ends the line of an element goes with it.
// Used by replace-source.ts and remove-source.ts.
import type { Expression, SourceFile, TupleConstructor } from '../hcl/nodes.ts';
import type { Span, TextEdit } from '../text.ts';
import { startOfLine, startOfNextLine } from './layout.ts';

/** Deletions that leave the other elements of a list, in their order. At least one element must stay. */
export function removalEdits(
  file: SourceFile,
  tuple: TupleConstructor,
  gone: readonly Expression[],
): readonly TextEdit[] {
  const { elements } = tuple;
  const edits: TextEdit[] = [];
  const lastKept = elements.findLastIndex((element) => !gone.includes(element));
  const comma = commaAfter(file, tuple, elements.length - 1);
  elements.forEach((element, index) => {
    if (!gone.includes(element)) return;
    edits.push({ span: spanWithComma(file, tuple, index, lastKept), newText: '' });
  });
  const danglingComma = commaAfter(file, tuple, lastKept);
  if (lastKept < elements.length - 1 && comma === undefined && danglingComma !== undefined) {
    edits.push({ span: { start: danglingComma, end: danglingComma + 1 }, newText: '' });
  }
  return edits;
}

function spanWithComma(file: SourceFile, tuple: TupleConstructor, index: number, lastKept: number): Span {
  const element = tuple.elements[index]?.span ?? tuple.span;
  const comma = commaAfter(file, tuple, index);
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
function commaAfter(file: SourceFile, tuple: TupleConstructor, index: number): number | undefined {
  let offset = tuple.elements[index]?.span.end ?? tuple.span.end;
  const limit = tuple.elements[index + 1]?.span.start ?? tuple.span.end;
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
