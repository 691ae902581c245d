// Terraform that other people wrote, labelled, where the folder is present: ../shared/conformance beside the project. It is read
// where it lies and measured with the same rule of agreement as its own runner, but in process, without the command line.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readPorts } from '../server/src/checks/authorizedPorts.ts';
import type { FindingFacts } from '../server/src/checks/findingFacts.ts';
import { defaultCheckSettings } from '../server/src/checks/settings.ts';
import type { CheckSettings } from '../server/src/checks/settings.ts';
import { lineAndColumnAt, lineIndexOf } from '../server/src/text.ts';
import type { Place } from '../server/src/text.ts';
import { Workspace } from '../server/src/workspace/workspace.ts';
import { parse, parseTemplate } from './support/grammar.ts';
import { memoryFileSystem } from './support/memoryFileSystem.ts';

interface Expectation {
  readonly address: string;
  readonly file: string;
  readonly line: number;
  readonly ec2_18: string;
  readonly ec2_18_with_options?: string;
  readonly ec2_19_highrisk?: string;
  readonly tier: 'core' | 'edge';
  readonly why: string;
}

interface Case {
  readonly case: string;
  readonly skip?: boolean;
  readonly same_text_as?: string;
  readonly options?: { readonly authorizedTcpPorts: string; readonly authorizedUdpPorts: string };
  readonly expectations: readonly Expectation[];
}

const folder = path.join(import.meta.dirname, '../../shared/conformance');

test(
  'other people’s Terraform is judged as it is labelled',
  { skip: !existsSync(folder) && `${folder} is not there` },
  (context) => {
    const score = { core: [0, 0], edge: [0, 0] } satisfies Record<string, [number, number]>;
    const lines: [number, number] = [0, 0];
    const highRisk: [number, number] = [0, 0];
    for (const labelled of labelledCases()) {
      const { findings, lineOf } = findingsIn(path.join(folder, 'cases', labelled.case), settingsOf(labelled));
      for (const expected of labelled.expectations) {
        const wanted = (labelled.options && expected.ec2_18_with_options) ?? expected.ec2_18;
        const mine = findingsFor(expected, labelled, findings, 'EC2.18', lineOf);
        const got = verdictOf(mine);
        const tier = score[expected.tier];
        tier[1]++;
        if (got === wanted) tier[0]++;
        else context.diagnostic(describe(labelled, expected, `wanted ${wanted}, got ${got}`));
        const grave = verdictOf(findingsFor(expected, labelled, findings, 'EC2.19', lineOf));
        highRisk[1]++;
        if ((grave === 'fail') === (expected.ec2_19_highrisk === 'fail')) highRisk[0]++;
        else
          context.diagnostic(
            describe(labelled, expected, `EC2.19: wanted ${expected.ec2_19_highrisk ?? ''}, got ${grave}`),
          );
        if (wanted !== 'fail' || got !== 'fail') continue;
        lines[1]++;
        if (mine.some((finding) => placesOf(finding).some((place) => lineOf(place) === expected.line))) lines[0]++;
        else
          context.diagnostic(
            describe(labelled, expected, `found on line ${mine.map(({ place }) => lineOf(place)).join()}`),
          );
      }
    }
    const [agreed, all] = score.core;
    context.diagnostic(
      `core ${agreed}/${all}  edge ${score.edge.join('/')}  same line ${lines.join('/')}  EC2.19 ${highRisk.join('/')}`,
    );
    assert.ok(all > 0 && agreed / all >= 0.99, `only ${agreed} of ${all} core expectations agree`);
  },
);

function labelledCases(): readonly Case[] {
  const cases: unknown = JSON.parse(readFileSync(path.join(folder, 'labels.json'), 'utf8'));
  assert.ok(Array.isArray(cases));
  return cases.filter(isCase).filter((labelled) => labelled.skip !== true && labelled.same_text_as === undefined);
}

/** The labels are trusted beyond this: they are measured with, not shipped. */
function isCase(value: unknown): value is Case {
  return typeof value === 'object' && value !== null && 'case' in value && 'expectations' in value;
}

function settingsOf({ options }: Case): CheckSettings {
  const defaults = { ...defaultCheckSettings, honorIgnoreComments: false };
  if (options === undefined) return defaults;
  return {
    ...defaults,
    authorizedTcpPorts: readPorts(options.authorizedTcpPorts) ?? [],
    authorizedUdpPorts: readPorts(options.authorizedUdpPorts) ?? [],
  };
}

interface Analyzed {
  readonly findings: readonly FindingFacts[];
  /** From 1. */
  readonly lineOf: (place: Place) => number;
}

function findingsIn(dir: string, settings: CheckSettings): Analyzed {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = new Map<string, string>();
  for (const { parentPath, name } of entries) {
    const file = path.join(parentPath, name);
    files.set(`/w/${path.relative(dir, file).replaceAll('\\', '/')}`, readFileSync(file, 'utf8'));
  }
  const workspace = new Workspace(
    memoryFileSystem(files),
    { parse, parseTemplate },
    { checks: settings, exclude: [], variableFiles: [] },
  );
  workspace.setFolders(['/w']);
  Array.from(workspace.work());
  const failures = workspace.problems().filter(({ message }) => message.id.startsWith('checks.'));
  assert.deepEqual(failures, [], 'a form or a check failed');
  const lineOf = ({ path: file, span }: Place): number =>
    lineAndColumnAt(lineIndexOf(files.get(file) ?? ''), span.start).line + 1;
  return { findings: workspace.allFindings(), lineOf };
}

/** Where an address is labelled several times, each finding belongs to the label whose line is nearest. */
function findingsFor(
  expected: Expectation,
  { expectations }: Case,
  findings: readonly FindingFacts[],
  control: FindingFacts['controls'][0],
  lineOf: Analyzed['lineOf'],
): readonly FindingFacts[] {
  const mine = findings.filter(
    ({ controls, rule, via }) =>
      controls.includes(control) && [rule.address, ...via].some((address) => isWithin(address, expected)),
  );
  const others = expectations.filter(
    (other) => other !== expected && other.address === expected.address && other.file === expected.file,
  );
  const distance = (label: Expectation, finding: FindingFacts): number => Math.abs(label.line - lineOf(finding.place));
  return mine.filter((finding) => others.every((other) => distance(other, finding) >= distance(expected, finding)));
}

function isWithin(address: string, { address: labelled }: Expectation): boolean {
  const plain = address.replace(/\[[^\]]*\]/g, '');
  return plain === labelled || plain.startsWith(`${labelled}.`);
}

function verdictOf(findings: readonly FindingFacts[]): string {
  if (findings.some(({ verdict }) => verdict === 'open')) return 'fail';
  return findings.length > 0 ? 'warn-unknown' : 'pass';
}

function placesOf(finding: FindingFacts): readonly Place[] {
  return [finding.place, ...finding.origin.map((step) => step.place)];
}

function describe(labelled: Case, { tier, address, file, line, why }: Expectation, what: string): string {
  return `${tier} ${labelled.case} ${address} ${file}:${line}: ${what} (${why})`;
}
