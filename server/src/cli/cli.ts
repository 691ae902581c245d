// The same analysis for a terminal and for CI: words in, a report and an exit code out. It only reads.
// Called by cliMain.ts, and by tests with a world of their own.
import { message, render, type Message } from '../messages.ts';
import { baseName, folderOf, fromNativePath } from '../terraform/path.ts';
import type { FileSystem } from '../workspace/fileSystem.ts';
import { Workspace, type Parsers } from '../workspace/workspace.ts';
import { readArguments, type CheckTask, type ExplainTask } from './arguments.ts';
import { dayOf } from '../checks/ignores/day.ts';
import { defaultCheckSettings } from '../checks/settings.ts';
import { lineIndexOf } from '../text.ts';
import { explanationReport } from './report/explanation.ts';
import { jsonReport } from './report/json.ts';
import type { Report } from './report/report.ts';
import { textReport } from './report/text.ts';

/** Nothing was found; something was; it could not run. */
export type ExitCode = 0 | 1 | 2;

export interface CliWorld {
  readonly fileSystem: FileSystem;
  readonly parsers: Parsers;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The absolute native path for one that may be relative. */
  readonly absolute: (path: string) => string;
  readonly version: string;
  /** The date that ignore comments are held against. */
  readonly now: Date;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Whether the terminal shows colors. */
  readonly colors: boolean;
}

/** Does what the words say. */
export function run(words: readonly string[], world: CliWorld): ExitCode {
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
    case 'explain':
      return explain(task, world);
  }
}

function check(task: CheckTask, world: CliWorld): ExitCode {
  const started = performance.now();
  const targets = task.paths.map((path) => fromNativePath(world.absolute(path)));
  const folders = new Set<string>();
  for (const target of targets) {
    const kind = kindOf(target, world.fileSystem);
    if (kind === undefined) {
      world.writeError(`${render(message('cli.noSuchPath', { path: target }), task.language)}\n`);
      return 2;
    }
    folders.add(kind === 'folder' ? target : folderOf(target));
  }
  const workspace = new Workspace(world.fileSystem, world.parsers, {
    checks: { ...task.settings, today: dayOf(world.now) },
    exclude: [],
    variableFiles: task.variableFiles,
  });
  workspace.setFolders([...folders].filter((folder) => !isBelowAnother(folder, folders)));
  workspace.catchUp();
  const isWanted = (path: string): boolean =>
    targets.some((target) => path === target || path.startsWith(`${target}/`));
  const findings = workspace.allFindings().filter((finding) => isWanted(finding.place.path));
  const [only] = folders;
  const report: Report = {
    version: world.version,
    root: folders.size === 1 && only !== undefined ? only : fromNativePath(world.absolute('.')),
    findings,
    remarks: workspace.allRemarks().filter(({ place }) => isWanted(place.path)),
    problems: workspace.problems(),
    textOf: (path) => workspace.file(path)?.text,
    stats: {
      files: workspace.fileCount,
      modules: workspace.moduleCount,
      milliseconds: Math.round(performance.now() - started),
    },
  };
  world.write(
    task.format === 'json' ? jsonReport(report, task.language) : textReport(report, task.language, world.colors),
  );
  return findings.some((finding) => finding.suppressedBy === undefined && finding.severity !== 'hint') ? 1 : 0;
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

function kindOf(path: string, fileSystem: FileSystem): 'file' | 'folder' | undefined {
  if (path === '/' || /^[a-z]:\/?$/.test(path)) return 'folder';
  return fileSystem.list(folderOf(path)).find((entry) => entry.name === baseName(path))?.kind;
}

function isBelowAnother(folder: string, folders: ReadonlySet<string>): boolean {
  return [...folders].some((other) => other !== folder && folder.startsWith(`${other}/`));
}
