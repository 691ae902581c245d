// Ignore comments: `# portcullis:ignore [EC2.18 or check id ...] [until 2027-01-31] [reason]`.
// It reads no clock; the day to hold an expiry date against is given, or there is none.
// Called by ../analyze.ts.
import type { IngressRule } from '../aws/ingressRule.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { Comment, SourceFile } from '../hcl/nodes.ts';
import type { Place } from '../text.ts';
import { contains, lineAndColumnAt, lineIndexOf } from '../text.ts';
import type { CheckId, ControlId } from './check.ts';

/** One ignore comment of a file. */
export interface IgnoreComment {
  readonly place: Place;
  /** Control and check ids in lower case; empty where it silences everything at its place. */
  readonly ids: readonly string[];
  /** The last day on which it counts, `2027-01-31`; undefined where it has none. */
  readonly until: string | undefined;
  readonly reason: string;
  /** The lines it speaks for when it stands on or above a line: its own, and the next that is no comment, where it has its own; in JSON none. */
  readonly lines: readonly number[];
}

/** The ignore comments of a file, in the order they stand in. */
export function ignoreCommentsOf(file: SourceFile): readonly IgnoreComment[] {
  const candidates = file.comments.filter((comment) => textOf(file, comment).includes(marker));
  if (candidates.length === 0) return [];
  const index = lineIndexOf(file.text);
  const alone = linesOfCommentsAlone(file, index);
  return candidates.flatMap((comment) => {
    const read = readComment(textOf(file, comment));
    if (read === undefined) return [];
    const place = { path: file.path, span: comment.span };
    // A line of JSON may be the whole file: there a comment speaks for the object it stands in, and for nothing else.
    if (isJsonSyntax(file.path)) return [{ ...read, place, lines: [] }];
    const first = lineAndColumnAt(index, comment.span.start).line;
    const lines = [first];
    let next = first;
    while (alone.has(next)) lines.push(++next);
    return [{ ...read, place, lines }];
  });
}

/**
 * The comments that speak for a finding at a place: those on its line or above it, on the line of the rule's header or above it,
 * and those inside the rule's own block or, in `ingress = [...]`, inside its element. Expired ones do not.
 */
export function commentsFor(
  rule: IngressRule,
  place: Place,
  file: SourceFile,
  comments: readonly IgnoreComment[],
  today: string | undefined,
): readonly IgnoreComment[] {
  if (comments.length === 0) return [];
  const index = lineIndexOf(file.text);
  const lines = [place, rule.place]
    .filter(({ path }) => path === file.path)
    .map(({ span }) => lineAndColumnAt(index, span.start).line);
  const inside = rule.block?.span ?? rule.place.span;
  const isInside = (comment: IgnoreComment): boolean =>
    rule.place.path === file.path && contains(inside, comment.place.span);
  return comments
    .filter(({ until }) => until === undefined || today === undefined || today <= until)
    .filter((comment) => isInside(comment) || comment.lines.some((line) => lines.includes(line)));
}

/** The comment that silences a control as one check reports it, or the check where it has none; undefined where none does. */
export function silencerOf(
  comments: readonly IgnoreComment[],
  check: CheckId,
  control: ControlId | undefined,
): IgnoreComment | undefined {
  const named: readonly (string | undefined)[] = [check, control?.toLowerCase()];
  return comments.find(({ ids }) => ids.length === 0 || ids.some((id) => named.includes(id)));
}

const marker = 'portcullis:ignore';

/**
 * Undefined where the marker is only part of another word. What looks like an id and is none is kept, so that a slip in one
 * silences nothing.
 */
function readComment(text: string): Pick<IgnoreComment, 'ids' | 'until' | 'reason'> | undefined {
  // The last form is JSON's: `"//": "portcullis:ignore ..."`.
  const match = /^(?:#|\/\/|\/\*|"\/\/"\s*:\s*")\s*portcullis:ignore(?![\w-])(.*?)(?:\*\/|")?$/s.exec(text);
  if (match === null) return undefined;
  const rest = (match[1] ?? '').replace(/^\s*:/, '').trim();
  const listed = /^(?:(?:EC2\.\d+|wide-range|invalid-rule|[a-z]+(?:-[a-z]+){2,})(?:\s*,\s*|\s+|$))*/i.exec(rest)?.[0] ?? '';
  const ids = listed.split(/[\s,]+/).filter((id) => id !== '');
  const after = rest.slice(listed.length);
  const until = /^until\s+(\d{4}-\d{2}-\d{2})(?!\d)/i.exec(after);
  const reason = after.slice(until?.[0].length ?? 0).trim();
  return { ids: ids.map((id) => id.toLowerCase()), until: until?.[1], reason };
}

/** Lines that hold a comment and nothing before it. */
function linesOfCommentsAlone(file: SourceFile, index: readonly number[]): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const comment of file.comments) {
    const { line } = lineAndColumnAt(index, comment.span.start);
    const before = file.text.slice(index[line] ?? 0, comment.span.start);
    if (before.trim() === '') lines.add(line);
  }
  return lines;
}

function textOf(file: SourceFile, { span }: Comment): string {
  return file.text.slice(span.start, span.end);
}
