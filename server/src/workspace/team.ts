// The files of a team that count under the opened folders: for each folder the nearest one upward, and what it says there.
// It reads each file once; whoever is told of a change makes a new one.
// Made by workspace.ts.
import type { CheckSettings, SettingsFor } from '../checks/settings.ts';
import { effectiveSettings } from '../team/effectiveSettings.ts';
import type { TeamFile, TeamProblem } from '../team/teamFile.ts';
import { readTeamFile, teamFileName } from '../team/teamFile.ts';
import { folderOf, relativePath } from '../terraform/path.ts';
import { excludedByGlobs, matchedByGlobs } from './exclude.ts';
import type { FileSystem } from './fileSystem.ts';

/** What holds beside the team's files. */
export interface TeamWorld {
  readonly fileSystem: FileSystem;
  /** Where nothing is decided. */
  readonly base: CheckSettings;
  /** Whatever is decided. */
  readonly forced: Partial<CheckSettings>;
  /** The folder above which no file is looked for; undefined for a path that lies in no opened folder. */
  readonly topOf: (path: string) => string | undefined;
}

/** The teams' files, found as they are asked for. */
export class Team {
  readonly #world: TeamWorld;
  readonly #read = new Map<string, { readonly file: TeamFile; readonly text: string } | undefined>();
  readonly #nearest = new Map<string, TeamFile | undefined>();
  readonly #settings = new Map<TeamFile | undefined, SettingsFor>();
  readonly #matchers = new Map<readonly string[], (path: string) => boolean>();

  constructor(world: TeamWorld) {
    this.#world = world;
  }

  /** The file that counts in a folder. */
  fileFor(dir: string): TeamFile | undefined {
    if (this.#nearest.has(dir)) return this.#nearest.get(dir);
    const top = this.#world.topOf(dir);
    const own = top === undefined ? undefined : this.#readIn(dir);
    const parent = folderOf(dir);
    const file = own ?? (top === undefined || dir === top || parent === dir ? undefined : this.fileFor(parent));
    this.#nearest.set(dir, file);
    return file;
  }

  /** The settings for what a root makes: its own folder's file decides, for the modules that it calls too. */
  settingsFor(root: string): SettingsFor {
    const file = this.fileFor(root);
    const { base, forced } = this.#world;
    const settings = this.#settings.get(file) ?? effectiveSettings(base, file, forced, matchedByGlobs);
    this.#settings.set(file, settings);
    return settings;
  }

  /** Whether the team leaves a path out; undefined where it does not say what is left out. */
  excludes(path: string): boolean | undefined {
    const file = this.fileFor(folderOf(path));
    const globs = file?.exclude?.globs;
    if (file === undefined || globs === undefined) return undefined;
    return this.#matcher(globs, excludedByGlobs)(relativePath(folderOf(file.path), path));
  }

  /** Whether a variable file is one that the team names; undefined where it names none. */
  namesVariableFile(path: string): boolean | undefined {
    const file = this.fileFor(folderOf(path));
    const globs = file?.variableFiles?.globs;
    if (file === undefined || globs === undefined || globs.length === 0) return undefined;
    return this.#matcher(globs, matchedByGlobs)(relativePath(folderOf(file.path), path));
  }

  /** The text of a file that was read as a team's. */
  textOf(path: string): string | undefined {
    return this.#read.get(path)?.text;
  }

  paths(): readonly string[] {
    return [...this.#read].flatMap(([path, read]) => (read === undefined ? [] : [path]));
  }

  problems(): readonly TeamProblem[] {
    return [...this.#read.values()].flatMap((read) => read?.file.problems ?? []);
  }

  #readIn(dir: string): TeamFile | undefined {
    const path = `${dir === '/' ? '' : dir}/${teamFileName}`;
    if (!this.#read.has(path)) {
      const answer = this.#world.fileSystem.read(path);
      const read = answer.kind === 'text' ? { file: readTeamFile(path, answer.text), text: answer.text } : undefined;
      this.#read.set(path, read);
    }
    return this.#read.get(path)?.file;
  }

  /** Globs are compiled once; each file's list is an object of its own. */
  #matcher(
    globs: readonly string[],
    compile: (globs: readonly string[]) => (path: string) => boolean,
  ): (path: string) => boolean {
    const matcher = this.#matchers.get(globs) ?? compile(globs);
    this.#matchers.set(globs, matcher);
    return matcher;
  }
}
