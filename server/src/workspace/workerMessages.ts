// What a workspace tells the threads that work for it, and what they answer: plain data, good for a structured clone.
// Posted by bulk.ts, answered by bulkWorker.ts.
import type { AnalysisFacts } from '../analyze.ts';
import type { Message } from '../messages.ts';
import type { Candidate } from './variableFiles.ts';
import type { Outline } from './outlines.ts';
import type { WorkspaceSettings } from './workspace.ts';

/** What a worker is told, in order. Tasks alone are answered. */
export type WorkerRequest =
  /** All that the worker knew is forgotten. */
  | { readonly kind: 'open'; readonly premises: WorkerPremises }
  | { readonly kind: 'know'; readonly folders: readonly KnownFolder[] }
  /** A file is another one now on disk, or gone. */
  | { readonly kind: 'changed'; readonly path: string }
  | ReadTask
  | JudgeTask;

/** What everything rests on. */
export interface WorkerPremises {
  readonly folders: readonly string[];
  readonly tops: ReadonlyMap<string, string>;
  readonly settings: WorkspaceSettings;
  /** Of the team's files that are open in the editor. */
  readonly teamTexts: ReadonlyMap<string, string>;
}

/** A folder with the names of the files in it that count. */
export interface ListedFolder {
  readonly dir: string;
  readonly fileNames: readonly string[];
}

/** What others have found out about a folder; undefined where nobody knows, or it holds no module. */
export interface KnownFolder {
  readonly dir: string;
  readonly fileNames: readonly string[] | undefined;
  readonly outline: Outline | undefined;
}

export type WorkerTask = ReadTask | JudgeTask;

/** Folders whose outlines are asked for. */
export interface ReadTask {
  readonly kind: 'read';
  readonly id: number;
  readonly folders: readonly ListedFolder[];
}

/** Roots to be analyzed. */
export interface JudgeTask {
  readonly kind: 'judge';
  readonly id: number;
  readonly roots: readonly RootTask[];
  /** The folders of open documents, of which nothing is read but what lies below them is inside. */
  readonly openFolders: readonly string[];
}

export interface RootTask {
  readonly dir: string;
  readonly candidates: readonly Candidate[];
}

export type WorkerReply = ReadReply | JudgeReply;

interface ReplyCommon {
  /** That of the task. */
  readonly id: number;
  /** Files that were left out and have not been told of. */
  readonly refusals: readonly Refusal[];
}

export interface ReadReply extends ReplyCommon {
  readonly kind: 'read';
  readonly folders: readonly ReadFolder[];
}

export interface ReadFolder {
  readonly dir: string;
  /** Undefined where no file could be read. */
  readonly outline: Outline | undefined;
  readonly milliseconds: number;
}

export interface JudgeReply extends ReplyCommon {
  readonly kind: 'judge';
  readonly roots: readonly JudgedRoot[];
  /** Folders with a module that no scan had listed. */
  readonly reached: readonly ListedFolder[];
}

export interface JudgedRoot {
  readonly dir: string;
  /** Undefined where the folder holds no module. */
  readonly analysis: AnalysisFacts | undefined;
  /** Everything that the analysis asked the world for. */
  readonly reads: readonly string[];
  readonly milliseconds: number;
}

export interface Refusal {
  readonly path: string;
  readonly message: Message;
}
