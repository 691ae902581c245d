// What could not be analyzed, as the workspace tells of it.
// It finds no problem by itself.
// Called by workspace.ts; lsp/ and cli/ show what it gives.
import type { Message } from '../messages.ts';
import type { Place } from '../text.ts';

/** A file that was left out, a call that nobody could see into, or a part of the analysis that failed. */
export interface WorkspaceProblem {
  readonly path: string;
  /** Where it stands; absent where it is about the whole file. */
  readonly place?: Place;
  readonly message: Message;
}

/** Each once, by file and place: several roots may call the module that one stands in. */
export function problemsInOrder(problems: readonly WorkspaceProblem[]): readonly WorkspaceProblem[] {
  const byKey = new Map(problems.map((problem) => [keyOf(problem), problem]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, problem]) => problem);
}

function keyOf({ path, place, message }: WorkspaceProblem): string {
  return [path, String(place?.span.start ?? 0).padStart(9, '0'), JSON.stringify(message)].join('\n');
}
