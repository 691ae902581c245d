// What may wait until nobody has typed for a moment: it must not stand between one keystroke and the next.
// Called by session.ts.

/** How long nothing may have happened, in milliseconds: longer than between two keys of somebody who types. */
const pauseMs = 250;

/** Does one thing in the next quiet moment. */
export class Quiet {
  readonly #run: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(run: () => void) {
    this.#run = run;
  }

  /** It is to be done in the next quiet moment, which begins now. */
  begins(): void {
    this.ends();
    this.#timer = setTimeout(() => {
      this.now();
    }, pauseMs);
  }

  /** Somebody asks for something: if it waits, it waits anew. */
  postpone(): void {
    if (this.#timer !== undefined) this.begins();
  }

  /** There is no quiet any more; what waits goes on waiting until the next begins. */
  ends(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Does it at once, if it waits. */
  now(): void {
    if (this.#timer === undefined) return;
    this.ends();
    this.#run();
  }
}
