// Threads as a host offers them to a workspace, which says what they do.
// Implemented by nodeWorkers.ts and, without threads, by tests.
import type { WorkerReply, WorkerRequest, WorkerTask } from './workerMessages.ts';

export interface WorkerHost {
  /** How many may work at once. */
  readonly count: number;
  /** Whether the thread that asks does a share of the work too, as where nobody else wants anything of it. */
  readonly asksAndHelps: boolean;
  /** Of folders to read, or roots to analyze: so many are worth a thread, however fast they are done. */
  readonly fewest: Readonly<Record<WorkerTask['kind'], number>>;
  /** Where what is left takes longer, it is worth a further thread, in milliseconds. */
  readonly worthMs: number;
  /** Never throws: a thread that cannot be started ends, and that is told later. */
  readonly start: (listener: WorkerListener) => WorkerThread;
}

export interface WorkerListener {
  readonly replied: (reply: WorkerReply) => void;
  /** It does no more, whatever the reason; not told of a thread that was stopped. */
  readonly ended: (reason: string) => void;
}

export interface WorkerThread {
  readonly post: (request: WorkerRequest) => void;
  readonly stop: () => void;
}
