// What came of a root, with the places in one file moved to where they stand after an edit that changed nothing else.
// It judges nothing. Called by findingIndex.ts.
import type { AnalysisFacts } from '../analyze.ts';
import { withPartsReplaced } from '../hcl/spans.ts';
import type { Move } from '../hcl/unseenEdit.ts';
import type { Place } from '../text.ts';

/** The same facts where nothing stands in the file; undefined where nobody can say where something stands now. */
export function movedFacts(facts: AnalysisFacts, path: string, move: Move): AnalysisFacts | undefined {
  const lost: Place[] = [];
  const moved = withPartsReplaced(facts, isPlace, (place) => {
    if (place.path !== path) return place;
    const span = move(place.span);
    if (span !== undefined) return { path, span };
    lost.push(place);
    return place;
  });
  return lost.length > 0 ? undefined : moved;
}

function isPlace(data: object): data is Place {
  return 'path' in data && 'span' in data && typeof data.path === 'string';
}
