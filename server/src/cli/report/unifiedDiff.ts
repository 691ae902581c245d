// Edits of a text as a unified diff, which `git apply` and `patch -p1` take. What changes is known, so that nothing is compared.
// Called by fix.ts.
import { applyEdits, lineAndColumnAt, lineIndexOf, type LineIndex, type TextEdit } from '../../text.ts';

/** Lines around a change, as `diff -u` shows them. */
const contextLines = 3;

/** Lines of the text that others take the place of; `end` exclusive. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** The diff of one file; `text` is undefined where the edits make it. Empty where nothing changes. */
export function unifiedDiff(path: string, text: string | undefined, edits: readonly TextEdit[]): string {
  const old = linesOf(text ?? '');
  const changes = changesOf(text ?? '', old, edits);
  if (changes.length === 0) return '';
  const hunks: string[] = [];
  let shift = 0;
  for (const group of grouped(changes)) {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) continue;
    const start = Math.max(0, first.start - contextLines);
    const end = Math.min(old.length, last.end + contextLines);
    const body: string[] = [];
    let line = start;
    for (const change of group) {
      body.push(...old.slice(line, change.start).map((each) => shown(' ', each)));
      body.push(...old.slice(change.start, change.end).map((each) => shown('-', each)));
      body.push(...change.lines.map((each) => shown('+', each)));
      line = change.end;
    }
    body.push(...old.slice(line, end).map((each) => shown(' ', each)));
    const growth = group.reduce((sum, change) => sum + change.lines.length - (change.end - change.start), 0);
    hunks.push(`@@ -${range(start, end - start)} +${range(start + shift, end - start + growth)} @@\n${body.join('')}`);
    shift += growth;
  }
  const from = text === undefined ? '/dev/null' : `a/${path}`;
  return `--- ${from}\n+++ b/${path}\n${hunks.join('')}`;
}

/** Each line with its end; a text that ends in one has no empty line after it. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function changesOf(text: string, old: readonly string[], edits: readonly TextEdit[]): readonly Change[] {
  const starts: LineIndex = old.reduce<number[]>(
    (offsets, line) => [...offsets, (offsets.at(-1) ?? 0) + line.length],
    [0],
  );
  const changes: Change[] = [];
  for (const block of blocksOf(text, edits)) {
    const from = starts[block.start] ?? text.length;
    const to = starts[block.end] ?? text.length;
    const inside = block.edits.map(({ span, newText }) => ({
      span: { start: span.start - from, end: span.end - from },
      newText,
    }));
    const change = trimmed(old, { ...block, lines: linesOf(applyEdits(text.slice(from, to), inside)) });
    if (change.lines.length > 0 || change.end > change.start) changes.push(change);
  }
  return changes;
}

/** Edits by the lines that they touch; those on the same lines together. */
function blocksOf(
  text: string,
  edits: readonly TextEdit[],
): readonly { readonly start: number; readonly end: number; readonly edits: readonly TextEdit[] }[] {
  const lines = newlinesOf(text);
  const blocks: { start: number; end: number; edits: TextEdit[] }[] = [];
  for (const edit of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    const start = lineAndColumnAt(lines, edit.span.start).line;
    const end = Math.min(lineAndColumnAt(lines, edit.span.end).line + 1, linesOf(text).length);
    const last = blocks.at(-1);
    if (last !== undefined && start <= last.end) {
      last.end = Math.max(last.end, end);
      last.edits.push(edit);
    } else blocks.push({ start: Math.min(start, end), end, edits: [edit] });
  }
  return blocks;
}

/** Only LF ends a line in a diff. */
function newlinesOf(text: string): LineIndex {
  return text.includes('\r') ? lineIndexOf(text.replaceAll('\r', ' ')) : lineIndexOf(text);
}

/** Without the lines at both ends that stay as they are. */
function trimmed(old: readonly string[], { start, end, lines }: Change): Change {
  let head = 0;
  while (start + head < end && head < lines.length && old[start + head] === lines[head]) head++;
  let tail = 0;
  while (
    end - tail > start + head &&
    lines.length - tail > head &&
    old[end - tail - 1] === lines[lines.length - tail - 1]
  )
    tail++;
  return { start: start + head, end: end - tail, lines: lines.slice(head, lines.length - tail) };
}

/** Changes whose surroundings meet are shown together. */
function grouped(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && change.start - last.end <= 2 * contextLines) groups.at(-1)?.push(change);
    else groups.push([change]);
  }
  return groups;
}

/** A hunk without lines stands after the line before it. */
function range(start: number, count: number): string {
  return count === 1 ? `${start + 1}` : `${count === 0 ? start : start + 1},${count}`;
}

function shown(mark: string, line: string): string {
  return line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;
}
