// What was found, by the root it came from and by the files it concerns, so that one root can be replaced at a time.
import type { AnalysisFacts, AnalysisProblem } from '../analyze.ts';
import type { FindingFacts } from '../checks/findingFacts.ts';
import { decidingPlaces } from '../checks/decidingPlaces.ts';
import type { Remark } from '../checks/ignores/remarks.ts';
import { remarksOf } from '../checks/ignores/remarks.ts';
import type { Move } from '../hcl/unseenEdit.ts';
import { movedFacts } from './movedFacts.ts';

/** What came of every root, as plain data. */
export class FindingIndex {
  readonly #byRoot = new Map<string, AnalysisFacts>();
  readonly #rootsByPath = new Map<string, Set<string>>();
  readonly #changedPaths = new Set<string>();
  /** False until every root has been analyzed once: before, a comment may be of use to a root that is yet to come. */
  #isWhole = false;

  /** Replaces what came of a root; undefined forgets it. */
  set(root: string, analysis: AnalysisFacts | undefined): void {
    for (const path of pathsOf(this.#byRoot.get(root))) {
      this.#changedPaths.add(path);
      const roots = this.#rootsByPath.get(path);
      roots?.delete(root);
      if (roots?.size === 0) this.#rootsByPath.delete(path);
    }
    if (analysis === undefined) this.#byRoot.delete(root);
    else this.#byRoot.set(root, analysis);
    for (const path of pathsOf(analysis)) {
      this.#changedPaths.add(path);
      const roots = this.#rootsByPath.get(path) ?? new Set();
      roots.add(root);
      this.#rootsByPath.set(path, roots);
    }
  }

  /** The same of a root, kept in another way. */
  update(root: string, change: (analysis: AnalysisFacts) => AnalysisFacts): void {
    const analysis = this.#byRoot.get(root);
    if (analysis !== undefined) this.#byRoot.set(root, change(analysis));
  }

  /** Moves what came of a root and stands in a file. False where nobody can say where it stands now: then nothing is moved. */
  move(root: string, path: string, move: Move): boolean {
    const known = this.#byRoot.get(root);
    const facts = known && movedFacts(known, path, move);
    if (facts !== known && facts !== undefined) this.set(root, facts);
    return known === undefined || facts !== undefined;
  }

  /** What came of a root. */
  of(root: string): AnalysisFacts | undefined {
    return this.#byRoot.get(root);
  }

  /** Says that every root has been analyzed. */
  complete(): void {
    if (this.#isWhole) return;
    this.#isWhole = true;
    for (const { ignores } of this.#byRoot.values())
      for (const { comment } of ignores) this.#changedPaths.add(comment.place.path);
  }

  /** Says that what a file shows may differ for another reason. */
  touch(path: string): void {
    this.#changedPaths.add(path);
  }

  /** Files concerned by a change since this was last asked, whether what they show differs or not. */
  takeChangedPaths(): readonly string[] {
    const changed = [...this.#changedPaths].sort();
    this.#changedPaths.clear();
    return changed;
  }

  findingsIn(path: string): readonly FindingFacts[] {
    return this.#findings(path).filter((finding) => finding.place.path === path);
  }

  findingsFrom(path: string): readonly FindingFacts[] {
    return this.#findings(path).filter((finding) => decidingPlaces(finding).some((place) => place.path === path));
  }

  /** What is to be said of the ignore comments of a file; nothing before every root has been analyzed. */
  remarksIn(path: string): readonly Remark[] {
    if (!this.#isWhole) return [];
    const outcomes = this.#concerning(path).flatMap(({ ignores }) => ignores);
    return remarksOf(outcomes.filter(({ comment }) => comment.place.path === path));
  }

  all(): readonly FindingFacts[] {
    return this.#inOrder().flatMap(({ findings }) => findings);
  }

  allRemarks(): readonly Remark[] {
    return this.#isWhole ? remarksOf(this.#inOrder().flatMap(({ ignores }) => ignores)) : [];
  }

  problems(): readonly AnalysisProblem[] {
    return this.#inOrder().flatMap(({ problems }) => problems);
  }

  #findings(path: string): readonly FindingFacts[] {
    return this.#concerning(path).flatMap(({ findings }) => findings);
  }

  /** By the names of the roots, in whichever order they were analyzed. */
  #inOrder(): readonly AnalysisFacts[] {
    const entries = [...this.#byRoot].sort(([a], [b]) => (a < b ? -1 : 1));
    return entries.map(([, analysis]) => analysis);
  }

  #concerning(path: string): readonly AnalysisFacts[] {
    const roots = [...(this.#rootsByPath.get(path) ?? [])].sort();
    return roots.flatMap((root) => this.#byRoot.get(root) ?? []);
  }
}

function pathsOf(analysis: AnalysisFacts | undefined): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const finding of analysis?.findings ?? []) {
    paths.add(finding.place.path);
    for (const place of decidingPlaces(finding)) paths.add(place.path);
  }
  for (const { comment } of analysis?.ignores ?? []) paths.add(comment.place.path);
  return paths;
}
