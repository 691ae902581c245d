// How fast many things of a kind get done, to tell how long the rest of them will take.
// It does nothing. Used by bulk.ts.

/** Before this all is slow, because the code is not compiled yet, in milliseconds. */
const patienceMs = 300;

/** Begins when it is made. */
export class Pace {
  readonly count: number;
  readonly #startedMs = performance.now();

  /** So many are to be done. */
  constructor(count: number) {
    this.count = count;
  }

  /** How long those that are left take if they go on like this, in milliseconds; 0 where that cannot be told yet. */
  remainingMs(left: number): number {
    const elapsedMs = performance.now() - this.#startedMs;
    const done = this.count - left;
    return elapsedMs < patienceMs || done <= 0 ? 0 : (elapsedMs / done) * left;
  }
}
