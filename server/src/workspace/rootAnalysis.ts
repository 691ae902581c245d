// The analysis of one root in the world as the workspace knows it: its own run, then its runs with other variable files.
// It keeps no finding; what a root asked of the world is noted in the reads.
// Made by workspace.ts, called by upkeep.ts.
import { analyze, withRuns, type Analysis, type JudgedRun } from '../analyze.ts';
import type { SettingsFor } from '../checks/settings.ts';
import type { Module } from '../terraform/module.ts';
import { isVariableFile } from '../terraform/moduleFiles.ts';
import { forgetValues, rootInstance } from '../terraform/moduleInstance.ts';
import type { ModuleInstance } from '../terraform/scope.ts';
import { pathsOf, type CandidateFiles } from './candidateFiles.ts';
import { asCalledByAnyone, isSurelyRoot } from './provisional.ts';
import type { RootReads } from './rootReads.ts';

/** What an analysis rests on. */
export interface AnalysisGround {
  readonly candidates: Pick<CandidateFiles, 'of' | 'run'>;
  readonly reads: Pick<RootReads, 'begin'>;
  readonly settingsFor: (root: string) => SettingsFor;
  readonly fileNames: (dir: string) => readonly string[];
  /** Tells `dependsOn` of everything that is asked for. */
  readonly instanceOf: (root: string, dependsOn: (path: string) => void) => ModuleInstance | undefined;
}

/** What is found so far; undefined where the folder holds no module. */
export interface Found {
  readonly analysis: Analysis | undefined;
  readonly isLast: boolean;
}

export class RootAnalysis {
  readonly #on: AnalysisGround;

  constructor(ground: AnalysisGround) {
    this.#on = ground;
  }

  /** What the root's own run finds comes at once, and all that its other runs find with it in the end. */
  *of(root: string): Generator<Found> {
    const { candidates, reads, settingsFor } = this.#on;
    const given = candidates.of(root);
    const dependsOn = reads.begin(root);
    for (const path of [root, ...given.flatMap(pathsOf)]) dependsOn(path);
    const instance = this.#on.instanceOf(root, dependsOn);
    if (instance === undefined) {
      yield { analysis: undefined, isLast: true };
      return;
    }
    const settings = settingsFor(root);
    const own = analyze(instance, settings);
    if (given.length === 0) forgetValues(instance);
    // A comment may be of use to a run that is yet to come.
    yield { analysis: given.length === 0 ? own : { ...own, ignores: [] }, isLast: given.length === 0 };
    const runs: JudgedRun[] = [];
    for (const candidate of given) {
      const run = candidates.run(instance, candidate);
      if (run !== undefined) {
        runs.push({ ...run, analysis: analyze(run.instance, settings) });
        forgetValues(run.instance);
      }
      const isLast = candidate === given.at(-1);
      if (isLast) forgetValues(instance);
      yield { analysis: isLast ? withRuns(own, runs) : { ...own, ignores: [] }, isLast };
    }
  }

  /** All that a root finds, at once; undefined where the folder holds no module. */
  whole(root: string): Analysis | undefined {
    return [...this.of(root)].at(-1)?.analysis;
  }

  /** What is found in a module whoever calls it; where it is plainly a root, what is found in it as one. */
  provisional(module: Module): Analysis | undefined {
    const { reads, settingsFor, fileNames } = this.#on;
    const dependsOn = reads.begin(module.dir);
    dependsOn(module.dir);
    const instance = this.#on.instanceOf(module.dir, dependsOn);
    if (instance === undefined) return undefined;
    const isRoot = isSurelyRoot(module, fileNames(module.dir).filter(isVariableFile));
    const judged = isRoot ? instance : rootInstance(asCalledByAnyone(module), withoutVariableFiles(instance));
    const { findings } = analyze(judged, settingsFor(module.dir));
    const sure = isRoot ? findings : findings.filter(({ verdict }) => verdict === 'open');
    return { findings: sure, problems: [], ignores: [] };
  }
}

function withoutVariableFiles({ world }: ModuleInstance): ModuleInstance['world'] {
  return { ...world, variableFiles: () => [] };
}
