// Which folders and roots open files concern.
// It keeps nothing but the last answer. Made by upkeep.ts.
import { folderOf } from '../terraform/path.ts';
import type { ModuleGraph } from './moduleGraph.ts';
import type { RootReads } from './rootReads.ts';
import type { SourceFiles } from './sourceFiles.ts';

export class OpenRoots {
  readonly #files: SourceFiles;
  readonly #reads: RootReads;
  readonly #graph: () => ModuleGraph;
  #reaching: ReadonlySet<string> | undefined;

  constructor(files: SourceFiles, reads: RootReads, graph: () => ModuleGraph) {
    this.#files = files;
    this.#reads = reads;
    this.#graph = graph;
  }

  /** Which files are open, what calls what, or what a root reads may have changed. */
  forget(): void {
    this.#reaching = undefined;
  }

  /** The folders of open files. */
  folders(): readonly string[] {
    return [...new Set(this.#files.openPaths().map(folderOf))];
  }

  /** Folders that call or read an open file, or one beside it, roots among them. */
  reaching(): ReadonlySet<string> {
    const folders = this.folders();
    this.#reaching ??= new Set([
      ...folders.flatMap((dir) => [...this.#graph().reachedBy(dir)]),
      ...this.#reads.readersOf([...folders, ...this.#files.openPaths()]),
    ]);
    return this.#reaching;
  }

  /** Whether what a root has read last concerns an open file. */
  includes(root: string): boolean {
    return this.#reads.readsAny(root, [...this.folders(), ...this.#files.openPaths()]);
  }

  /** Everything that such roots rest on. */
  needed(): ReadonlySet<string> {
    const roots = [...this.reaching()];
    return new Set([...roots, ...roots.flatMap((root) => [...this.#reads.of(root)])]);
  }
}
