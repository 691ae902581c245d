// Threads for workspaces with much to do. The only importer of node:worker_threads beside HashiCorp's parser.
// It starts nothing before it is asked to. Called by main.ts and cliMain.ts.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { WorkerHost, WorkerListener, WorkerThread } from './workspace/workerHost.ts';
import type { WorkerReply } from './workspace/workerMessages.ts';

/** A thread that needs more than this ends, and the main thread does its work, in MB. */
const maximumOldGenerationSizeMb = 1536;
/** Most of what a thread makes is soon forgotten: where there is room for it, little is copied before it is. In MB. */
const maximumYoungGenerationSizeMb = 96;

/** So much keeps a thread from answering that is there to answer. */
const muchToDo = { read: 200, judge: 80 };
/** One that has nothing else to do leaves work to another only where it takes long. */
const any = { read: Infinity, judge: Infinity };
/** In milliseconds. What takes no longer is left as it is: about half of it is what a thread costs until its code is compiled. */
const worthMs = 3000;
/** More threads would wait for the disk and for each other. */
const mostThreads = 4;

export interface NodeWorkersOptions extends Pick<WorkerHost, 'asksAndHelps'> {
  /** The script of a thread, an absolute path. */
  readonly script: string;
}

/** A thread for each core but the one that the main thread has, and one at least. */
export function nodeWorkers({ script, asksAndHelps }: NodeWorkersOptions): WorkerHost {
  const count = Math.min(mostThreads, Math.max(1, availableParallelism() - 1));
  const fewest = asksAndHelps ? any : muchToDo;
  return { count, asksAndHelps, fewest, worthMs, start: (listener) => startThread(script, listener) };
}

function startThread(script: string, { replied, ended }: WorkerListener): WorkerThread {
  const resourceLimits = {
    maxOldGenerationSizeMb: maximumOldGenerationSizeMb,
    maxYoungGenerationSizeMb: maximumYoungGenerationSizeMb,
  };
  let worker: Worker | undefined;
  let isStopped = false;
  let reason = 'exit';
  const failed = (error: unknown): void => {
    reason = error instanceof Error ? error.message : String(error);
  };
  const isOver = (): void => {
    if (!isStopped) ended(reason);
  };
  try {
    worker = new Worker(script, { resourceLimits });
    worker.on('message', (reply: WorkerReply) => replied(reply));
    worker.on('error', failed);
    worker.on('exit', isOver);
  } catch (error) {
    failed(error);
    setImmediate(isOver);
  }
  return {
    post: (request) => worker?.postMessage(request),
    stop: () => {
      isStopped = true;
      void worker?.terminate();
    },
  };
}
