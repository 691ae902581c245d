// `npm run bench [PATH]`: measures the built command line and language server on a workspace, PATH or one that is made up, and
// prints every target with its figure. Exit code 1 where a target is missed. --generate FOLDER makes up a workspace and no more.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measurements } from './measurements.ts';
import { floorOf, root, run } from './processes.ts';
import { writeResults } from './results.ts';
import { milliseconds, type Measurement, type Subject } from './row.ts';
import { median } from './statistics.ts';
import { allMet, tableOf, type Result } from './table.ts';
import { generate } from './workspace/generate.ts';
import { defaultShape, scaled, type Shape } from './workspace/shape.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    generate: { type: 'string' },
    files: { type: 'string' },
    modules: { type: 'string' },
    'rule-files': { type: 'string' },
    calls: { type: 'string' },
    depth: { type: 'string' },
    seed: { type: 'string' },
    runs: { type: 'string' },
    only: { type: 'string' },
    name: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});

process.exitCode = await main();

async function main(): Promise<number> {
  if (values.generate !== undefined) {
    console.log(generate(values.generate, shapeOf()));
    return 0;
  }
  if (run(process.execPath, [join(root, 'esbuild.mjs')]).status !== 0) throw new Error('The build failed.');
  const [path] = positionals;
  if (path !== undefined) {
    const folder = realpathSync(resolve(path));
    return report({ name: values.name ?? basename(folder), folder, smallFolder: undefined, runs: runsOf() });
  }
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-bench-')));
  try {
    const [folder, smallFolder] = [join(parent, 'large'), join(parent, 'small')];
    generate(folder, shapeOf());
    generate(smallFolder, scaled(shapeOf(), Math.round(shapeOf().files / 12)));
    return await report({ name: values.name ?? 'Generated workspace', folder, smallFolder, runs: runsOf() });
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

/** Measures, prints, and keeps the outcome where that is asked for. */
async function report(subject: Subject): Promise<number> {
  const floors = Array.from({ length: subject.runs }, () => floorOf(subject.folder));
  const floorMs = (): number => median(floors.map((each) => each.milliseconds));
  const { files, bytes } = floorOf(subject.folder);
  const results: Result[] = [];
  for (const measurement of wanted()) {
    process.stderr.write(`${measurement.name} ...\n`);
    results.push(...(await resultsOf(measurement, subject, floorMs)));
    floors.push(floorOf(subject.folder));
  }
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${process.platform}, Node ${process.version}`;
  const size = `${files} files, ${(bytes / 1_000_000).toFixed(1)} MB`;
  const text = `${new Date().toISOString().slice(0, 10)}, ${machine}. ${size}; medians of ${subject.runs} runs; floor: ${milliseconds(floorMs())}.

${tableOf(results, floorMs())}`;
  console.log(`${subject.name}: ${text}`);
  if (values.write) writeResults(subject.name, text);
  return allMet(results) ? 0 : 1;
}

async function resultsOf(
  { rows, measure }: Measurement,
  subject: Subject,
  floorMs: () => number,
): Promise<readonly Result[]> {
  try {
    const figures = await measure(subject, floorMs);
    return rows.map((row, index) => ({ row, figure: figures[index] ?? { failure: 'not measured' } }));
  } catch (error) {
    const failure = (error instanceof Error ? error.message : String(error)).trim().split('\n')[0] ?? '';
    return rows.map((row) => ({ row, figure: { failure } }));
  }
}

function wanted(): readonly Measurement[] {
  const names = values.only?.split(',');
  return measurements.filter(({ name, isOnRequest }) => names?.includes(name) ?? isOnRequest !== true);
}

function runsOf(): number {
  return numberOf(values.runs, 5);
}

/** The default shape with what the words say instead. */
function shapeOf(): Shape {
  return {
    ...defaultShape,
    files: numberOf(values.files, defaultShape.files),
    modules: numberOf(values.modules, defaultShape.modules),
    ruleFiles: numberOf(values['rule-files'], defaultShape.ruleFiles),
    calls: numberOf(values.calls, defaultShape.calls),
    depth: numberOf(values.depth, defaultShape.depth),
    seed: numberOf(values.seed, defaultShape.seed),
  };
}

function numberOf(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${text} is no whole number.`);
  return Number(text);
}
