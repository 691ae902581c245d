// What came of a root, with the places in one file moved to where they stand after an edit that changed nothing else.
// It judges nothing. Called by findingIndex.ts.
import type { AnalysisFacts } from '../analyze.ts';
import type { Move } from '../hcl/unseenEdit.ts';
import type { Place } from '../text.ts';

/** The same facts where nothing stands in the file; undefined where nobody can say where something stands now. */
export function movedFacts(facts: AnalysisFacts, path: string, move: Move): AnalysisFacts | undefined {
  try {
    return moved(facts, (place) => {
      if (place.path !== path) return place;
      const span = move(place.span);
      if (span === undefined) throw new Lost();
      return { path, span };
    });
  } catch (error) {
    if (error instanceof Lost) return undefined;
    throw error;
  }
}

class Lost extends Error {}

/** A copy of plain data in which each place is moved; what holds no place that moves is used as it is. */
function moved<Data>(data: Data, move: (place: Place) => Place): Data {
  if (typeof data !== 'object' || data === null) return data;
  if (isPlace(data)) return move(data) as Data & Place;
  if (Array.isArray(data)) {
    const copy = data.map((each: unknown) => moved(each, move));
    return copy.every((each, index) => each === data[index]) ? data : (copy as Data & unknown[]);
  }
  const copy: Record<string, unknown> = {};
  let isSame = true;
  for (const name in data) {
    copy[name] = moved<unknown>(data[name], move);
    if (copy[name] !== data[name]) isSame = false;
  }
  return isSame ? data : (copy as Data);
}

function isPlace(data: object): data is Place {
  return 'path' in data && 'span' in data && typeof data.path === 'string';
}
