// How far a check has come, on the error stream: one line that is written over on a terminal, a line each elsewhere.
// Called by check.ts.
import { message, render, type Language } from '../messages.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { CliWorld } from './cliWorld.ts';

/** The pause between two lines, in milliseconds: on a terminal, and in a log. */
const pauseMs = { terminal: 100, log: 1000 };
/** What is shorter needs no progress, in milliseconds. */
const patienceMs = 300;

/** Runs work to its end, and tells of it. */
export function runWithProgress(
  workspace: Pick<Workspace, 'work' | 'progress'>,
  language: Language,
  world: CliWorld,
): void {
  const pause = world.errorIsTerminal ? pauseMs.terminal : pauseMs.log;
  let nextMs = performance.now() + patienceMs;
  let shown = false;
  const work = workspace.work();
  while (work.next().done !== true) {
    const nowMs = performance.now();
    if (nowMs < nextMs) continue;
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
    shown = true;
  }
  if (shown && world.errorIsTerminal) world.writeError(clearLine);
}

/** Back to the start of the line, and nothing left on it (ECMA-48: CR, EL). */
const clearLine = '\r\u001b[K';
