// A fresh memory for a module instance.
// Called by moduleInstance.ts and literals.ts.
import type { Memo } from './scope.ts';

/** Of a root: nothing worked out yet. */
export function newMemo(): Memo {
  return memoWith(new Set(), { current: undefined });
}

/** Of what a module calls. The instances of one root share what is in progress, so that a cycle through several is found. */
export function memoBelow({ inProgress, trail }: Memo): Memo {
  return memoWith(inProgress, trail);
}

function memoWith(inProgress: Memo['inProgress'], trail: Memo['trail']): Memo {
  return {
    values: new Map(),
    inProgress,
    trail,
    children: new Map(),
    resources: new Map(),
    others: new Map(),
    address: undefined,
    assigned: undefined,
    reads: new Map(),
  };
}
