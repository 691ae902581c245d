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
  readonly #read = new Map<string, { readonly content: Content; readonly text: string } | undefined>();
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
    return [...this.#read].flatMap(([path, read]) => (read === undefined ? [] : [{ path, content: read.content }]));
  }

  #readIn(dir: string): Content | undefined {
    const path = `${dir === '/' ? '' : dir}/${this.#name}`;
    if (!this.#read.has(path)) {
      const answer = this.#fileSystem.read(path);
      const { text } = answer.kind === 'text' ? answer : { text: undefined };
      this.#read.set(path, text === undefined ? undefined : { content: this.#parse(path, text), text });
    }
    return this.#read.get(path)?.content;
  }
}
