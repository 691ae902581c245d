// What is stale and the work that makes it current: open files first, then what is read anew, then the roots that a change concerns.
// It reads through files and modules that are handed in, and keeps what was found. It starts no timer: between two steps it yields.
// Made by workspace.ts.
import type { Analysis } from '../analyze.ts';
import type { Module } from '../terraform/module.ts';
import { isModuleFile } from '../terraform/moduleFiles.ts';
import { baseName, folderOf } from '../terraform/path.ts';
import type { Bulk, Returned } from './bulk.ts';
import { mayAssignVariables, type CandidateFiles } from './candidateFiles.ts';
import type { Excluded } from './exclude.ts';
import type { FileSystem } from './fileSystem.ts';
import type { FindingIndex } from './findingIndex.ts';
import { KeptFindings } from './keptFindings.ts';
import { ModuleGraph } from './moduleGraph.ts';
import type { Modules } from './modules.ts';
import type { OpenedFolders } from './openedFolders.ts';
import { OpenRoots } from './openRoots.ts';
import { outlineOf, type Outline, type Outlines } from './outlines.ts';
import type { Progress, Step } from './progress.ts';
import type { RootAnalysis } from './rootAnalysis.ts';
import type { RootReads } from './rootReads.ts';
import { isScanned, scan } from './scan.ts';
import type { SourceFiles } from './sourceFiles.ts';
import { UnseenEdits } from './unseenEdits.ts';
import type { JudgedRoot } from './workerMessages.ts';
import type { WholeAnalyses } from './wholeAnalyses.ts';

/** What the work is done on. */
export interface Premises {
  readonly fileSystem: FileSystem;
  readonly files: SourceFiles;
  readonly modules: Modules;
  readonly candidates: CandidateFiles;
  readonly outlines: Outlines;
  readonly index: FindingIndex;
  readonly whole: WholeAnalyses;
  readonly reads: RootReads;
  readonly analysis: RootAnalysis;
  readonly bulk: Bulk;
  /** The settings of a root are asked for, by whoever analyzes it. */
  readonly judged: (root: string) => void;
  readonly opened: () => OpenedFolders;
  /** Settings and teams' files are read anew, as a scan begins. */
  readonly reopen: () => void;
}

/** Kept by the workspace for as long as it lives. */
export class Upkeep {
  readonly #on: Premises;
  readonly #kept: KeptFindings;
  readonly #open: OpenRoots;
  #graph = new ModuleGraph();
  #needsScan = false;
  #scan: Iterator<void> | undefined;
  /** Folders of open files that somebody waits for while much else is stale. */
  readonly #urgent = new Set<string>();
  readonly #staleModules = new Set<string>();
  readonly #staleCandidates = new Set<string>();
  readonly #staleRoots = new Set<string>();
  readonly #edits: UnseenEdits;
  /** The root that is being analyzed. */
  #underWay: string | undefined;
  /** Whether a module or a variable file is another since the roots were last settled. */
  #isUnsettled = false;
  #roots: ReadonlySet<string> = new Set();
  #rootList: readonly string[] = [];
  /** Modules of open files that were judged before it was known who calls them. */
  readonly #provisional = new Set<string>();
  #found = 0;

  constructor(premises: Premises) {
    this.#on = premises;
    this.#kept = new KeptFindings(premises.index, premises.whole);
    this.#open = new OpenRoots(premises.files, premises.reads, () => this.#graph);
    this.#edits = new UnseenEdits(premises, this.#staleRoots);
  }

  get graph(): ModuleGraph {
    return this.#graph;
  }

  /** Every root, and every module that is taken for one for now. */
  get roots(): ReadonlySet<string> {
    return this.#provisional.size === 0 ? this.#roots : new Set([...this.#roots, ...this.#provisional]);
  }

