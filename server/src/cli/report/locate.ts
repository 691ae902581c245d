// Where a place stands in words that machines read: a relative path, and lines and columns from 1.
// Called by the reports.
import { relativePath } from '../../terraform/path.ts';
import { lineAndColumnAt, lineIndexOf, type LineIndex, type Place } from '../../text.ts';

/** Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface Located {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A file outside of `root` begins with `../`. The lines of a text are counted once. */
export function locator(root: string, textOf: (path: string) => string | undefined): (place: Place) => Located {
  const indexes = new Map<string, LineIndex>();
  return (place) => {
    const index = indexes.get(place.path) ?? lineIndexOf(textOf(place.path) ?? '');
    indexes.set(place.path, index);
    const start = lineAndColumnAt(index, place.span.start);
    const end = lineAndColumnAt(index, place.span.end);
    return {
      file: relativePath(root, place.path),
      line: start.line + 1,
      column: start.column + 1,
      endLine: end.line + 1,
      endColumn: end.column + 1,
    };
  };
}
