// Holds what is found in a fixture against the markers under its lines. No markers means no findings.
// Behind the carets: `check-id: the beginning of the English message`, or `check-id (possible): ...`, or
// `check-id (suppressed): ...`. The message may be left out.
import assert from 'node:assert/strict';
import path from 'node:path';
import { analyze } from '../../server/src/analyze.ts';
import type { Analysis } from '../../server/src/analyze.ts';
import type { CheckId, Finding } from '../../server/src/checks/check.ts';
import type { FindingFacts } from '../../server/src/checks/findingFacts.ts';
import { checks } from '../../server/src/checks/index.ts';
import { defaultCheckSettings, settingsEverywhere } from '../../server/src/checks/settings.ts';
import type { CheckSettings } from '../../server/src/checks/settings.ts';
import { createReferee } from '../../server/src/hcl/hcl2json.ts';
import { render } from '../../server/src/messages.ts';
import type { Message } from '../../server/src/messages.ts';
import { rootInstance } from '../../server/src/terraform/moduleInstance.ts';
import { lineAndColumnAt, lineIndexOf } from '../../server/src/text.ts';
import type { Place } from '../../server/src/text.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { fixtureRoot, readFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { parse, parseTemplate } from './grammar.ts';
import { parserPath } from './hclReferee.ts';
import { memoryFileSystem } from './memoryFileSystem.ts';
import { worldOf } from './world.ts';

/** Fails where findings and markers differ; otherwise the findings of the module in /w and of all that it calls. */
export async function checkFindings(text: string, settings: Partial<CheckSettings> = {}): Promise<readonly Finding[]> {
  return checkAnalysis(text, analysisOf(text, settings));
}

/** The same for all that a workspace opened on /w finds: every root, with the variable files that it may be run with. */
export async function checkWorkspace(
  text: string,
  settings: Partial<CheckSettings> = {},
  variableFiles: readonly string[] = [],
): Promise<readonly FindingFacts[]> {
  const checks = { ...defaultCheckSettings, ...settings };
  const fileSystem = memoryFileSystem(new Map(readFixture(text).files));
  const workspace = new Workspace(fileSystem, { parse, parseTemplate }, { checks, exclude: [], variableFiles });
  workspace.setFolders([fixtureRoot]);
  workspace.catchUp();
  return checkAnalysis(text, { findings: workspace.allFindings(), problems: workspace.problems() });
}

async function checkAnalysis<Told extends FindingFacts>(
  text: string,
  { findings, problems }: { findings: readonly Told[]; problems: readonly { readonly message: Message }[] },
): Promise<readonly Told[]> {
  const fixture = readFixture(text);
  if (!fixture.broken) await assertValid(fixture);
  assert.deepEqual(
    problems.map((problem) => render(problem.message, 'en')),
    [],
  );
  const found = findings.map((finding) => describeFinding(fixture, finding));
  const expected = fixture.markers.map(({ place, text }) => ({ at: describePlace(fixture, place), says: text }));
  expected.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  found.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  // An expectation may be the beginning of what is said.
  const matched = found.map(({ at, says }) => {
    const fits = expected.find((one) => one.at === at && says.startsWith(one.says));
    return fits ?? { at, says };
  });
  assert.deepEqual(matched, expected);
  return findings;
}

/** What is found in the module in /w, with the default settings but for those given. */
export function findingsIn(text: string, settings: Partial<CheckSettings> = {}): readonly Finding[] {
  return analysisOf(text, settings).findings;
}

/** The default severities, with every check on that is off by default. */
export const everyCheckOn: CheckSettings['severities'] = checks.reduce(
  (severities, { id, defaultSeverity }) =>
    defaultSeverity === 'off' ? { ...severities, [id]: 'warning' } : severities,
  defaultCheckSettings.severities,
);

/** Settings with one check turned on, for those that are off by default. */
export function switchedOn(id: CheckId): Pick<CheckSettings, 'severities'> {
  return { severities: { ...defaultCheckSettings.severities, [id]: 'warning' } };
}

/**
 * The whole analysis of the module in /w, with the default settings but for those given. What was learned of its modules must make no
 * difference to the next one.
 */
export function analysisOf(text: string, settings: Partial<CheckSettings>): Analysis {
  const { root } = worldOf(text);
  const everywhere = settingsEverywhere({ ...defaultCheckSettings, ...settings });
  const analysis = analyze(root, everywhere);
  const again = analyze(rootInstance(root.module, root.world), everywhere);
  assert.deepEqual(tellingParts(again), tellingParts(analysis));
  return analysis;
}

function tellingParts({ findings, problems, ignores }: Analysis): unknown {
  const told = findings.map(({ rule, source, ...parts }) => ({ ...parts, address: rule.address, text: source?.text }));
  return { told, problems, ignores };
}

interface Described {
  readonly at: string;
  readonly says: string;
}

function describeFinding(fixture: Fixture, { place, check, verdict, suppressedBy, message }: FindingFacts): Described {
  const remark = suppressedBy !== undefined ? ' (suppressed)' : verdict === 'possible' ? ' (possible)' : '';
  return { at: describePlace(fixture, place), says: `${check}${remark}: ${render(message, 'en')}` };
}

/** File, line and the text itself, up to the end of its first line: that is all that carets can mark. */
function describePlace({ files }: Fixture, { path: file, span }: Place): string {
  const text = files.get(file) ?? '';
  const { line, column } = lineAndColumnAt(lineIndexOf(text), span.start);
  const [first = ''] = text.slice(span.start, span.end).split('\n');
  return `${file}:${String(line + 1).padStart(3)}:${String(column + 1).padStart(3)} ${first}`;
}

const referee = createReferee({
  workerPath: path.join(import.meta.dirname, '../../server/src/hcl/hcl2jsonWorker.ts'),
  parserPath,
  timeLimitMs: 30_000,
  idleLimitMs: 2_000,
});

async function assertValid({ files }: Fixture): Promise<void> {
  for (const [file, text] of files) {
    if (!/\.(?:tf|tofu|tfvars)$/.test(file)) continue;
    assert.deepEqual(await referee.judge(file, text), { kind: 'accepted' }, `${file} is not valid:\n${text}`);
  }
}
