// What a finding says: what is open, to whom, which controls it fails, what to do.
// It decides nothing; the verdict and the controls are given to it.
// Called by ../analyze.ts, and by lsp/ for the text at the origin of a value.
import type { CidrSource, IngressRule } from '../aws/ingressRule.ts';
import type { Message } from '../messages.ts';
import { message } from '../messages.ts';
import type { Condition } from '../terraform/value.ts';
import type { ControlId, Finding } from './check.ts';
import { subjectOf } from './subject.ts';

/** What has been decided about one open source of a rule. */
export interface Decided {
  readonly rule: IngressRule;
  readonly source: CidrSource;
  readonly verdict: Finding['verdict'];
  readonly controls: readonly ControlId[];
}

/** At most three short sentences. */
export function findingMessage(decided: Decided): Message {
  const { rule, controls, verdict } = decided;
  const unclear = unclearReason(rule);
  const advice = message(isIncomplete(rule) ? 'checks.writeProtocolAndPorts' : 'checks.allowFewer');
  if (unclear !== undefined)
    return message('checks.findingUnclear', { opening: unclearOpening(decided, unclear), controls, advice });
  const opening = openingOf(decided);
  return message(verdict === 'open' ? 'checks.finding' : 'checks.findingIf', { opening, controls, advice });
}

/** What to say at the text that decides several findings (at least one), in the file where it stands. */
export function originMessage(findings: readonly Finding[]): Message {
  const [first] = findings;
  const addresses = [...new Set(findings.map((finding) => finding.rule.address))];
  if (first === undefined || addresses.length > 1 || findings.length > 1)
    return message('checks.originOfSeveral', { count: findings.length, addresses });
  const { rule, source } = first;
  return message('checks.origin', { what: subjectOf(rule).message, address: rule.address, family: source.family });
}

/** Under what a source of a rule is open; undefined where it is open for sure. */
export function whenOpen(rule: IngressRule, source: CidrSource): Message | undefined {
  const conditions = [...rule.conditions, ...source.conditions].filter(isFirst).map(conditionMessage);
  if (rule.uncertain !== undefined) conditions.push(message('checks.ruleExists', { why: rule.uncertain.message }));
  if (source.uncertain !== undefined) conditions.push(message('checks.sourceListed', { why: source.uncertain.message }));
  return conditions.length === 0 ? undefined : message('checks.when', { conditions });
}

function openingOf({ rule, source }: Decided): Message {
  const { message: what, isPlural } = subjectOf(rule);
  const when = whenOpen(rule, source);
  const { family } = source;
  if (when === undefined) return message(isPlural ? 'checks.areOpen' : 'checks.isOpen', { what, family });
  return message(isPlural ? 'checks.areOpenIf' : 'checks.isOpenIf', { what, family, when });
}

function unclearOpening({ rule, source }: Decided, why: Message): Message {
  const when = whenOpen(rule, source);
  const { family } = source;
  if (when === undefined) return message('checks.unclear', { family, why });
  return message('checks.unclearIf', { family, why, when });
}

/** Why nobody can say which ports are open; undefined where that is plain. */
function unclearReason({ protocol, ports }: IngressRule): Message | undefined {
  switch (protocol.kind) {
    case 'missing':
      return message(ports.kind === 'missing' ? 'checks.noProtocolAndPorts' : 'checks.noProtocol');
    case 'invalid':
      return message('checks.invalidProtocol', { text: protocol.text });
    case 'unknown':
      return message('checks.unknownProtocol', { why: protocol.reason.message });
    case 'tcp':
    case 'udp':
    case 'icmp':
    case 'icmpv6':
    case 'all':
    case 'other':
      return unclearPorts(ports);
  }
}

function unclearPorts(ports: IngressRule['ports']): Message | undefined {
  switch (ports.kind) {
    case 'missing':
      return message('checks.noPorts');
    case 'invalid':
      return message('checks.invalidPorts', { text: ports.text });
    case 'unknown':
      return message('checks.unknownPorts', { why: ports.reason.message });
    case 'range':
    case 'all':
    case 'icmp':
      return undefined;
  }
}

function isIncomplete({ protocol, ports }: IngressRule): boolean {
  const kinds: readonly string[] = ['missing', 'invalid'];
  return kinds.includes(protocol.kind) || kinds.includes(ports.kind);
}

function conditionMessage(condition: Condition): Message {
  return message(condition.holds ? 'checks.holds' : 'checks.fails', { expression: condition.text });
}

function isFirst(condition: Condition, index: number, all: readonly Condition[]): boolean {
  return all.findIndex((other) => other.key === condition.key && other.holds === condition.holds) === index;
}
