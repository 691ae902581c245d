// A list of things to do, dealt out to several who each begin at a place of their own: neighbours stay together, and whoever has
// done his part takes half of what another has left.
// It knows nothing of what is done. Used by bulk.ts.

interface Range {
  from: number;
  to: number;
}

/** One share for each who works. */
export class Shares {
  readonly #items: readonly string[];
  readonly #ranges: readonly Range[];

  constructor(items: readonly string[], count: number) {
    this.#items = items;
    const at = (index: number): number => Math.floor((index * items.length) / count);
    this.#ranges = Array.from({ length: count }, (_, index) => ({ from: at(index), to: at(index + 1) }));
  }

  /** How many have not been taken, those that nobody wants any more among them. */
  get left(): number {
    return this.#ranges.reduce((sum, range) => sum + lengthOf(range), 0);
  }

  /** The next few of one share, or of another's; none where nothing is left that is wanted. */
  take(share: number, most: number, isWanted: (item: string) => boolean): readonly string[] {
    const own = this.#ranges[share];
    const taken: string[] = [];
    while (own !== undefined && taken.length === 0 && (lengthOf(own) > 0 || this.#refill(own))) {
      while (own.from < own.to && taken.length < most) {
        const item = this.#items[own.from++];
        if (item !== undefined && isWanted(item)) taken.push(item);
      }
    }
    return taken;
  }

  /** Returns whether there was anything. */
  #refill(own: Range): boolean {
    const richest = this.#ranges.reduce((best, range) => (lengthOf(range) > lengthOf(best) ? range : best), own);
    if (lengthOf(richest) === 0) return false;
    own.to = richest.to;
    own.from = richest.to - Math.ceil(lengthOf(richest) / 2);
    richest.to = own.from;
    return true;
  }
}

function lengthOf({ from, to }: Range): number {
  return to - from;
}
