// The paths of a command line become a workspace that is opened on their folders.
// Called by the commands.
import { dayOf } from '../checks/ignores/day.ts';
import { defaultCheckSettings } from '../checks/settings.ts';
import { message, type Message } from '../messages.ts';
import { baseName, folderOf, fromNativePath } from '../terraform/path.ts';
import type { FileSystem } from '../workspace/fileSystem.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { Selection } from './arguments.ts';
import type { CliWorld } from './cliWorld.ts';

/** What the words select. Nothing is read of the workspace yet. */
export interface Selected {
  readonly workspace: Workspace;
  /** Absolute: the files and folders that were named. */
  readonly targets: readonly string[];
  /** The folders that are opened. */
  readonly folders: readonly string[];
  /** The folder that paths are shown relative to. */
  readonly root: string;
}

/** A message where a path does not exist. */
export function select({ paths, forced, variableFiles }: Selection, world: CliWorld): Selected | Message {
  const targets = paths.map((path) => fromNativePath(world.absolute(path)));
  const folders = new Set<string>();
  for (const target of targets) {
    const kind = kindOf(target, world.fileSystem);
    if (kind === undefined) return message('cli.noSuchPath', { path: target });
    folders.add(kind === 'folder' ? target : folderOf(target));
  }
  const here = fromNativePath(world.absolute('.'));
  const checks = { ...defaultCheckSettings, today: dayOf(world.now) };
  const settings = { checks, forced, exclude: [], variableFiles: [], givenVariableFiles: variableFiles };
  const workspace = new Workspace(world.fileSystem, world.parsers, settings, world.workers);
  const opened = [...folders].filter((folder) => !isBelowAnother(folder, folders));
  workspace.setFolders(opened, new Map(opened.map((folder) => [folder, topOf(folder, here, world.fileSystem)])));
  const [only] = folders;
  return { workspace, targets, folders: opened, root: folders.size === 1 && only !== undefined ? only : here };
}

function kindOf(path: string, fileSystem: FileSystem): 'file' | 'folder' | undefined {
  if (path === '/' || /^[a-z]:\/?$/.test(path)) return 'folder';
  return fileSystem.list(folderOf(path)).find((entry) => entry.name === baseName(path))?.kind;
}

function isBelowAnother(folder: string, folders: ReadonlySet<string>): boolean {
  return [...folders].some((other) => other !== folder && folder.startsWith(`${other}/`));
}

/** A team's file is looked for up to the root of the repository; without one, up to the current folder where that lies above. */
function topOf(folder: string, here: string, fileSystem: FileSystem): string {
  for (let dir = folder; ; dir = folderOf(dir)) {
    if (fileSystem.list(dir).some(({ name }) => name === '.git')) return dir;
    if (dir === folderOf(dir)) return folder.startsWith(`${here}/`) ? here : folder;
  }
}
