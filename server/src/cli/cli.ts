// The same analysis for a terminal and for CI: words in, a report and an exit code out. It only reads, but for `baseline` and `fix`.
// Called by cliMain.ts, and by tests with a world of their own.
import { message, render, type Message } from '../messages.ts';
import { folderOf, fromNativePath } from '../terraform/path.ts';
import { Workspace } from '../workspace/workspace.ts';
import { readArguments, type ExplainTask } from './arguments.ts';
import { baseline } from './baseline.ts';
import { check } from './check.ts';
import type { CliWorld, ExitCode } from './cliWorld.ts';
import { config } from './config.ts';
import { fix } from './fix.ts';
import { defaultCheckSettings } from '../checks/settings.ts';
import { lineIndexOf } from '../text.ts';
import { explanationReport } from './report/explanation.ts';

/** Does what the words say. */
export function run(words: readonly string[], world: CliWorld): ExitCode | Promise<ExitCode> {
  const task = readArguments(words, world.environment);
  const say = (what: Message): string => `${render(what, task.language)}\n`;
  switch (task.kind) {
    case 'help':
      world.write(say(message('cli.help')));
      return 0;
    case 'version':
      world.write(`portcullis ${world.version}\n`);
      return 0;
    case 'wrong':
      world.writeError(say(task.message));
      return 2;
    case 'check':
      return check(task, world);
    case 'config':
      return config(task, world);
    case 'baseline':
      return baseline(task, world);
    case 'fix':
      return fix(task, world);
    case 'explain':
      return explain(task, world);
  }
}

/** Prints how the values of a line come about. The module's callers are looked for below the current folder. */
function explain(task: ExplainTask, world: CliWorld): ExitCode {
  const path = fromNativePath(world.absolute(task.path));
  const here = fromNativePath(world.absolute('.'));
  const folder = path.startsWith(`${here}/`) ? here : folderOf(path);
  const workspace = new Workspace(world.fileSystem, world.parsers, {
    checks: defaultCheckSettings,
    exclude: [],
    variableFiles: [],
  });
  workspace.setFolders([folder]);
  workspace.catchUp();
  const text = workspace.file(path)?.text;
  if (text === undefined) {
    world.writeError(`${render(message('cli.noSuchPath', { path }), task.language)}\n`);
    return 2;
  }
  const lines = lineIndexOf(text);
  const start = lines[task.line - 1] ?? text.length;
  const end = (lines[task.line] ?? text.length + 1) - 1;
  const explanations = workspace.explain({ path, span: { start, end: Math.max(start, end) } });
  if (explanations.length === 0) {
    world.write(`${render(message('cli.nothingToExplain', { path, line: task.line }), task.language)}\n`);
    return 0;
  }
  world.write(explanationReport(explanations, folder, (each) => workspace.file(each)?.text, task.language));
  return 0;
}
