// What an evaluation reads of whoever calls the module it stands in. What reads nothing but values of variables comes out alike for
// every caller that gives these values, and need not be worked out for each.
// It evaluates nothing and keeps no value; whoever works something out once tells it, and whoever takes that over tells it too.
// Called by what evaluates; asked by the room above.
import type { CallerReads, ModuleInstance, ReadsKey } from './scope.ts';

/** What a piece of work came to, and what it read. */
export interface Watched<Result> {
  readonly result: Result;
  readonly reads: CallerReads;
}

/** Does a piece of work and watches what of the caller it reads. */
export function watched<Result>(instance: ModuleInstance, work: () => Result): Watched<Result> {
  const reads: CallerReads = { variables: new Set(), others: false };
  return { result: noting(instance, reads, work), reads };
}

/** A variable of the module is read. What its value rests on is the caller's, and is in the value. */
export function readsVariable(instance: ModuleInstance, name: string): void {
  instance.memo.trail.current?.variables.add(name);
}

/** Something is read that no variable of the module tells: another module, a file, the root's folder, how deep an evaluation is. */
export function readsOthers(instance: ModuleInstance): void {
  const { current } = instance.memo.trail;
  if (current !== undefined) current.others = true;
}

/** Works out the value of a variable: what is read on the way is not read of the module's own caller. */
export function outside<Result>(instance: ModuleInstance, work: () => Result): Result {
  return instance.memo.trail.current === undefined ? work() : noting(instance, undefined, work);
}

/** Works out what will be kept in the memo; what it reads is kept with it, for those who take it from there. */
export function keptOnce<Result>(instance: ModuleInstance, key: ReadsKey, work: () => Result): Result {
  // A root has no caller.
  if (instance.caller === undefined) return work();
  const { result, reads } = watched(instance, work);
  instance.memo.reads.set(key, reads);
  readsSame(instance, reads);
  return result;
}

/** What was worked out before is taken from the memo. */
export function takenAgain(instance: ModuleInstance, key: ReadsKey): void {
  if (instance.memo.trail.current !== undefined) readsSame(instance, instance.memo.reads.get(key));
}

/** What is not known to have read little may have read anything. */
function readsSame(instance: ModuleInstance, reads: CallerReads | undefined): void {
  if (reads === undefined || reads.others) readsOthers(instance);
  for (const name of reads?.variables ?? []) readsVariable(instance, name);
}

function noting<Result>({ memo }: ModuleInstance, reads: CallerReads | undefined, work: () => Result): Result {
  const { trail } = memo;
  const before = trail.current;
  trail.current = reads;
  try {
    return work();
  } finally {
    trail.current = before;
  }
}
