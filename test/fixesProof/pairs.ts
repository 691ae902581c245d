// Every offered fix of every finding of a project, carried out and judged by other means than those that offered it: a workspace
// that is opened afresh on the result, HashiCorp's parser, and a comparison of the texts.
// Called by scripts/testFixes.ts.
import assert from 'node:assert/strict';
import type { FindingFacts } from '../../server/src/checks/findingFacts.ts';
import type { Fix } from '../../server/src/fixes/fix.ts';
import { proposeFixes } from '../../server/src/fixes/index.ts';
import { isJsonSyntax } from '../../server/src/hcl/jsonFile.ts';
import { render } from '../../server/src/messages.ts';
import { attemptOf, fixContextOf } from '../../server/src/proof/attempt.ts';
import { objectionTo } from '../../server/src/proof/proof.ts';
import { assertChanged, workspaceOf } from '../support/checkFix.ts';
import { referee } from '../support/hclReferee.ts';
import type { Project } from './projects.ts';
import { wholeFinding } from '../support/wholeFinding.ts';

/** A finding and one of the fixes offered for it. */
export interface Pair {
  readonly project: Project;
  /** `main.tf: aws_security_group.web 0.0.0.0/0`. */
  readonly about: string;
  readonly fix: string;
  readonly title: string;
  /** Every file of the project afterwards. */
  readonly files: ReadonlyMap<string, string>;
  /** The changed ones. */
  readonly changed: readonly string[];
  /** What is wrong with it; empty where nothing is. */
  readonly faults: string[];
}

/** A fix that the proof kept from being offered. */
export interface Refusal {
  readonly project: Project;
  readonly about: string;
  readonly fix: string;
  readonly reason: string;
}

export interface Tried {
  readonly pairs: readonly Pair[];
  readonly refusals: readonly Refusal[];
  /** Fixes that show a place, or ask something first: there is no edit to judge. */
  readonly shown: number;
  readonly findings: number;
}

/** Tries every fix of a project. */
export async function tryFixes(project: Project): Promise<Tried> {
  const workspace = workspaceOf(project.files);
  const pairs: Pair[] = [];
  const refusals: Refusal[] = [];
  let shown = 0;
  const earlier = workspace.allFindings();
  const findings = earlier.filter(({ suppressedBy }) => suppressedBy === undefined);
  for (const finding of findings) {
    const before = workspace.trial(new Map());
    const { fixes, problems } = proposeFixes(wholeFinding(before, finding), {
      ...fixContextOf(before),
      today: '2026-11-24',
    });
    const about = aboutOf(finding);
    for (const problem of problems) refusals.push({ project, about, fix: '-', reason: render(problem, 'en') });
    for (const fix of fixes) {
      if (fix.edits.size === 0) {
        shown++;
        continue;
      }
      const attempt = attemptOf(fix, before);
      const objection = attempt === undefined ? undefined : await objectionTo([finding], attempt, referee);
      if (attempt === undefined || objection !== undefined) {
        const reason = objection === undefined ? 'its edits overlap' : render(objection, 'en');
        refusals.push({ project, about, fix: fix.id, reason });
        continue;
      }
      const files = new Map([...project.files, ...attempt.texts]);
      const faults = await faultsOf(project, { finding, fix, earlier }, files);
      const title = render(fix.title, 'en');
      pairs.push({ project, about, fix: fix.id, title, files, changed: [...attempt.texts.keys()], faults });
    }
  }
  return { pairs, refusals, shown, findings: findings.length };
}

async function faultsOf(
  project: Project,
  {
    finding,
    fix,
    earlier,
  }: { readonly finding: FindingFacts; readonly fix: Fix; readonly earlier: readonly FindingFacts[] },
  after: ReadonlyMap<string, string>,
): Promise<string[]> {
  const faults: string[] = [];
  for (const [path, edits] of fix.edits) {
    const [text, now] = [project.files.get(path) ?? '', after.get(path) ?? ''];
    if (!keepsOutside(text, now, edits)) faults.push(`${path} has changed outside of the edits`);
    const accepts = async (each: string): Promise<boolean> =>
      isJsonSyntax(path) ? isJson(each) : (await referee.judge(path, each)).kind === 'accepted';
    if (!(await accepts(now)) && (await accepts(text))) faults.push(`HashiCorp's parser rejects ${path}`);
  }
  try {
    assertChanged(fix, finding, earlier, workspaceOf(after).allFindings());
  } catch (error) {
    if (!(error instanceof assert.AssertionError)) throw error;
    faults.push(error.message);
  }
  return faults;
}

/** Whether the texts between the edits are those of before, one after the other, and nothing else is but what they write. */
function keepsOutside(
  before: string,
  after: string,
  edits: Iterable<{ readonly span: { readonly start: number; readonly end: number }; readonly newText: string }>,
): boolean {
  let [offset, read] = [0, 0];
  for (const { span, newText } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    const kept = before.slice(offset, span.start);
    if (!after.startsWith(kept + newText, read)) return false;
    read += kept.length + newText.length;
    offset = span.end;
  }
  return after.slice(read) === before.slice(offset);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function aboutOf({ place, rule, source, check }: FindingFacts): string {
  return `${place.path.slice('/w/'.length)}: ${rule.address} ${source?.text ?? check}`;
}
