// What a fix is: edits that mend one finding, with a title for the menu.
// It never touches a file; lsp/ and cli/ apply what the user accepts.
// Implemented by <verb-noun>.ts, gathered in index.ts.
import type { SourceFile } from '../hcl/nodes.ts';
import type { Message } from '../messages.ts';
import type { Finding } from '../checks/check.ts';
import type { Module } from '../terraform/module.ts';
import type { Place, TextEdit } from '../text.ts';

/** Something to do about a finding, ready to be applied. */
export interface Fix {
  /** The producer's name: `replace-source`. */
  readonly id: string;
  readonly title: Message;
  /** As LSP has them: a rewrite is asked for, and is no quick fix. */
  readonly kind: 'quickfix' | 'refactor.rewrite';
  readonly outcome: FixOutcome;
  /** By path. A path that no file has yet is created. Edits of one file do not overlap. Empty where it only shows a place. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** Whether it is the one to take without choosing; at most one fix of a finding is. */
  readonly preferred: boolean;
  /** What to select, in the text as the edits leave it; undefined where nothing is worth a move. */
  readonly cursor: Place | undefined;
  /** What the user must confirm before anything is changed; undefined where the title says it all. */
  readonly warning: Message | undefined;
  /** What must be asked for first, since the edits rest on the answer; undefined where nothing must. */
  readonly command: FixCommand | undefined;
}

/**
 * `mends`: the finding is gone afterwards. `silences`: an ignore comment hides it. `shows`: nothing is changed, the cursor goes to
 * the place where a person has to decide. `moves`: the rule is written elsewhere, and the finding is found there.
 */
export type FixOutcome = 'mends' | 'silences' | 'shows' | 'moves';

/** A request that the client carries out before the edits can be made; they are empty until then. */
export interface FixCommand {
  /** The user's own public address, which is asked for over the network. */
  readonly kind: 'ownAddress';
}

/** What most fixes are: a quick fix that mends, moves no cursor, and needs no question. */
export const plainMend = {
  kind: 'quickfix',
  outcome: 'mends',
  cursor: undefined,
  warning: undefined,
  command: undefined,
} as const satisfies Partial<Fix>;

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
  /** The day it is, `2027-01-31`; undefined where nobody has told. */
  readonly today?: string;
}

/** Proposes fixes for one finding, best first; none where it has nothing right to offer. */
export interface FixProducer {
  readonly id: string;
  /** True where it writes files in JSON syntax as they are written; from any other such edits are held back. */
  readonly writesJson?: boolean;
  readonly propose: (finding: Finding, context: FixContext) => readonly Fix[];
}
