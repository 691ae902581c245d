// `npm run test:incremental`: 10,000 sequences of random edits of real workspaces; after each, what is found must be what a workspace
// just opened finds. --seed repeats a run, --count makes it shorter.
import { parseArgs } from 'node:util';
import { proveIncremental } from '../test/incrementalProof/prove.ts';

const { values } = parseArgs({ options: { seed: { type: 'string' }, count: { type: 'string', default: '10000' } } });
const first = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
const count = Number(values.count);
console.log(`Seed ${first}`);

let agreed = 0;
for (let done = 0; done < count && process.exitCode !== 1; done += 500) {
  const proof = proveIncremental({ seed: first + done, count: Math.min(500, count - done) });
  agreed += proof.agreed;
  console.log(`${agreed} of ${Math.min(count, done + 500)} sequences agree`);
  for (const disagreement of proof.disagreements) console.error(disagreement);
  if (proof.disagreements.length > 0) process.exitCode = 1;
}
