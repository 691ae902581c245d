// What came of each root, as it is kept: in little memory, but whole where an open file may ask for fixes.
// It analyzes nothing. Made by upkeep.ts, which tells which roots reach an open file.
import { analysisFacts, type Analysis, type AnalysisFacts } from '../analyze.ts';
import { compact } from './compact.ts';
import type { FindingIndex } from './findingIndex.ts';
import type { WholeAnalyses } from './wholeAnalyses.ts';

export class KeptFindings {
  readonly #index: FindingIndex;
  readonly #whole: WholeAnalyses;
  /** Roots whose texts are still those of their files: they reached an open one, and change with every keystroke. */
  readonly #loose = new Set<string>();

  constructor(index: FindingIndex, whole: WholeAnalyses) {
    this.#index = index;
    this.#whole = whole;
  }

  /** Replaces what came of a root that reaches an open file. */
  setOpen(root: string, analysis: Analysis): void {
    this.#index.set(root, analysisFacts(analysis));
    this.#whole.set(root, analysis);
    this.#loose.add(root);
  }

  /** Replaces what came of any other root. */
  setClosed(root: string, analysis: Analysis): void {
    this.setTold(root, compact(analysisFacts(analysis)));
  }

  /** The same where it was analyzed elsewhere, and comes as data that nobody else has. */
  setTold(root: string, analysis: AnalysisFacts): void {
    this.#index.set(root, analysis);
    this.#whole.set(root, undefined);
    this.#loose.delete(root);
  }

  forget(root: string): void {
    this.#index.set(root, undefined);
    this.#whole.set(root, undefined);
    this.#loose.delete(root);
  }

  /** For now there is nothing to do: no more is kept of a root that does not reach an open file than is told of it. */
  rest(isOpen: (root: string) => boolean): void {
    this.#whole.keepOnly(isOpen);
    for (const root of this.#loose) {
      if (isOpen(root)) continue;
      this.#index.update(root, compact);
      this.#loose.delete(root);
    }
  }
}
