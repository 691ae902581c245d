// How edits are laid out: the file's own line ends and indentation, and `=` and comments lined up as `terraform fmt` would.
// It never touches what was not lined up before.
// Used by every fix of this room.
import { graphemesOf } from '../terraform/functions/graphemes.ts';
import type { TextEdit } from '../text.ts';
import { applyEdits } from '../text.ts';
import type { LayoutLine } from './lines.ts';
import { layoutLinesOf } from './lines.ts';

/** The line end that a text uses first; LF where it has none. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  return /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';
}

/** One step of indentation in a text, as its first indented line has it; two spaces, as `terraform fmt` writes, where none is. */
export function indentStepOf(text: string): string {
  return /^(\t| {2,8})\S/m.exec(text)?.[1] ?? '  ';
}

/** The white space that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(startOfLine(text, offset)))?.[0] ?? '';
}

/** The offset at which the line of an offset begins. */
export function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset behind the end of the line of an offset, or the text's end. */
export function startOfNextLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

/**
 * The same edits with what it takes to leave every run of lines that they touch lined up, where it was before. The result does
 * not overlap and is in order; edits that touch are one.
 */
export function alignedEdits(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  const crooked = crookedStarts(text);
  const first = joinedEdits(text, edits);
  const second = withGaps(text, first, crooked, assignGaps);
  return withGaps(text, second, crooked, commentGaps);
}

/** White space of an edited text that ought to be `width` spaces. */
interface Gap {
  readonly start: number;
  readonly end: number;
  readonly width: number;
}

type GapFinder = (text: string, lines: readonly LayoutLine[]) => readonly (readonly Gap[])[];

/** Where the lines begin that are not lined up with their neighbors. */
function crookedStarts(text: string): ReadonlySet<number> {
  const lines = layoutLinesOf(text);
  const gaps = [...assignGaps(text, lines), ...commentGaps(text, lines)].flat();
  const starts = gaps.filter((gap) => isOff(text, gap)).map((gap) => lineAt(lines, gap.start)?.start ?? -1);
  return new Set(starts);
}

function isOff(text: string, gap: Gap): boolean {
  return text.slice(gap.start, gap.end) !== ' '.repeat(gap.width);
}

/** One list of gaps for each run of neighbors with an `=`. */
function assignGaps(text: string, lines: readonly LayoutLine[]): readonly (readonly Gap[])[] {
  return runsOf(lines, (line) => line.assign).map((run) => gapsOf(text, run));
}

function commentGaps(text: string, lines: readonly LayoutLine[]): readonly (readonly Gap[])[] {
  return runsOf(lines, (line) => line.comment).map((run) => gapsOf(text, run));
}

interface Cell {
  readonly line: LayoutLine;
  readonly at: number;
}

function runsOf(lines: readonly LayoutLine[], cellOf: (line: LayoutLine) => number | undefined): readonly Cell[][] {
  const runs: Cell[][] = [];
  let run: Cell[] = [];
  for (const line of lines) {
    const at = cellOf(line);
    if (at !== undefined) run.push({ line, at });
    if (at === undefined && run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  return run.length > 0 ? [...runs, run] : runs;
}

function gapsOf(text: string, run: readonly Cell[]): readonly Gap[] {
  const measured = run.map(({ line, at }) => {
    const lead = text.slice(line.start, at).trimEnd();
    return { start: line.start + lead.length, end: at, columns: columnsOf(lead) };
  });
  const widest = Math.max(...measured.map(({ columns }) => columns));
  return measured.map(({ start, end, columns }) => ({ start, end, width: widest - columns + 1 }));
}

function columnsOf(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : graphemesOf(text).length;
}

/** Adds the gaps of every run that an edit touches, unless one of its lines was crooked before. */
function withGaps(
  text: string,
  edits: readonly TextEdit[],
  crooked: ReadonlySet<number>,
  find: GapFinder,
): readonly TextEdit[] {
  const after = applyEdits(text, edits);
  const lines = layoutLinesOf(after);
  const pieces = piecesOf(edits);
  const touched = lines.filter((line) =>
    pieces.some((piece) => piece.start <= line.end + 2 && line.start <= piece.end + 1),
  );
  const touchedStarts = new Set(touched.map((line) => line.start));
  const result = [...edits];
  for (const run of find(after, lines)) {
    const starts = run.map((gap) => lineAt(lines, gap.start)?.start ?? 0);
    if (!starts.some((start) => touchedStarts.has(start))) continue;
    if (starts.some((start) => crooked.has(offsetBefore(pieces, start)))) continue;
    for (const gap of run) if (isOff(after, gap)) fill(result, pieces, gap);
  }
  return joinedEdits(text, result);
}

/** Where the new text of an edit lies in the edited text. `shift` is what to take from an offset behind it to get the old one. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly shift: number;
}

function piecesOf(edits: readonly TextEdit[]): readonly Piece[] {
  let shift = 0;
  return edits.map(({ span, newText }) => {
    const start = span.start + shift;
    shift += newText.length - (span.end - span.start);
    return { start, end: start + newText.length, shift };
  });
}

function offsetBefore(pieces: readonly Piece[], offset: number): number {
  return offset - (pieces.findLast((piece) => piece.end <= offset)?.shift ?? 0);
}

/** Puts a gap into the edit whose new text it touches, else makes it an edit of its own. */
function fill(edits: TextEdit[], pieces: readonly Piece[], gap: Gap): void {
  const touching = pieces.flatMap((piece, index) => (piece.start <= gap.end && gap.start <= piece.end ? [index] : []));
  const [index, another] = touching;
  const spaces = ' '.repeat(gap.width);
  if (index === undefined) {
    const span = { start: offsetBefore(pieces, gap.start), end: offsetBefore(pieces, gap.end) };
    edits.push({ span, newText: spaces });
    return;
  }
  const piece = pieces[index];
  const edit = edits[index];
  // White space between two edits: an odd look is better than a wrong text.
  if (another !== undefined || piece === undefined || edit === undefined) return;
  const span = {
    start: edit.span.start - Math.max(0, piece.start - gap.start),
    end: edit.span.end + Math.max(0, gap.end - piece.end),
  };
  // Earlier gaps in the same edit have moved this one; what follows it has not moved, so it is counted from the end.
  const { length } = edit.newText;
  const kept = gap.start <= piece.start ? '' : edit.newText.slice(0, length - (piece.end - gap.start));
  const rest = gap.end >= piece.end ? '' : edit.newText.slice(length - (piece.end - gap.end));
  edits[index] = { span, newText: kept + spaces + rest };
}

/** Sorted, with edits that touch made one, and without those that change nothing. */
export function joinedEdits(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  const ordered = edits
    .filter((edit) => text.slice(edit.span.start, edit.span.end) !== edit.newText)
    .toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const result: TextEdit[] = [];
  for (const edit of ordered) {
    const last = result.at(-1);
    if (last?.span.end !== edit.span.start) {
      result.push(edit);
      continue;
    }
    result[result.length - 1] = {
      span: { start: last.span.start, end: edit.span.end },
      newText: last.newText + edit.newText,
    };
  }
  return result;
}

function lineAt(lines: readonly LayoutLine[], offset: number): LayoutLine | undefined {
  return lines.find((line) => line.start <= offset && offset <= line.end);
}
