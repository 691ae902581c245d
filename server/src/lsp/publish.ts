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
