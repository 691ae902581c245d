// Asks every check about one open source of a rule and makes one finding of their answers.
// It looks for nothing by itself and merges nothing; a check that fails is reported and left out.
// Called by ../analyze.ts.
import type { CidrSource, IngressRule } from '../aws/ingressRule.ts';
import { message } from '../messages.ts';
import { moduleAddress } from '../terraform/address.ts';
import type { Trace } from '../terraform/trace.ts';
import type { Place } from '../text.ts';
import type { CheckId, ControlId, Finding, Severity, SourceCheck, Verdict } from './check.ts';
import { inOrderOfGravity } from './controls.ts';
import type { Court } from './court.ts';
import type { ModuleFacts } from './findingFacts.ts';
import { hear } from './ignores/hearing.ts';
import { sourceChecks } from './index.ts';
import { notesOf } from './notes.ts';
import type { CheckSettings } from './settings.ts';
import { traceSource } from './traceSource.ts';
import { findingMessage } from './wording.ts';

/** The finding of an open source; undefined where it passes, where what is left is silenced by settings. */
export function judge(court: Court, rule: IngressRule, source: CidrSource): Finding | undefined {
  const answered = answersOf(court, rule, source);
  if (answered.length === 0) return undefined;
  const traced = traceSource(source);
  const silencer = hear(court, rule, source, traced.narrowest);
  const heard = answered.map((failed) => ({ failed, silencedBy: silencer(failed.check.id, failed.control) }));
  const left = heard.filter(({ silencedBy }) => silencedBy === undefined).map(({ failed }) => failed);
  const suppressedBy = left.length > 0 ? undefined : heard[0]?.silencedBy;
  return findingOf(court, rule, source, traced, left.length > 0 ? left : answered, suppressedBy);
}

/** A control that fails, with the check that says so. */
interface Failed {
  readonly check: SourceCheck;
  readonly control: ControlId;
  readonly surely: boolean;
}

/** In the order of the checks. What surely fails hides what possibly fails. */
function answersOf(court: Court, rule: IngressRule, source: CidrSource): readonly Failed[] {
  const answered = sourceChecks
    .filter((check) => court.settings.severities[check.id] !== 'off')
    .flatMap((check) => answerOf(court, check, rule, source));
  const sure = answered.filter((failed) => failed.surely);
  return sure.length > 0 ? sure : answered;
}

function answerOf(court: Court, check: SourceCheck, rule: IngressRule, source: CidrSource): readonly Failed[] {
  try {
    const answer = check.ask(rule, source, court.settings);
    if (answer.kind === 'no') return [];
    const controls = answer.controls.filter((control) => !court.settings.disabledControls.includes(control));
    return controls.map((control) => ({ check, control, surely: answer.kind === 'fails' }));
  } catch (error) {
    const values = { check: check.id, address: rule.address, error: String(error) };
    court.failed(message('checks.checkFailed', values), rule.place);
    return [];
  }
}

function findingOf(
  court: Court,
  rule: IngressRule,
  source: CidrSource,
  traced: Trace,
  failed: readonly Failed[],
  suppressedBy: Place | undefined,
): Finding | undefined {
  const [first] = failed;
  if (first === undefined) return undefined;
  const verdict = failed.some(({ surely }) => surely) && isSure(rule, source) ? 'open' : 'possible';
  const severity = severityOf(court.settings, verdict, first.check.id);
  if (severity === 'off') return undefined;
  const controls = inOrderOfGravity(failed.map(({ control }) => control));
  return {
    kind: 'source',
    check: first.check.id,
    controls,
    severity,
    verdict,
    place: traced.narrowest,
    message: findingMessage({ rule, source, verdict, controls, files: '' }),
    notes: notesOf(rule, source, traced),
    rule,
    source,
    module: moduleFacts(rule),
    origin: traced.steps,
    otherOrigins: [],
    variableFiles: [],
    via: [],
    settings: court.settings,
    suppressedBy,
  };
}

/** The module that makes a rule. */
export function moduleFacts({ resource }: IngressRule): ModuleFacts {
  const { instance } = resource.scope;
  return { address: moduleAddress(instance), rootDir: instance.rootDir };
}

function isSure(rule: IngressRule, source: CidrSource): boolean {
  const unsure = rule.uncertain ?? source.uncertain;
  return unsure === undefined && rule.conditions.length === 0 && source.conditions.length === 0;
}

/** What settings make of a finding of a check that is on. What is not sure is never graver than what is. */
export function severityOf(settings: CheckSettings, verdict: Verdict, check: CheckId): Severity | 'off' {
  const { severities, possibleSeverity } = settings;
  const severity = severities[check];
  if (verdict === 'open' || possibleSeverity === 'off' || severity === 'off')
    return verdict === 'open' ? severity : 'off';
  return gravity.indexOf(severity) > gravity.indexOf(possibleSeverity) ? severity : possibleSeverity;
}

const gravity: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
