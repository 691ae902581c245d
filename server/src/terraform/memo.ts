// A fresh memory for a module instance.
// Called by moduleInstance.ts and literals.ts.
import type { Memo } from './scope.ts';

/** Nothing worked out yet. The instances of one root share what is in progress, so that a cycle through several is found. */
export function newMemo(inProgress: Set<string>): Memo {
  return { values: new Map(), inProgress, children: new Map(), resources: new Map(), others: new Map() };
}
