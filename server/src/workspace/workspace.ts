// The only room with memory: the current text of every file, what was made of it, and what is stale.
// It never writes, speaks no LSP, and starts no timer: whoever holds it decides when it works.
// Called by lsp/ and cli/.
import type { Finding } from '../checks/check.ts';
import type { FindingFacts } from '../checks/findingFacts.ts';
import { mergeFindings } from '../checks/mergeFindings.ts';
import type { Remark } from '../checks/ignores/remarks.ts';
import type { CheckSettings } from '../checks/settings.ts';
import type { SourceFile } from '../hcl/nodes.ts';
import type { Grammar } from '../hcl/read.ts';
import { message } from '../messages.ts';
import type { Module } from '../terraform/module.ts';
import { isModuleFile } from '../terraform/moduleFiles.ts';
import type { Explanation } from '../terraform/explain.ts';
import type { TeamFile, TeamProblem } from '../team/teamFile.ts';
import { baseName, folderOf } from '../terraform/path.ts';
import type { ModuleInstance } from '../terraform/scope.ts';
import type { Place } from '../text.ts';
import { Bulk } from './bulk.ts';
import { CandidateFiles, mayAssignVariables } from './candidateFiles.ts';
import { isNeverScanned } from './exclude.ts';
import { explanationsAt } from './explanations.ts';
import type { FileSystem } from './fileSystem.ts';
import { FindingIndex } from './findingIndex.ts';
import { Modules } from './modules.ts';
import { Outlines, type OutlineCounts } from './outlines.ts';
import { liesBelowAny, OpenedFolders, sameGlobs, type FolderSettings } from './openedFolders.ts';
import type { WorkspaceProblem } from './problems.ts';
import { problemsInOrder } from './problems.ts';
import type { Progress, Step } from './progress.ts';
import { RootAnalysis } from './rootAnalysis.ts';
import { RootReads } from './rootReads.ts';
import { SourceFiles } from './sourceFiles.ts';
import { Team, isTeamFile, topOfFolders } from './team.ts';
import { TeamTexts, isTeamText } from './teamTexts.ts';
import { Trial, type Files } from './trial.ts';
import { Upkeep } from './upkeep.ts';
import { WholeAnalyses } from './wholeAnalyses.ts';
import type { WorkerHost } from './workerHost.ts';
import type { WorkerPremises } from './workerMessages.ts';
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
  readonly #outlines = new Outlines();
  readonly #candidates = new CandidateFiles((path) => this.file(path));
  readonly #index = new FindingIndex();
  readonly #reads = new RootReads();
  readonly #current: Files = {
    module: (dir) => this.module(dir),
    file: (path) => this.file(path),
    fileNames: (dir) => this.#modules.fileNames(dir),
  };
  readonly #whole: WholeAnalyses;
  readonly #bulk: Bulk;
  readonly #upkeep: Upkeep;

  /** Much work at once is shared with threads, where the host offers some. */
  constructor(fileSystem: FileSystem, parsers: Parsers, settings: WorkspaceSettings, workers?: WorkerHost) {
    this.#fileSystem = fileSystem;
    this.#parsers = parsers;
    this.#settings = settings;
    this.#teamTexts = new TeamTexts(fileSystem);
    this.#team = this.#newTeam([]);
    this.#opened = new OpenedFolders([], settings, this.#team);
    this.#files = new SourceFiles(fileSystem, parsers.parse);
    this.#modules = new Modules(fileSystem, this.#files, (path) => this.#isInside(path));
    const [files, modules, candidates, outlines] = [this.#files, this.#modules, this.#candidates, this.#outlines];
    const [index, reads, opened] = [this.#index, this.#reads, (): OpenedFolders => this.#opened];
    const analysis = new RootAnalysis({
      ...{ candidates, reads, fileNames: this.#current.fileNames },
      settingsFor: (root) => this.#team.settingsFor(root),
      instanceOf: (root, dependsOn) => this.#instanceOf(root, this.#current, dependsOn),
    });
    const whole = new WholeAnalyses((root) => analysis.whole(root));
    this.#whole = whole;
    const bulk = new Bulk(workers, {
      premises: () => this.#premises(),
      knownFolders: () => modules.listedFolders(),
      known: (dir) => ({ dir, fileNames: modules.listOf(dir), outline: outlines.of(dir) }),
      fileNames: this.#current.fileNames,
      candidatesOf: (root) => candidates.of(root),
      openFolders: () => files.openPaths().map(folderOf),
      returned: (roots) => this.#upkeep.returned(roots),
    });
    this.#bulk = bulk;
    this.#upkeep = new Upkeep({
      ...{ fileSystem, files, modules, candidates, outlines, index, whole, reads, analysis, bulk, opened },
      judged: (root) => void this.#team.settingsFor(root),
      reopen: () => this.#open(this.#opened.folders),
    });
  }

  /** Sets the opened folders, absolute and without a slash at the end; all is scanned anew. A team's file may lie above one, up to its top. */
  setFolders(folders: readonly string[], tops: ReadonlyMap<string, string> = new Map()): void {
    this.#tops = tops;
    this.#open(folders);
    this.#upkeep.scanAgain();
  }

  setSettings(settings: WorkspaceSettings): void {
    if (!sameGlobs(settings, this.#settings)) this.#upkeep.scanAgain();
    this.#settings = settings;
    this.#open(this.#opened.folders);
    this.#upkeep.judgeAgain();
  }

  /** The text of a document open in the editor; it hides what is on disk until `closeText`. */
  setText(path: string, text: string): void {
    const wasOpen = this.#files.isOpen(path);
    if (isTeamText(path)) this.#changeTeam(path, (file) => this.#teamTexts.setText(path, text, file));
    else if (this.#files.setText(path, text)) this.#upkeep[wasOpen ? 'edited' : 'changed'](path);
  }

  /** The document is closed: from now on the disk speaks. */
  closeText(path: string): void {
    if (isTeamText(path)) this.#changeTeam(path, () => this.#teamTexts.closeText(path));
    else if (this.#files.closeText(path)) this.#upkeep.changed(path);
  }

  /** Something was made, changed or deleted on disk: a file, or a folder with all in it. */
  changedOnDisk(path: string, change: 'created' | 'changed' | 'deleted'): void {
    if (this.#teamTexts.isOpen(path)) return;
    if (this.#files.isOpen(path)) {
      // Its text is the editor's; but the folder may have one file more now, or one less.
      if (change !== 'changed') this.#upkeep.changed(path);
      return;
    }
    const name = baseName(path);
    if (isTeamFile(name)) this.#index.touch(path);
    if (name === '.gitignore' || isTeamFile(name) || this.#concernsFolder(path, change)) {
      this.#upkeep.scanAgain();
    } else if (isModuleFile(name) || mayAssignVariables(name) || this.#reads.readersOf([path]).length > 0) {
      this.#files.forget(path);
      this.#upkeep.changed(path);
    }
  }

  /** All is read and judged anew. */
  scanAgain(): void {
    this.#upkeep.scanAgain();
  }

  /** True while there is something for `work` to do. */
  get isStale(): boolean {
    return this.#upkeep.isStale;
  }

  /** How far `work` has come. */
  get progress(): Progress {
    return this.#upkeep.progress;
  }

  /** How many modules are passed over, because nothing can be found in them, and why the others are not. */
  get outlineCounts(): OutlineCounts {
    return this.#outlines.counts();
  }

  /**
   * Catches up, a folder at a time: a yield between two folders lets others run. Changes told meanwhile are caught up with
   * too. Open files go first, and roots that reach one.
   */
  *work(): Generator<Step | undefined> {
    yield* this.#upkeep.work();
    this.#index.complete();
    for (const path of this.#team.paths()) this.#index.touch(path);
  }

  /** All of `work` at once, without threads. */
  catchUp(): void {
    this.#bulk.pause();
    const work = this.work();
    while (work.next().done !== true);
    this.#bulk.resume();
  }

  /** Resolves when there is something to do for work that waits. */
  news(): Promise<void> {
    return this.#bulk.news();
  }

  /** From now on `work` does all by itself, until threads may be used again. */
  workAlone(isAlone: boolean): void {
    if (isAlone) this.#bulk.pause();
    else this.#bulk.resume();
  }

  /** Files whose findings have changed since this was last asked. */
  takeChangedPaths(): readonly string[] {
    return this.#index.takeChangedPaths();
  }

  /** The findings whose place is in a file, in order. */
  findingsIn(path: string): readonly FindingFacts[] {
    return this.#team.withBaselines(mergeFindings([this.#index.findingsIn(path)]));
  }

  /** The findings that something written in this file opens, though their own place is elsewhere. */
  findingsFrom(path: string): readonly FindingFacts[] {
    return this.#team.withMarksOf(mergeFindings([this.#index.findingsFrom(path)]), (each) => this.findingsIn(each));
  }

  allFindings(): readonly FindingFacts[] {
    return this.#team.withBaselines(mergeFindings([this.#index.all()]));
  }

  /** A finding with its rule and source; undefined where it is found no more. */
  whole(finding: FindingFacts): Finding | undefined {
    return this.#whole.find(finding);
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
      ...this.#bulk.endings.map((reason) => ({
        path: this.#opened.folders[0] ?? '',
        message: message('workspace.threadEnded', { reason }),
      })),
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
    return this.#team.textOf(path) ?? this.#files.text(path);
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
    return this.#upkeep.graph.callersOf(dir);
  }

  isFree(path: string): boolean {
    return !this.#files.isOpen(path) && this.#fileSystem.read(path).kind === 'missing';
  }

  /** Whether the findings that concern a file are those of the texts as they are now. */
  isCurrent(path: string): boolean {
    return this.#upkeep.isCurrent(path);
  }

  /** The workspace with other texts in place of the current ones, a new file among them. Nothing of it stays. */
  trial(texts: ReadonlyMap<string, string>): Trial {
    const ground = {
      ...{ current: this, index: this.#index, whole: this.#whole, team: this.#team, candidates: this.#candidates },
      ...{
        roots: this.#upkeep.roots,
        reads: this.#reads,
        parse: this.#parsers.parse,
        fileNames: this.#current.fileNames,
      },
      instanceOf: (root: string, files: Files) => this.#instanceOf(root, files, () => undefined),
    };
    return new Trial(ground, texts);
  }

  /** How the values of the arguments at a place come about, for each way of calling the module, at most a few. */
  explain(place: Place): readonly Explanation[] {
    const dir = folderOf(place.path);
    const callers = this.#upkeep.graph.reachedBy(dir);
    const roots = [...this.#upkeep.roots].filter((root) => callers.has(root) || this.#reads.readsAny(root, [dir]));
    return explanationsAt(place, roots, (root) => this.#instanceOf(root, this.#current, () => undefined));
  }

  #premises(): WorkerPremises | undefined {
    const teamTexts = this.#teamTexts.texts();
    return teamTexts && { folders: this.#opened.folders, tops: this.#tops, settings: this.#settings, teamTexts };
  }

  #open(folders: readonly string[]): void {
    this.#bulk.abandon();
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
    if (this.#team.saidIn(dir).globs !== said.globs) this.#upkeep.scanAgain();
    if (this.#team.saidIn(dir).decisions !== said.decisions) this.#upkeep.judgeAgain();
    this.#index.touch(path);
  }

  #instanceOf(root: string, files: Files, dependsOn: (path: string) => void): ModuleInstance | undefined {
    return instanceIn(root, {
      fileSystem: this.#fileSystem,
      parseTemplate: (_path, text) => this.#parsers.parseTemplate(text).expression,
      isInside: (path) => this.#isInside(path),
      isIdleCall: (dir, call) => this.#outlines.isIdleCall(dir, call),
      dependsOn,
      ...files,
    });
  }

  /** Whether a path lies below an opened folder, or in the folder of an open document. */
  #isInside(path: string): boolean {
    return liesBelowAny([...this.#opened.folders, ...this.#files.openPaths().map(folderOf)], path);
  }

  /** Whether a folder came or went that holds Terraform: then single files are not told of. */
  #concernsFolder(path: string, change: 'created' | 'changed' | 'deleted'): boolean {
    if (change === 'changed') return false;
    if (change === 'created') return !isNeverScanned(baseName(path)) && this.#fileSystem.list(path).length > 0;
    return this.#modules.isAtOrBelow(path) || this.#candidates.isBelow(path);
  }
}
