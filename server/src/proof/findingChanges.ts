// What a fix does to the findings: whether any stays that should go, and which are new.
// Findings move with the text and change their addresses, so that each is known by its place, moved along, or else by its rule.
// Called by proof.ts.
import type { FindingFacts } from '../checks/findingFacts.ts';
import type { TextEdit } from '../text.ts';
import type { Attempt, Change } from './attempt.ts';

/** How the findings after a fix differ from those before it. Silenced findings are not counted. */
export interface FindingChanges {
  /** Whether any of the findings that the fix is for is still shown. */
  readonly stays: boolean;
  /** What is shown that was not, or was less grave. */
  readonly added: readonly FindingFacts[];
  /** Whether a rewrite, which mends nothing, has lost sight of a finding. */
  readonly isLost: boolean;
}

/** Compares what the roots show that read any of the changed files. */
export function findingChanges(
  mended: readonly FindingFacts[],
  { fix, before, after, texts }: Attempt,
): FindingChanges {
  const roots = before.rootsThatRead([...texts.keys()]);
  const isMended = (each: FindingFacts): boolean => mended.some((finding) => isSame(each, finding));
  // A rewrite moves rules to other places and addresses, and mends none: what is said of them is what must stay.
  const isRewrite = fix.outcome === 'moves';
  const left = new Set(before.findingsOf(roots).filter((each) => isShown(each) && (isRewrite || !isMended(each))));
  const likenesses = isRewrite ? [isMoved(fix), isOfSameRule, isAlike] : [isMoved(fix), isOfSameRule];
  let added: readonly FindingFacts[] = after.findingsOf(roots).filter(isShown);
  for (const likeness of likenesses) {
    added = added.filter((now) => {
      const known = [...left].find((then) => likeness(then, now) && !isGraver(then, now));
      if (known !== undefined) left.delete(known);
      return known === undefined;
    });
  }
  const stays = added.some((now) => mended.some((then) => likenesses.some((likeness) => likeness(then, now))));
  return { stays, added, isLost: isRewrite && left.size > 0 };
}

type Likeness = (then: FindingFacts, now: FindingFacts) => boolean;

function isMoved({ edits }: Change): Likeness {
  return (then, now) =>
    then.place.path === now.place.path &&
    movedOffset(then.place.span.start, edits.get(then.place.path) ?? []) === now.place.span.start &&
    isAlike(then, now);
}

function isOfSameRule(then: FindingFacts, now: FindingFacts): boolean {
  return then.place.path === now.place.path && then.rule.address === now.rule.address && isAlike(then, now);
}

/** Without the controls: an ignore comment inside a rule may leave another source of it with fewer of them. */
function isAlike(then: FindingFacts, now: FindingFacts): boolean {
  return whatItSays(then) === whatItSays(now);
}

function whatItSays({ rule, source, check, kind }: FindingFacts): string {
  const ports = rule.ports.kind === 'range' ? `${rule.ports.from}-${rule.ports.to}` : rule.ports.kind;
  return [kind === 'source' ? '' : check, source?.text, rule.protocol.kind, ports].join(' ');
}

function isSame(a: FindingFacts, b: FindingFacts): boolean {
  return (
    a.place.path === b.place.path &&
    a.place.span.start === b.place.span.start &&
    a.place.span.end === b.place.span.end &&
    a.rule.address === b.rule.address &&
    a.check === b.check &&
    whatItSays(a) === whatItSays(b)
  );
}

function isShown({ suppressedBy }: FindingFacts): boolean {
  return suppressedBy === undefined;
}

const severities: readonly FindingFacts['severity'][] = ['hint', 'information', 'warning', 'error'];

function isGraver(then: FindingFacts, now: FindingFacts): boolean {
  if (then.verdict === 'possible' && now.verdict === 'open') return true;
  return severities.indexOf(now.severity) > severities.indexOf(then.severity);
}

/** Where a character stands after the edits; undefined where one of them replaces it. */
function movedOffset(offset: number, edits: readonly TextEdit[]): number | undefined {
  let moved = offset;
  for (const { span, newText } of edits) {
    if (span.start < offset && offset < span.end) return undefined;
    if (span.end <= offset) moved += newText.length - (span.end - span.start);
  }
  return moved;
}
