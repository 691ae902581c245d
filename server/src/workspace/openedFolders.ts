// The folders that the user opened, and what of them counts by its place and by the settings.
// It reads nothing: paths are all it looks at. Made by workspace.ts, anew where folders or settings change.
import { baseName, folderOf, relativePath } from '../terraform/path.ts';
import { excludedByGlobs, isNeverScanned, matchedByGlobs, type Excluded } from './exclude.ts';
import type { Team } from './team.ts';

/** Globs relative to each folder. */
export interface FolderSettings {
  /** What they match is not scanned, where no team's file says what is. */
  readonly exclude: readonly string[];
  /** What they match is not scanned, whatever a team's file says. */
  readonly hidden?: readonly string[];
  /** Of the variable files that Terraform does not load by itself, those that count; all of them where there is no glob. A team's file may name others. */
  readonly variableFiles: readonly string[];
  /** Where there are any, those alone count, whatever a team's file names. */
  readonly givenVariableFiles?: readonly string[];
}

/** Whether two settings scan the same. */
export function sameGlobs(one: FolderSettings, other: FolderSettings): boolean {
  const globs = ({ exclude, hidden, variableFiles }: FolderSettings): string =>
    JSON.stringify([exclude, hidden, variableFiles]);
  return globs(one) === globs(other);
}

/** Whether a path is one of these folders, or lies below one. */
export function liesBelowAny(folders: readonly string[], path: string): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

/** Folders and globs, compiled once. */
export class OpenedFolders {
  /** Absolute, without a slash at the end. */
  readonly folders: readonly string[];
  readonly settings: FolderSettings;
  readonly #team: Team;
  readonly #excluded: (relativePath: string) => boolean;
  readonly #hidden: (relativePath: string) => boolean;
  readonly #isGiven: boolean;
  readonly #names: readonly string[];
  readonly #isNamed: (relativePath: string) => boolean;
  /** Folders that were asked about. */
  readonly #scannable = new Map<string, boolean>();

  constructor(folders: readonly string[], settings: FolderSettings, team: Team) {
    this.folders = folders;
    this.settings = settings;
    this.#team = team;
    this.#excluded = excludedByGlobs(settings.exclude);
    this.#hidden = excludedByGlobs(settings.hidden ?? []);
    const { givenVariableFiles = [] } = settings;
    this.#isGiven = givenVariableFiles.length > 0;
    this.#names = this.#isGiven ? givenVariableFiles : settings.variableFiles;
    this.#isNamed = matchedByGlobs(this.#names);
  }

  /** The folder that a path is or lies in. */
  of(path: string): string | undefined {
    return this.folders.find((folder) => path === folder || path.startsWith(`${folder}/`));
  }

  /** Whether a file or folder counts as the user's own, not as downloaded or left out; so does what lies in no opened folder. */
  isScannable(path: string): boolean {
    const folder = this.of(path);
    if (folder === undefined || path === folder) return true;
    const parent = folderOf(path);
    const isIn = this.#scannable.get(parent) ?? this.isScannable(parent);
    this.#scannable.set(parent, isIn);
    return isIn && !isNeverScanned(baseName(path)) && !this.excludes(folder, path.slice(folder.length + 1));
  }

  /** Whether settings or a team's file leave out a path relative to an opened folder; a slash may stand at its end. */
  excludes(folder: string, relative: string): boolean {
    const path = relative.endsWith('/') ? relative.slice(0, -1) : relative;
    return this.#hidden(path) || (this.#team.excludes(`${folder}/${path}`) ?? this.#excluded(path));
  }

  /** What is left out of what stands in a folder itself, by paths relative to the opened one; undefined where nothing is. */
  excludedIn(folder: string, dir: string): Excluded | undefined {
    const globs = [...(this.settings.hidden ?? []), ...(this.#team.excludeGlobsIn(dir) ?? this.settings.exclude)];
    return globs.length === 0 ? undefined : (relative) => this.excludes(folder, relative);
  }

  /** Whether a variable file may be one for a run that names it. */
  isCandidate(path: string): boolean {
    if (this.of(path) === undefined || !this.isScannable(path)) return false;
    return this.isNamed(path) ?? true;
  }

  /** Whether somebody names a variable file; undefined where nobody names any there. */
  isNamed(path: string): boolean | undefined {
    const byTeam = this.#isGiven ? undefined : this.#team.namesVariableFile(path);
    if (byTeam !== undefined) return byTeam;
    if (this.#names.length === 0) return undefined;
    return this.folders.some((folder) => this.#isNamed(relativePath(folder, path)));
  }
}
