// Which files and folders each root's findings rest on, present or missing ones: what a change concerns.
// Kept by workspace.ts.
import { folderOf } from '../terraform/path.ts';

/** Folders and files by root, as its last analysis asked for them, and the other way round. */
export class RootReads {
  readonly #paths = new Map<string, Set<string>>();
  readonly #roots = new Map<string, Set<string>>();

  /** An analysis of a root begins: what it rested on before is forgotten. To be told of all that it asks for from now on. */
  begin(root: string): (path: string) => void {
    this.forget(root);
    const paths = new Set<string>();
    this.#paths.set(root, paths);
    return (path) => {
      // What an earlier analysis still asks for, because somebody looks at what it found, does not count.
      if (paths.has(path) || this.#paths.get(root) !== paths) return;
      paths.add(path);
      const roots = this.#roots.get(path);
      if (roots === undefined) this.#roots.set(path, new Set([root]));
      else roots.add(root);
    };
  }

  forget(root: string): void {
    for (const path of this.#paths.get(root) ?? []) {
      const roots = this.#roots.get(path);
      roots?.delete(root);
      if (roots?.size === 0) this.#roots.delete(path);
    }
    this.#paths.delete(root);
  }

  /** Folders and files that a root's findings rest on. */
  of(root: string): Iterable<string> {
    return this.#paths.get(root) ?? [];
  }

  /** Whether a root is one of these folders, or read any of them. */
  readsAny(root: string, paths: readonly string[]): boolean {
    const read = this.#paths.get(root);
    return paths.some((path) => path === root || read?.has(path) === true);
  }

  /** Whether a root read a file as a text, and not as a part of its module. */
  readsText(root: string, path: string): boolean {
    return this.#paths.get(root)?.has(path) === true;
  }

  /** Of these roots those whose findings rest on one of these files or on its folder, by name. */
  readersAmong(roots: ReadonlySet<string>, files: readonly string[]): readonly string[] {
    const paths = [...files, ...files.map(folderOf)];
    const readers = new Set([...paths, ...this.readersOf(paths)]);
    return [...readers].filter((root) => roots.has(root)).sort();
  }

  /** The analyzed roots that read any of these. */
  readersOf(paths: readonly string[]): readonly string[] {
    const roots = new Set<string>();
    for (const path of paths) for (const root of this.#roots.get(path) ?? []) roots.add(root);
    return [...roots];
  }
}
