// What the table is made of: rows, each with its target, and the measurements that fill them.

/** A row before it is measured. */
export interface Row {
  readonly what: string;
  /** In words; empty where the figure is only there to compare with. */
  readonly target: string;
}

/** What was measured for a row. */
export interface Figure {
  readonly text: string;
  /** The time to hold against the floor, in milliseconds; undefined where the figure is no such time. */
  readonly milliseconds?: number;
  /** Undefined where there is no target. */
  readonly isMet: boolean | undefined;
}

/** The workspace under measure. */
export interface Subject {
  readonly name: string;
  readonly folder: string;
  /** A workspace of the same kind with a twelfth of the files; undefined where there is none, for those that exist. */
  readonly smallFolder: string | undefined;
  readonly runs: number;
}

/** Fills one row or several. What it throws stands in its rows, and the others are measured all the same. */
export interface Measurement {
  readonly name: string;
  /** Only measured where it is asked for by its name. */
  readonly isOnRequest?: true;
  readonly rows: readonly Row[];
  /** One figure for each row, in order. `floorMs` is the time of walking and reading all files. */
  readonly measure: (subject: Subject, floorMs: () => number) => Promise<readonly Figure[]>;
}

/** A time as it is printed: whole milliseconds, with a tenth where that is a large part of it. */
export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
