// Takes a block out of a file in native syntax, with the comment above it and the blank lines that would be left over.
// It knows nothing of what the block means.
// Used by the fixes that remove rules.
import type { SourceFile } from '../hcl/nodes.ts';
import type { Span, TextEdit } from '../text.ts';
import { indentAt, lineEndOf, startOfLine, startOfNextLine } from './layout.ts';

/** The deletion of a block that has its lines for itself, but for a comment at the end; undefined for any other. */
export function removedBlock(file: SourceFile, block: Span): TextEdit | undefined {
  const lines = linesOf(file, block);
  return lines === undefined ? undefined : { span: withoutBlankLines(file.text, lines), newText: '' };
}

/** One line in place of a block, under the same conditions. */
export function blockAsLine(file: SourceFile, block: Span, line: string): TextEdit | undefined {
  const lines = linesOf(file, block);
  const newText = indentAt(file.text, block.start) + line + lineEndOf(file.text);
  return lines === undefined ? undefined : { span: lines, newText };
}

/** The lines of a block with the comments right above it. */
function linesOf(file: SourceFile, block: Span): Span | undefined {
  const { text } = file;
  const first = startOfLine(text, block.start);
  const next = startOfNextLine(text, block.end);
  const behind = text.slice(block.end, next).trim();
  if (text.slice(first, block.start).trim() !== '' || !/^(?:$|#|\/\/)/.test(behind)) return undefined;
  return { start: startOfComments(file, first), end: next };
}

/** Where the comments begin that stand right above a line, which speak of what the line begins; the line itself where none do. */
export function startOfComments({ text, comments }: SourceFile, line: number): number {
  let start = line;
  for (;;) {
    const end = start - (text.slice(0, start).endsWith('\r\n') ? 2 : 1);
    const above = comments.find(({ span }) => span.end === end && start > 0);
    if (above === undefined) return start;
    const begin = startOfLine(text, above.span.start);
    if (text.slice(begin, above.span.start).trim() !== '') return start;
    start = begin;
  }
}

/** A span of lines with the blank lines above it where nothing but an end follows, else with those below it. */
function withoutBlankLines(text: string, { start, end }: Span): Span {
  const blankAbove = /(?:^|(?<=\n))(?:[ \t]*\r?\n)+$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const blankBelow = /^(?:[ \t]*\r?\n)+/.exec(text.slice(end))?.[0].length ?? 0;
  const endsBelow = /^\s*(?:\}|$)/.test(text.slice(end));
  const startsAbove = /(?:^|\{[ \t]*(?:(?:#|\/\/).*)?\r?\n)\s*$/.test(text.slice(0, start));
  if (endsBelow) return { start: start - blankAbove, end };
  if (startsAbove) return { start, end: end + blankBelow };
  return blankBelow > 0 ? { start: start - blankAbove, end } : { start, end };
}
