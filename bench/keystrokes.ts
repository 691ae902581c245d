// Types in an open document and waits, each time, until the editor is told what that changed.
import type { Position } from 'vscode-languageserver/node';
import type { Condition, Editor } from './editor.ts';
import { isOpenAt, type Probe } from './probe.ts';

/** Types once and undoes it, twice: a line above everything, and the last character of an open range. */
const strokesOfARound = 4;

/**
 * The times from keystrokes to the diagnostics they change, in milliseconds. Ends after so many strokes, or before when
 * `goesOn` says no; the text is as before in both cases.
 */
export async function keystrokes(
  editor: Editor,
  probe: Probe,
  most: number,
  goesOn: () => boolean = () => true,
): Promise<readonly number[]> {
  const times: number[] = [];
  const top = { line: 0, character: 0 };
  const { line, character } = probe.at;
  const [before, after] = [
    { line, character: character - 1 },
    { line, character },
  ];
  const isGone: Condition = (diagnostics) => !isOpenAt(probe)(diagnostics);
  const stroke = async (start: Position, end: Position, text: string, holds: Condition): Promise<void> => {
    const published = editor.published(probe.path, holds);
    const startMs = performance.now();
    await editor.type(probe.path, start, end, text);
    times.push((await published) - startMs);
  };
  while (times.length + strokesOfARound <= most && goesOn()) {
    await stroke(top, top, '\n', isOpenAt(probe, 1));
    await stroke(top, { line: 1, character: 0 }, '', isOpenAt(probe));
    await stroke(before, after, '', isGone);
    await stroke(before, before, '0', isOpenAt(probe));
  }
  return times;
}
