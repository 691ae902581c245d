// How far the work of a workspace has come, for those who show it.
// Told by upkeep.ts.

/** How far the work has come. */
export interface Progress {
  /** Whether folders are still being looked for. */
  readonly isScanning: boolean;
  /** Folders with a module that were found, and those that are read. */
  readonly modules: { readonly found: number; readonly read: number };
  /** Root modules whose findings are settled, and all of them. */
  readonly roots: { readonly all: number; readonly done: number };
}

/** What one step of the work was about. */
export type Step =
  /** A folder that was read, or a root module that was judged. */
  | { readonly kind: Work; readonly dir: string }
  /** What threads have read or judged meanwhile. */
  | { readonly kind: 'returned'; readonly what: Work; readonly folders: readonly Cost[] }
  /** Nothing can be done before a thread is ready. */
  | { readonly kind: 'wait' };

export type Work = 'read' | 'judge';

/** A folder with the time that it took. */
export interface Cost {
  readonly dir: string;
  readonly milliseconds: number;
}
