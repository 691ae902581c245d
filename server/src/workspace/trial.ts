// The workspace as it would be with other texts: what is parsed and analyzed already is used as it is, and only the roots that
// read a changed file are analyzed again, when they are asked for.
// It changes nothing of the workspace, and is good for as long as the workspace does not change.
// Made by workspace.ts, for proof/.
import { analysisFacts, analyze, withRuns, type Analysis, type AnalysisFacts } from '../analyze.ts';
import type { Finding } from '../checks/check.ts';
import type { FindingFacts } from '../checks/findingFacts.ts';
import { mergeFindings } from '../checks/mergeFindings.ts';
import type { SourceFile } from '../hcl/nodes.ts';
import type { Grammar } from '../hcl/read.ts';
import type { Module } from '../terraform/module.ts';
import { moduleOf } from '../terraform/folderModule.ts';
import { isModuleFile } from '../terraform/moduleFiles.ts';
import { baseName, folderOf } from '../terraform/path.ts';
import type { ModuleInstance } from '../terraform/scope.ts';
import type { CandidateFiles } from './candidateFiles.ts';
import type { FindingIndex } from './findingIndex.ts';
import type { RootReads } from './rootReads.ts';
import type { Team } from './team.ts';
import { WholeAnalyses } from './wholeAnalyses.ts';
import type { WorldSource } from './world.ts';

/** Files as a root's evaluation asks for them. */
export type Files = Pick<WorldSource, 'module' | 'file' | 'fileNames'>;

/** What a trial stands on: the workspace as it is. */
export interface Ground {
  readonly current: {
    readonly file: (path: string) => SourceFile | undefined;
    readonly module: (dir: string) => Module | undefined;
    readonly callersOf: (dir: string) => readonly string[];
    readonly isFree: (path: string) => boolean;
  };
  readonly parse: Grammar['parse'];
  readonly fileNames: (dir: string) => readonly string[];
  readonly roots: ReadonlySet<string>;
  readonly reads: Pick<RootReads, 'readersAmong'>;
  /** A root with other files. */
  readonly instanceOf: (root: string, files: Files) => ModuleInstance | undefined;
  readonly index: Pick<FindingIndex, 'of'>;
  readonly whole: Pick<WholeAnalyses, 'find'>;
  readonly team: Pick<Team, 'settingsFor' | 'withBaselines'>;
  readonly candidates: Pick<CandidateFiles, 'of' | 'run'>;
}

/** The workspace with some texts replaced and some files added. */
export class Trial {
  readonly #ground: Ground;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #readings: Map<string, SourceFile>;
  readonly #modules = new Map<string, Module | undefined>();
  readonly #analyses: Map<string, AnalysisFacts | undefined>;
  /** The roots that read a replaced text. */
  #concerned: ReadonlySet<string> | undefined;
  /** Of roots that are concerned. */
  readonly #whole: WholeAnalyses;

