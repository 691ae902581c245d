// Applies a quick fix to a fixture and holds the result against what is expected, and against what must hold for every fix:
// HashiCorp's parser accepts every text, the finding is gone and no new one came, all text outside the edits is unchanged, and
// what `terraform fmt` had nothing to say about before it has nothing to say about afterwards.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { Finding } from '../../server/src/checks/check.ts';
import type { FindingFacts } from '../../server/src/checks/findingFacts.ts';
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import type { Fix, FixContext } from '../../server/src/fixes/fix.ts';
import { proposeFixes } from '../../server/src/fixes/index.ts';
import { isJsonSyntax } from '../../server/src/hcl/jsonFile.ts';
import { render } from '../../server/src/messages.ts';
import { applyEdits } from '../../server/src/text.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { everyCheckOn } from './check.ts';
import { fixtureRoot, readFixture } from './fixture.ts';
import { parse, parseTemplate } from './grammar.ts';
import { referee } from './hclReferee.ts';
import { memoryFileSystem } from './memoryFileSystem.ts';
import { wholeFinding } from './wholeFinding.ts';

/** Takes the fix with this English title of the finding at `$0`, or else of the first one that has it. `after` has every file. */
export async function checkFix(before: string, title: string, after: string): Promise<Fix> {
  const files = filesOf(before);
  const workspace = workspaceOf(files);
  const [finding, fix] = chosenFix(before, workspace, title);
  const result = applied(files, fix);
  assert.deepEqual(Object.fromEntries(result), Object.fromEntries(filesOf(after)));
  await assertHolds(files, finding, fix);
  return fix;
}

/** The same for a fix that is made of the first finding when something is known that nothing written says. */
export async function checkProposed(
  before: string,
  make: (finding: Finding, context: FixContext) => Fix | undefined,
  after: string,
): Promise<void> {
  const files = filesOf(before);
  const workspace = workspaceOf(files);
  const [finding] = workspace.allFindings();
  const fix = finding === undefined ? undefined : make(wholeFinding(workspace, finding), contextOf(workspace));
  if (finding === undefined || fix === undefined) assert.fail('there is no such fix');
  assert.deepEqual(Object.fromEntries(applied(files, fix)), Object.fromEntries(filesOf(after)));
  await assertHolds(files, finding, fix);
}

/** Asserts what must hold for every fix of every finding in a workspace, given by path; tells how many there were. */
export async function checkEveryFix(files: ReadonlyMap<string, string>): Promise<number> {
  const workspace = workspaceOf(files);
  let count = 0;
  for (const finding of workspace.allFindings()) {
    if (finding.suppressedBy !== undefined) continue;
    for (const fix of fixesOf(workspace, finding)) {
      await assertHolds(files, finding, fix);
      count++;
    }
  }
  return count;
}

/** Takes the preferred fix of the first finding that has one, again and again; what is left has none. At most 500 rounds. */
export function withPreferredFixes(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  let current = files;
  for (let round = 0; round < 500; round++) {
    const workspace = workspaceOf(current);
    const shown = workspace.allFindings().filter((finding) => finding.suppressedBy === undefined);
    const fix = shown
      .flatMap((finding) => fixesOf(workspace, finding))
      .find((offered) => offered.preferred && offered.edits.size > 0);
    if (fix === undefined) return current;
    current = applied(current, fix);
  }
  assert.fail('the fixes go round in circles');
}

/** Asserts that no finding of the fixture has a fix of this producer. There must be a finding. */
export function checkNoFix(before: string, id: string): void {
  const workspace = workspaceOf(filesOf(before));
  const findings = workspace.allFindings();
  assert.notEqual(findings.length, 0, 'the fixture has no finding');
  const ids = findings.flatMap((finding) => fixesOf(workspace, finding)).map((fix) => fix.id);
  assert.ok(!ids.includes(id), `${id} is offered`);
}

