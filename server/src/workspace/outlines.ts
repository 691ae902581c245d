// What the texts of each module say at a glance: whether anything can be found in it, and what it calls. From that follows which
// modules need no analysis at all.
// It reads no file and evaluates nothing: modules are handed in.
// Kept by workspace.ts.
import { resourcesRead } from '../aws/configuration.ts';
import { mayHoldIgnoreComment } from '../checks/suppress.ts';
import type { Module } from '../terraform/module.ts';
import { localCalls } from './localCalls.ts';

export interface Outline {
  /** Why something may be found in the module itself; undefined where nothing can. */
  readonly holds: 'resources' | 'ignoreComments' | undefined;
  /** Calls by name with the folder they lead to; undefined for those that lead elsewhere, or nobody knows where. */
  readonly calls: ReadonlyMap<string, string | undefined>;
}

/** The outline of a module. */
export function outlineOf(module: Module): Outline {
  return { holds: heldBy(module), calls: localCalls(module) };
}

function heldBy(module: Module): Outline['holds'] {
  if (resourcesRead(module).length > 0) return 'resources';
  return module.files.some(({ text }) => mayHoldIgnoreComment(text)) ? 'ignoreComments' : undefined;
}

/** Modules by what was made of them. */
export interface OutlineCounts {
  /** Nothing can be found in them, nor in anything that they call. */
  readonly idle: number;
  readonly resources: number;
  readonly ignoreComments: number;
  /** Of themselves they hold nothing, but what they call may. */
  readonly calls: number;
}

/** Calls nest no deeper in modules that are passed over: where they do, that itself is told. */
const maximumHeight = 20;

/** The outlines of all folders that hold a module. */
export class Outlines {
  readonly #outlines = new Map<string, Outline>();
  /** How deep the calls of an idle folder nest; undefined for a folder that is not idle. */
  readonly #heights = new Map<string, number | undefined>();

  clear(): void {
    this.#outlines.clear();
    this.#heights.clear();
  }

  of(dir: string): Outline | undefined {
    return this.#outlines.get(dir);
  }

  /** Says what a folder holds now; undefined where it holds no module. Returns whether that is something else than before. */
  set(dir: string, outline: Outline | undefined): boolean {
    const before = this.#outlines.get(dir);
    if (isSame(before, outline)) return false;
    if (outline === undefined) this.#outlines.delete(dir);
    else this.#outlines.set(dir, outline);
    this.#heights.clear();
    return true;
  }

  /** Whether nothing can be found in a module, nor in anything that it calls, so that nothing is to be told of it. */
  isIdle(dir: string): boolean {
    return this.#heightOf(dir, 0) !== undefined;
  }

  /** Whether that is so of the module that a call leads to. */
  isIdleCall(dir: string, call: string): boolean {
    const called = this.#outlines.get(dir)?.calls.get(call);
    return called !== undefined && this.isIdle(called);
  }

  /** How many modules are passed over, and how many of the others hold what. */
  counts(): OutlineCounts {
    const counts = { idle: 0, resources: 0, ignoreComments: 0, calls: 0 };
    for (const [dir, { holds }] of this.#outlines) counts[this.isIdle(dir) ? 'idle' : (holds ?? 'calls')]++;
    return counts;
  }

  #heightOf(dir: string, depth: number): number | undefined {
    if (this.#heights.has(dir)) return this.#heights.get(dir);
    const outline = this.#outlines.get(dir);
    if (outline === undefined || outline.holds !== undefined || depth > maximumHeight) return undefined;
    // A folder that is met again below itself is in a ring, and no such ring is idle.
    this.#heights.set(dir, undefined);
    const found = this.#heightAbove([...outline.calls.values()], depth);
    this.#heights.set(dir, found);
    return found;
  }

  #heightAbove(called: readonly (string | undefined)[], depth: number): number | undefined {
    let height = 0;
    for (const dir of called) {
      const below = dir === undefined ? undefined : this.#heightOf(dir, depth + 1);
      if (below === undefined) return undefined;
      height = Math.max(height, below + 1);
    }
    return height <= maximumHeight ? height : undefined;
  }
}

function isSame(a: Outline | undefined, b: Outline | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.holds !== b.holds || a.calls.size !== b.calls.size) return false;
  return [...a.calls].every(([name, folder]) => b.calls.has(name) && b.calls.get(name) === folder);
}
