// `npm run test:fixes [PATH...]`: every offered fix of every finding at or below the paths is carried out on a copy and judged. The
// parser accepts, the finding is gone, none is new, all else is unchanged; where Terraform is on this machine, what it found
// formatted stays so, and with the AWS provider too, what was valid stays valid. It writes nothing but in temporary folders.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { tryFixes, type Pair, type Refusal } from '../test/fixesProof/pairs.ts';
import { projectsIn } from '../test/fixesProof/projects.ts';
import { canBeValidated, invalid, unformatted } from '../test/fixesProof/terraformVerdicts.ts';
import { workspaceOf } from '../test/support/checkFix.ts';
import { referee } from '../test/support/hclReferee.ts';
import { hasTerraform } from '../test/support/terraform.ts';

const home = dirname(import.meta.dirname);

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  const usual = ['examples', 'test', '../shared/conformance']
    .map((path) => join(home, path))
    .filter((path) => existsSync(path));
  const folders = words.length === 0 ? usual : words.map((path) => resolve(path));
  const pairs: Pair[] = [];
  const refusals: Refusal[] = [];
  let [shown, findings, projects] = [0, 0, 0];
  for (const folder of folders) {
    for (const project of projectsIn(folder)) {
      const tried = await tryFixes(project);
      pairs.push(...tried.pairs);
      refusals.push(...tried.refusals);
      shown += tried.shown;
      findings += tried.findings;
      projects++;
    }
    console.log(`${folder}: so far ${projects} projects, ${findings} findings, ${pairs.length} finding × fix pairs`);
  }
  referee.stop();
  if (hasTerraform) {
    console.log(`terraform fmt: ${judgeFormat(pairs)} texts that were formatted before`);
    console.log(`terraform validate: ${judgeValidity(pairs)} pairs whose configuration was valid before`);
  } else console.log('terraform is not on this machine: formatting and validity are not judged');
  report(pairs, refusals, shown);
  const failed = pairs.filter(({ faults }) => faults.length > 0).length;
  console.log(`${pairs.length - failed} passed, ${failed} failed of ${pairs.length} finding × fix pairs`);
  return failed === 0 ? 0 : 1;
}

/** How many texts were judged: those that `terraform fmt` would have left as they were, and that the fix made. */
function judgeFormat(pairs: readonly Pair[]): number {
  const texts = new Set<string>();
  const changed = pairs.flatMap((pair) =>
    pair.changed.filter((path) => /\.(?:tf|tfvars)$/.test(path)).map((path) => ({ pair, path })),
  );
  for (const { pair, path } of changed) {
    texts.add(pair.files.get(path) ?? '');
    texts.add(pair.project.files.get(path) ?? '');
  }
  const changes = unformatted(texts);
  const clean = changed.filter(({ pair, path }) => !changes.has(pair.project.files.get(path) ?? ''));
  for (const { pair, path } of clean)
    if (changes.has(pair.files.get(path) ?? '')) pair.faults.push(`${path} is not as terraform fmt leaves it`);
  return clean.length;
}

/** How many pairs were judged: those of roots that were valid before. */
function judgeValidity(pairs: readonly Pair[]): number {
  const askable = pairs.filter(({ project, files }) => canBeValidated(project.files) && canBeValidated(files));
  const cases = askable.flatMap((pair) => rootsOf(pair).map((root) => ({ pair, root })));
  const before = new Map(
    cases.map(({ pair: { project }, root }) => [
      `${root} ${JSON.stringify([...project.files])}`,
      { files: project.files, root },
    ]),
  );
  const wrongBefore = invalid([...before.values()]);
  if (wrongBefore === undefined) return 0;
  const keys = [...before.keys()];
  const valid = new Set(keys.filter((_, index) => !wrongBefore.has(index)));
  const sound = cases.filter(({ pair: { project }, root }) =>
    valid.has(`${root} ${JSON.stringify([...project.files])}`),
  );
  const wrong = invalid(sound.map(({ pair: { files }, root }) => ({ files, root })));
  sound.forEach(({ pair }, index) => {
    const fault = wrong?.get(index);
    if (fault !== undefined) pair.faults.push(`terraform validate: ${fault}`);
  });
  return sound.length;
}

function rootsOf({ project, changed }: Pair): readonly string[] {
  return workspaceOf(project.files).trial(new Map()).rootsThatRead(changed);
}

function report(pairs: readonly Pair[], refusals: readonly Refusal[], shown: number): void {
  for (const [fix, count] of counted(pairs.map((pair) => pair.fix))) console.log(`  ${fix}: ${count} offered`);
  console.log(`  ${shown} that show a place or ask first; ${refusals.length} kept from being offered by the proof:`);
  for (const [what, count] of counted(
    refusals.map(({ fix, reason }) => `${fix}: ${reason.replace(/\/w\/\S+|\S+\.\S+/g, '…')}`),
  ))
    console.log(`    ${count} × ${what}`);
  for (const { project, about, title, faults } of pairs)
    if (faults.length > 0) console.log(`FAILED ${project.name}\n  ${about}\n  ${title}\n  ${faults.join('\n  ')}`);
  if (process.env['PORTCULLIS_REFUSALS'] === undefined) return;
  for (const { project, about, fix, reason } of refusals)
    console.log(`REFUSED ${project.name}\n  ${about}\n  ${fix}: ${reason}`);
}

function counted(words: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