  get isStale(): boolean {
    const sizes = [this.#urgent, this.#staleModules, this.#staleCandidates, this.#staleRoots].map(({ size }) => size);
    const isAtWork = this.#underWay !== undefined || this.#on.bulk.isBusy;
    return this.#isScanning || this.#isUnsettled || isAtWork || sizes.some((size) => size > 0);
  }

  get progress(): Progress {
    const all = this.#isScanning || this.#staleModules.size > 0 ? this.#graph.roots().length : this.#roots.size;
    return {
      isScanning: this.#isScanning,
      modules: { found: this.#found, read: Math.max(0, this.#found - this.#staleModules.size) },
      roots: { all, done: Math.max(0, this.#roots.size - this.#staleRoots.size - this.#on.bulk.rootsUnderWay) },
    };
  }

  /** Whether the findings that concern a file are those of the texts as they are now. */
  isCurrent(path: string): boolean {
    const dir = folderOf(path);
    if (this.#urgent.has(dir) || this.#staleModules.has(dir) || this.#staleCandidates.has(path)) return false;
    const readers = this.#on.reads.readersAmong(this.roots, [path]);
    if (this.#isBusy && readers.length === 0 && !this.#on.outlines.isIdle(dir)) return false;
    return readers.every((root) => !this.#staleRoots.has(root) && !this.#on.bulk.isUnderWay(root));
  }

  scanAgain(): void {
    this.#needsScan = true;
  }

  /** All is judged anew, on the texts as they are known. */
  judgeAgain(): void {
    this.#isUnsettled = true;
    for (const root of this.#roots) this.#staleRoots.add(root);
  }

  /** A file was made, changed or deleted. */
  changed(path: string): void {
    const { modules, bulk, files } = this.#on;
    modules.forget(folderOf(path));
    bulk.changed(path);
    this.#edits.changed(path, files.isOpen(path));
    this.#note(path);
  }

  /** An open file has another text. */
  edited(path: string): void {
    const dir = folderOf(path);
    this.#on.modules.changed(dir);
    this.#note(path);
    // What was edited is looked at when the module is read.
    if (this.#staleModules.has(dir)) this.#edits.edited(path, this.#on.files.before(path));
    else this.#edits.changed(path, true);
  }

  #note(path: string): void {
    const { opened, files } = this.#on;
    const dir = folderOf(path);
    this.#open.forget();
    if (opened().isScannable(dir)) this.#staleModules.add(dir);
    if (files.isOpen(path)) this.#urgent.add(dir);
    if (mayAssignVariables(baseName(path))) this.#staleCandidates.add(path);
  }

  /** Roots that were handed out and do not come back. */
  returned(roots: readonly string[]): void {
    for (const root of roots) this.#staleRoots.add(root);
  }

  /** Catches up, a small step at a time. Changes told meanwhile are caught up with too. */
  *work(): Generator<Step | undefined> {
    // Whoever has stopped asking in the middle of a root finds it stale again.
    if (this.#underWay !== undefined) this.#staleRoots.add(this.#underWay);
    this.#underWay = undefined;
    try {
      while (this.isStale) yield yield* this.#step();
    } finally {
      this.#on.bulk.stop();
    }
    // Texts and whole findings are kept for open files alone.
    this.#open.forget();
    this.#kept.rest((root) => this.#open.includes(root));
    const needed = this.#open.needed();
    this.#on.modules.rest((path) => needed.has(path));
  }

  get #isScanning(): boolean {
    return this.#needsScan || this.#scan !== undefined;
  }

  /** Whether so much is stale that open files must not wait for all of it. */
  get #isBusy(): boolean {
    return this.#isScanning || this.#staleModules.size > 1;
  }

  /** Returns what it was about, where that was one folder. */
  *#step(): Generator<Step | undefined, Step | undefined> {
    if (this.#needsScan && this.#scan === undefined) this.#scan = this.#scanFolders();
    const [dir] = this.#urgent;
    if (dir !== undefined) {
      this.#urgent.delete(dir);
      if (!this.#isBusy) return undefined;
      yield* this.#lookAtOpen(dir);
      return { kind: 'judge', dir };
    }
    const returned = this.#on.bulk.take();
    if (returned !== undefined) return this.#accept(returned);
    if (this.#scan !== undefined) {
      if (this.#scan.next().done === true) this.#scan = undefined;
      return undefined;
    }
    const { own: module } = this.#on.bulk.share('read', this.#staleModules, new Set(this.#open.folders()));
    if (module !== undefined) {
      this.#readModule(module);
      return { kind: 'read', dir: module };
    }
    const [path] = this.#staleCandidates;
    if (path !== undefined) {
      this.#staleCandidates.delete(path);
      this.#isUnsettled = true;
      this.#on.candidates.setFile(path, this.#on.opened().isCandidate(path) ? this.#on.files.get(path) : undefined);
      this.#on.files.release(path);
      return { kind: 'read', dir: folderOf(path) };
    }
    // Which roots there are is known when all is read.
    if (this.#staleModules.size > 0) return { kind: 'wait' };
    if (this.#isUnsettled) this.#settleRoots();
    const root = this.#nextRoot();
    if (root === undefined) return this.#on.bulk.isBusy ? { kind: 'wait' } : undefined;
    yield* this.#analyze(root);
    return { kind: 'judge', dir: root };
  }

  *#scanFolders(): Generator<void> {
    this.#needsScan = false;
    const { fileSystem, files, modules, candidates, outlines, bulk } = this.#on;
    bulk.begin();
    this.#on.reopen();
    modules.clear();
    this.#graph = new ModuleGraph();
    outlines.clear();
    candidates.clear();
    files.forgetClosed();
    this.#found = 0;
    // What an earlier scan has found may not be scanned any more.
    this.#staleModules.clear();
    this.#staleCandidates.clear();
    for (const path of files.openPaths()) this.changed(path);
    const opened = this.#on.opened();
    for (const folder of opened.folders) {
      const excludedIn = (dir: string): Excluded | undefined => opened.excludedIn(folder, dir);
      for (const { dir, fileNames } of scan(fileSystem, folder, excludedIn, isScanned)) {
        for (const name of fileNames) if (mayAssignVariables(name)) this.#staleCandidates.add(`${dir}/${name}`);
        if (!fileNames.some(isModuleFile)) continue;
        modules.listed(dir, fileNames);
        this.#staleModules.add(dir);
        bulk.expect(++this.#found);
        yield;
      }
    }
    this.#isUnsettled = true;
    this.judgeAgain();
  }

  /** What is found in a folder that somebody is typing in, while most of the workspace is not read yet. */
  *#lookAtOpen(dir: string): Generator<Step> {
    const { reads, outlines, analysis, modules } = this.#on;
    if (this.#staleModules.has(dir)) this.#readModule(dir);
    const known = reads.readersOf([dir]).filter((root) => this.#roots.has(root));
    for (const root of known) {
      yield { kind: 'judge', dir };
      if (this.#staleRoots.has(root) && !this.#urgent.has(dir)) yield* this.#analyze(root);
    }
    const module = known.length > 0 ? undefined : modules.module(dir);
    if (module === undefined || outlines.isIdle(dir)) return;
    this.#provisional.add(dir);
    this.#staleRoots.delete(dir);
    this.#edits.analyzed(dir);
    this.#setFound(dir, analysis.provisional(module));
  }

  *#analyze(root: string): Generator<Step> {
    this.#underWay = root;
    yield* this.#analyzeInSteps(root);
    this.#underWay = undefined;
  }

  *#analyzeInSteps(root: string): Generator<Step> {
    this.#edits.analyzed(root);
    if (this.#on.outlines.isIdle(root)) {
      this.#passOver(root);
      return;
    }
    this.#staleRoots.delete(root);
    for (const found of this.#on.analysis.of(root)) {
      // Its folder may hold a module again before anybody has noticed that it did not: what it read stays known.
      if (found.analysis === undefined) this.#kept.forget(root);
      else this.#setFound(root, found.analysis);
      this.#on.modules.trim();
      if (found.isLast) return;
      yield { kind: 'judge', dir: root };
      if (this.#isScanning || this.#staleRoots.has(root)) return;
    }
  }

  /** Brings the graph up to date for one folder, and drops its texts where nothing is to be told of it. */
  #readModule(dir: string): void {
    const { modules, files } = this.#on;
    const module: Module | undefined = modules.module(dir);
    this.#edits.look(dir, (path) => files.parsed(path), this.#underWay);
    const outline = module && outlineOf(module);
    this.#setOutline(dir, outline);
    if (outline?.holds === undefined && outline?.calls.size === 0) modules.release(dir);
    else modules.trim();
  }

  #setOutline(dir: string, outline: Outline | undefined): void {
    this.#staleModules.delete(dir);
    this.#isUnsettled = true;
    this.#open.forget();
    const { modules, candidates, outlines, bulk } = this.#on;
    candidates.setModule(dir, outline && (() => modules.module(dir)?.variables.keys() ?? []));
    bulk.learned(dir);
    if (outlines.set(dir, outline)) for (const each of this.#graph.reachedBy(dir)) this.#staleRoots.add(each);
    const called = outline && [...outline.calls.values()].filter((each) => each !== undefined);
    if (called === undefined) this.#graph.remove(dir);
    else this.#graph.setCalls(dir, called);
  }

  /** What threads have found out, but for what has changed since they were asked. */
  #accept({ reply, changed }: Returned): Step {
    const { files, modules } = this.#on;
    const open = new Set([...this.#open.folders(), ...files.openPaths()]);
    for (const { path, message } of reply.refusals) files.noteRefusal(path, message);
    if (reply.kind === 'read') {
      for (const { dir, outline } of reply.folders)
        if (this.#staleModules.has(dir) && !changed.has(dir) && !open.has(dir)) this.#setOutline(dir, outline);
      return { kind: 'returned', what: 'read', folders: reply.folders };
    }
    for (const { dir, fileNames } of reply.reached) if (!changed.has(dir)) modules.listed(dir, fileNames);
    for (const root of reply.roots) this.#acceptRoot(root, (path) => changed.has(path) || open.has(path));
    return { kind: 'returned', what: 'judge', folders: reply.roots };
  }

  #acceptRoot({ dir, analysis, reads }: JudgedRoot, isOther: (path: string) => boolean): void {
    if (!this.#roots.has(dir) || this.#staleRoots.has(dir)) return;
    reads.forEach(this.#on.reads.begin(dir));
    this.#edits.forget(dir);
    if (analysis === undefined) this.#kept.forget(dir);
    else {
      this.#kept.setTold(dir, analysis);
      this.#on.judged(dir);
    }
    if (!reads.some(isOther)) return;
    this.#staleRoots.add(dir);
    this.#open.forget();
  }

  /** Makes new roots stale and drops what former roots found. */
  #settleRoots(): void {
    this.#isUnsettled = false;
    const { candidates } = this.#on;
    const list = this.#graph.roots();
    if (list !== this.#rootList) this.#setRoots(list);
    for (const dir of this.#provisional) {
      if (this.#roots.has(dir)) this.#staleRoots.add(dir);
      else this.#forgetRoot(dir);
    }
    this.#provisional.clear();
    for (const root of this.#staleRoots) if (!this.#roots.has(root)) this.#staleRoots.delete(root);
    const opened = this.#on.opened();
    const isNamed = (path: string): boolean => opened.isNamed(path) === true;
    const settled = candidates.settle({ roots: this.#roots, opened: (path) => opened.of(path), isNamed });
    for (const root of settled) this.#staleRoots.add(root);
    for (const root of this.#staleRoots) if (this.#on.outlines.isIdle(root)) this.#passOver(root);
  }

  /** Nothing can be found in it. */
  #passOver(root: string): void {
    this.#staleRoots.delete(root);
    this.#forgetRoot(root);
  }

  #setRoots(list: readonly string[]): void {
    const roots = new Set(list);
    for (const root of roots) if (!this.#roots.has(root)) this.#staleRoots.add(root);
    for (const root of this.#roots) if (!roots.has(root)) this.#forgetRoot(root);
    this.#roots = roots;
    this.#rootList = list;
  }

  #setFound(root: string, analysis: Analysis | undefined): void {
    if (analysis === undefined) this.#kept.forget(root);
    else if (this.#open.includes(root)) this.#kept.setOpen(root, analysis);
    else this.#kept.setClosed(root, analysis);
  }

  #forgetRoot(root: string): void {
    this.#kept.forget(root);
    this.#on.reads.forget(root);
    this.#edits.forget(root);
  }

  /** Roots that reach an open file go first, and are analyzed here, where their findings are kept whole. */
  #nextRoot(): string | undefined {
    const { given, own } = this.#on.bulk.share('judge', this.#staleRoots, this.#open.reaching());
    for (const root of given) this.#staleRoots.delete(root);
    return own;
  }
}
