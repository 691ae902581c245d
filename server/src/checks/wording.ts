// What a finding says: what is open, to whom, which controls it fails, what to do.
// It decides nothing; the verdict and the controls are given to it.
// Called by ../analyze.ts, and by lsp/ for the text at the origin of a value.
import type { Message } from '../messages.ts';
import { message } from '../messages.ts';
import { relativePath } from '../terraform/path.ts';
import type { ControlId, Verdict } from './check.ts';
import type { ConditionFacts, FindingFacts, RuleFacts, SourceFacts } from './findingFacts.ts';
import { subjectOf } from './subject.ts';

/** What has been decided about one open source of a rule. */
export interface Decided {
  readonly rule: RuleFacts;
  readonly source: SourceFacts;
  readonly verdict: Verdict;
  readonly controls: readonly ControlId[];
  /** Variable files as `fileNames` gives them, where it is only open in runs with one of them; empty where it is open without. */
  readonly files: string | Message;
}

/** At most three short sentences: what is open under what and which controls that fails, why that is not sure, what to do. */
export function findingMessage({ rule, source, verdict, controls, files }: Decided): Message {
  const { family } = source;
  const unclear = unclearnessOf(rule);
  const advice = message(isIncomplete(rule) ? 'checks.writeProtocolAndPorts' : 'checks.allowFewer');
  const when = whenOpenWith(files, rule, source);
  if (unclear?.why !== undefined) {
    const { problem, why } = unclear;
    return message('checks.unknown', { family, when, controls, problem, why, advice });
  }
  if (unclear !== undefined) {
    const opening = message('checks.unclear', { family, when, problem: unclear.problem });
    return message('checks.findingUnclear', { opening, controls, advice });
  }
  const { message: what, isPlural } = subjectOf(rule);
  const uncertain = rule.uncertain ?? source.uncertain;
  if (uncertain !== undefined) {
    const id = isPlural ? 'checks.areOpenPerhaps' : 'checks.isOpenPerhaps';
    return message(id, { what, family, when, controls, why: uncertain.message, advice });
  }
  if (verdict === 'open') {
    const opening = message(isPlural ? 'checks.areOpen' : 'checks.isOpen', { what, family });
    return message('checks.finding', { opening, controls, advice });
  }
  const opening = message(isPlural ? 'checks.areOpenIf' : 'checks.isOpenIf', { what, family, when });
  return message('checks.findingIf', { opening, controls, advice });
}

/** What to say at the text that decides several findings (at least one), in the file where it stands. */
export function originMessage(findings: readonly FindingFacts[]): Message {
  const open = findings.filter((finding) => finding.kind === 'source');
  const [first, ...others] = open;
  if (first === undefined) return originOfOthers(findings);
  const addresses = [...new Set(open.map((finding) => finding.rule.address))];
  if (others.length > 0) return message('checks.originOfSeveral', { count: open.length, addresses });
  const { rule, source, origin } = first;
  // A finding may hang on a switch in a variable file that is no range itself.
  const isValue = first.variableFiles.length > 0 && origin.at(-1)?.text.includes(source.text) !== true;
  return message(isValue ? 'checks.originIsValue' : 'checks.origin', {
    what: subjectOf(rule).message,
    address: rule.address,
    family: source.family,
  });
}

function originOfOthers(findings: readonly FindingFacts[]): Message {
  const [first, ...others] = findings;
  const addresses = [...new Set(findings.map((finding) => finding.rule.address))];
  if (first === undefined || others.length > 0)
    return message('checks.originOfOthers', { count: findings.length, addresses });
  return message('checks.originOfOther', { address: first.rule.address, statement: first.message });
}

/** A variable file as the run of its root would name it: relative to the root's folder. */
export function variableFileName(rootDir: string, path: string): string {
  return relativePath(rootDir, path);
}

/** Under what a source of a rule is open; empty where it is open for sure. */
export function whenOpen(rule: Conditional, source: Conditional): Message | '' {
  return whenOpenWith('', rule, source);
}

/** What may rest on conditions. */
type Conditional = Pick<RuleFacts, 'conditions' | 'uncertain'>;

function whenOpenWith(files: string | Message, rule: Conditional, source: Conditional): Message | '' {
  const conditions = [...rule.conditions, ...source.conditions].filter(isFirst).map(conditionMessage);
  if (rule.uncertain !== undefined) conditions.push(message('checks.ruleExists'));
  if (source.uncertain !== undefined) conditions.push(message('checks.sourceListed'));
  if (files === '') return conditions.length === 0 ? '' : message('checks.when', { conditions });
  return message(conditions.length === 0 ? 'checks.with' : 'checks.withWhen', { files, conditions });
}

/** Variable files for a message, any of which will do; it names four at most. Empty where there is none. */
export function fileNames(rootDir: string, variableFiles: readonly string[]): string | Message {
  const names = [...new Set(variableFiles.map((path) => variableFileName(rootDir, path)))];
  const more = message('checks.moreFiles', { count: names.length - 3 });
  return eitherOf(names.length <= 4 ? names : [...names.slice(0, 3), more]);
}

function eitherOf(names: readonly (string | Message)[]): string | Message {
  const [first = '', second, ...others] = names;
  if (second === undefined) return first;
  if (others.length === 0) return message('checks.either', { first, second });
  return message('checks.eitherOfMore', { first, others: eitherOf([second, ...others]) });
}

/** Why nobody can say which ports are open, and, where something is unknown, why that is. */
interface Unclearness {
  readonly problem: Message;
  readonly why: Message | undefined;
}

function unclearnessOf({ protocol, ports }: RuleFacts): Unclearness | undefined {
  switch (protocol.kind) {
    case 'missing':
      return written(message(ports.kind === 'missing' ? 'checks.noProtocolAndPorts' : 'checks.noProtocol'));
    case 'invalid':
      return written(message('checks.invalidProtocol', { text: protocol.text }));
    case 'unknown':
      return { problem: message('checks.unknownProtocol'), why: protocol.reason.message };
    case 'tcp':
    case 'udp':
    case 'icmp':
    case 'icmpv6':
    case 'all':
    case 'other':
      return unclearPorts(ports);
  }
}

function unclearPorts(ports: RuleFacts['ports']): Unclearness | undefined {
  switch (ports.kind) {
    case 'missing':
      return written(message('checks.noPorts'));
    case 'invalid':
      return written(message('checks.invalidPorts', { text: ports.text }));
    case 'unknown':
      return { problem: message('checks.unknownPorts'), why: ports.reason.message };
    case 'range':
    case 'all':
    case 'icmp':
      return undefined;
  }
}

function written(problem: Message): Unclearness {
  return { problem, why: undefined };
}

function isIncomplete({ protocol, ports }: RuleFacts): boolean {
  const kinds: readonly string[] = ['missing', 'invalid'];
  return kinds.includes(protocol.kind) || kinds.includes(ports.kind);
}

function conditionMessage(condition: ConditionFacts): Message {
  return message(condition.holds ? 'checks.holds' : 'checks.fails', { expression: condition.text });
}

function isFirst(condition: ConditionFacts, index: number, all: readonly ConditionFacts[]): boolean {
  // Rounds of one for-expression have conditions of their own that read the same.
  return all.findIndex((other) => other.text === condition.text && other.holds === condition.holds) === index;
}
