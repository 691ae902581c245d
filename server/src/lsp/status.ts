// Tells an editor that can show it whether a scan is under way, and what the last one came to.
import type { Connection } from 'vscode-languageserver/node';

/** The params of the notification `portcullis/status`. */
export type Status =
  | { readonly state: 'scanning' }
  | {
      readonly state: 'ready';
      /** Findings that are shown. */
      readonly findings: number;
      readonly files: number;
      readonly modules: number;
      /** How long the last scan took. */
      readonly milliseconds: number;
    };

/** Knows when a scan began; an editor that does not show it is told nothing. */
export class StatusReporter {
  readonly #send: (status: Status) => void;
  #startedMs: number | undefined;

  constructor(connection: Connection, isShown: boolean, log: (text: string) => void) {
    this.#send = (status) => {
      if (!isShown) return;
      connection
        .sendNotification('portcullis/status', status)
        .catch((error: unknown) => log(`could not tell the status: ${String(error)}`));
    };
  }

  /** A scan is about to start, or to start anew. */
  scanStarts(): void {
    if (this.#startedMs === undefined) this.#send({ state: 'scanning' });
    this.#startedMs = performance.now();
  }

  /** Nothing is left to do; `figures` are asked for only where that ends a scan. */
  settled(figures: () => { readonly findings: number; readonly files: number; readonly modules: number }): void {
    if (this.#startedMs === undefined) return;
    const milliseconds = Math.round(performance.now() - this.#startedMs);
    this.#startedMs = undefined;
    this.#send({ state: 'ready', ...figures(), milliseconds });
  }
}
