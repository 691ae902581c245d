// `portcullis baseline`: puts off every finding there is, so that only new ones are shown. The one command that writes a file.
// Called by cli.ts.
import { message, render, type Message } from '../messages.ts';
import { baselineFileName, baselineText } from '../team/baseline.ts';
import type { BaselineTask } from './arguments.ts';
import type { CliWorld, ExitCode } from './cliWorld.ts';
import { select } from './selected.ts';
import { workToEnd } from './workToEnd.ts';

/** Writes the findings at or below a folder into its baseline; an older one is replaced. */
export async function baseline(task: BaselineTask, world: CliWorld): Promise<ExitCode> {
  const selected = select(task, world);
  const say = (what: Message): string => `${render(what, task.language)}\n`;
  if ('id' in selected) {
    world.writeError(say(selected));
    return 2;
  }
  const { workspace, targets, root } = selected;
  if (targets[0] !== root) {
    world.writeError(say(message('cli.baselineOfFile', { path: targets[0] ?? root })));
    return 2;
  }
  await workToEnd(workspace);
  const findings = workspace.allFindings().filter(({ place }) => place.path.startsWith(`${root}/`));
  const path = `${root}/${baselineFileName}`;
  const failure = world.writeFile(path, baselineText(root, findings));
  if (failure !== undefined) {
    world.writeError(say(message('cli.notWritten', { path, detail: failure })));
    return 2;
  }
  const count = findings.filter(({ suppressedBy }) => suppressedBy === undefined).length;
  world.write(say(message('cli.baselineWritten', { count, path })));
  return 0;
}
