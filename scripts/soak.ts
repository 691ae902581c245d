// `npm run soak -- --minutes 60`: the real server under what users do, by chance, over a made-up workspace of 12,000 files.
// Exit code 1 where memory or open handles grow, or where the findings in the end are not those of a fresh check.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { complaintsOf, soak } from '../bench/soak/soak.ts';
import { generate } from '../bench/workspace/generate.ts';
import { defaultShape, scaled } from '../bench/workspace/shape.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    files: { type: 'string', default: String(defaultShape.files) },
    seed: { type: 'string' },
  },
});

process.exitCode = await main();

async function main(): Promise<number> {
  const built = spawnSync(process.execPath, [join(dirname(import.meta.dirname), 'esbuild.mjs')], { stdio: 'inherit' });
  if (built.status !== 0) return 1;
  const seed = Number(values.seed ?? Math.floor(Math.random() * 10_000));
  console.log(`Seed ${seed}, ${values.files} files, ${values.minutes} minutes`);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-soak-')));
  try {
    generate(folder, scaled(defaultShape, Number(values.files)));
    const endMs = performance.now() + Number(values.minutes) * 60_000;
    const outcome = await soak({
      folder,
      seed,
      goesOn: () => performance.now() < endMs,
      sampleEvery: 200,
      log: (line) => console.log(line),
    });
    const complaints = complaintsOf(outcome);
    for (const complaint of complaints) console.error(complaint);
    console.log(
      `${outcome.done} things done; ${outcome.findings} findings in the end; complaints: ${complaints.length}`,
    );
    return complaints.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
