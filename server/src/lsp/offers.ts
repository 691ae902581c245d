// The fixes for what stands at a range, each tried on a copy: what fails is not offered, and is logged with its name.
// In the time that a menu may take it proves what it can. The rest is proven behind it, for the next one, or when the user chooses it.
// Made by codeActions.ts.
import type { FindingFacts } from '../checks/findingFacts.ts';
import type { Fix } from '../fixes/fix.ts';
import { proposeFixes } from '../fixes/index.ts';
import type { Referee } from '../hcl/hcl2json.ts';
import { message, render, type Message } from '../messages.ts';
import { attemptOf, fixContextOf, type Attempt } from '../proof/attempt.ts';
import { objectionOfAnalysis, objectionOfParser } from '../proof/proof.ts';
import type { Trial } from '../workspace/trial.ts';

/** A fix that nothing is known against. */
export interface Offer {
  readonly finding: FindingFacts;
  readonly fix: Fix;
  /** The same for the same finding and fix while no text changes. */
  readonly key: string;
}

interface Candidate extends Offer {
  /** Undefined where the edits cannot be carried out. */
  readonly attempt: Attempt | undefined;
}

/** What is known of a fix: what speaks against it, undefined where nothing does; null where it has not been asked yet. */
interface Knowledge {
  ofAnalysis: Message | undefined | null;
  ofParser: Promise<Message | undefined> | undefined;
}

/** Remembers what was proven while no text changes. */
export class Offers {
  readonly #referee: Referee;
  readonly #log: (what: Message) => void;
  readonly #known = new Map<string, Knowledge>();
  /** How often something has changed. */
  #changes = 0;

  constructor(referee: Referee, log: (what: Message) => void) {
    this.#referee = referee;
    this.#log = log;
  }

  /** Something has changed: what was proven no longer holds. */
  forget(): void {
    this.#changes++;
    this.#known.clear();
  }

  /** The fixes of some findings, best first, the same one once, at most one of them preferred. */
  async of(findings: readonly FindingFacts[], trial: Trial, timeMs: number, today: string): Promise<readonly Offer[]> {
    const deadline = performance.now() + timeMs;
    const candidates = this.#candidates(findings, trial, today);
    for (const candidate of candidates.toSorted((a, b) => Number(b.fix.preferred) - Number(a.fix.preferred)))
      if (performance.now() < deadline) this.#askAnalysis(candidate);
    const sound = candidates.filter((candidate) => (this.#knowledge(candidate).ofAnalysis ?? undefined) === undefined);
    const rejected = new Set<Offer>();
    const verdicts = sound
      .filter((candidate) => this.#knowledge(candidate).ofAnalysis === undefined)
      .map(async (candidate) => {
        if ((await this.#askParser(candidate)) !== undefined) rejected.add(candidate);
      });
    await Promise.race([Promise.all(verdicts), timeUp(deadline - performance.now())]);
    void this.#proveRest(candidates);
    return sound.filter((candidate) => !rejected.has(candidate));
  }

  /** The fix of a finding that a key names, wholly proven; why not where it cannot be had. */
  async proven(
    finding: FindingFacts,
    id: string,
    title: string,
    trial: Trial,
    today: string,
  ): Promise<Offer | Message> {
    const candidate = this.#candidates([finding], trial, today).find(
      ({ fix }) => fix.id === id && render(fix.title, 'en') === title,
    );
    if (candidate === undefined) return message('lsp.fixOutdated');
    const objection = this.#askAnalysis(candidate) ?? (await this.#askParser(candidate));
    return objection === undefined ? candidate : message('lsp.fixRefused', { reason: objection });
  }

  /** A proof at a time, while nothing changes. */
  async #proveRest(candidates: readonly Candidate[]): Promise<void> {
    const changes = this.#changes;
    for (const candidate of candidates) {
      await new Promise((resolve) => setImmediate(resolve));
      if (changes !== this.#changes) return;
      if (this.#askAnalysis(candidate) === undefined) await this.#askParser(candidate);
    }
  }

  #candidates(findings: readonly FindingFacts[], trial: Trial, today: string): readonly Candidate[] {
    const seen = new Set<string>();
    let taken = false;
    return findings.flatMap((finding) => {
      const whole = trial.whole(finding);
      if (whole === undefined) return [];
      const { fixes, problems } = proposeFixes(whole, { ...fixContextOf(trial), today });
      for (const problem of problems) this.#log(problem);
      return fixes.flatMap((fix): Candidate[] => {
        const what = JSON.stringify([fix.id, fix.title, [...fix.edits], fix.cursor]);
        if (seen.has(what)) return [];
        seen.add(what);
        // Two findings at one place have each a preferred fix; the editor wants one.
        const preferred = fix.preferred && !taken;
        taken ||= preferred;
        const { place, rule, check } = finding;
        const key = JSON.stringify([place, rule.address, check, what]);
        return [{ finding, fix: { ...fix, preferred }, key, attempt: attemptOf(fix, trial) }];
      });
    });
  }

  #askAnalysis(candidate: Candidate): Message | undefined {
    const known = this.#knowledge(candidate);
    if (known.ofAnalysis !== null) return known.ofAnalysis;
    const { attempt, finding, fix } = candidate;
    // What has no edits before something is asked for is proven once they are there.
    if (fix.command !== undefined) known.ofAnalysis = undefined;
    else
      known.ofAnalysis = attempt === undefined ? message('proof.misplaced') : objectionOfAnalysis([finding], attempt);
    if (known.ofAnalysis !== undefined) this.#refuse(fix, known.ofAnalysis);
    return known.ofAnalysis;
  }

  #askParser(candidate: Candidate): Promise<Message | undefined> {
    const known = this.#knowledge(candidate);
    known.ofParser ??= this.#verdictOf(candidate);
    return known.ofParser;
  }

  async #verdictOf({ attempt, fix }: Candidate): Promise<Message | undefined> {
    const objection = attempt === undefined ? undefined : await objectionOfParser(attempt, this.#referee);
    if (objection !== undefined) this.#refuse(fix, objection);
    return objection;
  }

  #refuse(fix: Fix, reason: Message): void {
    this.#log(message('proof.notOffered', { fix: fix.id, reason }));
  }

  #knowledge({ key }: Offer): Knowledge {
    const known = this.#known.get(key) ?? { ofAnalysis: null, ofParser: undefined };
    this.#known.set(key, known);
    return known;
  }
}

function timeUp(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)).unref());
}
