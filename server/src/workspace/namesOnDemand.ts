// Names that a file assigns or a module declares, of which most are never asked for.
// Used by candidateFiles.ts.

/** Reads them once, when the first question comes. */
export class NamesOnDemand {
  readonly #read: () => Iterable<string>;
  #names: ReadonlySet<string> | undefined;

  constructor(read: () => Iterable<string>) {
    this.#read = read;
  }

  /** Whether anybody has asked. */
  get isRead(): boolean {
    return this.#names !== undefined;
  }

  has(name: string): boolean {
    return this.#all().has(name);
  }

  all(): readonly string[] {
    return [...this.#all()];
  }

  #all(): ReadonlySet<string> {
    this.#names ??= new Set(this.#read());
    return this.#names;
  }
}

/** Whether new names may stand in for the known ones unnoticed: they are the same, or nobody has asked for the known ones. */
export function isSameOnDemand(known: NamesOnDemand | undefined, now: NamesOnDemand | undefined): boolean {
  if (known === undefined || now === undefined) return known === now;
  if (!known.isRead) return true;
  const names = now.all();
  return names.length === known.all().length && names.every((name) => known.has(name));
}
