// Makes a configuration on which Terraform and Portcullis disagree smaller, as long as they still do.
// Called by configurationsProof.ts.
import { parse } from '../support/grammar.ts';
import type { Configuration } from './configurations.ts';
import { disagreements } from './configurationsCompare.ts';
import { derivedOf } from './configurationsDerived.ts';
import type { Terraform } from './configurationsPlan.ts';

const rounds = 5;
/** What is tried in one round, all in one plan. */
const attempts = 30;

/** The same disagreement in less text; the configuration itself where nothing could be left out. */
export async function shrink(terraform: Terraform, configuration: Configuration): Promise<Configuration> {
  let smallest = configuration;
  for (let round = 0; round < rounds; round++) {
    const smaller = await smallerOne(terraform, smallest);
    if (smaller === undefined) return smallest;
    smallest = smaller;
  }
  return smallest;
}

async function smallerOne(terraform: Terraform, configuration: Configuration): Promise<Configuration | undefined> {
  const candidates = lessText(configuration).slice(0, configuration.hasVariableFiles ? 4 : attempts);
  const outcomes = await terraform.plan(candidates);
  const still = candidates.filter((candidate, index) => {
    const outcome = outcomes[index];
    return outcome?.kind === 'planned' && disagreements(outcome.planned, derivedOf(candidate)).length > 0;
  });
  return still.toSorted((a, b) => sizeOf(a) - sizeOf(b))[0];
}

/** The configuration without one file, block or argument, the largest of them first. */
function lessText(configuration: Configuration): readonly Configuration[] {
  const files = Object.entries(configuration.files);
  const without = (path: string, text: string): Configuration => ({
    ...configuration,
    files: Object.fromEntries(files.map(([other, old]) => [other, other === path ? text : old])),
  });
  const candidates = files.flatMap(([path, text]) => {
    const cut = (start: number, end: number): Configuration => without(path, text.slice(0, start) + text.slice(end));
    return [cut(0, text.length), ...spansWithin(text).map(({ start, end }) => cut(start, end))];
  });
  return candidates.toSorted((a, b) => sizeOf(a) - sizeOf(b));
}

function spansWithin(text: string): readonly { readonly start: number; readonly end: number }[] {
  const { body } = parse('/w/main.tf', text);
  const inner = body.blocks.flatMap((block) => [...block.body.attributes, ...block.body.blocks]);
  return [...body.attributes, ...body.blocks, ...inner].map(({ span }) => span);
}

function sizeOf({ files }: Configuration): number {
  return Object.values(files).reduce((sum, text) => sum + text.length, 0);
}
