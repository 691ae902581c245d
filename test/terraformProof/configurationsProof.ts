// The proof for whole configurations: made up by chance, planned by the real Terraform, derived here, compared.
// Called by scripts/testTerraform.ts.
import { configurationOf } from './configurations.ts';
import type { Configuration } from './configurations.ts';
import { compare } from './configurationsCompare.ts';
import { derivedOf } from './configurationsDerived.ts';
import { contradictions, laterOf } from './configurationsLater.ts';
import { findTerraform } from './configurationsPlan.ts';
import type { Terraform } from './configurationsPlan.ts';
import { writeRecord } from './configurationsRecord.ts';
import type { Recorded } from './configurationsRecord.ts';
import { shrink } from './configurationsShrink.ts';

export interface ProofOptions {
  readonly seed: number;
  /** How many configurations must be planned. */
  readonly count: number;
  readonly log: (line: string) => void;
}

export interface ProofResult {
  readonly agreed: number;
  readonly disagreed: number;
}

/** How many go into one plan. */
const together = 100;
/** Room for the configurations of one seed; how many are told in full, since making them small takes its time. */
const [seedsApart, toldInFull] = [100_000, 5];
/** A recorded configuration is shorter than this, so that many fit. */
const longestRecorded = 7000;

/** Compares as many fresh configurations as asked for; undefined where there is no Terraform. */
export async function proveConfigurations(options: ProofOptions): Promise<ProofResult | undefined> {
  return withTerraform(options.log, async (terraform) => {
    let [agreed, disagreed] = [0, 0];
    await eachPlanned(terraform, options, async (all) => {
      const found = await disagreementsOn(terraform, all);
      for (const [index, planned] of all.entries()) {
        const [first] = found[index] ?? [];
        if (first === undefined) agreed++;
        else if (++disagreed <= toldInFull) await tell(terraform, planned, options.log);
        else options.log(`Configuration ${planned.seed}: ${first}`);
      }
      return all.length;
    });
    return { agreed, disagreed };
  });
}

/**
 * What Terraform says otherwise on each of them. Where more is known here than to the plan, and now and then where something is
 * unknown, Terraform plans again with what was unknown in its place, and decides.
 */
async function disagreementsOn(
  terraform: Terraform,
  all: readonly PlannedConfiguration[],
): Promise<readonly (readonly string[])[]> {
  const compared = all.map((planned) => {
    const derived = derivedOf(planned.configuration);
    const { disagreements, claims } = compare(planned.planned, derived);
    const isSample = planned.seed % 6 === 0 && hasUnknown(planned.configuration);
    const isOpen = disagreements.length === 0 && (claims.length > 0 || isSample);
    return { derived, disagreements, later: isOpen ? laterOf(planned.configuration) : [] };
  });
  const asked = compared.flatMap(({ later }) => later);
  const outcomes = await terraform.plan(asked);
  const answers = new Map(asked.map((configuration, index) => [configuration, outcomes[index]]));
  return compared.map(({ derived, disagreements, later }) => {
    const settled = later.flatMap((configuration) => {
      const outcome = answers.get(configuration);
      return outcome?.kind === 'planned' ? [contradictions(outcome.planned, derived)] : [];
    });
    // Where Terraform refuses it as soon as all is known, there is nothing to be right about.
    return [...disagreements, ...settled.flat()];
  });
}

/** One with variable files is left to itself: each of its plans takes as long as that of all others together. */
function hasUnknown({ files, hasVariableFiles }: Configuration): boolean {
  return !hasVariableFiles && /terraform_data|aws_eip/.test(JSON.stringify(files));
}

/** Writes down what Terraform plans, for the replay by the tests. */
export async function recordConfigurations(options: ProofOptions): Promise<void> {
  await withTerraform(options.log, async (terraform) => {
    const all: Recorded[] = [];
    await eachPlanned(terraform, options, (planned) => {
      const fitting = planned.filter((candidate) => isWorthKeeping(candidate));
      all.push(
        ...fitting.map(({ seed, configuration, planned: answer }) => ({
          seed,
          files: configuration.files,
          planned: answer,
        })),
      );
      return Promise.resolve(fitting.length);
    });
    writeRecord(all);
  });
}

/** What is not settled by the plan alone stays out. */
function isWorthKeeping({ configuration, planned }: PlannedConfiguration): boolean {
  const { claims } = compare(planned, derivedOf(configuration));
  return claims.length === 0 && JSON.stringify([configuration, planned]).length <= longestRecorded;
}

async function withTerraform<Result>(
  log: ProofOptions['log'],
  use: (terraform: Terraform) => Promise<Result>,
): Promise<Result | undefined> {
  const terraform = await findTerraform();
  if (typeof terraform === 'string') {
    log(terraform);
    return undefined;
  }
  try {
    return await use(terraform);
  } finally {
    terraform.close();
  }
}

interface PlannedConfiguration extends Pick<Recorded, 'seed' | 'planned'> {
  readonly configuration: Configuration;
}

/** Hands over planned configurations until there are enough; `use` says how many of them count. */
async function eachPlanned(
  terraform: Terraform,
  { seed, count, log }: ProofOptions,
  use: (planned: readonly PlannedConfiguration[]) => Promise<number>,
): Promise<void> {
  let [next, done, refused] = [seed * seedsApart, 0, 0];
  while (done < count) {
    const seeds = Array.from({ length: Math.min(together, Math.ceil((count - done) * 1.2)) }, () => next++);
    const configurations = seeds.map(configurationOf);
    const outcomes = await terraform.plan(configurations);
    const planned = configurations.flatMap((configuration, index): readonly PlannedConfiguration[] => {
      const outcome = outcomes[index];
      return outcome?.kind === 'planned' ? [{ seed: seeds[index] ?? 0, configuration, planned: outcome.planned }] : [];
    });
    refused += configurations.length - planned.length;
    done += await use(planned.slice(0, count - done));
    log(`${done} of ${count} configurations planned, ${refused} refused by Terraform and left out`);
  }
}

/** The smallest configuration found on which there is no agreement. */
async function tell(terraform: Terraform, found: PlannedConfiguration, log: ProofOptions['log']): Promise<void> {
  const { seed } = found;
  const stillFails = async (configurations: readonly Configuration[]): Promise<readonly Configuration[]> => {
    const planned = await plannedAmong(terraform, seed, configurations);
    const all = await disagreementsOn(terraform, planned);
    return planned.filter((_, index) => (all[index] ?? []).length > 0).map(({ configuration }) => configuration);
  };
  const configuration = await shrink(found.configuration, stillFails);
  log(`\nConfiguration ${seed}, made smaller:`);
  for (const [path, text] of Object.entries(configuration.files)) {
    if (text.trim() !== '') log(`#- ${path}\n${text.trim()}\n`);
  }
  for (const line of (await disagreementsOn(terraform, await plannedAmong(terraform, seed, [configuration]))).flat())
    log(line);
}

/** Those that Terraform does not refuse. */
async function plannedAmong(
  terraform: Terraform,
  seed: number,
  configurations: readonly Configuration[],
): Promise<readonly PlannedConfiguration[]> {
  const outcomes = await terraform.plan(configurations);
  return configurations.flatMap((configuration, index) => {
    const outcome = outcomes[index];
    return outcome?.kind === 'planned' ? [{ seed, configuration, planned: outcome.planned }] : [];
  });
}
