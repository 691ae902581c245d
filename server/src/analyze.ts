// One pure function: a root module and settings in, findings out. Forms read the rules, checks judge their open sources.
// It does no I/O, keeps nothing between calls, and lets no form and no check that fails silence the others.
// Called by the workspace.
import { readConfiguration } from './aws/configuration.ts';
import type { Configuration } from './aws/configuration.ts';
import type { CidrSource, IngressRule, Source } from './aws/ingressRule.ts';
import { modelledRules } from './aws/modules/index.ts';
import type { Finding } from './checks/check.ts';
import type { Court } from './checks/court.ts';
import { courthouse } from './checks/court.ts';
import { factsOf, type FindingFacts } from './checks/findingFacts.ts';
import type { IgnoreOutcome } from './checks/ignores/ledger.ts';
import { mergeOutcomes, newLedger } from './checks/ignores/ledger.ts';
import { configurationChecks } from './checks/index.ts';
import { judge } from './checks/judge.ts';
import { judgeConfiguration } from './checks/judgeConfiguration.ts';
import type { Bench } from './checks/judgeConfiguration.ts';
import { identityOf, mergeFindings } from './checks/mergeFindings.ts';
import { isQuiet } from './checks/quiet.ts';
import type { SettingsFor } from './checks/settings.ts';
import { onlyWith } from './checks/variableFiles.ts';
import type { DecidingFile } from './checks/variableFiles.ts';
import type { Message } from './messages.ts';
import { message } from './messages.ts';
import { callAddress, localAddress, modulePrefix } from './terraform/address.ts';
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

/** What came of a root, as plain data. */
export interface AnalysisFacts {
  /** Sorted by file, start and check; suppressed ones are among them, marked. */
  readonly findings: readonly FindingFacts[];
  readonly problems: readonly AnalysisProblem[];
  /** What came of the ignore comments of the modules. */
  readonly ignores: readonly IgnoreOutcome[];
}

/** What came of a root, its findings whole. */
export interface Analysis extends AnalysisFacts {
  readonly findings: readonly Finding[];
}

/** No more of an analysis than what is told. */
export function analysisFacts({ findings, problems, ignores }: Analysis): AnalysisFacts {
  return { findings: findings.map(factsOf), problems, ignores };
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
  const configuration = readConfiguration(instances, modelled, isQuiet, (instance, resource, error) => {
    const address = `${modulePrefix(instance)}${localAddress(resource)}`;
    failed(message('checks.formFailed', { address, error: String(error) }), headerOf(resource.block));
  });
  for (const rule of allRules(configuration)) ledger.met(rule, file);
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
export function withRuns(own: Analysis, runs: readonly JudgedRun[]): Analysis {
  const known = new Set(own.findings.map(identityOf));
  const finders = new Map<string, JudgedRun[]>();
  for (const run of runs) {
    for (const key of new Set(run.analysis.findings.map(identityOf)))
      if (!known.has(key)) finders.set(key, [...(finders.get(key) ?? []), run]);
  }
  const further = runs.map((run) =>
    run.analysis.findings.flatMap((finding) => {
      const found = finders.get(identityOf(finding));
      return found === undefined ? [] : (onlyWith(finding, decidingFile(finding, run, found, runs)) ?? []);
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
