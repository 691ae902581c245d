// Which files and folders each root's findings rest on, present or missing ones: what a change concerns.
// Kept by workspace.ts.
import { folderOf } from '../terraform/path.ts';

/** Folders and files by root, as its last analysis asked for them. */
export class RootReads {
  readonly #paths = new Map<string, ReadonlySet<string>>();

  set(root: string, paths: ReadonlySet<string>): void {
    this.#paths.set(root, paths);
  }

  forget(root: string): void {
    this.#paths.delete(root);
  }

  /** Whether a root is one of these folders, or read any of them. */
  readsAny(root: string, paths: readonly string[]): boolean {
    const read = this.#paths.get(root);
    return paths.some((path) => path === root || read?.has(path) === true);
  }

  /** Of these roots those whose findings rest on one of these files or on its folder. */
  readersAmong(roots: Iterable<string>, files: readonly string[]): readonly string[] {
    const paths = [...files, ...files.map(folderOf)];
    return [...roots].filter((root) => this.readsAny(root, paths));
  }

  /** The analyzed roots that read any of these. */
  readersOf(paths: readonly string[]): readonly string[] {
    return [...this.#paths.keys()].filter((root) => paths.some((path) => this.#paths.get(root)?.has(path) === true));
  }
}
