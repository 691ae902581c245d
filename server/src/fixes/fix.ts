// What a fix is: edits that mend one finding, with a title for the menu.
// It never touches a file; lsp/ and cli/ apply what the user accepts.
// Implemented by <verb-noun>.ts, gathered in index.ts.
import type { SourceFile } from '../hcl/nodes.ts';
import type { Message } from '../messages.ts';
import type { Finding } from '../checks/check.ts';
import type { Module } from '../terraform/module.ts';
import type { TextEdit } from '../text.ts';

/** A mend ready to be applied. */
export interface Fix {
  /** The producer's name: `replace-source`. */
  readonly id: string;
  readonly title: Message;
  /** By path. A path that no file has yet is created. Edits of one file do not overlap. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** Whether it is the one to take without choosing; at most one fix of a finding is. */
  readonly preferred: boolean;
}

/** What a fix may look at besides the finding. */
export interface FixContext {
  /** The module of a folder as it is now. */
  readonly module: (dir: string) => Module | undefined;
  /** A file as it is now. */
  readonly file: (path: string) => SourceFile | undefined;
  /** The folders of modules that call a folder, within the workspace. */
  readonly callers: (dir: string) => readonly string[];
  /** Whether a path is free for a new file. */
  readonly isFree: (path: string) => boolean;
}

/** Proposes fixes for one finding, best first; none where it has nothing right to offer. */
export interface FixProducer {
  readonly id: string;
  readonly propose: (finding: Finding, context: FixContext) => readonly Fix[];
}
