// Several files, what is expected of them and a cursor, all out of one string, so that a test reads like what a user writes.
//
//     cidr_blocks = ["0.0.0.0/0"]
//     #              ^^^^^^^^^^^ ssh-port-open: what is expected of the text above the carets
//
// `#- modules/web/main.tf` begins the next file (what stands before the first is main.tf), `$0` is the cursor and is taken out,
// and a first line `# broken` says that the text is not valid HCL. Paths are absolute, below /w.
import type { Place } from '../../server/src/text.ts';

export const fixtureRoot = '/w';

/** What is written behind the carets, and the text they stand under. */
export interface Marker {
  readonly place: Place;
  readonly text: string;
}

export interface Fixture {
  /** By absolute path, in the order written. Markers stay in the text: they are comments. */
  readonly files: ReadonlyMap<string, string>;
  readonly markers: readonly Marker[];
  /** In the order written; two of them are a selection. */
  readonly cursors: readonly { readonly path: string; readonly offset: number }[];
  readonly broken: boolean;
}

/** Takes a fixture apart. */
export function readFixture(fixture: string): Fixture {
  const files = new Map<string, string>();
  const cursors: { path: string; offset: number }[] = [];
  for (const { path, text } of splitFiles(fixture)) {
    const pieces = text.split('$0');
    let offset = 0;
    for (const piece of pieces.slice(0, -1)) cursors.push({ path, offset: (offset += piece.length) });
    files.set(path, pieces.join(''));
  }
  const markers = [...files].flatMap(([path, text]) => markersOf(path, text));
  return { files, markers, cursors, broken: /^\s*# broken\b/.test(fixture) };
}

function splitFiles(fixture: string): readonly { path: string; text: string }[] {
  const [first = '', ...rest] = withoutIndent(fixture).split(/^#- /m);
  const named = rest.map((part) => {
    const end = part.indexOf('\n');
    return { path: `${fixtureRoot}/${part.slice(0, end).trim()}`, text: part.slice(end + 1) };
  });
  return first.trim() === '' && named.length > 0 ? named : [{ path: `${fixtureRoot}/main.tf`, text: first }, ...named];
}

/** Without the line break at the start and the indent that all lines share, both of which come from the test's own layout. */
function withoutIndent(fixture: string): string {
  const lines = fixture.replace(/^\n/, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const shared = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  return lines.map((line) => line.slice(Math.min(shared, line.length))).join('\n');
}

function markersOf(path: string, text: string): readonly Marker[] {
  const markers: Marker[] = [];
  let offset = 0;
  let markedLine = 0;
  for (const line of text.split('\n')) {
    const match = /^(\s*#\s*)(\^+)\s*(.*)$/.exec(line);
    if (match === null) markedLine = offset;
    else {
      const start = markedLine + (match[1] ?? '').length;
      const end = start + (match[2] ?? '').length;
      markers.push({ place: { path, span: { start, end } }, text: (match[3] ?? '').trim() });
    }
    offset += line.length + 1;
  }
  return markers;
}
