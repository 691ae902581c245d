// `npm run test:terraform`: holds the evaluator against the real Terraform, on expressions and on whole configurations made up by
// chance. Needs `terraform` on the path, and for configurations the AWS provider on disk; no network and no account. With
// --record-expressions or --record-configurations it writes down what Terraform plans, for the tests, instead of comparing.
import { parseArgs } from 'node:util';
import { proveConfigurations, recordConfigurations } from '../test/terraformProof/configurationsProof.ts';
import { proveExpressions, recordExpressions } from '../test/terraformProof/expressions.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    expressions: { type: 'string', default: '5000' },
    configurations: { type: 'string', default: '500' },
    'record-expressions': { type: 'boolean', default: false },
    'record-configurations': { type: 'boolean', default: false },
  },
});

process.exitCode = await main();

async function main(): Promise<number> {
  const seed = Number(values.seed ?? Math.floor(Math.random() * 10_000));
  console.log(`Seed ${seed}`);
  const [expressions, configurations] = [Number(values.expressions), Number(values.configurations)];
  if (values['record-expressions']) {
    recordExpressions({ seed, count: expressions, log });
    return 0;
  }
  if (values['record-configurations']) {
    await recordConfigurations({ seed, count: configurations, log });
    return 0;
  }
  const agree = [
    expressions === 0 || expressionsAgree(seed, expressions),
    configurations === 0 || (await configurationsAgree(seed, configurations)),
  ];
  return agree.every((part) => part) ? 0 : 1;
}

function expressionsAgree(seed: number, count: number): boolean {
  const result = proveExpressions({ seed, count, log });
  return result.disagreements.length === 0;
}

async function configurationsAgree(seed: number, count: number): Promise<boolean> {
  const result = await proveConfigurations({ seed, count, log });
  if (result === undefined) return false;
  log(`Configurations, seed ${seed}: ${result.agreed} agree, ${result.disagreed} disagree`);
  return result.disagreed === 0;
}

function log(line: string): void {
  console.log(line);
}
