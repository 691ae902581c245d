// From a keystroke to the findings it changes, in a small and in a large file, after the first scan and during it.
import { Editor } from '../editor.ts';
import { keystrokes } from '../keystrokes.ts';
import { isOpenAt, probesIn, type Probe } from '../probe.ts';
import { milliseconds, type Figure, type Measurement } from '../row.ts';
import { percentile } from '../statistics.ts';

/** In each run; the first round warms up and does not count. */
const strokes = 44;
const warmUp = 4;

export const typing: Measurement = {
  name: 'typing',
  rows: [
    { what: 'keystroke to findings in a 3 KB file, p50', target: '≤ 3 ms' },
    { what: 'keystroke to findings in a 3 KB file, p95', target: '≤ 15 ms' },
    { what: 'keystroke to findings in a 160 KB file, p95', target: '≤ 40 ms' },
  ],
  measure: async ({ folder, runs }) => {
    const { small, large } = probesIn(folder);
    const inSmall = await typingTimes(folder, small, runs);
    const inLarge = await typingTimes(folder, large, runs);
    return [figure(inSmall, 50, 3), figure(inSmall, 95, 15), figure(inLarge, 95, 40)];
  },
};

export const typingDuringScan: Measurement = {
  name: 'typing-scan',
  rows: [{ what: 'keystroke to findings in a 3 KB file while the first scan runs, p95', target: '≤ 50 ms' }],
  measure: async ({ folder, runs }) => {
    const { small } = probesIn(folder);
    const times: number[] = [];
    for (let index = 0; index < runs; index++) {
      const editor = await Editor.start(folder, { document: small });
      try {
        await editor.published(small.path, isOpenAt(small));
        times.push(...(await keystrokes(editor, small, 400, () => !editor.isScanned)));
        await editor.scanned();
      } finally {
        await editor.stop();
      }
    }
    return [figure(times, 95, 50)];
  },
};

/** Types in a file of a workspace that has been scanned, with a new server each run. */
export async function typingTimes(folder: string, probe: Probe, runs: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < runs; index++) {
    const editor = await Editor.start(folder, { document: probe });
    try {
      await editor.scanned();
      times.push(...(await keystrokes(editor, probe, strokes)).slice(warmUp));
    } finally {
      await editor.stop();
    }
  }
  return times;
}

function figure(times: readonly number[], percent: number, mostMs: number): Figure {
  const time = percentile(times, percent);
  return { text: `${milliseconds(time)} (${times.length} keystrokes)`, isMet: time <= mostMs };
}
