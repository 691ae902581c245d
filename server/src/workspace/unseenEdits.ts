// Which roots an edit of an open file makes stale: those that read the file, unless no analysis can have seen what has changed. Then
// what they found stands, in other places perhaps.
// It keeps when each root was analyzed, and since when it is known what of an open file is read. Kept by upkeep.ts.
import { holdsIgnoreComment } from '../checks/ignores/fileIgnores.ts';
import type { SourceFile } from '../hcl/nodes.ts';
import { moveOfUnseenEdit, type Move } from '../hcl/unseenEdit.ts';
import { folderOf } from '../terraform/path.ts';
import type { FindingIndex } from './findingIndex.ts';
import type { RootReads } from './rootReads.ts';
import type { WholeAnalyses } from './wholeAnalyses.ts';

/** What was read and found. */
export interface Found {
  readonly reads: RootReads;
  readonly index: FindingIndex;
  readonly whole: WholeAnalyses;
}

interface Edit {
  readonly at: number;
  readonly reading: SourceFile;
}

/** Times are counts of what was told. */
export class UnseenEdits {
  readonly #on: Found;
  readonly #staleRoots: Set<string>;
  #now = 0;
  /** By path of an open file: since when all is noted that is read of it. */
  readonly #noted = new Map<string, number>();
  /** By root: when its last analysis began. */
  readonly #analyzed = new Map<string, number>();
  /** Edits that nobody has looked at yet: when the first one came, and the reading before it. */
  readonly #before = new Map<string, Edit>();

  /** Adds to the stale roots. */
  constructor(found: Found, staleRoots: Set<string>) {
    this.#on = found;
    this.#staleRoots = staleRoots;
  }

  /** A file was opened, closed, made or deleted, or all may be different in it: what was read of it until now is not known. */
  changed(path: string, isOpen: boolean): void {
    if (isOpen) this.#noted.set(path, ++this.#now);
    else this.#noted.delete(path);
    this.#before.delete(path);
    for (const root of this.#readersOf(path)) this.#staleRoots.add(root);
  }

  /** An open file has another text. Until it is looked at, nobody knows what that means. */
  edited(path: string, before: SourceFile | undefined): void {
    if (before === undefined || !this.#noted.has(path)) this.changed(path, true);
    else if (!this.#before.has(path)) this.#before.set(path, { reading: before, at: ++this.#now });
  }

  /** Looks at what was edited in a folder. The root that is being analyzed has seen only a part of it. */
  look(dir: string, reading: (path: string) => SourceFile | undefined, underWay: string | undefined): void {
    for (const [path, edit] of this.#before) {
      if (folderOf(path) !== dir) continue;
      this.#before.delete(path);
      const now = reading(path);
      const move = now && moveOfUnseenEdit(edit.reading, now, holdsIgnoreComment);
      for (const root of this.#readersOf(path))
        if (move === undefined || root === underWay || !this.#moves(root, path, edit, move)) this.#staleRoots.add(root);
    }
  }

  /** An analysis of a root begins on the texts as they are. */
  analyzed(root: string): void {
    this.#analyzed.set(root, ++this.#now);
  }

  /** What the analysis of a root has read is not known. */
  forget(root: string): void {
    this.#analyzed.delete(root);
  }

  #readersOf(path: string): readonly string[] {
    return this.#on.reads.readersOf([folderOf(path), path]);
  }

  /** Whether all that a root found could be moved; it is as it was where not, or where the root is stale anyway. */
  #moves(root: string, path: string, { at }: Edit, move: Move): boolean {
    const { reads, index, whole } = this.#on;
    if (this.#staleRoots.has(root)) return false;
    // One that began after the edit may have seen it, or one of several edits.
    const analyzed = this.#analyzed.get(root) ?? 0;
    const isNoted = analyzed > (this.#noted.get(path) ?? Infinity) && analyzed < at;
    if (!isNoted || reads.readsText(root, path) || !index.move(root, path, move)) return false;
    whole.set(root, undefined);
    return true;
  }
}
