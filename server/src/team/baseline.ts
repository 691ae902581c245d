// The findings that a team has put off: `.portcullis.baseline.json`, written by `portcullis baseline`.
// A finding is known again by what it opens and where in the configuration, so that moved lines, renamed files and renamed calls
// of a module change nothing.
// It reads and makes texts; the workspace finds the file, cli/ writes it.
import type { Verdict } from '../checks/check.ts';
import type { FindingFacts } from '../checks/findingFacts.ts';
import type { Message } from '../messages.ts';
import { message } from '../messages.ts';
import { baseName, folderOf, relativePath } from '../terraform/path.ts';
import type { TeamProblem } from './teamFile.ts';

export const baselineFileName = '.portcullis.baseline.json';

export interface Baseline {
  readonly path: string;
  readonly entries: readonly BaselineEntry[];
  readonly problems: readonly TeamProblem[];
}

/** Findings that are alike. */
export interface BaselineEntry {
  /** The folder of the module, relative to the baseline's. */
  readonly module: string;
  /** Within the module, without keys: `aws_security_group.web`. */
  readonly address: string;
  readonly check: string;
  /** It stands for findings that fail these or fewer of them. */
  readonly controls: readonly string[];
  /** What is possible does not stand for what is open. */
  readonly verdict: Verdict;
  readonly protocol: string;
  readonly ports: string;
  readonly source: string;
  /** So many of them. */
  readonly count: number;
}

/** Reads a text of any shape. */
export function readBaseline(path: string, text: string): Baseline {
  const bad = (what: Message): Baseline => {
    return { path, entries: [], problems: [{ place: { path, span: { start: 0, end: 0 } }, message: what }] };
  };
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return bad(message('team.badBaseline', { file: baseName(path) }));
  }
  const found = memberOf(document, 'findings');
  if (memberOf(document, 'version') !== 1 || !Array.isArray(found) || !found.every(isEntry))
    return bad(message('team.badBaseline', { file: baseName(path) }));
  return { path, entries: found, problems: [] };
}

/** The text of a baseline in a folder, one line for each entry, sorted. Suppressed findings need none. */
export function baselineText(dir: string, findings: readonly FindingFacts[]): string {
  const counts = new Map<string, number>();
  for (const finding of findings.filter(({ suppressedBy }) => suppressedBy === undefined)) {
    const key = JSON.stringify(identityOf(dir, finding));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const lines = [...counts].map(([key, count]) => `    ${key.slice(0, -1)},"count":${count}}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.toSorted().join(',\n')}\n  ]`;
  return `{\n  "version": 1,\n  "findings": ${list}\n}\n`;
}

/**
 * The findings, those marked that the baseline stands for. Of more findings that are alike than there were, the first are marked:
 * nobody knows which of them is new.
 */
export function withBaseline(baseline: Baseline, findings: readonly FindingFacts[]): readonly FindingFacts[] {
  const left = baseline.entries.map((entry) => ({ entry, count: entry.count }));
  const dir = folderOf(baseline.path);
  return findings.map((finding) => {
    if (finding.suppressedBy !== undefined) return finding;
    const now = identityOf(dir, finding);
    const known = left.find(({ entry, count }) => count > 0 && standsFor(entry, now));
    if (known === undefined) return finding;
    known.count--;
    return { ...finding, baselined: true };
  });
}

/** By what a finding is known again, in runs over the same configuration with other lines and other neighbours. */
export function identityOf(
  dir: string,
  { check, controls, verdict, place, rule, module, source }: FindingFacts,
): Omit<BaselineEntry, 'count'> {
  const { protocol, ports } = rule;
  const prefix = module.address === '' ? '' : `${module.address}.`;
  const address = rule.address.startsWith(prefix) ? rule.address.slice(prefix.length) : rule.address;
  return {
    module: relativePath(dir, folderOf(place.path)),
    address: address.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+|\*)\]/g, ''),
    check,
    controls,
    verdict,
    protocol: 'number' in protocol ? String(protocol.number) : protocol.kind,
    ports: ports.kind === 'range' ? `${ports.from}-${ports.to}` : ports.kind,
    source: source?.text ?? '',
  };
}

function standsFor(entry: BaselineEntry, now: Omit<BaselineEntry, 'count'>): boolean {
  const isAlike =
    entry.module === now.module &&
    entry.address === now.address &&
    entry.protocol === now.protocol &&
    entry.ports === now.ports &&
    entry.source === now.source;
  const isNoGraver = entry.verdict === 'open' || now.verdict === 'possible';
  const isSame = now.controls.length === 0 ? entry.check === now.check : isSubset(now.controls, entry.controls);
  return isAlike && isNoGraver && isSame;
}

function isSubset(some: readonly string[], all: readonly string[]): boolean {
  return some.every((each) => all.includes(each));
}

function isEntry(value: unknown): value is BaselineEntry {
  const texts = ['module', 'address', 'check', 'protocol', 'ports', 'source'].map((name) => memberOf(value, name));
  const controls = memberOf(value, 'controls');
  const verdict = memberOf(value, 'verdict');
  return (
    texts.every((text) => typeof text === 'string') &&
    Array.isArray(controls) &&
    controls.every((control) => typeof control === 'string') &&
    (verdict === 'open' || verdict === 'possible') &&
    typeof memberOf(value, 'count') === 'number'
  );
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}
