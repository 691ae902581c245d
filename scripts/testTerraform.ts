// `npm run test:terraform`: holds the evaluator against the real Terraform, on whole configurations made up by chance.
// Needs `terraform` on the path and the AWS provider on disk; no network and no account. With --record it writes down Terraform's
// answers for the tests instead of comparing.
import { parseArgs } from 'node:util';
import { proveConfigurations, recordConfigurations } from '../test/terraformProof/configurationsProof.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    configurations: { type: 'string', default: '500' },
    record: { type: 'boolean', default: false },
  },
});

process.exitCode = await main();

async function main(): Promise<number> {
  const seed = Number(values.seed ?? Math.floor(Math.random() * 10_000));
  console.log(`Seed ${seed}`);
  const options = { seed, count: Number(values.configurations), log: (line: string) => console.log(line) };
  if (values.record) {
    await recordConfigurations(options);
    return 0;
  }
  const result = await proveConfigurations(options);
  if (result === undefined) return 1;
  console.log(`Configurations, seed ${seed}: ${result.agreed} agree, ${result.disagreed} disagree`);
  return result.disagreed === 0 ? 0 : 1;
}
