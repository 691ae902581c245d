// The only room with memory: the current text of every file, what was made of it, and what is stale.
// It never writes, speaks no LSP, and starts no timer: whoever holds it decides when it works.
// Called by lsp/ and cli/.
import { analyze, mergeFindings, withRuns, type JudgedRun } from '../analyze.ts';
import type { Finding } from '../checks/check.ts';
import type { Remark } from '../checks/ignores/remarks.ts';
import type { CheckSettings } from '../checks/settings.ts';
import type { SourceFile } from '../hcl/nodes.ts';
import type { Grammar } from '../hcl/read.ts';
import type { Module } from '../terraform/module.ts';
import { isModuleFile } from '../terraform/moduleFiles.ts';
import type { Explanation } from '../terraform/explain.ts';
import type { TeamFile, TeamProblem } from '../team/teamFile.ts';
import { baseName, folderOf } from '../terraform/path.ts';
import type { ModuleInstance } from '../terraform/scope.ts';
import type { Place } from '../text.ts';
import { CandidateFiles, mayAssignVariables, pathsOf } from './candidateFiles.ts';
import { isNeverScanned } from './exclude.ts';
import { explanationsAt } from './explanations.ts';
import type { FileSystem } from './fileSystem.ts';
import { FindingIndex } from './findingIndex.ts';
import { calledFolders } from './localCalls.ts';
import { ModuleGraph } from './moduleGraph.ts';
import { Modules } from './modules.ts';
import { OpenedFolders, sameGlobs, type FolderSettings } from './openedFolders.ts';
import type { WorkspaceProblem } from './problems.ts';
import { problemsInOrder } from './problems.ts';
import { RootReads } from './rootReads.ts';
import { scan } from './scan.ts';
import { SourceFiles } from './sourceFiles.ts';
import { Team, isTeamFile, topOfFolders } from './team.ts';
import { TeamTexts, isTeamText } from './teamTexts.ts';
import { Trial, type Files } from './trial.ts';
import { instanceIn } from './world.ts';

export interface WorkspaceSettings extends FolderSettings {
  readonly checks: CheckSettings;
  /** What holds whatever a team's file says. */
  readonly forced?: Partial<CheckSettings>;
}

/** What the workspace needs of the grammar. */
export type Parsers = Pick<Grammar, 'parse' | 'parseTemplate'>;

