// Ignore comments: `# portcullis:ignore [EC2.18 or check id ...] [until 2027-01-31] [reason]`.
// It reads no clock; the day to hold an expiry date against is given, or there is none.
// Called by ignores/, which also hears the comments of other tools.
import type { IngressRule } from '../aws/ingressRule.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { Comment, SourceFile } from '../hcl/nodes.ts';
import type { Place } from '../text.ts';
import { contains, lineAndColumnAt, lineIndexOf } from '../text.ts';
import type { CheckId, ControlId } from './check.ts';
import { isDay } from './ignores/day.ts';
import type { FileIgnores } from './ignores/fileIgnores.ts';
import { everything } from './ignores/ledger.ts';
import type { CheckSettings } from './settings.ts';

/** One ignore comment of a file. */
export interface IgnoreComment {
  readonly place: Place;
  /** Control and check ids in lower case; empty where it silences everything at its place. */
  readonly ids: readonly string[];
  /** The last day on which it counts, `2027-01-31`; undefined where it has none. */
  readonly until: string | undefined;
  /** What stands after `until` where that is meant for a day and is none; such a comment does not count. */
  readonly badDate: string | undefined;
  readonly reason: string;
  /** The lines it speaks for when it stands on or above a line: its own, and the next that is no comment, where it has its own; in JSON none. */
  readonly lines: readonly number[];
}

/** Whether a text may hold an ignore comment of ours. */
export function mayHoldIgnoreComment(text: string): boolean {
  return text.includes(marker);
}

/** The ignore comments of a file, in the order they stand in. */
export function ignoreCommentsOf(file: SourceFile): readonly IgnoreComment[] {
  if (!mayHoldIgnoreComment(file.text)) return [];
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
 * and those inside the rule's own block or, in `ingress = [...]`, inside its element. Not all of them need count.
 */
export function commentsFor(rule: IngressRule, place: Place, known: FileIgnores): readonly IgnoreComment[] {
  const { file, comments } = known;
  if (comments.length === 0) return [];
  const lines = [place, rule.place]
    .filter(({ path }) => path === file.path)
    .map(({ span }) => lineAndColumnAt(known.lines, span.start).line);
  const inside = rule.block?.span ?? rule.place.span;
  const isInside = (comment: IgnoreComment): boolean =>
    rule.place.path === file.path && contains(inside, comment.place.span);
  return comments.filter((comment) => isInside(comment) || comment.lines.some((line) => lines.includes(line)));
}

/** The comments that name a control as one check reports it, or the check where it has none, with the ids that do. */
export function silencersOf(
  comments: readonly IgnoreComment[],
  check: CheckId,
  control: ControlId | undefined,
): readonly { readonly comment: IgnoreComment; readonly ids: readonly string[] }[] {
  const named: readonly (string | undefined)[] = [check, control?.toLowerCase()];
  return comments.flatMap((comment) => {
    const ids = comment.ids.length === 0 ? [everything] : comment.ids.filter((id) => named.includes(id));
    return ids.length === 0 ? [] : [{ comment, ids }];
  });
}

/** Whether a comment silences anything at all under these settings. */
export function counts(comment: IgnoreComment, settings: CheckSettings): boolean {
  return comment.badDate === undefined && !hasExpired(comment, settings) && !lacksReason(comment, settings);
}

/** A comment counts until its last day is over. */
export function hasExpired({ until }: IgnoreComment, { today }: CheckSettings): boolean {
  return until !== undefined && today !== undefined && today > until;
}

/** Whether the team wants a reason and there is none. */
export function lacksReason({ reason }: IgnoreComment, { requireIgnoreReason }: CheckSettings): boolean {
  return requireIgnoreReason && reason === '';
}

const marker = 'portcullis:ignore';

/**
 * Undefined where the marker is only part of another word. What looks like an id and is none is kept, so that a slip in one
 * silences nothing.
 */
function readComment(text: string): Pick<IgnoreComment, 'ids' | 'until' | 'badDate' | 'reason'> | undefined {
  // The last form is JSON's: `"//": "portcullis:ignore ..."`.
  const match = /^(?:#|\/\/|\/\*|"\/\/"\s*:\s*")\s*portcullis:ignore(?![\w-])(.*?)(?:\*\/|")?$/s.exec(text);
  if (match === null) return undefined;
  const rest = (match[1] ?? '').replace(/^\s*:/, '').trim();
  const listed =
    /^(?:(?:EC2?[-_.:]?\d+(?:\.\d+)?|wide-range|invalid-rule|[a-z]+(?:-[a-z]+){2,})(?:\s*,\s*|\s+|$))*/i.exec(
      rest,
    )?.[0] ?? '';
  const ids = listed.split(/[\s,]+/).filter((id) => id !== '');
  const after = rest.slice(listed.length);
  // What begins with a digit is meant for a day.
  const [whole = '', day] = /^until\s+(\d\S*)\s*/i.exec(after) ?? [];
  const reason = after.slice(whole.length).trim();
  const isValid = day === undefined || isDay(day);
  return {
    ids: ids.map((id) => id.toLowerCase()),
    until: isValid ? day : undefined,
    badDate: isValid ? undefined : day,
    reason,
  };
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
