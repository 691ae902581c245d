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
const together = 30;
/** Room for the configurations of one seed; how many are told in full, since making them small takes its time. */
const [seedsApart, toldInFull] = [100_000, 5];
/** A recorded configuration is shorter than this, so that many fit. */
const longestRecorded = 7000;

/** Compares as many fresh configurations as asked for; undefined where there is no Terraform. */
export async function proveConfigurations(options: ProofOptions): Promise<ProofResult | undefined> {
  return withTerraform(options.log, async (terraform) => {
    let [agreed, disagreed] = [0, 0];
    await eachPlanned(terraform, options, async (planned) => {
      const found = await disagreementsOn(terraform, planned);
      if (found.length === 0) agreed++;
      else if (++disagreed <= toldInFull) await tell(terraform, planned, options.log);
      else options.log(`Configuration ${planned.seed}: ${found[0] ?? ''}`);
    });
    return { agreed, disagreed };
  });
}

/**
 * What Terraform says otherwise. Where more is known here than to the plan, and now and then where something is unknown, Terraform
 * plans again with what was unknown in its place, and decides.
 */
async function disagreementsOn(
  terraform: Terraform,
  { seed, configuration, planned }: PlannedConfiguration,
): Promise<readonly string[]> {
  const derived = derivedOf(configuration);
  const { disagreements, claims } = compare(planned, derived);
  const isSample = seed % 6 === 0 && /terraform_data|aws_eip/.test(JSON.stringify(configuration));
  if (disagreements.length > 0 || (claims.length === 0 && !isSample)) return disagreements;
  const later = (await terraform.plan(laterOf(configuration))).flatMap((outcome) =>
    outcome.kind === 'planned' ? [outcome.planned] : [],
  );
  if (later.length === 0 && claims.length > 0) return claims.map((claim) => `not settled: ${claim}`);
  return later.flatMap((known) => contradictions(known, derived));
}

/** Writes down what Terraform plans, for the replay by the tests. */
export async function recordConfigurations(options: ProofOptions): Promise<void> {
  await withTerraform(options.log, async (terraform) => {
    const all: Recorded[] = [];
    await eachPlanned(terraform, options, ({ seed, configuration, planned }) => {
      const { claims } = compare(planned, derivedOf(configuration));
      if (claims.length > 0 || JSON.stringify([configuration, planned]).length > longestRecorded) return false;
      all.push({ seed, files: configuration.files, planned });
      return true;
    });
    writeRecord(all);
  });
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

/** Hands over planned configurations until there are enough; one for which false is answered does not count. */
async function eachPlanned(
  terraform: Terraform,
  { seed, count, log }: ProofOptions,
  use: (planned: PlannedConfiguration) => unknown,
): Promise<void> {
  let [next, done, refused] = [seed * seedsApart, 0, 0];
  while (done < count) {
    const seeds = Array.from({ length: Math.min(together, Math.ceil((count - done) * 1.2)) }, () => next++);
    const configurations = seeds.map(configurationOf);
    const outcomes = await terraform.plan(configurations);
    for (const [index, configuration] of configurations.entries()) {
      const outcome = outcomes[index];
      if (outcome?.kind !== 'planned') refused++;
      else if (
        done < count &&
        (await use({ seed: seeds[index] ?? 0, configuration, planned: outcome.planned })) !== false
      )
        done++;
    }
    log(`${done} of ${count} configurations planned, ${refused} refused by Terraform and left out`);
  }
}

/** The smallest configuration found on which there is no agreement. */
async function tell(terraform: Terraform, found: PlannedConfiguration, log: ProofOptions['log']): Promise<void> {
  const { seed } = found;
  const stillFails = async (configurations: readonly Configuration[]): Promise<readonly Configuration[]> => {
    const outcomes = await terraform.plan(configurations);
    const failing: Configuration[] = [];
    for (const [index, configuration] of configurations.entries()) {
      const outcome = outcomes[index];
      if (outcome?.kind !== 'planned') continue;
      const all = await disagreementsOn(terraform, { seed, configuration, planned: outcome.planned });
      if (all.length > 0) failing.push(configuration);
    }
    return failing;
  };
  const configuration = await shrink(found.configuration, stillFails);
  const [outcome] = await terraform.plan([configuration]);
  log(`\nConfiguration ${seed}, made smaller:`);
  for (const [path, text] of Object.entries(configuration.files))
    if (text.trim() !== '') log(`#- ${path}\n${text.trim()}\n`);
  if (outcome?.kind !== 'planned') return;
  for (const line of await disagreementsOn(terraform, { seed, configuration, planned: outcome.planned })) log(line);
}