/** The English titles of the fixes of each finding in a fixture, in order, the preferred one marked with a star. */
export function fixTitles(before: string): readonly (readonly string[])[] {
  const workspace = workspaceOf(filesOf(before));
  return workspace.allFindings().map((finding) => fixesOf(workspace, finding).map(titleOf));
}

/** The files of a fixture; one written with Windows line ends has them in all of its files. */
export function filesOf(fixture: string): ReadonlyMap<string, string> {
  const { files } = readFixture(fixture.replaceAll('\r\n', '\n'));
  if (!fixture.includes('\r\n')) return files;
  return new Map([...files].map(([file, text]) => [file, text.replaceAll('\n', '\r\n')]));
}

function titleOf(fix: Fix): string {
  return `${fix.preferred ? '* ' : ''}${render(fix.title, 'en')}`;
}

function chosenFix(before: string, workspace: Workspace, title: string): readonly [FindingFacts, Fix] {
  const [cursor] = readFixture(before).cursors;
  const findings = workspace.allFindings().filter(({ place }) => {
    if (cursor === undefined) return true;
    return place.path === cursor.path && place.span.start <= cursor.offset && cursor.offset <= place.span.end;
  });
  const offered = findings.flatMap((finding) => fixesOf(workspace, finding).map((fix) => [finding, fix] as const));
  const chosen = offered.find(([, fix]) => render(fix.title, 'en') === title);
  if (chosen !== undefined) return chosen;
  const titles = offered.map(([, fix]) => titleOf(fix)).join('\n');
  assert.fail(`no such fix: ${title}\nfindings: ${findings.length}\noffered:\n${titles}`);
}

function fixesOf(workspace: Workspace, finding: FindingFacts): readonly Fix[] {
  const { fixes, problems } = proposeFixes(wholeFinding(workspace, finding), contextOf(workspace));
  assert.deepEqual(
    problems.map((problem) => render(problem, 'en')),
    [],
  );
  return fixes;
}

function contextOf(workspace: Workspace): FixContext {
  return {
    module: (dir) => workspace.module(dir),
    file: (file) => workspace.file(file),
    callers: (dir) => workspace.callersOf(dir),
    isFree: (file) => workspace.isFree(file),
    today: '2026-11-24',
  };
}

/** A workspace opened on these files, by absolute path, with all findings found. */
export function workspaceOf(files: ReadonlyMap<string, string>): Workspace {
  const parsers = { parse, parseTemplate };
  const workspace = new Workspace(memoryFileSystem(new Map(files)), parsers, {
    checks: { ...defaultCheckSettings, severities: everyCheckOn },
    exclude: [],
    variableFiles: [],
  });
  workspace.setFolders([fixtureRoot]);
  Array.from(workspace.work());
  return workspace;
}

function assertInOrder(spans: readonly { readonly start: number; readonly end: number }[]): void {
  spans.forEach((span, index) => {
    const end = spans[index - 1]?.end ?? 0;
    assert.ok(end <= span.start && span.start <= span.end, 'edits overlap or are out of order');
  });
}

async function assertSound(file: string, before: string | undefined, after: string): Promise<void> {
  // HashiCorp's parser, as we have it, reads native syntax alone.
  if (isJsonSyntax(file)) {
    assert.doesNotThrow(() => JSON.parse(after), `${file} after the fix:\n${after}`);
    return;
  }
  const verdict = await referee.judge(file, after);
  // A file that HashiCorp's parser refused before may stay refused elsewhere.
  const wasAccepted = before === undefined || (await referee.judge(file, before)).kind === 'accepted';
  if (wasAccepted) assert.deepEqual(verdict, { kind: 'accepted' }, `${file} after the fix:\n${after}`);
  // On its way through a pipe an empty text becomes an empty line; a file without text is left as it is.
  if (after === '') return;
  const formatted = formattedByTerraform(after);
  if (formatted === undefined || (before !== undefined && formattedByTerraform(before) !== before)) return;
  assert.equal(after, formatted, `${file} is not as terraform fmt leaves it`);
}

