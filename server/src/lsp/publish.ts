// Sends diagnostics that differ from what was last sent, and an empty list for what is gone.
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver/node';

/** Remembers what the editor was last told of each document. */
export class Publisher {
  readonly #send: (params: PublishDiagnosticsParams) => void;
  readonly #sent = new Map<string, string>();

  constructor(send: (params: PublishDiagnosticsParams) => void) {
    this.#send = send;
  }

  /** Tells the editor what a document shows now, unless it knows. `version` is that of an open document. */
  publish(uri: string, diagnostics: readonly Diagnostic[], version: number | undefined): void {
    const text = JSON.stringify(diagnostics);
    if ((this.#sent.get(uri) ?? '[]') === text) return;
    if (diagnostics.length === 0) this.#sent.delete(uri);
    else this.#sent.set(uri, text);
    this.#send({ uri, diagnostics: [...diagnostics], ...(version !== undefined && { version }) });
  }
}

/** While there is work to do, closed files are published no more often than this, in milliseconds. */
const closedFilesMs = 500;

/** Files that may show something else now: open ones go out at once, closed ones together, since every root that calls a module has its say on it. */
export class Outbox {
  readonly #publish: (path: string) => void;
  readonly #isOpen: (path: string) => boolean;
  readonly #waiting = new Set<string>();
  #emptiedMs = 0;

  constructor(publish: (path: string) => void, isOpen: (path: string) => boolean) {
    this.#publish = publish;
    this.#isOpen = isOpen;
  }

  add(paths: readonly string[]): void {
    for (const path of paths) {
      if (this.#isOpen(path)) this.#publish(path);
      else this.#waiting.add(path);
    }
    if (performance.now() > this.#emptiedMs + closedFilesMs) this.empty();
  }

  /** Nothing waits any longer. */
  empty(): void {
    for (const path of this.#waiting) this.#publish(path);
    this.#waiting.clear();
    this.#emptiedMs = performance.now();
  }
}
