// Threads for workspaces with much to do. The only importer of node:worker_threads beside HashiCorp's parser.
// It starts nothing before it is asked to. Called by main.ts and cliMain.ts.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { WorkerHost, WorkerListener, WorkerThread } from './workspace/bulk.ts';
import type { WorkerReply } from './workspace/workerMessages.ts';

/** A thread that needs more than this ends, and the main thread does its work, in MB. */
const maximumOldGenerationSizeMb = 1536;
/** Most of what a thread makes is soon forgotten: where there is room for it, little is copied before it is. In MB. */
const maximumYoungGenerationSizeMb = 96;

/** A thread takes as long to start, and to become fast, as some hundred modules take without one. */
const fewest = { read: 200, judge: 80 };
/** More threads would wait for the disk and for each other. */
const mostThreads = 4;

export interface NodeWorkersOptions extends Pick<WorkerHost, 'asksAndHelps'> {
  /** The script of a thread, an absolute path. */
  readonly script: string;
}

/** A thread for each core but the one that the main thread has, and one at least. */
export function nodeWorkers({ script, asksAndHelps }: NodeWorkersOptions): WorkerHost {
  const count = Math.min(mostThreads, Math.max(1, availableParallelism() - 1));
  return { count, asksAndHelps, fewest, start: (listener) => startThread(script, listener) };
}

function startThread(script: string, { replied, ended }: WorkerListener): WorkerThread {
  const resourceLimits = {
    maxOldGenerationSizeMb: maximumOldGenerationSizeMb,
    maxYoungGenerationSizeMb: maximumYoungGenerationSizeMb,
  };
  const worker = new Worker(script, { resourceLimits });
  let reason = 'exit';
  worker.on('message', (reply: WorkerReply) => replied(reply));
  worker.on('error', (error) => {
    reason = error instanceof Error ? error.message : String(error);
  });
  worker.on('exit', () => ended(reason));
  return {
    post: (request) => worker.postMessage(request),
    stop: () => {
      worker.removeAllListeners();
      void worker.terminate();
    },
  };
}
