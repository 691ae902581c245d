// The folders that the user opened, and what of them counts by its place and by the settings.
// It reads nothing: paths are all it looks at. Made by workspace.ts, anew where folders or settings change.
import { relativePath } from '../terraform/path.ts';
import { excludedByGlobs, isNeverScanned, matchedByGlobs, type Excluded } from './exclude.ts';

/** Globs relative to each folder. */
export interface FolderSettings {
  /** What they match is not scanned. */
  readonly exclude: readonly string[];
  /** Of the variable files that Terraform does not load by itself, those that count; all of them where there is no glob. */
  readonly variableFiles: readonly string[];
}

/** Folders and globs, compiled once. */
export class OpenedFolders {
  /** Absolute, without a slash at the end. */
  readonly folders: readonly string[];
  readonly settings: FolderSettings;
  readonly excluded: Excluded;
  readonly #isNamed: (relativePath: string) => boolean;

  constructor(folders: readonly string[], settings: FolderSettings) {
    this.folders = folders;
    this.settings = settings;
    this.excluded = excludedByGlobs(settings.exclude);
    this.#isNamed = matchedByGlobs(settings.variableFiles);
  }

  /** The folder that a path is or lies in. */
  of(path: string): string | undefined {
    return this.folders.find((folder) => path === folder || path.startsWith(`${folder}/`));
  }

  /** Whether a file or folder counts as the user's own, not as downloaded or left out; so does what lies in no opened folder. */
  isScannable(path: string): boolean {
    const folder = this.of(path);
    if (folder === undefined) return true;
    const segments = path.slice(folder.length).split('/');
    if (segments.some(isNeverScanned)) return false;
    return !segments.some((_, count) => count > 0 && this.excluded(`${segments.slice(1, count + 1).join('/')}/`));
  }

  /** Whether a variable file may be one for a run that names it. */
  isCandidate(path: string): boolean {
    if (this.of(path) === undefined || !this.isScannable(path)) return false;
    if (this.settings.variableFiles.length === 0) return true;
    return this.folders.some((folder) => this.#isNamed(relativePath(folder, path)));
  }
}