  constructor(ground: Ground, texts: ReadonlyMap<string, string>, before?: Trial) {
    this.#ground = ground;
    this.#texts = texts;
    this.#readings = new Map(before === undefined ? [] : before.#readings);
    for (const [path, { text }] of this.#readings) if (texts.get(path) !== text) this.#readings.delete(path);
    this.#analyses = new Map(before === undefined ? [] : before.#analyses);
    const kept = before === undefined ? [] : before.#whole.kept();
    this.#whole = new WholeAnalyses((root) => this.#analyze(root), kept);
  }

  /** Every replaced text by its path. */
  get texts(): ReadonlyMap<string, string> {
    return this.#texts;
  }

  /** This trial with further texts replaced. */
  with(texts: ReadonlyMap<string, string>): Trial {
    const next = new Trial(this.#ground, new Map([...this.#texts, ...texts]), this);
    for (const root of this.rootsThatRead([...texts.keys()])) {
      next.#analyses.delete(root);
      next.#whole.set(root, undefined);
    }
    return next;
  }

  file(path: string): SourceFile | undefined {
    const text = this.#texts.get(path);
    if (text === undefined) return this.#ground.current.file(path);
    const reading = this.#readings.get(path) ?? this.#ground.parse(path, text);
    this.#readings.set(path, reading);
    return reading;
  }

  module(dir: string): Module | undefined {
    if (!this.#changes(dir)) return this.#ground.current.module(dir);
    if (this.#modules.has(dir)) return this.#modules.get(dir);
    const names = this.fileNames(dir).filter(isModuleFile);
    const module = moduleOf(
      dir,
      names.flatMap((name) => this.file(`${dir}/${name}`) ?? []),
    );
    this.#modules.set(dir, module);
    return module;
  }

  fileNames(dir: string): readonly string[] {
    const names = this.#ground.fileNames(dir);
    const added = [...this.#texts.keys()].filter((path) => folderOf(path) === dir).map(baseName);
    return added.length === 0 ? names : [...new Set([...names, ...added])].sort();
  }

  callersOf(dir: string): readonly string[] {
    return this.#ground.current.callersOf(dir);
  }

  isFree(path: string): boolean {
    return !this.#texts.has(path) && this.#ground.current.isFree(path);
  }

  /** The roots whose findings rest on one of these files or on its folder. */
  rootsThatRead(paths: readonly string[]): readonly string[] {
    return this.#ground.reads.readersAmong(this.#ground.roots, paths);
  }

  /** What some roots find together. */
  findingsOf(roots: readonly string[]): readonly FindingFacts[] {
    return mergeFindings(roots.map((root) => this.#analysisOf(root)?.findings ?? []));
  }

  /** What could not be analyzed in some roots. */
  problemsOf(roots: readonly string[]): AnalysisFacts['problems'] {
    return roots.flatMap((root) => this.#analysisOf(root)?.problems ?? []);
  }

  /** What the workspace as a whole would find. */
  allFindings(): readonly FindingFacts[] {
    return this.#ground.team.withBaselines(this.findingsOf([...this.#ground.roots]));
  }

  /** A finding with its rule and source; undefined where it is found no more. */
  whole(finding: FindingFacts): Finding | undefined {
    const isConcerned = this.#isConcerned(finding.module.rootDir);
    return (isConcerned ? this.#whole : this.#ground.whole).find(finding);
  }

  #changes(dir: string): boolean {
    return [...this.#texts.keys()].some((path) => folderOf(path) === dir);
  }

  #analysisOf(root: string): AnalysisFacts | undefined {
    if (this.#analyses.has(root)) return this.#analyses.get(root);
    const facts = this.#isConcerned(root) ? this.#analyzeAnew(root) : this.#ground.index.of(root);
    this.#analyses.set(root, facts);
    return facts;
  }

  #analyzeAnew(root: string): AnalysisFacts | undefined {
    const analysis = this.#analyze(root);
    this.#whole.set(root, analysis);
    return analysis && analysisFacts(analysis);
  }

  #isConcerned(root: string): boolean {
    this.#concerned ??= new Set(this.rootsThatRead([...this.#texts.keys()]));
    return this.#concerned.has(root);
  }

  #analyze(root: string): Analysis | undefined {
    const { candidates, team } = this.#ground;
    const instance = this.#ground.instanceOf(root, {
      module: (dir) => this.module(dir),
      file: (path) => this.file(path),
      fileNames: (dir) => this.fileNames(dir),
    });
    if (instance === undefined) return undefined;
    const settings = team.settingsFor(root);
    const own = analyze(instance, settings);
    const runs = candidates.of(root).flatMap((candidate) => {
      const run = candidates.run(instance, candidate, (path) => this.file(path));
      return run === undefined ? [] : [{ ...run, analysis: analyze(run.instance, settings) }];
    });
    return runs.length === 0 ? own : withRuns(own, runs);
  }
}
