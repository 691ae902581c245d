// From a twelfth of the files to all of them: a scan may take twelve times as long, a keystroke no longer.
import { probesIn } from '../probe.ts';
import { milliseconds, type Measurement } from '../row.ts';
import { median } from '../statistics.ts';
import { readAll } from '../walk.ts';
import { scansOf } from './scan.ts';
import { typingTimes } from './typing.ts';

/** What chance and the machine may add. */
const slack = 1.2;
/** Differences below this cannot be told from noise, in milliseconds. */
const noiseMs = 1;

export const growth: Measurement = {
  name: 'growth',
  rows: [
    { what: 'growth from a twelfth of the files: scan', target: 'linear' },
    { what: 'growth from a twelfth of the files: keystroke in a 3 KB file, p50', target: 'constant' },
  ],
  measure: async ({ folder, smallFolder, runs }) => {
    if (smallFolder === undefined) return [notComparable, notComparable];
    const files = readAll(folder).files / readAll(smallFolder).files;
    const scanMs = async (each: string): Promise<number> =>
      median((await scansOf(each, { runs })).map(({ allMs }) => allMs));
    const strokeMs = async (each: string): Promise<number> =>
      median(await typingTimes(each, probesIn(each).small, runs));
    const [smallScan, largeScan] = [await scanMs(smallFolder), await scanMs(folder)];
    const [smallStroke, largeStroke] = [await strokeMs(smallFolder), await strokeMs(folder)];
    return [
      {
        text: `× ${(largeScan / smallScan).toFixed(1)} for × ${files.toFixed(0)} files (${milliseconds(smallScan)} to ${milliseconds(largeScan)})`,
        isMet: largeScan <= smallScan * files * slack,
      },
      {
        text: `× ${(largeStroke / smallStroke).toFixed(2)} (${milliseconds(smallStroke)} to ${milliseconds(largeStroke)})`,
        isMet: largeStroke <= smallStroke * slack + noiseMs,
      },
    ];
  },
};

const notComparable = { text: 'only one size of this workspace exists', isMet: undefined };
