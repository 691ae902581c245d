// The current text of every file that was asked for, and its reading: open documents before the disk.
// It parses a file when it is first asked for, and again only when its text has changed.
import type { SourceFile } from '../hcl/nodes.ts';
import type { Grammar } from '../hcl/read.ts';
import type { Message } from '../messages.ts';
import { message } from '../messages.ts';
import { folderOf } from '../terraform/path.ts';
import type { FileSystem } from './fileSystem.ts';
import { steadied } from './lastReading.ts';
import { RecentTexts } from './recentTexts.ts';

/** Files by path. */
export class SourceFiles {
  readonly #fileSystem: FileSystem;
  readonly #parse: Grammar['parse'];
  readonly #open = new Map<string, string>();
  readonly #readings = new Map<string, SourceFile>();
  /** Of open documents: the last reading without errors. */
  readonly #lastWhole = new Map<string, SourceFile>();
  /** Of open documents: the reading without what their last whole reading answers for. */
  readonly #parsed = new Map<string, SourceFile>();
  /** Of open documents that have changed: the reading before, of which the next one takes over what is the same. */
  readonly #before = new Map<string, SourceFile>();
  readonly #refusals = new Map<string, Message>();
  readonly #recent = new RecentTexts();

  constructor(fileSystem: FileSystem, parse: Grammar['parse']) {
    this.#fileSystem = fileSystem;
    this.#parse = parse;
  }

  /** Returns whether anything changed. */
  setText(path: string, text: string): boolean {
    if (this.#open.get(path) === text) return false;
    const before = this.#readings.get(path);
    this.#open.set(path, text);
    if (before?.text === text) return false;
    const parsed = this.#parsed.get(path) ?? before;
    if (parsed !== undefined) this.#before.set(path, parsed);
    if (before?.complete === true) this.#lastWhole.set(path, before);
    this.forget(path);
    return true;
  }

  /** Returns whether the document was open. */
  closeText(path: string): boolean {
    this.#lastWhole.delete(path);
    this.#before.delete(path);
    this.forget(path);
    return this.#open.delete(path);
  }

  /** Of an open document that has changed: the reading before, as the text was. */
  before(path: string): SourceFile | undefined {
    return this.#before.get(path);
  }

  /** Of an open document: the reading of the text as it is. */
  parsed(path: string): SourceFile | undefined {
    this.get(path);
    return this.#parsed.get(path);
  }

  isOpen(path: string): boolean {
    return this.#open.has(path);
  }

  /** Whether any document is open. */
  get hasOpen(): boolean {
    return this.#open.size > 0;
  }

  openPaths(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** Drops what is known of a file that changed on disk. */
  forget(path: string): void {
    this.#recent.delete(path);
    this.#readings.delete(path);
    this.#parsed.delete(path);
    this.#refusals.delete(path);
  }

  /** Drops the reading of a closed file, to be made again when it is asked for. Why a file is left out stays known. */
  release(path: string): void {
    if (this.isOpen(path)) return;
    this.#noteFailure(path);
    this.#readings.delete(path);
  }

  /** The same of all closed files that are not needed; nor is what lies in a folder that is not. */
  releaseAllBut(isNeeded: (path: string) => boolean): void {
    for (const path of this.#readings.keys()) if (!isNeeded(path) && !isNeeded(folderOf(path))) this.release(path);
  }

  forgetClosed(): void {
    this.#recent.clear();
    for (const path of [...this.#readings.keys(), ...this.#refusals.keys()]) if (!this.isOpen(path)) this.forget(path);
  }

  /** The file's reading; undefined where it does not exist or is left out. */
  get(path: string): SourceFile | undefined {
    const known = this.#readings.get(path);
    if (known !== undefined || this.#refusals.has(path)) return known;
    const text = this.#textOf(path);
    if (text === undefined) return undefined;
    const reading = this.#parse(path, text, this.#before.get(path));
    this.#before.delete(path);
    if (this.isOpen(path)) this.#parsed.set(path, reading);
    const last = this.#lastWhole.get(path);
    const steady = last === undefined ? reading : steadied(last, reading);
    this.#readings.set(path, steady);
    return steady;
  }

  /** Why a file that was asked for is left out; undefined where it is not. */
  refusalOf(path: string): Message | undefined {
    if (!this.#refusals.has(path)) this.#noteFailure(path);
    return this.#refusals.get(path);
  }

  /** The file's text, which is not kept for long if nothing else is asked of it. */
  text(path: string): string | undefined {
    const known = this.#readings.get(path)?.text ?? this.#recent.get(path);
    if (known !== undefined || this.#refusals.has(path)) return known;
    const text = this.#textOf(path);
    if (text !== undefined && !this.isOpen(path)) this.#recent.add(path, text);
    return text;
  }

  /** Files that were asked for and left out, with the reason. */
  refusals(): readonly { readonly path: string; readonly message: Message }[] {
    for (const path of this.#readings.keys()) this.#noteFailure(path);
    return [...this.#refusals].map(([path, message]) => ({ path, message }));
  }

  /** A closed file was asked for elsewhere and is left out. */
  noteRefusal(path: string, reason: Message): void {
    if (!this.isOpen(path)) this.#refusals.set(path, reason);
  }

  /** Reading fails, where it does, when what is in the file is first asked for. */
  #noteFailure(path: string): void {
    const error = this.#readings.get(path)?.failure;
    if (error !== undefined) this.#refusals.set(path, message('workspace.readFailed', { path, error }));
  }

  #textOf(path: string): string | undefined {
    const open = this.#open.get(path);
    if (open !== undefined) return open;
    const answer = this.#fileSystem.read(path);
    if (answer.kind === 'refused') this.#refusals.set(path, answer.message);
    return answer.kind === 'text' ? answer.text : undefined;
  }
}
