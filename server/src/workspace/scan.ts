// Finds the folders that hold Terraform, below the folders the user opened.
// It never reads Terraform itself, and it never leaves the opened folder but through its symbolic links.
import { isModuleFile, isVariableFile } from '../terraform/moduleFiles.ts';
import { mayAssignVariables } from './candidateFiles.ts';
import { gitignoreRules, isNeverScanned, type Excluded, type GitignoreVerdict } from './exclude.ts';
import type { FileSystem } from './fileSystem.ts';

/** Files that a scan takes note of. */
export function isScanned(name: string): boolean {
  return isModuleFile(name) || isVariableFile(name) || mayAssignVariables(name);
}

/** Deeper folders are not scanned. */
const maximumDepth = 60;

/** A folder with the names of the files in it. */
export interface ScannedFolder {
  readonly dir: string;
  readonly fileNames: readonly string[];
}

/**
 * Every folder below `root` that is not excluded, parents first, with the wanted files in it. `excludedIn` says for a folder what in
 * it is left out, undefined where nothing is. A link loop is walked once. Stop asking to stop the scan.
 */
export function* scan(
  fileSystem: FileSystem,
  root: string,
  excludedIn: (dir: string) => Excluded | undefined,
  isWanted: (fileName: string) => boolean,
): Generator<ScannedFolder> {
  const seen = new Set<string>();
  const pending: Pending[] = [{ dir: root, real: fileSystem.realPath(root), relative: '', ignores: [], depth: 0 }];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const { real } = folder;
    if (seen.has(real)) continue;
    seen.add(real);
    const entries = fileSystem.list(folder.dir);
    const ignores = withGitignore(
      fileSystem,
      folder,
      entries.some((entry) => entry.name === '.gitignore'),
    );
    const excluded = excludedIn(folder.dir);
    const isLeftOut = (path: string): boolean => excluded?.(path) === true || ignoredByAny(ignores, path);
    const fileNames: string[] = [];
    const children: Pending[] = [];
    for (const entry of entries) {
      if (entry.kind === 'file' && !isWanted(entry.name)) continue;
      const relative = folder.relative === '' ? entry.name : `${folder.relative}/${entry.name}`;
      if (entry.kind === 'file') {
        if (isReadAnyway(entry.name) || !isLeftOut(relative)) fileNames.push(entry.name);
      } else if (folder.depth < maximumDepth && !isNeverScanned(entry.name) && !isLeftOut(`${relative}/`)) {
        const dir = `${folder.dir}/${entry.name}`;
        const realChild = entry.isLink === true ? fileSystem.realPath(dir) : `${real}/${entry.name}`;
        children.push({ dir, real: realChild, relative, ignores, depth: folder.depth + 1 });
      }
    }
    yield { dir: folder.dir, fileNames };
    pending.push(...children.reverse());
  }
}

interface Pending {
  readonly dir: string;
  /** The same with symbolic links resolved. */
  readonly real: string;
  /** Relative to the scan's root; empty for the root itself. */
  readonly relative: string;
  readonly ignores: readonly Ignore[];
  readonly depth: number;
}

/** The rules of a .gitignore and the folder they are relative to. */
interface Ignore {
  readonly base: string;
  readonly verdict: (relativePath: string) => GitignoreVerdict;
}

function withGitignore(fileSystem: FileSystem, folder: Pending, present: boolean): readonly Ignore[] {
  if (!present) return folder.ignores;
  const answer = fileSystem.read(`${folder.dir}/.gitignore`);
  if (answer.kind !== 'text') return folder.ignores;
  return [...folder.ignores, { base: folder.relative, verdict: gitignoreRules(answer.text) }];
}

function ignoredByAny(ignores: readonly Ignore[], path: string): boolean {
  let ignored = false;
  for (const { base, verdict } of ignores) {
    const said = verdict(base === '' ? path : path.slice(base.length + 1));
    if (said !== 'silent') ignored = said === 'ignored';
  }
  return ignored;
}

/** Variable and override files are kept out of version control by custom, and Terraform loads them all the same. */
function isReadAnyway(fileName: string): boolean {
  return /(\.tfvars|(^|_)override\.(tf|tofu))(\.json)?$/.test(fileName);
}
