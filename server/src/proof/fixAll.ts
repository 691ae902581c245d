// Fix all: the preferred fix of each finding, as many as hold together, each proven.
// It goes in rounds. Fixes that stay clear of each other are taken together; the others wait for the next round and are made anew
// for the text as it is then, so that what two of them would declare is declared once. What stays is told with its reason.
// Called by lsp/ and cli/.
import type { FindingFacts } from '../checks/findingFacts.ts';
import type { Fix } from '../fixes/fix.ts';
import { proposeFixes } from '../fixes/index.ts';
import type { Referee } from '../hcl/hcl2json.ts';
import { message, type Message } from '../messages.ts';
import type { TextEdit } from '../text.ts';
import type { Trial } from '../workspace/trial.ts';
import { attemptOf, fixContextOf, type Change } from './attempt.ts';
import { ComposedEdits } from './composedEdits.ts';
import { objectionTo } from './proof.ts';

/** What fix all does, and what it cannot do. */
export interface AllFixed {
  /** The edits of the texts at the start, by path; a path that no file has yet is created. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** The texts afterwards, of the files that are edited. */
  readonly texts: ReadonlyMap<string, string>;
  readonly mended: readonly FindingFacts[];
  readonly left: readonly Left[];
}

/** A finding that stays, and why. */
export interface Left {
  readonly finding: FindingFacts;
  readonly reason: Message;
}

export interface FixAllOptions {
  /** Which of the shown findings are to be mended. */
  readonly isWanted: (finding: FindingFacts) => boolean;
  readonly referee: Referee;
  /** Awaited between two rounds, so that others may run; it rejects to stop. */
  readonly pause: () => Promise<void>;
}

interface Mend {
  readonly key: string;
  readonly finding: FindingFacts;
  readonly fix: Fix;
}

/** Mends all that can be mended without asking anyone. Nothing is changed but the copy. */
export async function fixAll(start: Trial, { isWanted, referee, pause }: FixAllOptions): Promise<AllFixed> {
  let trial = start;
  let refusals = new Map<string, Message>();
  const mended: FindingFacts[] = [];
  const composed = new Map<string, ComposedEdits>();
  let limit = Number.MAX_SAFE_INTEGER;
  let progress = false;
  for (;;) {
    await pause();
    const mends = mendsOf(trial, isWanted, refusals).slice(0, limit);
    if (mends.length === 0) {
      // What did not hold at first may hold now that others are mended.
      if (!progress) break;
      progress = false;
      refusals = new Map();
      continue;
    }
    const fix = together(mends);
    const attempt = attemptOf(fix, trial);
    const findings = mends.map(({ finding }) => finding);
    const objection =
      attempt === undefined ? message('proof.misplaced') : await objectionTo(findings, attempt, referee);
    const [only, ...others] = mends;
    if (attempt !== undefined && objection === undefined) {
      for (const [path, edits] of fix.edits) {
        const known = composed.get(path) ?? new ComposedEdits(trial.file(path)?.text.length ?? 0);
        known.add(edits);
        composed.set(path, known);
      }
      trial = attempt.after;
      mended.push(...findings);
      progress = true;
      limit = limit * 2;
    } else if (others.length > 0) limit = Math.ceil(mends.length / 2);
    else if (only !== undefined && objection !== undefined) refusals.set(only.key, objection);
  }
  return {
    edits: new Map([...composed].map(([path, each]) => [path, each.edits()])),
    texts: trial.texts,
    mended,
    left: wantedOf(trial, isWanted).map(({ key, finding }) => ({
      finding,
      reason: refusals.get(key) ?? message('proof.noFix'),
    })),
  };
}

/** What can be taken together in this round; why others cannot be taken at all is noted. */
function mendsOf(trial: Trial, isWanted: FixAllOptions['isWanted'], refusals: Map<string, Message>): readonly Mend[] {
  const mends: Mend[] = [];
  for (const { key, finding } of wantedOf(trial, isWanted)) {
    if (refusals.has(key)) continue;
    const whole = trial.whole(finding);
    const fixes = whole === undefined ? [] : proposeFixes(whole, fixContextOf(trial)).fixes;
    const fix = fixes.find(({ preferred }) => preferred);
    const reason = reasonAgainst(fix, fixes);
    if (reason !== undefined) refusals.set(key, reason);
    else if (fix !== undefined && mends.every((other) => areClear(fix, other.fix))) mends.push({ key, finding, fix });
  }
  return mends;
}

/** The findings that are to be mended, each under a name that holds while the text around it changes. */
function wantedOf(
  trial: Trial,
  isWanted: FixAllOptions['isWanted'],
): readonly { readonly key: string; readonly finding: FindingFacts }[] {
  const counts = new Map<string, number>();
  const shown = trial
    .allFindings()
    .filter(({ suppressedBy, baselined }) => suppressedBy === undefined && baselined !== true);
  return shown.filter(isWanted).map((finding) => {
    const { place, rule, source, check } = finding;
    const ports = rule.ports.kind === 'range' ? `${rule.ports.from}-${rule.ports.to}` : rule.ports.kind;
    const name = JSON.stringify([place.path, rule.address, check, source?.text, ports]);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return { key: `${name}#${count}`, finding };
  });
}

function reasonAgainst(fix: Fix | undefined, fixes: readonly Fix[]): Message | undefined {
  if (fix === undefined) return message(fixes.length === 0 ? 'proof.noFix' : 'proof.noPreferredFix');
  if (fix.outcome !== 'mends' || fix.command !== undefined) return message('proof.needsDecision');
  return fix.warning === undefined ? undefined : message('proof.needsConfirmation');
}

/** Whether no edit of one touches an edit of the other. */
function areClear(a: Fix, b: Fix): boolean {
  return [...a.edits].every(([path, edits]) =>
    edits.every(({ span }) =>
      (b.edits.get(path) ?? []).every((other) => other.span.end < span.start || span.end < other.span.start),
    ),
  );
}

/** Several fixes as one. */
function together(mends: readonly Mend[]): Change {
  const edits = new Map<string, readonly TextEdit[]>();
  for (const { fix } of mends)
    for (const [path, more] of fix.edits) edits.set(path, [...(edits.get(path) ?? []), ...more]);
  return { kind: 'quickfix', outcome: 'mends', edits };
}
