// A file of a fixed name that counts for a folder where it is the nearest one upward.
// It reads each file once; whoever is told of a change makes a new one.
// Used by team.ts.
import { folderOf } from '../terraform/path.ts';
import type { FileSystem } from './fileSystem.ts';

/** The folder above which no file is looked for; undefined for a path that lies in no opened folder. */
export type TopOf = (path: string) => string | undefined;

/** What the files of one name say, by the folders that they count for. */
export class NearestFile<Content> {
  readonly #fileSystem: FileSystem;
  readonly #topOf: TopOf;
  readonly #name: string;
  readonly #parse: (path: string, text: string) => Content;
  /** Of the few files that there are. */
  readonly #read = new Map<string, { readonly content: Content; readonly text: string }>();
  readonly #missing = new Set<string>();
  readonly #nearest = new Map<string, Content | undefined>();

  constructor(fileSystem: FileSystem, topOf: TopOf, name: string, parse: (path: string, text: string) => Content) {
    this.#fileSystem = fileSystem;
    this.#topOf = topOf;
    this.#name = name;
    this.#parse = parse;
  }

  /** What counts in a folder; undefined where there is no such file. */
  for(dir: string): Content | undefined {
    if (this.#nearest.has(dir)) return this.#nearest.get(dir);
    const top = this.#topOf(dir);
    const parent = folderOf(dir);
    const isEnd = top === undefined || dir === top || parent === dir;
    const own = top === undefined ? undefined : this.#readIn(dir);
    const found = own ?? (isEnd ? undefined : this.for(parent));
    this.#nearest.set(dir, found);
    return found;
  }

  textOf(path: string): string | undefined {
    return this.#read.get(path)?.text;
  }

  /** Every file that was read. */
  all(): readonly { readonly path: string; readonly content: Content }[] {
    return [...this.#read].map(([path, { content }]) => ({ path, content }));
  }

  #readIn(dir: string): Content | undefined {
    const path = `${dir === '/' ? '' : dir}/${this.#name}`;
    if (!this.#read.has(path) && !this.#missing.has(path)) {
      const answer = this.#fileSystem.isPresent(path) ? this.#fileSystem.read(path) : undefined;
      if (answer?.kind === 'text') this.#read.set(path, { content: this.#parse(path, answer.text), text: answer.text });
      else this.#missing.add(path);
    }
    return this.#read.get(path)?.content;
  }
}
