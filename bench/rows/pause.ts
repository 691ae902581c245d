// How long the server should wait after a key before it works: what somebody who types in bursts gets for each pause, and what it costs.
// Measured where `--only pause` asks for it.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Editor } from '../editor.ts';
import { isOpenAt, probesIn, type Probe } from '../probe.ts';
import { milliseconds, type Figure, type Measurement } from '../row.ts';
import { median, percentile } from '../statistics.ts';
import { randomOf, type Random } from '../workspace/random.ts';

const pausesMs = [0, 10, 20, 40, 80] as const;
const sizes = ['small', 'large'] as const;
/** Between two keys of a burst, in milliseconds: 60 to 100 words a minute. */
const [quickestMs, slowestMs] = [70, 210];
/** Between two bursts, in milliseconds. */
const restMs = 400;
const bursts = 6;
/** All but the last key of a burst: an argument, half typed for most of the time. */
const typed = 'tag = "ab';

export const typingPause: Measurement = {
  name: 'pause',
  isOnRequest: true,
  rows: sizes.flatMap((size) =>
    pausesMs.map((pauseMs) => ({
      what: `pause of ${pauseMs} ms, ${size} file: last key to findings p50/p95, processor time a key`,
      target: '',
    })),
  ),
  measure: async ({ folder }) => {
    const probes = probesIn(folder);
    const figures: Figure[] = [];
    for (const size of sizes) for (const pauseMs of pausesMs) figures.push(await typist(folder, probes[size], pauseMs));
    return figures;
  },
};

/** One server with one pause; what it costs is by the key, the one that takes all away again among them. */
async function typist(folder: string, probe: Probe, pauseMs: number): Promise<Figure> {
  const random = randomOf(7);
  const editor = await Editor.start(folder, { document: probe, pauseMs });
  try {
    await editor.scanned();
    const times: number[] = [];
    const startMs = processorMs(editor.pid);
    for (let burst = 0; burst < bursts; burst++) times.push(await typeOnce(editor, probe, random));
    const costMs = (processorMs(editor.pid) - startMs) / (bursts * (typed.length + 2));
    const [half, most] = [median(times), percentile(times, 95)];
    return { text: `${milliseconds(half)} / ${milliseconds(most)}, ${milliseconds(costMs)}`, isMet: undefined };
  } finally {
    await editor.stop();
  }
}

/** Types a line above the open range, key by key, and takes it away again; the time from the last key on. */
async function typeOnce(editor: Editor, probe: Probe, random: Random): Promise<number> {
  const { path } = probe;
  const { line } = probe.at;
  const key = async (character: number, text: string): Promise<void> => {
    await editor.type(path, { line, character }, { line, character }, text);
  };
  for (let index = 0; index < typed.length; index++) {
    await key(index, typed.charAt(index));
    await pause(quickestMs + random.below(slowestMs - quickestMs));
  }
  const published = editor.published(path, isOpenAt(probe, 1));
  const startMs = performance.now();
  await key(typed.length, '"\n');
  const time = (await published) - startMs;
  await pause(restMs);
  const undone = editor.published(path, isOpenAt(probe));
  await editor.type(path, { line, character: 0 }, { line: line + 1, character: 0 }, '');
  await undone;
  await pause(restMs);
  return time;
}

/** What a process has used of the processors so far; on Linux alone, elsewhere nothing is said. */
function processorMs(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  // In hundredths of a second: fields 14 and 15 of proc(5), counted from the third here.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
