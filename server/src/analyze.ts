// One pure function: a root module and settings in, findings out. Forms read the rules, checks judge their open sources.
// It does no I/O, keeps nothing between calls, and lets no form and no check that fails silence the others.
// Called by the workspace.
import { readConfiguration } from './aws/configuration.ts';
import type { Configuration } from './aws/configuration.ts';
import type { CidrSource, IngressRule, Source } from './aws/ingressRule.ts';
import { modelledRules } from './aws/modules/index.ts';
import type { Finding, Note } from './checks/check.ts';
import { decidingPlaces } from './checks/decidingPlaces.ts';
import type { Court } from './checks/court.ts';
import { courthouse, settingsOf } from './checks/court.ts';
import type { IgnoreOutcome } from './checks/ignores/ledger.ts';
import { mergeOutcomes, newLedger } from './checks/ignores/ledger.ts';
import { configurationChecks } from './checks/index.ts';
import { judge } from './checks/judge.ts';
import { judgeConfiguration } from './checks/judgeConfiguration.ts';
import type { Bench } from './checks/judgeConfiguration.ts';
import type { SettingsFor } from './checks/settings.ts';
import { onlyWith, withVariableFiles } from './checks/variableFiles.ts';
import type { DecidingFile } from './checks/variableFiles.ts';
import type { Message } from './messages.ts';
import { message } from './messages.ts';
import { callAddress, localAddress, moduleAddress, modulePrefix } from './terraform/address.ts';
import { headerOf } from './terraform/header.ts';
import type { LeftCall } from './terraform/moduleInstance.ts';
import { tellingInstances } from './terraform/moduleInstance.ts';
import type { ModuleInstance } from './terraform/scope.ts';
import type { TraceStep } from './terraform/trace.ts';
import type { Place } from './text.ts';
import { samePlace } from './text.ts';

/** Something that could not be analyzed, and where it stands. */
export interface AnalysisProblem {
  readonly path: string;
  readonly place: Place;
  readonly message: Message;
}

export interface Analysis {
  /** Sorted by file, start and check; suppressed ones are among them, marked. */
  readonly findings: readonly Finding[];
  readonly problems: readonly AnalysisProblem[];
  /** What came of the ignore comments of the modules. */
  readonly ignores: readonly IgnoreOutcome[];
}

/** Everything found in a root module and in all that it calls. */
export function analyze(root: ModuleInstance, settingsFor: SettingsFor): Analysis {
  const problems: AnalysisProblem[] = [];
  const failed = (what: Message, place: Place): void => {
    problems.push({ path: place.path, place, message: what });
  };
  const { instances, left } = tellingInstances(root);
  const ledger = newLedger();
  const { courtOf, file, settings } = courthouse(settingsFor, ledger, failed);
  const modelled = left.flatMap((call) => rulesOfCall(call, failed));
  const configuration = readConfiguration(instances, modelled, (instance, resource, error) => {
    const address = `${modulePrefix(instance)}${localAddress(resource)}`;
    failed(message('checks.formFailed', { address, error: String(error) }), headerOf(resource.block));
  });
  for (const rule of allRules(configuration)) ledger.met(rule, file(rule.resource.scope.instance, rule.place.path));
  const bench: Bench = { courtOf, failed: (what) => failed(what, wholeFolder(root)) };
  const ofRules = configuration.rules.flatMap((rule) => findingsOfRule(courtOf(rule), rule));
  const ofConfiguration = configurationChecks.flatMap((check) => judgeConfiguration(bench, check, configuration));
  const ignores = ledger.outcomes(instances, file, settings);
  return { findings: mergeFindings([ofRules, ofConfiguration]), problems: unique(problems), ignores };
}

function allRules(configuration: Configuration): readonly IngressRule[] {
  const { rules, defaultGroupRules, networkAclEntries, serviceRules } = configuration;
  return [...rules, ...defaultGroupRules, ...networkAclEntries, ...serviceRules];
}

/** What was found in a run of a root with variable files that Terraform does not load by itself. */
export interface JudgedRun {
  /** The run's variable files, the weakest first; the last is the one that it is named after. */
  readonly paths: readonly [string, ...string[]];
  /** What they say that makes a difference to the root's own run; never empty. */
  readonly changes: readonly [TraceStep, ...TraceStep[]];
  readonly analysis: Analysis;
}

/**
 * What a root's own run found, as it is, and what only such runs found: possible, and once for all runs that found it. Terraform
 * runs with one of them at a time, so what a run does not find takes nothing away.
 */
export function withRuns(own: Analysis, runs: readonly JudgedRun[], settingsFor: SettingsFor): Analysis {
  const known = new Set(own.findings.map(identityOf));
  const finders = new Map<string, JudgedRun[]>();
  for (const run of runs) {
    for (const key of new Set(run.analysis.findings.map(identityOf)))
      if (!known.has(key)) finders.set(key, [...(finders.get(key) ?? []), run]);
  }
  const further = runs.map((run) =>
    run.analysis.findings.flatMap((finding) => {
      const found = finders.get(identityOf(finding));
      const { rule } = finding;
      const settings = settingsOf(settingsFor, rule.resource.scope.instance, rule.place.path);
      return found === undefined ? [] : (onlyWith(finding, decidingFile(finding, run, found, runs), settings) ?? []);
    }),
  );
  const problems = runs
    .flatMap((run) => run.analysis.problems)
    .filter((problem) => !own.problems.some(isSame(problem)));
  return {
    findings: mergeFindings([own.findings, ...further]),
    problems: [...own.problems, ...unique(problems)],
    ignores: mergeOutcomes([own, ...runs.map((run) => run.analysis)].flatMap(({ ignores }) => ignores)),
  };
}

