// Stops what would never end: definitions that lead back to themselves, and chains too long for the stack.
// It keeps no values; those who call it do.
// Called by references.ts, variables.ts, expand.ts and moduleInstance.ts.
import { message } from '../messages.ts';
import type { Message } from '../messages.ts';
import { modulePrefix } from './address.ts';
import { readsOthers } from './callerReads.ts';
import type { ModuleInstance } from './scope.ts';

/** As many definitions may rest on each other; nobody writes chains this long, and the stack bears a few times more. */
const maximumDepth = 200;

/**
 * Works something out while it is marked as in progress. `name` is as users write it (`local.a`), unique in its module; where that
 * is in progress already, or the chain is too long, `instead` answers with the reason.
 */
export function inProgress<T>(instance: ModuleInstance, name: string, work: () => T, instead: (why: Message) => T): T {
  const running = instance.memo.inProgress;
  const key = modulePrefix(instance) + name;
  if (running.has(key)) {
    readsOthers(instance);
    return instead(message('terraform.cycle', { name: key }));
  }
  if (running.size >= maximumDepth) {
    readsOthers(instance);
    return instead(message('terraform.chainTooLong', { name: key, maximum: maximumDepth }));
  }
  running.add(key);
  try {
    return work();
  } finally {
    running.delete(key);
  }
}
