// Requests that wait until the analysis has caught up with the text: each looks again after every slice of work.
// Called by session.ts.

/** How long a request waits, in milliseconds. */
const patienceMs = 10_000;

/** What is waited for, and the way to hurry it. */
export class WaitingRequests {
  readonly #hurry: () => void;
  readonly #isStarted: () => boolean;
  /** Called after each slice of work. */
  readonly #waiting: (() => void)[] = [];

  constructor(hurry: () => void, isStarted: () => boolean) {
    this.#hurry = hurry;
    this.#isStarted = isStarted;
  }

  /** Has all of them look again. */
  wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Hurries the work until what is asked for holds; false where it does not in time. */
  async until(holds: () => boolean): Promise<boolean> {
    const deadline = performance.now() + patienceMs;
    while (!holds()) {
      const left = deadline - performance.now();
      if (left <= 0 || !this.#isStarted()) return false;
      this.#hurry();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return true;
  }
}