/** Undefined where there is no terraform on the PATH. */
function formattedByTerraform(text: string): string | undefined {
  const run = spawnSync('terraform', ['fmt', '-'], { input: text, encoding: 'utf8' });
  return run.error === undefined && run.status === 0 ? run.stdout : undefined;
}

async function assertHolds(files: ReadonlyMap<string, string>, finding: FindingFacts, fix: Fix): Promise<void> {
  const result = applied(files, fix);
  assertCursor(result, fix);
  if (fix.edits.size === 0) return;
  for (const file of fix.edits.keys()) await assertSound(file, files.get(file), result.get(file) ?? '');
  assertChanged(fix, finding, workspaceOf(files).allFindings(), workspaceOf(result).allFindings());
}

/** Asserts that a fix has done to the findings what it is for, and nothing else. */
export function assertChanged(
  { outcome }: Fix,
  finding: FindingFacts,
  before: readonly FindingFacts[],
  after: readonly FindingFacts[],
): void {
  if (outcome === 'moves') assertMoved(before, after);
  else assertMended(finding, before, after);
}

/** A rule that is written elsewhere is as open as it was, under another address. */
function assertMoved(before: readonly FindingFacts[], after: readonly FindingFacts[]): void {
  const said = (findings: readonly FindingFacts[]): readonly string[] =>
    findings
      .filter(({ suppressedBy }) => suppressedBy === undefined)
      .map(({ rule, source, check, controls }) =>
        JSON.stringify([check, controls, rule.protocol, rule.ports, source?.text]),
      )
      .toSorted();
  assert.deepEqual(said(after), said(before));
}

/** A fix that changes nothing shows a place or asks for something first; a cursor lies in a text that is there. */
function assertCursor(result: ReadonlyMap<string, string>, { id, edits, outcome, cursor, command }: Fix): void {
  assert.equal(edits.size === 0, outcome === 'shows' || command !== undefined, `${id} has no edits and shows nothing`);
  if (outcome === 'shows') assert.ok(cursor !== undefined, `${id} shows no place`);
  if (cursor === undefined) return;
  const { start, end } = cursor.span;
  assert.ok(
    start <= end && end <= (result.get(cursor.path)?.length ?? -1),
    `${id} puts the cursor outside of the text`,
  );
}

/** Every text outside the edits is what it was, because that is how edits are applied; they may not overlap. */
function applied(files: ReadonlyMap<string, string>, fix: Fix): ReadonlyMap<string, string> {
  const result = new Map(files);
  for (const [file, edits] of fix.edits) {
    assertInOrder(edits.map((edit) => edit.span));
    result.set(file, applyEdits(files.get(file) ?? '', edits));
  }
  return result;
}

/** Findings move with the text, so that they are told apart by what they say of which resource, not by where. */
function assertMended(mended: FindingFacts, before: readonly FindingFacts[], after: readonly FindingFacts[]): void {
  const earlier = countByName(before);
  const left = countByName(after);
  const name = nameOf(mended);
  assert.ok((left.get(name) ?? 0) < (earlier.get(name) ?? 0), `the finding is still there: ${name}`);
  for (const [other, count] of left) assert.ok(count <= (earlier.get(other) ?? 0), `a new finding: ${other}`);
}

function countByName(findings: readonly FindingFacts[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    if (finding.suppressedBy !== undefined) continue;
    counts.set(nameOf(finding), (counts.get(nameOf(finding)) ?? 0) + 1);
  }
  return counts;
}

/** Without the controls: an ignore comment inside a rule may leave another source of it with fewer of them. */
function nameOf({ rule, source, place, check }: FindingFacts): string {
  const ports = rule.ports.kind === 'range' ? `${rule.ports.from}-${rule.ports.to}` : rule.ports.kind;
  // Which instance stands for all may change with what is known of their number.
  const address = rule.address.replaceAll(/\[[^\]]*\]/g, '[]');
  return [place.path, address, source?.family ?? check, ports, source?.text ?? ''].join(' ');
}
