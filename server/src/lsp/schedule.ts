// When work is done: a short pause after the last change, then a slice at a time, with other messages in between.

/** How long a slice may run before messages are let through, in milliseconds. */
const sliceMs = 12;

/** Runs the work of a workspace after changes, never two at a time. */
export class Schedule {
  readonly #work: () => Iterator<void>;
  readonly #delayMs: number;
  readonly #onSlice: () => void;
  readonly #onIdle: () => void;
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #running: Iterator<void> | undefined;
  #stopped = false;

  /** `onSlice` is called after each slice, `onIdle` when there is nothing left to do. */
  constructor(
    work: () => Iterator<void>,
    delayMs: number,
    on: { readonly slice: () => void; readonly idle: () => void; readonly error: (error: unknown) => void },
  ) {
    this.#work = work;
    this.#delayMs = delayMs;
    this.#onSlice = on.slice;
    this.#onIdle = on.idle;
    this.#onError = on.error;
  }

  /** Something changed: work starts after the pause, or goes on if it is under way. */
  soon(): void {
    if (this.#stopped || this.#running !== undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.now();
    }, this.#delayMs);
  }

  /** Starts without the pause. */
  now(): void {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#running !== undefined) return;
    this.#running = this.#work();
    setImmediate(() => {
      this.#slice();
    });
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #slice(): void {
    if (this.#stopped || this.#running === undefined) return;
    const end = performance.now() + sliceMs;
    try {
      let done: boolean | undefined = false;
      while (done !== true && performance.now() < end) done = this.#running.next().done;
      if (done === true) this.#running = undefined;
    } catch (error) {
      this.#running = undefined;
      this.#onError(error);
    }
    this.#onSlice();
    if (this.#running === undefined) this.#onIdle();
    else setImmediate(() => this.#slice());
  }
}