/** Everything under the opened folders. Changes are told to it, `work` catches up with them, the rest asks. */
export class Workspace {
  readonly #files: SourceFiles;
  readonly #parsers: Parsers;
  readonly #fileSystem: FileSystem;
  #settings: WorkspaceSettings;
  #opened: OpenedFolders;
  readonly #teamTexts: TeamTexts;
  #team: Team;
  /** For an opened folder the one up to which a team's file is looked for. */
  #tops: ReadonlyMap<string, string> = new Map();
  readonly #modules: Modules;
  #graph = new ModuleGraph();
  readonly #candidates = new CandidateFiles((path) => this.file(path));
  readonly #index = new FindingIndex();
  readonly #reads = new RootReads();
  readonly #current: Files = {
    module: (dir) => this.module(dir),
    file: (path) => this.file(path),
    fileNames: (dir) => this.#modules.fileNames(dir),
  };
  #needsScan = false;
  readonly #staleCalls = new Set<string>();
  readonly #staleCandidates = new Set<string>();
  readonly #staleRoots = new Set<string>();
  #roots: ReadonlySet<string> = new Set();

  constructor(fileSystem: FileSystem, parsers: Parsers, settings: WorkspaceSettings) {
    this.#fileSystem = fileSystem;
    this.#parsers = parsers;
    this.#settings = settings;
    this.#teamTexts = new TeamTexts(fileSystem);
    this.#team = this.#newTeam([]);
    this.#opened = new OpenedFolders([], settings, this.#team);
    this.#files = new SourceFiles(fileSystem, parsers.parse);
    this.#modules = new Modules(fileSystem, this.#files, (path) => this.#isInside(path));
  }

  /** Sets the opened folders, absolute and without a slash at the end; all is scanned anew. A team's file may lie above one, up to its top. */
  setFolders(folders: readonly string[], tops: ReadonlyMap<string, string> = new Map()): void {
    this.#tops = tops;
    this.#open(folders);
    this.#needsScan = true;
  }

  setSettings(settings: WorkspaceSettings): void {
    if (!sameGlobs(settings, this.#settings)) this.#needsScan = true;
    this.#settings = settings;
    this.#open(this.#opened.folders);
    for (const root of this.#roots) this.#staleRoots.add(root);
  }

  /** The text of a document open in the editor; it hides what is on disk until `closeText`. */
  setText(path: string, text: string): void {
    if (isTeamText(path)) this.#changeTeam(path, (file) => this.#teamTexts.setText(path, text, file));
    else if (this.#files.setText(path, text)) this.#changed(path);
  }

  /** The document is closed: from now on the disk speaks. */
  closeText(path: string): void {
    if (isTeamText(path)) this.#changeTeam(path, () => this.#teamTexts.closeText(path));
    else if (this.#files.closeText(path)) this.#changed(path);
  }

  /** Something was made, changed or deleted on disk: a file, or a folder with all in it. */
  changedOnDisk(path: string, change: 'created' | 'changed' | 'deleted'): void {
    if (this.#files.isOpen(path) || this.#teamTexts.isOpen(path)) return;
    const name = baseName(path);
    if (isTeamFile(name)) this.#index.touch(path);
    if (name === '.gitignore' || isTeamFile(name) || this.#concernsFolder(path, change)) {
      this.#needsScan = true;
    } else if (isModuleFile(name) || mayAssignVariables(name) || this.#reads.readersOf([path]).length > 0) {
      this.#files.forget(path);
      this.#changed(path);
    }
  }

  /** All is read and judged anew. */
  scanAgain(): void {
    this.#needsScan = true;
  }

  /** True while there is something for `work` to do. */
  get isStale(): boolean {
    const sizes = [this.#staleCalls, this.#staleCandidates, this.#staleRoots].map(({ size }) => size);
    return this.#needsScan || sizes.some((size) => size > 0);
  }

  /**
   * Catches up, a folder at a time: a yield between two folders lets others run. Changes told meanwhile are caught up with
   * too. Roots that reach an open file go first.
   */
  *work(): Generator<void> {
    while (this.isStale) {
      if (this.#needsScan) yield* this.#scan();
      for (const dir of this.#staleCalls) {
        this.#staleCalls.delete(dir);
        this.#readCalls(dir);
        yield;
      }
      for (const path of this.#staleCandidates) {
        this.#staleCandidates.delete(path);
        this.#candidates.setFile(path, this.#opened.isCandidate(path) ? this.file(path) : undefined);
        yield;
      }
      this.#settleRoots();
      const root = this.#nextRoot();
      if (root === undefined) continue;
      this.#staleRoots.delete(root);
      yield* this.#analyzeRoot(root);
      yield;
    }
    this.#index.complete();
    for (const path of this.#team.paths()) this.#index.touch(path);
  }

  /** All of `work` at once, for those who have nothing else to do meanwhile. */
  catchUp(): void {
    const work = this.work();
    while (work.next().done !== true);
  }

  /** Files whose findings have changed since this was last asked. */
  takeChangedPaths(): readonly string[] {
    return this.#index.takeChangedPaths();
  }

  /** The findings whose place is in a file, in order. */
  findingsIn(path: string): readonly Finding[] {
    return this.#team.withBaselines(mergeFindings([this.#index.findingsIn(path)]));
  }

  /** The findings that something written in this file opens, though their own place is elsewhere. */
  findingsFrom(path: string): readonly Finding[] {
    return this.#team.withMarksOf(mergeFindings([this.#index.findingsFrom(path)]), (each) => this.findingsIn(each));
  }

  allFindings(): readonly Finding[] {
    return this.#team.withBaselines(mergeFindings([this.#index.all()]));
  }

  /** What is to be said of the ignore comments of a file, in order; nothing before all is analyzed. */
  remarksIn(path: string): readonly Remark[] {
    return this.#index.remarksIn(path);
  }

  allRemarks(): readonly Remark[] {
    return this.#index.allRemarks();
  }

  /** The folders that hold a module, scanned or reached. */
  get moduleCount(): number {
    return this.#modules.count;
  }

  get fileCount(): number {
    return this.#candidates.count + this.#modules.fileCount;
  }

  problems(): readonly WorkspaceProblem[] {
    return problemsInOrder([
      ...this.#files.refusals(),
      ...this.#candidates.problems(),
      ...this.#index.problems(),
      ...this.#team.problems().map(({ place, message }) => ({ path: place.path, place, message })),
    ]);
  }

  /** What a team's file says that counts for nothing. */
  teamProblemsIn(path: string): readonly TeamProblem[] {
    return this.#team.problems().filter(({ place }) => place.path === path);
  }

  /** The team's file that counts in a folder. */
  teamFileFor(dir: string): TeamFile | undefined {
    return this.#team.fileFor(dir);
  }

  /** The text of a file as it is now, a team's file among them. */
  text(path: string): string | undefined {
    return this.#team.textOf(path) ?? this.file(path)?.text;
  }

  /** A file as it is now: open text or disk; undefined where there is none. */
  file(path: string): SourceFile | undefined {
    return this.#files.get(path);
  }

  /** The module of a folder as it is now; undefined where it has no configuration or lies outside the opened folders. */
  module(dir: string): Module | undefined {
    return this.#modules.module(dir);
  }

  callersOf(dir: string): readonly string[] {
    return this.#graph.callersOf(dir);
  }

  isFree(path: string): boolean {
    return !this.#files.isOpen(path) && this.#fileSystem.read(path).kind === 'missing';
  }

  /** Whether the findings that concern a file are those of the texts as they are now. */
  isCurrent(path: string): boolean {
    if (this.#needsScan || this.#staleCalls.size > 0 || this.#staleCandidates.size > 0) return false;
    return this.#reads.readersAmong(this.#roots, [path]).every((root) => !this.#staleRoots.has(root));
  }

  /** The workspace with other texts in place of the current ones, a new file among them. Nothing of it stays. */
  trial(texts: ReadonlyMap<string, string>): Trial {
    const ground = {
      ...{ current: this, index: this.#index, team: this.#team, candidates: this.#candidates },
      ...{ roots: this.#roots, reads: this.#reads, parse: this.#parsers.parse, fileNames: this.#current.fileNames },
      instanceOf: (root: string, files: Files) => this.#instanceOf(root, files, () => undefined),
    };
    return new Trial(ground, texts);
  }

  /** How the values of the arguments at a place come about, for each way of calling the module, at most a few. */
  explain(place: Place): readonly Explanation[] {
    const roots = this.#reads.readersAmong(this.#roots, [place.path]);
    return explanationsAt(place, roots, (root) => this.#instanceOf(root, this.#current, () => undefined));
  }

  #open(folders: readonly string[]): void {
    this.#team = this.#newTeam(folders);
    this.#opened = new OpenedFolders(folders, this.#settings, this.#team);
  }

  #newTeam(folders: readonly string[]): Team {
    const { checks: base, forced = {} } = this.#settings;
    const { fileSystem, read } = this.#teamTexts;
    return new Team({ fileSystem, read, base, forced, topOf: topOfFolders(folders, this.#tops) });
  }

  /** An open team's file changes: what it leaves out is scanned anew, what it decides is judged anew. */
  #changeTeam(path: string, change: (before: TeamFile | undefined) => void): void {
    const [dir, team] = [folderOf(path), this.#team];
    const [file, said] = [team.fileFor(dir), team.saidIn(dir)];
    change(file);
    this.#open(this.#opened.folders);
    if (this.#team.saidIn(dir).globs !== said.globs) this.#needsScan = true;
    if (this.#team.saidIn(dir).decisions !== said.decisions) for (const root of this.#roots) this.#staleRoots.add(root);
    this.#index.touch(path);
  }

  #changed(path: string): void {
    const dir = folderOf(path);
    this.#modules.forget(dir);
    if (this.#opened.isScannable(dir)) this.#staleCalls.add(dir);
    if (mayAssignVariables(baseName(path))) this.#staleCandidates.add(path);
    for (const root of this.#reads.readersOf([dir, path])) this.#staleRoots.add(root);
  }

  *#scan(): Generator<void> {
    this.#needsScan = false;
    this.#open(this.#opened.folders);
    this.#modules.clear();
    this.#graph = new ModuleGraph();
    this.#candidates.clear();
    this.#files.forgetClosed();
    for (const folder of this.#opened.folders) {
      const excluded = (relative: string): boolean => this.#opened.excludes(folder, relative);
      for (const { dir, fileNames } of scan(this.#fileSystem, folder, excluded)) {
        for (const name of fileNames) if (mayAssignVariables(name)) this.#staleCandidates.add(`${dir}/${name}`);
        if (!fileNames.some(isModuleFile)) continue;
        this.#modules.listed(dir, fileNames);
        this.#staleCalls.add(dir);
        yield;
      }
    }
    for (const path of this.#files.openPaths()) {
      const dir = folderOf(path);
      if (this.#opened.isScannable(dir)) this.#staleCalls.add(dir);
      if (mayAssignVariables(baseName(path))) this.#staleCandidates.add(path);
    }
    for (const root of this.#roots) this.#staleRoots.add(root);
  }

  /** Brings the graph up to date for one folder. */
  #readCalls(dir: string): void {
    const module = this.module(dir);
    this.#candidates.setModule(dir, module?.variables.keys());
    if (module === undefined) this.#graph.remove(dir);
    else this.#graph.setCalls(dir, calledFolders(module));
  }

  /** Makes new roots stale and drops what former roots found. */
  #settleRoots(): void {
    const roots = new Set(this.#graph.roots());
    for (const root of roots) if (!this.#roots.has(root)) this.#staleRoots.add(root);
    for (const root of this.#roots) if (!roots.has(root)) this.#forgetRoot(root);
    for (const root of this.#staleRoots) if (!roots.has(root)) this.#staleRoots.delete(root);
    this.#roots = roots;
    const isNamed = (path: string): boolean => this.#opened.isNamed(path) === true;
    const opened = (path: string): string | undefined => this.#opened.of(path);
    for (const root of this.#candidates.settle({ roots, opened, isNamed })) this.#staleRoots.add(root);
  }

  #forgetRoot(root: string): void {
    this.#index.set(root, undefined);
    this.#reads.forget(root);
  }

  #nextRoot(): string | undefined {
    const openFolders = this.#files.openPaths().map(folderOf);
    const [first] = this.#staleRoots;
    return [...this.#staleRoots].find((root) => this.#reads.readsAny(root, openFolders)) ?? first;
  }

  /** What the root's own run finds is known at once; its runs with other variable files follow, with a yield before each. */
  *#analyzeRoot(root: string): Generator<void> {
    const candidates = this.#candidates.of(root);
    const dependencies = new Set<string>([root, ...candidates.flatMap(pathsOf)]);
    const instance = this.#instanceOf(root, this.#current, (path) => dependencies.add(path));
    if (instance === undefined) {
      this.#forgetRoot(root);
      return;
    }
    this.#reads.set(root, dependencies);
    const settings = this.#team.settingsFor(root);
    const own = analyze(instance, settings);
    // A comment may be of use to a run that is yet to come.
    this.#index.set(root, candidates.length === 0 ? own : { ...own, ignores: [] });
    const runs: JudgedRun[] = [];
    for (const candidate of candidates) {
      yield;
      if (this.#needsScan || this.#staleRoots.has(root)) return;
      const run = this.#candidates.run(instance, candidate);
      if (run !== undefined) runs.push({ ...run, analysis: analyze(run.instance, settings) });
    }
    if (candidates.length > 0) this.#index.set(root, withRuns(own, runs, settings));
  }

  #instanceOf(root: string, files: Files, dependsOn: (path: string) => void): ModuleInstance | undefined {
    return instanceIn(root, {
      fileSystem: this.#fileSystem,
      parseTemplate: (_path, text) => this.#parsers.parseTemplate(text).expression,
      isInside: (path) => this.#isInside(path),
      dependsOn,
      ...files,
    });
  }

  /** Whether a path lies below an opened folder, or in the folder of an open document. */
  #isInside(path: string): boolean {
    const open = this.#files.openPaths().map(folderOf);
    return [...this.#opened.folders, ...open].some((folder) => path === folder || path.startsWith(`${folder}/`));
  }

  /** Whether a folder came or went that holds Terraform: then single files are not told of. */
  #concernsFolder(path: string, change: 'created' | 'changed' | 'deleted'): boolean {
    if (change === 'changed') return false;
    if (change === 'created') return !isNeverScanned(baseName(path)) && this.#fileSystem.list(path).length > 0;
    return this.#modules.isAtOrBelow(path) || this.#candidates.isBelow(path);
  }
}