/**
 * One list of several: the same thing found at the same place, by several instances, calls or roots, becomes one finding, with the
 * addresses of the others in `via` and the notes of all. What is surely open anywhere is open, and as grave as it is anywhere.
 */
export function mergeFindings(lists: readonly (readonly Finding[])[]): readonly Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of lists.flat()) {
    const key = identityOf(finding);
    const known = merged.get(key);
    merged.set(key, known === undefined ? withCalls(finding) : merge(known, withCalls(finding)));
  }
  return [...merged.values()].sort(compareFindings);
}

/** What a call opens whose module is not on disk but known to a model. A call that nobody can see into is told of. */
function rulesOfCall(left: LeftCall, failed: Court['failed']): readonly IngressRule[] {
  const { instance, call, reason } = left;
  try {
    const rules = modelledRules(left);
    if (rules === undefined) failed(reason.message, reason.place ?? headerOf(call.block));
    return rules ?? [];
  } catch (error) {
    const address = callAddress(instance, call, { kind: 'none' });
    failed(message('checks.formFailed', { address, error: String(error) }), headerOf(call.block));
    return [];
  }
}

function findingsOfRule(court: Court, rule: IngressRule): readonly Finding[] {
  try {
    return rule.sources.filter(isOpen).flatMap((source) => judge(court, rule, source) ?? []);
  } catch (error) {
    court.failed(message('checks.formFailed', { address: rule.address, error: String(error) }), rule.place);
    return [];
  }
}

/** Open is a network of length 0, of either family, in any spelling. */
function isOpen(source: Source): source is CidrSource {
  return source.kind === 'cidr' && source.prefixLength === 0;
}

function wholeFolder({ module }: ModuleInstance): Place {
  return { path: module.files[0]?.path ?? module.dir, span: { start: 0, end: 0 } };
}

function identityOf({ place, check, controls, rule, source, suppressedBy, message: what }: Finding): string {
  const ports = rule.ports.kind === 'range' ? `${rule.ports.from}-${rule.ports.to}` : rule.ports.kind;
  const { start, end } = place.span;
  const suppressed = suppressedBy === undefined ? 'shown' : 'suppressed';
  const about = source?.family ?? what.id;
  return [place.path, start, end, check, controls.join(), rule.protocol.kind, ports, about, suppressed].join(' ');
}

/** The file to name: the run's own, or one beneath it that decides the text and brings the finding to every run that has it. */
function decidingFile(
  finding: Finding,
  run: JudgedRun,
  found: readonly JudgedRun[],
  runs: readonly JudgedRun[],
): DecidingFile {
  const decidedIn = finding.origin.at(-1)?.place.path;
  const shared = run.paths.find((path) => path === decidedIn);
  const all = shared === undefined ? [] : runs.filter((other) => other.paths.includes(shared));
  const path = shared !== undefined && all.every((other) => found.includes(other)) ? shared : ownPath(run);
  return { path, changes: run.changes };
}

function ownPath({ paths: [first, ...others] }: JudgedRun): string {
  return others.at(-1) ?? first;
}

function isSame(problem: AnalysisProblem): (other: AnalysisProblem) => boolean {
  return (other) => samePlace(problem.place, other.place) && problem.message.id === other.message.id;
}

function unique(problems: readonly AnalysisProblem[]): readonly AnalysisProblem[] {
  return problems.filter((problem, index) => problems.findIndex(isSame(problem)) === index);
}

/** With the addresses of the calls that lead to it. */
function withCalls(finding: Finding): Finding {
  const call = moduleAddress(finding.rule.resource.scope.instance);
  return call === '' ? finding : { ...finding, via: union(finding.via, [call]) };
}

function merge(a: Finding, b: Finding): Finding {
  const order = doubtOf(a) - doubtOf(b) || gravity.indexOf(a.severity) - gravity.indexOf(b.severity);
  const [first, second] = order > 0 ? [b, a] : [a, b];
  const addresses = [first.rule.address, ...first.via, second.rule.address, ...second.via];
  const merged: Finding = {
    ...first,
    via: union(addresses, []).slice(1),
    notes: unionOfNotes(first.notes, second.notes),
    otherOrigins: otherOriginsOf(first, second),
  };
  if (first.variableFiles.length === 0) return merged;
  const variableFiles = union(first.variableFiles, second.variableFiles);
  return variableFiles.length === first.variableFiles.length ? merged : withVariableFiles(merged, variableFiles);
}

const gravity: readonly Finding['severity'][] = ['error', 'warning', 'information', 'hint'];

/** What holds without a variable file says more than what needs one. */
function doubtOf({ verdict, variableFiles }: Finding): number {
  return verdict === 'open' ? 0 : variableFiles.length === 0 ? 1 : 2;
}

function otherOriginsOf(first: Finding, second: Finding): readonly Place[] {
  const places = decidingPlaces(first);
  const further = decidingPlaces(second).filter((place) => !places.some((known) => samePlace(known, place)));
  return [...first.otherOrigins, ...further].slice(0, maximumNotes);
}

function union(first: readonly string[], second: readonly string[]): readonly string[] {
  return [...new Set([...first, ...second])];
}

/** Enough to see where a finding comes from; a module called a thousand times does not give a thousand notes. */
const maximumNotes = 50;

function unionOfNotes(first: readonly Note[], second: readonly Note[]): readonly Note[] {
  const isNew = (note: Note): boolean =>
    !first.some((known) => samePlace(known.place, note.place) && known.message.id === note.message.id);
  return first.length >= maximumNotes ? first : [...first, ...second.filter(isNew)];
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    compareTexts(a.place.path, b.place.path) ||
    a.place.span.start - b.place.span.start ||
    a.place.span.end - b.place.span.end ||
    compareTexts(a.check, b.check) ||
    compareTexts(identityOf(a), identityOf(b))
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
