// Threads of a workspace that run when a test says so, in the order that it says: the real work, without real threads.
import { BulkWorker } from '../../server/src/workspace/bulkWorker.ts';
import type { WorkerHost, WorkerListener, WorkerThread } from '../../server/src/workspace/workerHost.ts';
import type { FileSystem } from '../../server/src/workspace/fileSystem.ts';
import type { WorkerRequest } from '../../server/src/workspace/workerMessages.ts';
import type { Workspace } from '../../server/src/workspace/workspace.ts';
import * as grammar from './grammar.ts';

interface HandDriven {
  readonly worker: BulkWorker;
  readonly requests: WorkerRequest[];
  readonly listener: WorkerListener;
}

export type HandDrivenOptions = Pick<WorkerHost, 'count' | 'asksAndHelps'> &
  Partial<Pick<WorkerHost, 'fewest' | 'worthMs'>>;

/** Threads over a disk. What goes in and out is cloned, as between real threads. */
export class HandDrivenWorkers implements WorkerHost {
  readonly count: number;
  readonly asksAndHelps: boolean;
  readonly fewest: WorkerHost['fewest'];
  readonly worthMs: number;
  readonly #fileSystem: FileSystem;
  readonly #alive: HandDriven[] = [];
  /** How many were started. */
  started = 0;
  /** How many tasks were answered. */
  answered = 0;

  /** Where nothing else is said, all of them start as soon as there is anything to do. */
  constructor(fileSystem: FileSystem, options: HandDrivenOptions) {
    this.fewest = options.fewest ?? { read: 1, judge: 1 };
    this.worthMs = options.worthMs ?? -1;
    this.#fileSystem = fileSystem;
    this.count = options.count;
    this.asksAndHelps = options.asksAndHelps;
  }

  get alive(): number {
    return this.#alive.length;
  }

  start(listener: WorkerListener): WorkerThread {
    const thread: HandDriven = { worker: new BulkWorker(this.#fileSystem, grammar), requests: [], listener };
    this.#alive.push(thread);
    this.started++;
    return {
      post: (request) => void thread.requests.push(structuredClone(request)),
      stop: () => this.#remove(thread),
    };
  }

  /** Lets one of the threads that have been asked something, chosen by a number, go on to its next answer; false where there is none. */
  answer(number: number): boolean {
    const asked = this.#alive.filter(({ requests }) => requests.length > 0);
    const thread = asked[number % Math.max(1, asked.length)];
    if (thread === undefined) return false;
    for (let request = thread.requests.shift(); request !== undefined; request = thread.requests.shift()) {
      const reply = thread.worker.handle(request);
      if (reply === undefined) continue;
      this.answered++;
      thread.listener.replied(structuredClone(reply));
      return true;
    }
    return true;
  }

  /** Ends a thread, chosen by a number, as one that runs out of memory ends; false where there is none. */
  kill(number: number): boolean {
    const thread = this.#alive[number % Math.max(1, this.#alive.length)];
    if (thread === undefined) return false;
    this.#remove(thread);
    thread.listener.ended('out of memory');
    return true;
  }

  #remove(thread: HandDriven): void {
    const index = this.#alive.indexOf(thread);
    if (index >= 0) this.#alive.splice(index, 1);
  }
}

/** Works to the end; threads answer when nothing else is to be done, and now and then before. */
export function workWith(workspace: Workspace, workers: HandDrivenWorkers, chance: (below: number) => number): void {
  const work = workspace.work();
  for (let step = work.next(); step.done !== true; step = work.next()) {
    const isWaiting = step.value?.kind === 'wait';
    if (isWaiting || chance(3) === 0) {
      const answered = workers.answer(chance(60));
      if (isWaiting && !answered) throw new Error('The work waits, and no thread has anything to do.');
    }
  }
}
