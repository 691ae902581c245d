// The variable files that Terraform does not load by itself, and the runs of each root that they may be meant for.
// It reads no disk and judges nothing: readings are handed in and asked for again when a run is made.
// Called by workspace.ts.
import type { SourceFile } from '../hcl/nodes.ts';
import { message, type Message } from '../messages.ts';
import { changesOf, isRefused, runWith, type RunFiles } from '../terraform/candidateRun.ts';
import { baseName } from '../terraform/path.ts';
import type { ModuleInstance } from '../terraform/scope.ts';
import { stepAt, type TraceStep } from '../terraform/trace.ts';
import { readTerragrunt, terragruntFileName } from '../terraform/terragrunt.ts';
import { NamesOnDemand, isSameOnDemand } from './namesOnDemand.ts';
import { candidatesByRoot, maximumCandidates } from './variableFiles.ts';
import type { Candidate, Candidates, Folders, VariableFile } from './variableFiles.ts';

/** Whether a file of this name may assign values in a run that names it; those that Terraform loads by itself are among them. */
export function mayAssignVariables(name: string): boolean {
  return /\.tfvars(?:\.json)?$/.test(name) || name === terragruntFileName;
}

/** A root's run with a candidate that brings something new, before it is judged. */
export interface CandidateRun {
  readonly instance: ModuleInstance;
  /** As JudgedRun has them. */
  readonly paths: readonly [string, ...string[]];
  readonly changes: readonly [TraceStep, ...TraceStep[]];
}

/** The candidates of every root, kept up while files and folders change. */
export class CandidateFiles {
  readonly #reading: (path: string) => SourceFile | undefined;
  readonly #files = new Map<string, KnownFile>();
  readonly #variables = new Map<string, NamesOnDemand>();
  #roots: ReadonlySet<string> = new Set();
  #byRoot: ReadonlyMap<string, Candidates> = new Map();
  #isStale = true;

  constructor(reading: (path: string) => SourceFile | undefined) {
    this.#reading = reading;
  }

  /** Forgets every file and folder; what was settled holds until it is settled again. */
  clear(): void {
    this.#files.clear();
    this.#variables.clear();
    this.#isStale = true;
  }

  /** Says what a file assigns now; undefined where it is gone or does not count. */
  setFile(path: string, file: SourceFile | undefined): void {
    const known = this.#files.get(path);
    const now = file && this.#variableFileOf(file);
    if (known?.rootDir === now?.rootDir && isSameOnDemand(known?.assigned, now?.assigned)) return;
    if (now === undefined) this.#files.delete(path);
    else this.#files.set(path, now);
    this.#isStale = true;
  }

  /** Says that a folder holds a module, and how to read which variables it declares; undefined where it holds none. */
  setModule(dir: string, names: (() => Iterable<string>) | undefined): void {
    const known = this.#variables.get(dir);
    const now = names && new NamesOnDemand(names);
    if (isSameOnDemand(known, now)) return;
    if (now === undefined) this.#variables.delete(dir);
    else this.#variables.set(dir, now);
    this.#isStale = true;
  }

  /** Finds the candidates of each root anew where anything has changed; the roots that have others now. */
  settle({ roots, opened, isNamed }: Omit<Folders, 'variables'>): readonly string[] {
    if (!this.#isStale && (roots === this.#roots || isSameSet(roots, this.#roots))) return [];
    this.#isStale = false;
    this.#roots = roots;
    const before = this.#byRoot;
    const variables = (dir: string): NamesOnDemand | undefined => this.#variables.get(dir);
    const files = [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    this.#byRoot = candidatesByRoot(files, { variables, roots, opened, isNamed });
    return [...roots].filter((root) => JSON.stringify(before.get(root)) !== JSON.stringify(this.#byRoot.get(root)));
  }

  of(root: string): readonly Candidate[] {
    return this.#byRoot.get(root)?.candidates ?? [];
  }

  isBelow(dir: string): boolean {
    return [...this.#files.keys()].some((path) => path.startsWith(`${dir}/`));
  }

  /** Files that some root is run with. */
  get count(): number {
    const paths = [...this.#byRoot.values()].flatMap(({ candidates }) => candidates.flatMap(pathsOf));
    return new Set(paths).size;
  }

  /** The run of a root with a candidate; undefined where it cannot bring anything new, or Terraform would refuse it. */
  run(root: ModuleInstance, candidate: Candidate, reading = this.#reading): CandidateRun | undefined {
    const paths = pathsOf(candidate);
    const files = paths.flatMap((path) => reading(path) ?? []).map(asVariableFile);
    const instance = runWith(root, baseName(candidate.path) === terragruntFileName ? below(files) : above(files));
    const [first, ...others] = changesOf(root, instance, files).map(({ path, expression }) =>
      stepAt(instance, { path, span: expression.span }),
    );
    if (first === undefined || isRefused(instance, files)) return undefined;
    return { instance, paths, changes: [first, ...others] };
  }

  #variableFileOf(file: SourceFile): KnownFile | undefined {
    const { path } = file;
    const isTerragrunt = baseName(path) === terragruntFileName;
    const { rootDir } = isTerragrunt ? readTerragrunt(file) : { rootDir: undefined };
    if (isTerragrunt && rootDir === undefined) return undefined;
    const assigned = new NamesOnDemand(() => {
      const now = this.#reading(path);
      return now === undefined ? [] : asVariableFile(now).body.attributes.map(({ name }) => name);
    });
    return {
      path,
      rootDir,
      assigned,
      get names() {
        return assigned.all();
      },
    };
  }

  /** Candidates past the limit, one sentence for each root that has some. */
  problems(): readonly { readonly path: string; readonly message: Message }[] {
    return [...this.#byRoot].flatMap(([root, { leftOut }]) => {
      const [path] = leftOut;
      const values = { root, count: leftOut.length, maximum: maximumCandidates };
      return path === undefined ? [] : [{ path, message: message('workspace.tooManyVariableFiles', values) }];
    });
  }
}

/** A file whose names are read when they are asked for. */
interface KnownFile extends VariableFile {
  readonly assigned: NamesOnDemand;
}

/** Every file of the run that a candidate stands for, the weakest first. */
export function pathsOf({ path, beneath: [first, ...others] }: Candidate): readonly [string, ...string[]] {
  return first === undefined ? [path] : [first, ...others, path];
}

function asVariableFile(file: SourceFile): SourceFile {
  return baseName(file.path) === terragruntFileName ? readTerragrunt(file).inputs : file;
}

function below(files: readonly SourceFile[]): RunFiles {
  return { below: files, above: [] };
}

function above(files: readonly SourceFile[]): RunFiles {
  return { below: [], above: files };
}

function isSameSet(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.size === b.size && [...a].every((name) => b.has(name));
}
