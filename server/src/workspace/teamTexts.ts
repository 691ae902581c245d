// The team's files that are open in the editor: their texts count before the disk, and while one does not parse, what it last said.
// It keeps texts and readings; what they mean is asked in team.ts.
// Made by workspace.ts.
import { readTeamFile, teamFileName, type TeamFile } from '../team/teamFile.ts';
import { baseName } from '../terraform/path.ts';
import type { FileSystem } from './fileSystem.ts';

/** Whether a document of this path is a team's file. */
export function isTeamText(path: string): boolean {
  return baseName(path) === teamFileName;
}

/** Open texts by path. */
export class TeamTexts {
  /** The world's files, open ones as they are now. */
  readonly fileSystem: FileSystem;
  readonly #open = new Map<string, string>();
  /** Of open files: the last reading of a text that could be read. */
  readonly #lastWhole = new Map<string, TeamFile>();

  constructor(fileSystem: FileSystem) {
    this.fileSystem = {
      ...{ list: (dir) => fileSystem.list(dir), realPath: (path) => fileSystem.realPath(path) },
      isPresent: (path) => this.#open.has(path) || fileSystem.isPresent(path),
      read: (path) => {
        const text = this.#open.get(path);
        return text === undefined ? fileSystem.read(path) : { kind: 'text', text };
      },
    };
  }

  /** Every open text; undefined where one of them cannot be read, and an earlier one answers for it. */
  texts(): ReadonlyMap<string, string> | undefined {
    const isReadable = ([path, text]: readonly [string, string]): boolean => readTeamFile(path, text).isReadable;
    return [...this.#open].every(isReadable) ? new Map(this.#open) : undefined;
  }

  isOpen(path: string): boolean {
    return this.#open.has(path);
  }

  /** `before` is the file that counted in its folder until now. */
  setText(path: string, text: string, before: TeamFile | undefined): void {
    // A reading that stands in for a broken text is the last whole one itself.
    if (before?.path === path && before.isReadable) this.#lastWhole.set(path, before);
    this.#open.set(path, text);
  }

  /** From now on the disk speaks. */
  closeText(path: string): void {
    this.#lastWhole.delete(path);
    this.#open.delete(path);
  }

  /** What a text says; where it cannot be read, what the open file last said, with what is wrong now. */
  readonly read = (path: string, text: string): TeamFile => {
    const file = readTeamFile(path, text);
    const last = this.#open.has(path) ? this.#lastWhole.get(path) : undefined;
    return file.isReadable || last === undefined ? file : { ...last, problems: file.problems };
  };
}
