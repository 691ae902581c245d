// The work of a thread beside the main one: closed files are read, and roots that reach no open file analyzed, as the workspace would
// do it itself.
// It decides nothing: what is stale, and what becomes of an answer, is the workspace's concern. It knows no threads either.
// Made by workerMain.ts, told by bulk.ts.
import { analysisFacts, type AnalysisFacts } from '../analyze.ts';
import type { Message } from '../messages.ts';
import { folderOf } from '../terraform/path.ts';
import { CandidateFiles } from './candidateFiles.ts';
import type { FileSystem } from './fileSystem.ts';
import { Modules } from './modules.ts';
import { liesBelowAny } from './openedFolders.ts';
import { outlineOf, Outlines } from './outlines.ts';
import { RootAnalysis } from './rootAnalysis.ts';
import { SourceFiles } from './sourceFiles.ts';
import { Team, topOfFolders } from './team.ts';
import { TeamTexts } from './teamTexts.ts';
import type { Candidate } from './variableFiles.ts';
import type {
  JudgedRoot,
  JudgeTask,
  ListedFolder,
  ReadFolder,
  Refusal,
  WorkerPremises,
  WorkerReply,
  WorkerRequest,
} from './workerMessages.ts';
import type { Parsers } from './workspace.ts';
import { instanceIn } from './world.ts';

/** Answers one request after the other. */
export class BulkWorker {
  readonly #fileSystem: FileSystem;
  readonly #parsers: Parsers;
  #opened: OpenedWorld | undefined;

  constructor(fileSystem: FileSystem, parsers: Parsers) {
    this.#fileSystem = fileSystem;
    this.#parsers = parsers;
  }

  /** Undefined for what is no task. */
  handle(request: WorkerRequest): WorkerReply | undefined {
    if (request.kind === 'open') {
      this.#opened = new OpenedWorld(this.#fileSystem, this.#parsers, request.premises);
      return undefined;
    }
    const opened = this.#opened;
    if (opened === undefined) return undefined;
    switch (request.kind) {
      case 'know':
        for (const { dir, fileNames, outline } of request.folders) {
          if (fileNames !== undefined) opened.listed(dir, fileNames);
          opened.outlines.set(dir, outline);
        }
        return undefined;
      case 'changed':
        opened.changed(request.path);
        return undefined;
      case 'read': {
        const folders = request.folders.map((folder) => opened.read(folder));
        const refusals = opened.newRefusalsAt(folders.map(({ dir }) => dir));
        return { kind: 'read', id: request.id, folders, refusals };
      }
      case 'judge': {
        const roots = opened.judge(request);
        const refusals = opened.newRefusalsAt(roots.flatMap(({ reads }) => reads));
        return { kind: 'judge', id: request.id, roots, reached: opened.reachedBy(roots), refusals };
      }
    }
  }
}

/** The opened folders as one worker knows them. No document is open in it. */
class OpenedWorld {
  readonly outlines = new Outlines();
  readonly #modules: Modules;
  readonly #files: SourceFiles;
  readonly #analysis: RootAnalysis;
  /** What lies below them may be read. */
  #inside: readonly string[];
  readonly #folders: readonly string[];
  #candidates: ReadonlyMap<string, readonly Candidate[]> = new Map();
  readonly #reads = new Set<string>();
  /** Folders whose files it was told, or has told of. */
  readonly #listed = new Set<string>();
  /** Files left out of which it has told. */
  readonly #told = new Map<string, Message>();

  constructor(fileSystem: FileSystem, parsers: Parsers, { folders, tops, settings, teamTexts }: WorkerPremises) {
    const texts = new TeamTexts(fileSystem);
    for (const [path, text] of teamTexts) texts.setText(path, text, undefined);
    const { checks: base, forced = {} } = settings;
    const { read } = texts;
    const team = new Team({ fileSystem: texts.fileSystem, read, base, forced, topOf: topOfFolders(folders, tops) });
    const files = new SourceFiles(fileSystem, parsers.parse);
    const isInside = (path: string): boolean => liesBelowAny(this.#inside, path);
    const modules = new Modules(fileSystem, files, isInside);
    const runs = new CandidateFiles((path) => files.get(path));
    this.#folders = folders;
    this.#inside = folders;
    this.#files = files;
    this.#modules = modules;
    this.#analysis = new RootAnalysis({
      candidates: { of: (root) => this.#candidates.get(root) ?? [], run: (...words) => runs.run(...words) },
      reads: { begin: () => (path) => this.#reads.add(path) },
      settingsFor: (root) => team.settingsFor(root),
      fileNames: (dir) => modules.fileNames(dir),
      instanceOf: (root, dependsOn) =>
        instanceIn(root, {
          ...{ fileSystem, isInside, dependsOn },
          module: (dir) => modules.module(dir),
          file: (path) => files.get(path),
          fileNames: (dir) => modules.fileNames(dir),
          parseTemplate: (_path, text) => parsers.parseTemplate(text).expression,
          isIdleCall: (dir, call) => this.outlines.isIdleCall(dir, call),
        }),
    });
  }

  listed(dir: string, fileNames: readonly string[]): void {
    this.#listed.add(dir);
    this.#modules.listed(dir, fileNames);
  }

  changed(path: string): void {
    this.#modules.forget(folderOf(path));
    this.#files.forget(path);
  }

  read({ dir, fileNames }: ListedFolder): ReadFolder {
    const startMs = performance.now();
    this.listed(dir, fileNames);
    const module = this.#modules.module(dir);
    const outline = module && outlineOf(module);
    if (outline?.holds === undefined && outline?.calls.size === 0) this.#modules.release(dir);
    else this.#modules.trim();
    return { dir, outline, milliseconds: performance.now() - startMs };
  }

  judge({ roots, openFolders }: JudgeTask): readonly JudgedRoot[] {
    this.#inside = [...this.#folders, ...openFolders];
    this.#candidates = new Map(roots.map(({ dir, candidates }) => [dir, candidates]));
    return roots.map(({ dir }) => this.#judge(dir));
  }

  /** The folders with a module that the analysis of roots has come upon. */
  reachedBy(roots: readonly JudgedRoot[]): readonly ListedFolder[] {
    const reached: ListedFolder[] = [];
    for (const dir of new Set(roots.flatMap(({ reads }) => reads))) {
      const fileNames = this.#listed.has(dir) ? undefined : this.#modules.listOf(dir);
      if (fileNames === undefined) continue;
      this.#listed.add(dir);
      reached.push({ dir, fileNames });
    }
    return reached;
  }

  /** Files left out, among these and those of these folders, that have not been told of. */
  newRefusalsAt(paths: readonly string[]): readonly Refusal[] {
    const found: Refusal[] = [];
    for (const path of new Set(paths)) {
      const inside = this.#modules.listOf(path)?.map((name) => `${path}/${name}`) ?? [];
      for (const file of [path, ...inside]) {
        const message = this.#files.refusalOf(file);
        if (message === undefined || this.#told.get(file) === message) continue;
        this.#told.set(file, message);
        found.push({ path: file, message });
      }
    }
    return found;
  }

  #judge(dir: string): JudgedRoot {
    const startMs = performance.now();
    this.#reads.clear();
    this.#reads.add(dir);
    let analysis: AnalysisFacts | undefined;
    for (const found of this.#analysis.of(dir)) {
      if (found.isLast) analysis = found.analysis && analysisFacts(found.analysis);
      this.#modules.trim();
    }
    return { dir, analysis, reads: [...this.#reads], milliseconds: performance.now() - startMs };
  }
}
