// Tells the editor of a scan: that one is under way, how far it is once it takes long, and what the last one came to.
// Called by session.ts.
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver/node';
import { message, render, type Language, type Message } from '../messages.ts';
import type { Progress } from '../workspace/progress.ts';

/** The params of the notification `portcullis/status`. */
export type Status =
  | { readonly state: 'scanning' }
  /** The user has stopped the scan; open files are judged all the same. */
  | { readonly state: 'stopped' }
  | ({ readonly state: 'ready' } & ScanFigures);

/** What a scan came to. */
export interface ScanFigures {
  /** Findings that are shown. */
  readonly findings: number;
  readonly files: number;
  readonly modules: number;
  /** How long it took. */
  readonly milliseconds: number;
}

export interface StatusOptions {
  readonly language: Language;
  /** Whether the editor understands `portcullis/status`. */
  readonly showsStatus: boolean;
  /** Whether it shows progress that the server starts. */
  readonly showsProgress: boolean;
  readonly log: (text: string) => void;
  /** The user wants no more of the scan. */
  readonly onCancel: () => void;
}

/** A scan shorter than this shows no progress, in milliseconds. */
const patienceMs = 1000;
/** The pause between two reports, in milliseconds. */
const reportMs = 250;

/** Knows whether a scan is under way. */
export class ScanStatus {
  readonly #connection: Connection;
  readonly #options: StatusOptions;
  #startedMs: number | undefined;
  #lastFigures: ScanFigures | undefined;
  #reporter: Promise<WorkDoneProgressServerReporter | undefined> | undefined;
  #reportedMs = 0;

  constructor(connection: Connection, options: StatusOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  /** A scan is about to start, or to start anew. */
  starts(): void {
    if (this.#startedMs === undefined) this.#send({ state: 'scanning' });
    this.#startedMs = performance.now();
  }

  /** The scan has come a step further; `progress` is asked for only where it is to be shown. */
  goesOn(progress: () => Progress): void {
    if (this.#startedMs === undefined || !this.#options.showsProgress) return;
    const nowMs = performance.now();
    if (nowMs - this.#startedMs < patienceMs || nowMs - this.#reportedMs < reportMs) return;
    this.#reportedMs = nowMs;
    this.#reporter ??= this.#begin();
    const text = render(progressMessage(progress()), this.#options.language);
    void this.#reporter.then((reporter) => reporter?.report(text));
  }

  /** Nothing is left to do; the figures are asked for only where that ends a scan. */
  ends(figures: () => Omit<ScanFigures, 'milliseconds'>): void {
    if (this.#startedMs === undefined) return;
    const milliseconds = Math.round(performance.now() - this.#startedMs);
    this.#close();
    this.#lastFigures = { ...figures(), milliseconds };
    this.#send({ state: 'ready', ...this.#lastFigures });
  }

  /** The scan was stopped before its end. */
  stops(): void {
    if (this.#startedMs === undefined) return;
    this.#close();
    this.#send({ state: 'stopped' });
  }

  /** What the last scan came to; undefined before one has ended. */
  get lastFigures(): ScanFigures | undefined {
    return this.#lastFigures;
  }

  #close(): void {
    this.#startedMs = undefined;
    void this.#reporter?.then((reporter) => reporter?.done());
    this.#reporter = undefined;
  }

  async #begin(): Promise<WorkDoneProgressServerReporter | undefined> {
    try {
      const reporter = await this.#connection.window.createWorkDoneProgress();
      reporter.begin(render(message('lsp.scanTitle'), this.#options.language), undefined, undefined, true);
      reporter.token.onCancellationRequested(() => this.#options.onCancel());
      return reporter;
    } catch (error) {
      this.#options.log(`no progress: ${String(error)}`);
      return undefined;
    }
  }

  #send(status: Status): void {
    if (!this.#options.showsStatus) return;
    this.#connection
      .sendNotification('portcullis/status', status)
      .catch((error: unknown) => this.#options.log(`could not tell the status: ${String(error)}`));
  }
}

function progressMessage({ modules, roots }: Progress): Message {
  return message('lsp.scanProgress', {
    read: modules.read,
    found: modules.found,
    done: roots.done,
    all: roots.all,
  });
}
