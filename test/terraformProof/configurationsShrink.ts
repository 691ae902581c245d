// Makes a configuration on which Terraform and Portcullis disagree smaller, as long as they still do.
// Called by configurationsProof.ts.
import { parse } from '../support/grammar.ts';
import type { Configuration } from './configurations.ts';

/** Those of several configurations on which there is still no agreement. */
type StillFails = (configurations: readonly Configuration[]) => Promise<readonly Configuration[]>;

/** A piece of one file. */
interface Cut {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

const rounds = 8;
/** What is tried in one round, all in one plan; one by one where there are variable files. */
const [attempts, attemptsAlone] = [30, 5];

/** The same disagreement in less text; the configuration itself where nothing could be left out. */
export async function shrink(configuration: Configuration, stillFails: StillFails): Promise<Configuration> {
  let smallest = configuration;
  for (let round = 0; round < rounds; round++) {
    const smaller = await smallerOne(smallest, stillFails);
    if (smaller === undefined) return smallest;
    smallest = smaller;
  }
  return smallest;
}

/** Finds what can be left out by itself, then how much of that together. */
async function smallerOne(configuration: Configuration, stillFails: StillFails): Promise<Configuration | undefined> {
  const cuts = cutsOf(configuration).slice(0, configuration.hasVariableFiles ? attemptsAlone : attempts);
  const single = cuts.map((cut) => without(configuration, [cut]));
  const failing = await stillFails(single);
  const possible = cuts.filter((_, index) => failing.some((candidate) => candidate === single[index]));
  const half = Math.ceil(possible.length / 2);
  const parts = [possible, possible.slice(0, half), possible.slice(half), possible.slice(0, Math.ceil(half / 2))];
  const several = parts.filter((part) => part.length > 1).map((part) => without(configuration, part));
  const all = [...failing, ...(several.length === 0 ? [] : await stillFails(several))];
  return all.toSorted((a, b) => sizeOf(a) - sizeOf(b))[0];
}

/** Files, blocks and arguments, the largest first. */
function cutsOf({ files }: Configuration): readonly Cut[] {
  const cuts = Object.entries(files).flatMap(([path, text]) => {
    if (text.trim() === '') return [];
    const { body } = parse('/w/main.tf', text);
    const inner = body.blocks.flatMap((block) => [...block.body.attributes, ...block.body.blocks]);
    const spans = [
      { start: 0, end: text.length },
      ...[...body.attributes, ...body.blocks, ...inner].map(({ span }) => span),
    ];
    return spans.map(({ start, end }) => ({ path, start, end }));
  });
  return cuts.toSorted((a, b) => b.end - b.start - (a.end - a.start));
}

function without(configuration: Configuration, cuts: readonly Cut[]): Configuration {
  const files = Object.entries(configuration.files).map(([path, text]): [string, string] => {
    const here = cuts.filter((cut) => cut.path === path).toSorted((a, b) => a.start - b.start);
    let kept = '';
    let position = 0;
    for (const { start, end } of here) {
      kept += text.slice(position, Math.max(position, start));
      position = Math.max(position, end);
    }
    return [path, kept + text.slice(position)];
  });
  return { ...configuration, files: Object.fromEntries(files) };
}

function sizeOf({ files }: Configuration): number {
  return Object.values(files).reduce((sum, text) => sum + text.length, 0);
}
