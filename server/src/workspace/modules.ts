// The folders that hold modules: which files are in them, and the module that these make.
// It keeps what it has read until it is told to forget; what is stale is not its concern.
// Made by workspace.ts.
import type { SourceFile } from '../hcl/nodes.ts';
import type { Module } from '../terraform/module.ts';
import { forgetDeclared, moduleOf } from '../terraform/folderModule.ts';
import { isModuleFile, isVariableFile } from '../terraform/moduleFiles.ts';
import { folderOf } from '../terraform/path.ts';
import type { FileSystem } from './fileSystem.ts';
import type { SourceFiles } from './sourceFiles.ts';

/** Of the texts kept while there is work to do, in characters: a byte for each in most texts. What is dropped is read twice. */
const maximumLength = 24_000_000;
/** Of those kept when it is done, where open files need them. */
const restingLength = 500_000;
/** And where nobody does. */
const idleLength = 100_000;

/** Modules by folder, scanned or reached. */
export class Modules {
  readonly #fileSystem: FileSystem;
  readonly #files: SourceFiles;
  readonly #isInside: (path: string) => boolean;
  readonly #lists = new Map<string, readonly string[]>();
  readonly #modules = new Map<string, Module | undefined>();
  /** Of the texts of each module that is kept, in characters, the oldest first. */
  readonly #lengths = new Map<string, number>();
  #length = 0;

  /** Nothing is read of a folder that is not inside. */
  constructor(fileSystem: FileSystem, files: SourceFiles, isInside: (path: string) => boolean) {
    this.#fileSystem = fileSystem;
    this.#files = files;
    this.#isInside = isInside;
  }

  clear(): void {
    this.#lists.clear();
    this.#modules.clear();
    this.#lengths.clear();
    this.#length = 0;
  }

  /** Something in the folder has changed. */
  forget(dir: string): void {
    this.#lists.delete(dir);
    this.#drop(dir);
  }

  /** The text of a file in the folder has changed; the files are the same. */
  changed(dir: string): void {
    this.#drop(dir);
  }

  /** Drops what was read of a folder where no file of it is open; it is read again when it is asked for. */
  release(dir: string): void {
    const names = this.#lists.get(dir) ?? [];
    if (this.#files.hasOpen && this.#files.openPaths().some((path) => folderOf(path) === dir)) return;
    // Findings may hold on to the module: then it is left with the bare texts.
    const module = this.#modules.get(dir);
    if (module !== undefined) forgetDeclared(module);
    this.#drop(dir);
    const paths = module?.files.map(({ path }) => path) ?? [];
    // Beside a module's files there may be variable files.
    for (const path of paths.length === names.length ? paths : names.map((name) => `${dir}/${name}`))
      this.#files.release(path);
  }

  /** Drops what was not used for the longest where there is too much; it is read again when it is asked for. */
  trim(maximum = maximumLength): void {
    for (const [dir, length] of this.#lengths) {
      if (this.#length <= maximum) return;
      this.#length -= length;
      this.#lengths.delete(dir);
      this.release(dir);
    }
  }

  /** There is no work for now: of much only what is needed is kept, and not too much of that. */
  rest(isNeeded: (path: string) => boolean): void {
    if (this.#length <= idleLength) return;
    for (const dir of [...this.#modules.keys()]) if (!isNeeded(dir)) this.release(dir);
    this.#files.releaseAllBut(isNeeded);
    this.trim(restingLength);
  }

  /** A scan has listed a folder with a module in it. */
  listed(dir: string, fileNames: readonly string[]): void {
    this.#lists.set(dir, fileNames);
  }

  /** The names of the files in a folder with a module, as far as they are known: undefined where nobody has asked for them. */
  listOf(dir: string): readonly string[] | undefined {
    return this.#lists.get(dir);
  }

  /** Every folder whose files are known by name. */
  listedFolders(): readonly string[] {
    return [...this.#lists.keys()];
  }

  /** The module of a folder; undefined where it has no configuration. */
  module(dir: string): Module | undefined {
    if (this.#modules.has(dir)) {
      this.#use(dir);
      return this.#modules.get(dir);
    }
    const module = this.#read(dir);
    this.#modules.set(dir, module);
    const length = module?.files.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
    this.#lengths.set(dir, length);
    this.#length += length;
    return module;
  }

  /** Names of the files in a folder, those open but not yet saved included. */
  fileNames(dir: string): readonly string[] {
    let names = this.#lists.get(dir);
    if (names === undefined) {
      if (!this.#isInside(dir)) return [];
      names = this.#fileSystem
        .list(dir)
        .filter((entry) => entry.kind === 'file')
        .map((entry) => entry.name);
      if (names.some((name) => isModuleFile(name))) this.#lists.set(dir, names);
    }
    if (!this.#files.hasOpen) return names.toSorted();
    const unsaved = this.#files
      .openPaths()
      .filter((path) => folderOf(path) === dir)
      .map((path) => path.slice(dir.length + 1));
    return [...new Set([...names, ...unsaved])].sort();
  }

  /** Whether a folder with files of Terraform is or lies below a path. */
  isAtOrBelow(path: string): boolean {
    for (const dir of this.#lists.keys()) if (dir === path || dir.startsWith(`${path}/`)) return true;
    return false;
  }

  get count(): number {
    return [...this.#lists.values()].filter((names) => names.some(isModuleFile)).length;
  }

  /** Files that Terraform reads by itself. */
  get fileCount(): number {
    const counts = [...this.#lists.values()].map(
      (names) => names.filter((name) => isModuleFile(name) || isVariableFile(name)).length,
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** What was used last is dropped last. */
  #use(dir: string): void {
    const length = this.#lengths.get(dir);
    if (length === undefined) return;
    this.#lengths.delete(dir);
    this.#lengths.set(dir, length);
  }

  #drop(dir: string): void {
    this.#modules.delete(dir);
    this.#length -= this.#lengths.get(dir) ?? 0;
    this.#lengths.delete(dir);
  }

  #read(dir: string): Module | undefined {
    const files: SourceFile[] = [];
    for (const name of this.fileNames(dir).filter(isModuleFile)) {
      const file = this.#files.get(`${dir}/${name}`);
      if (file !== undefined) files.push(file);
    }
    return files.length === 0 ? undefined : moduleOf(dir, files);
  }
}
