// The first scan of the language server: when the open file has its findings, when all have theirs, what stays in memory.
import { setTimeout as pause } from 'node:timers/promises';
import { Editor } from '../editor.ts';
import { isOpenAt, probesIn, type Probes } from '../probe.ts';
import { milliseconds, type Measurement, type Subject } from '../row.ts';
import { median } from '../statistics.ts';

const longestFirstMs = 300;
const mostBytes = 150 * 1024 * 1024;
/** After the scan, before memory is looked at: the engine gives back the pages of threads that have ended eight seconds later. */
const restMs = 10_000;

export const scan: Measurement = {
  name: 'scan',
  rows: [
    { what: "server: initialized to the open file's first findings", target: `< ${longestFirstMs} ms` },
    { what: "server: initialized to the whole workspace's findings", target: '≤ 6 × floor' },
    { what: 'memory of the server after the scan', target: '< 150 MB' },
  ],
  measure: async (subject, floorMs) => {
    const scans = await scansOf(subject.folder, subject);
    const [first, all, bytes] = [
      median(scans.map((each) => each.firstMs)),
      median(scans.map((each) => each.allMs)),
      median(scans.map((each) => each.bytes)),
    ];
    return [
      { text: milliseconds(first), isMet: first < longestFirstMs },
      { text: milliseconds(all), milliseconds: all, isMet: all <= 6 * floorMs() },
      { text: `${Math.round(bytes / 1024 / 1024)} MB`, isMet: bytes < mostBytes },
    ];
  },
};

/** One first scan. */
export interface Scan {
  readonly firstMs: number;
  readonly allMs: number;
  /** What the server's process held after it had rested. */
  readonly bytes: number;
}

/** Scans a folder as often as runs are asked for, each time with a new server. */
export async function scansOf(folder: string, { runs }: Pick<Subject, 'runs'>): Promise<readonly Scan[]> {
  const probes = probesIn(folder);
  const scans: Scan[] = [];
  for (let index = 0; index < runs; index++) scans.push(await scanOnce(folder, probes));
  return scans;
}

async function scanOnce(folder: string, { small, findings }: Probes): Promise<Scan> {
  const editor = await Editor.start(folder, { document: small });
  try {
    const firstMs = (await editor.published(small.path, isOpenAt(small))) - editor.initializedMs;
    const { figures, atMs } = await editor.scanned();
    if (figures.findings !== findings)
      throw new Error(`The server shows ${figures.findings} findings, the command line ${findings}.`);
    await pause(restMs);
    return { firstMs, allMs: atMs - editor.initializedMs, bytes: editor.memory() };
  } finally {
    await editor.stop();
  }
}
