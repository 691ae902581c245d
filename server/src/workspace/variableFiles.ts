// Which variable files may be meant for which root, where Terraform does not load them by itself: by where they lie and by
// the names in them, because nothing in a configuration says so.
// It reads no file: names and folders are handed in. Called by candidateFiles.ts.
import { isVariableFile } from '../terraform/moduleFiles.ts';
import { baseName, folderOf, relativePath } from '../terraform/path.ts';

/** A file that assigns values to variables. */
export interface VariableFile {
  readonly path: string;
  /** Of the variables that it assigns; read when it is asked for. */
  readonly names: readonly string[];
  /** The folder of the root that the file itself names, as Terragrunt's do; undefined where it names none. */
  readonly rootDir: string | undefined;
}

/** Names that are read when they are asked for. */
export interface DeclaredNames {
  readonly has: (name: string) => boolean;
}

/** What the workspace knows of its folders. */
export interface Folders {
  /** The names of the variables that the module of a folder declares; undefined where it holds no module. */
  readonly variables: (dir: string) => DeclaredNames | undefined;
  readonly roots: ReadonlySet<string>;
  /** The opened folder that a path lies in. */
  readonly opened: (path: string) => string | undefined;
  /** Whether the user has named a file: then it may lie anywhere. */
  readonly isNamed: (path: string) => boolean;
}

/** One run of a root: with a file, on top of those that are meant to lie beneath it. */
export interface Candidate {
  readonly path: string;
  /** The weakest first. */
  readonly beneath: readonly string[];
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  /** Paths of files past the limit. */
  readonly leftOut: readonly string[];
}

/** More runs of one root would cost more than they tell. */
export const maximumCandidates = 20;

/** The candidates of each root that has some, the nearest first. */
export function candidatesByRoot(files: readonly VariableFile[], folders: Folders): ReadonlyMap<string, Candidates> {
  const byRoot = new Map<string, VariableFile[]>();
  for (const file of files) {
    for (const root of rootsOf(file, folders)) byRoot.set(root, [...(byRoot.get(root) ?? []), file]);
  }
  return new Map([...byRoot].map(([root, its]) => [root, candidatesOf(root, its)]));
}

/** The roots that a file fits best: those that declare most of its names, and of these the nearest. */
function rootsOf(file: VariableFile, folders: Folders): readonly string[] {
  const covered = (root: string): number => {
    const variables = folders.variables(root);
    return file.names.filter((name) => variables?.has(name) === true).length;
  };
  const fits = (root: string): boolean => covered(root) > 0;
  const dir = folderOf(file.path);
  const usual = file.rootDir === undefined ? usualRoots(file.path, folders) : [file.rootDir];
  const likely = usual.filter((root) => folders.roots.has(root) && fits(root));
  const isElsewhere =
    likely.length === 0 && folders.isNamed(file.path) && file.rootDir === undefined && !isLoaded(file.path, folders);
  const possible = isElsewhere
    ? [...folders.roots].filter((root) => folders.opened(root) === folders.opened(dir) && fits(root))
    : likely;
  const most = Math.max(...possible.map(covered));
  const best = possible.filter((root) => covered(root) === most);
  const nearest = Math.min(...best.map((root) => distance(root, dir)));
  return best.filter((root) => distance(root, dir) === nearest);
}

/** Where files for `-var-file` are usually kept: with the root, below it, or in a folder for them beside it or above it. */
function usualRoots(path: string, { variables, roots, opened }: Folders): readonly string[] {
  const dir = folderOf(path);
  if (variables(dir) !== undefined) return isVariableFile(baseName(path)) ? [] : [dir];
  const top = opened(dir);
  const found = new Set<string>();
  for (let folder = dir; ; folder = folderOf(folder)) {
    if (variables(folder) !== undefined) {
      found.add(folder);
      break;
    }
    if (foldersForVariables.has(baseName(folder).toLowerCase())) {
      const beside = `${folderOf(folder)}/`.replace(/\/\/$/, '/');
      for (const root of roots) if (root.startsWith(beside)) found.add(root);
    }
    if (folder === top || folder === folderOf(folder)) break;
  }
  return [...found];
}

/** Whether Terraform loads the file by itself, in its own folder. */
function isLoaded(path: string, { variables }: Folders): boolean {
  return isVariableFile(baseName(path)) && variables(folderOf(path)) !== undefined;
}

const foldersForVariables: ReadonlySet<string> = new Set([
  'config',
  'configs',
  'env',
  'envs',
  'environment',
  'environments',
  'stage',
  'stages',
  'tfvars',
  'variables',
  'vars',
]);

function candidatesOf(root: string, files: readonly VariableFile[]): Candidates {
  const shared = files.filter(isShared);
  const isBeneath = (file: VariableFile, other: VariableFile): boolean =>
    !isShared(other) && other.rootDir === undefined && `${folderOf(other.path)}/`.startsWith(`${folderOf(file.path)}/`);
  const candidates = files
    .filter((file) => !isShared(file) || !files.some((other) => isBeneath(file, other)))
    .map((file) => ({
      path: file.path,
      beneath: shared
        .filter((each) => isBeneath(each, file))
        .map(({ path }) => path)
        .toSorted((a, b) => depth(a) - depth(b) || compareTexts(a, b)),
    }))
    .toSorted(
      (a, b) => distance(root, folderOf(a.path)) - distance(root, folderOf(b.path)) || compareTexts(a.path, b.path),
    );
  return {
    candidates: candidates.slice(0, maximumCandidates),
    leftOut: candidates.slice(maximumCandidates).map(({ path }) => path),
  };
}

/** Whether its name says that others of its folder, and of those below, are laid over it. */
function isShared({ path, rootDir }: VariableFile): boolean {
  return (
    rootDir === undefined &&
    /^_?(?:all|base|common|defaults?|globals?|shared)\.tfvars(?:\.json)?$/i.test(baseName(path))
  );
}

/** Steps from one folder to the other. */
function distance(from: string, to: string): number {
  return from === to ? 0 : relativePath(from, to).split('/').length;
}

function depth(path: string): number {
  return path.split('/').length;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
