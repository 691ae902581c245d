// What is to be said of ignore comments themselves: one that has expired, that lacks its reason, or that silences nothing.
// It finds nothing out; the outcomes say what came of each comment.
// Called by the workspace when every root has had its say.
import type { Message } from '../../messages.ts';
import { message } from '../../messages.ts';
import type { Place } from '../../text.ts';
import type { Severity } from '../check.ts';
import { controls } from '../controls.ts';
import { checks } from '../index.ts';
import type { CheckSettings } from '../settings.ts';
import { hasExpired, lacksReason } from '../suppress.ts';
import type { IgnoreOutcome } from './ledger.ts';
import { everything, mergeOutcomes } from './ledger.ts';
import type { RemarkId } from './remark.ts';

/** Something to say about a comment. It is no finding: it fails no control and no run. */
export interface Remark {
  readonly id: RemarkId;
  readonly severity: Severity;
  readonly place: Place;
  readonly message: Message;
}

/** At most one remark for each comment, sorted by file and start. */
export function remarksOf(outcomes: readonly IgnoreOutcome[]): readonly Remark[] {
  return mergeOutcomes(outcomes).flatMap(remarkOf).sort(compareRemarks);
}

function remarkOf(outcome: IgnoreOutcome): readonly Remark[] {
  const { comment, silenced, settings } = outcome;
  const { until, badDate } = comment;
  if (badDate !== undefined)
    return remark('useless-ignore', outcome, message('checks.ignoreWithoutDay', { text: badDate }));
  const unknown = comment.ids.filter((id) => !isKnown(id));
  if (unknown.length > 0) return remark('useless-ignore', outcome, message('checks.ignoreOfUnknown', { ids: unknown }));
  if (silenced.length > 0 && until !== undefined && hasExpired(comment, settings))
    return remark('expired-ignore', outcome, message('checks.ignoreExpired', { until }));
  if (silenced.length > 0 && lacksReason(comment, settings))
    return remark('unreasoned-ignore', outcome, message('checks.ignoreUnreasoned'));
  return useless(outcome);
}

function useless(outcome: IgnoreOutcome): readonly Remark[] {
  const { comment, stands, silenced, settings } = outcome;
  if (stands === 'unseen' || silenced.includes(everything)) return [];
  if (stands === 'nothing') return remark('useless-ignore', outcome, message('checks.ignoreAtNoRule'));
  if (comment.ids.length === 0) return remark('useless-ignore', outcome, message('checks.ignoreOfNothing'));
  // Whether a rule fails what is switched off is not asked, so nobody knows.
  const idle = comment.ids.filter((id) => !silenced.includes(id) && isAsked(id, settings));
  if (idle.length === 0) return [];
  return remark('useless-ignore', outcome, message('checks.ignoreOfPassed', { ids: idle.map(asWritten) }));
}

function remark(id: RemarkId, { comment, settings }: IgnoreOutcome, what: Message): readonly Remark[] {
  const severity = settings.remarkSeverities[id];
  return severity === 'off' ? [] : [{ id, severity, place: comment.place, message: what }];
}

function isKnown(id: string): boolean {
  return checks.some((check) => check.id === id) || Object.keys(controls).some((name) => name.toLowerCase() === id);
}

function isAsked(id: string, { severities, disabledControls }: CheckSettings): boolean {
  if (disabledControls.some((control) => control.toLowerCase() === id)) return false;
  return checks.some(
    (check) =>
      severities[check.id] !== 'off' &&
      (check.id === id || check.controls.some((control) => control.toLowerCase() === id)),
  );
}

/** `ec2.18` is kept in small letters; people know it in capitals. */
function asWritten(id: string): string {
  return id.startsWith('ec2.') ? id.toUpperCase() : id;
}

function compareRemarks(a: Remark, b: Remark): number {
  const [first, second] = [a.place, b.place];
  if (first.path !== second.path) return first.path < second.path ? -1 : 1;
  return first.span.start - second.span.start;
}
