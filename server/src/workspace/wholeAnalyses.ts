// The analyses of a few roots with their findings whole, for those who make fixes: all others are kept as facts (findingIndex.ts).
// A root that is asked for and not among them is analyzed again.
// Made by workspace.ts and trial.ts.
import type { Analysis } from '../analyze.ts';
import type { Finding } from '../checks/check.ts';
import type { FindingFacts } from '../checks/findingFacts.ts';
import { identityOf } from '../checks/mergeFindings.ts';

/** A whole finding holds on to its module, those that call it, and their texts. */
const maximumKept = 16;

type WholeFindings = ReadonlyMap<string, Finding>;

export class WholeAnalyses {
  readonly #analyze: (root: string) => Analysis | undefined;
  /** By root and identity; the root that was used last is the last. */
  readonly #kept: Map<string, WholeFindings>;

  /** `analyze` gives what comes of a root now. `kept` is the state to begin with. */
  constructor(analyze: (root: string) => Analysis | undefined, kept: Iterable<readonly [string, WholeFindings]> = []) {
    this.#analyze = analyze;
    this.#kept = new Map(kept);
  }

  /** The roots that are kept, with their findings. */
  kept(): Iterable<readonly [string, WholeFindings]> {
    return this.#kept;
  }

  /** Replaces what came of a root; undefined forgets it. */
  set(root: string, analysis: Analysis | undefined): void {
    this.#kept.delete(root);
    if (analysis === undefined) return;
    this.#kept.set(root, new Map(analysis.findings.map((finding) => [identityOf(finding), finding])));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > maximumKept && oldest !== undefined) this.#kept.delete(oldest);
  }

  /** Forgets all roots but some. */
  keepOnly(isNeeded: (root: string) => boolean): void {
    for (const root of this.#kept.keys()) if (!isNeeded(root)) this.#kept.delete(root);
  }

  /** The finding with its rule and source; undefined where it is found no more. */
  find(finding: FindingFacts): Finding | undefined {
    const found = this.#of(finding.module.rootDir)?.get(identityOf(finding));
    if (found?.kind === 'source' && finding.kind === 'source') {
      const { rule, source, settings } = found;
      return { ...finding, rule, source, settings };
    }
    if (found?.kind !== 'configuration' || finding.kind !== 'configuration') return undefined;
    const { rule, source, settings } = found;
    return { ...finding, rule, source, settings };
  }

  #of(root: string): WholeFindings | undefined {
    const known = this.#kept.get(root);
    if (known === undefined) this.set(root, this.#analyze(root));
    else {
      this.#kept.delete(root);
      this.#kept.set(root, known);
    }
    return this.#kept.get(root);
  }
}
