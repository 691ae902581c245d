// When work is done: a short pause after the last change, then a slice at a time, with other messages in between.
import type { Step } from '../workspace/progress.ts';

/** How long a slice may run before messages are let through, in milliseconds. */
const sliceMs = 12;

/** What is told of the work. */
export interface ScheduleListener {
  /** A slice has run. */
  readonly slice: () => void;
  /** There is nothing left to do, or not for now. */
  readonly idle: () => void;
  /** One step is done, and took so long, in milliseconds; undefined where it was about no folder. */
  readonly step: (step: Step | undefined, milliseconds: number) => void;
  readonly error: (error: unknown) => void;
  /** Whether enough is done for a schedule that only does what is needed. */
  readonly isEnough: () => boolean;
  /** Asked for when the work waits: resolves when it can go on. */
  readonly news: () => Promise<void>;
}

/** How a slice has ended. */
type Outcome = 'done' | 'waits' | 'more';

/** Runs the work of a workspace after changes, never two at a time. */
export class Schedule {
  readonly #work: () => Iterator<Step | undefined, unknown>;
  readonly #delayMs: number;
  readonly #on: ScheduleListener;
  #timer: NodeJS.Timeout | undefined;
  #running: Iterator<Step | undefined, unknown> | undefined;
  /** Only what is needed is done; the rest of the work waits where it stands. */
  #isFrugal = false;
  #isResting = false;
  /** Nothing can be done before there are news, or something changes. */
  #isWaiting = false;
  #stopped = false;

  constructor(work: () => Iterator<Step | undefined, unknown>, delayMs: number, on: ScheduleListener) {
    this.#work = work;
    this.#delayMs = delayMs;
    this.#on = on;
  }

  /** Something changed: work starts after the pause, or goes on if it is under way. */
  soon(): void {
    this.#goOn();
    if (this.#stopped || this.#isUnderWay) return;
    clearTimeout(this.#timer);
    if (this.#delayMs === 0) this.now();
    else
      this.#timer = setTimeout(() => {
        this.now();
      }, this.#delayMs);
  }

  /** Starts without the pause. */
  now(): void {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#isUnderWay) return;
    this.#running ??= this.#work();
    this.#isResting = false;
    setImmediate(() => {
      this.#slice();
    });
  }

  /** From now on only what is needed is done, until `doEverything`. */
  doWhatIsNeeded(): void {
    this.#isFrugal = true;
  }

  /** Goes on with what was left. */
  doEverything(): void {
    this.#isFrugal = false;
    if (this.#isResting) this.now();
  }

  /** Whether no work has been begun that is not done. */
  get isIdle(): boolean {
    return this.#running === undefined;
  }

  /** Whether work was left where it stands. */
  get isResting(): boolean {
    return this.#isResting;
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  get #isUnderWay(): boolean {
    return this.#running !== undefined && !this.#isResting;
  }

  #slice(): void {
    if (this.#stopped || this.#running === undefined) return;
    let outcome: Outcome = 'done';
    try {
      outcome = this.#run(this.#running);
    } catch (error) {
      this.#on.error(error);
    }
    if (outcome === 'done') this.#running = undefined;
    this.#on.slice();
    this.#isResting = this.#running !== undefined && this.#isFrugal && this.#on.isEnough();
    if (!this.#isUnderWay) this.#on.idle();
    else if (outcome === 'waits') this.#wait();
    else setImmediate(() => this.#slice());
  }

  #wait(): void {
    this.#isWaiting = true;
    void this.#on.news().then(() => this.#goOn());
  }

  #goOn(): void {
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    setImmediate(() => this.#slice());
  }

  #run(work: Iterator<Step | undefined, unknown>): Outcome {
    let startMs = performance.now();
    const endMs = startMs + sliceMs;
    while (startMs < endMs && !(this.#isFrugal && this.#on.isEnough())) {
      const result = work.next();
      const nowMs = performance.now();
      this.#on.step(result.done === true ? undefined : result.value, nowMs - startMs);
      if (result.done === true) return 'done';
      if (result.value?.kind === 'wait') return 'waits';
      startMs = nowMs;
    }
    return 'more';
  }
}
