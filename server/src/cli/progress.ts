// How far a check has come, on the error stream: one line that is written over on a terminal, a line each elsewhere.
// Called by check.ts.
import { message, render, type Language } from '../messages.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { CliWorld } from './cliWorld.ts';
import { workToEnd } from './workToEnd.ts';

/** The pause between two lines, in milliseconds: on a terminal, and in a log. */
const pauseMs = { terminal: 100, log: 1000 };
/** What is shorter needs no progress, in milliseconds. */
const patienceMs = 300;

/** Runs work to its end, and tells of it. */
export async function runWithProgress(
  workspace: Pick<Workspace, 'work' | 'news' | 'progress'>,
  language: Language,
  world: CliWorld,
): Promise<void> {
  const pause = world.errorIsTerminal ? pauseMs.terminal : pauseMs.log;
  let nextMs = performance.now() + patienceMs;
  let linesShown = 0;
  await workToEnd(workspace, () => {
    const nowMs = performance.now();
    if (nowMs < nextMs) return;
    nextMs = nowMs + pause;
    const { modules, roots } = workspace.progress;
    const text = render(
      message('cli.progress', {
        read: modules.read,
        found: modules.found,
        done: roots.done,
        all: roots.all,
      }),
      language,
    );
    world.writeError(world.errorIsTerminal ? `${clearLine}${text}` : `${text}\n`);
    linesShown++;
  });
  if (linesShown > 0 && world.errorIsTerminal) world.writeError(clearLine);
}

/** Back to the start of the line, and nothing left on it (ECMA-48: CR, EL). */
const clearLine = '\r\u001b[K';
