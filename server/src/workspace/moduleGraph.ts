// Which folder calls which, as far as local module calls say.
// It reads no file and evaluates nothing: the calls of each folder are handed in.

/** Calls between folders. Kept by the workspace, asked for roots and for what a change reaches. */
export class ModuleGraph {
  readonly #calls = new Map<string, ReadonlySet<string>>();
  readonly #callers = new Map<string, Set<string>>();

  #roots: readonly string[] | undefined;

  /** Says what a folder calls; replaces what was said before. */
  setCalls(dir: string, called: Iterable<string>): void {
    const now = new Set(called);
    const before = this.#calls.get(dir);
    if (before?.size === now.size && [...now].every((target) => before.has(target))) return;
    this.#roots = undefined;
    for (const old of before ?? []) this.#callers.get(old)?.delete(dir);
    this.#calls.set(dir, now);
    for (const target of now) {
      const callers = this.#callers.get(target) ?? new Set();
      callers.add(dir);
      this.#callers.set(target, callers);
    }
  }

  /** Forgets a folder that is gone; those that call it go on calling it in vain. */
  remove(dir: string): void {
    this.setCalls(dir, []);
    if (this.#calls.delete(dir)) this.#roots = undefined;
  }

  /** The folders that call this one, itself left out. */
  callersOf(dir: string): readonly string[] {
    return [...(this.#callers.get(dir) ?? [])].filter((caller) => caller !== dir && this.#calls.has(caller)).sort();
  }

  /**
   * The roots: folders that no other one calls, and of each ring of folders that call each other, with nobody outside
   * calling in, the first by name. The same list as before where nothing has changed.
   */
  roots(): readonly string[] {
    this.#roots ??= this.#findRoots();
    return this.#roots;
  }

  #findRoots(): readonly string[] {
    const roots = [...this.#calls.keys()].filter((dir) => !this.#isCalled(dir)).sort();
    const reached = new Set<string>();
    for (const root of roots) this.#reach(root, reached);
    for (const dir of [...this.#calls.keys()].sort()) {
      if (reached.has(dir)) continue;
      roots.push(dir);
      this.#reach(dir, reached);
    }
    return roots;
  }

  /** A folder and every folder that reaches it through calls. */
  reachedBy(dir: string): ReadonlySet<string> {
    const found = new Set<string>([dir]);
    for (const each of found)
      for (const caller of this.#callers.get(each) ?? []) if (this.#calls.has(caller)) found.add(caller);
    return found;
  }

  #isCalled(dir: string): boolean {
    for (const caller of this.#callers.get(dir) ?? []) if (caller !== dir && this.#calls.has(caller)) return true;
    return false;
  }

  #reach(dir: string, reached: Set<string>): void {
    const pending = [dir];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      pending.push(...(this.#calls.get(next) ?? []));
    }
  }
}
