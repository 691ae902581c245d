// All the work of a workspace, with time for its threads in between.
// Called by the commands.
import type { Workspace } from '../workspace/workspace.ts';

/** How long messages of threads may wait, in milliseconds. */
const breathMs = 5;

/** Resolves when nothing is left to do. `stepDone` is called after each step. */
export async function workToEnd(
  workspace: Pick<Workspace, 'work' | 'news'>,
  stepDone: () => void = () => undefined,
): Promise<void> {
  const work = workspace.work();
  let breathedMs = performance.now();
  try {
    for (let step = work.next(); step.done !== true; step = work.next()) {
      stepDone();
      if (step.value?.kind === 'wait') await workspace.news();
      else if (performance.now() > breathedMs + breathMs) await new Promise((resolve) => setImmediate(resolve));
      else continue;
      breathedMs = performance.now();
    }
  } finally {
    // Work that is given up leaves no thread behind, which would keep the process alive.
    work.return(undefined);
  }
}
