// One thread that has a share of the work: what it has been told, and what it has in hand.
// It decides nothing. Made by bulk.ts.
import type { KnownFolder, WorkerPremises, WorkerReply, WorkerTask } from './workerMessages.ts';
import type { WorkerHost, WorkerThread } from './workerHost.ts';

/** Names that were handed out. */
export interface HandedOut {
  readonly kind: WorkerTask['kind'];
  readonly names: readonly string[];
  /** Files and their folders that have changed since. */
  readonly changed: Set<string>;
}

/** Called when a task is done, or never will be. */
export interface MemberListener {
  readonly replied: (handedOut: HandedOut, reply: WorkerReply) => void;
  readonly ended: (member: BulkMember, reason: string) => void;
}

/** One that is worked on, and one that waits, so that the thread does not. */
const mostTasks = 2;

export class BulkMember {
  readonly #thread: WorkerThread;
  readonly #tasks = new Map<number, HandedOut>();
  #isOpened = false;
  /** Folders of which it does not know what is known; undefined where it knows of none. */
  #untold: Set<string> | undefined;

  constructor(host: WorkerHost, listener: MemberListener) {
    this.#thread = host.start({
      replied: (reply) => {
        const handedOut = this.#tasks.get(reply.id);
        // Of a task that was given up nobody wants to know.
        if (handedOut !== undefined && this.#tasks.delete(reply.id)) listener.replied(handedOut, reply);
      },
      ended: (reason) => listener.ended(this, reason),
    });
  }

  /** What it has in hand. */
  get tasks(): readonly HandedOut[] {
    return [...this.#tasks.values()];
  }

  get isFree(): boolean {
    return this.#tasks.size < mostTasks;
  }

  get isOpened(): boolean {
    return this.#isOpened;
  }

  open(premises: WorkerPremises): void {
    this.#isOpened = true;
    this.#untold = undefined;
    this.#thread.post({ kind: 'open', premises });
  }

  give(task: WorkerTask, names: readonly string[]): void {
    this.#tasks.set(task.id, { kind: task.kind, names, changed: new Set() });
    this.#thread.post(task);
  }

  /** Tells what it does not know yet of all folders. */
  inform(all: () => readonly string[], known: (dir: string) => KnownFolder): void {
    const folders = [...(this.#untold ?? all())].map(known);
    this.#untold = new Set();
    if (folders.length > 0) this.#thread.post({ kind: 'know', folders });
  }

  /** A file is another one now. */
  changed(path: string, dir: string): void {
    this.#untold?.add(dir);
    for (const { changed } of this.#tasks.values()) changed.add(path).add(dir);
    this.#thread.post({ kind: 'changed', path });
  }

  /** More is known of a folder now, or something else. */
  learned(dir: string): void {
    this.#untold?.add(dir);
  }

  /** What it has in hand is worth nothing any more, and what it was told does not hold. */
  forget(): void {
    this.#tasks.clear();
    this.#isOpened = false;
  }

  stop(): void {
    this.#thread.stop();
  }
}
