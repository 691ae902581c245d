// What a rule opens shrinks to the authorized ports in it: one rule for each, or for each row of them.
// It answers findings of a range of ports, or of all of them. It is not offered where no port in it is authorized, where the rule
// lets in others too, who would lose the rest, and where the ports are not written in the rule itself.
// Listed in index.ts.
import type { Finding } from '../checks/check.ts';
import { sourceChecks } from '../checks/index.ts';
import type { PortRange } from '../checks/settings.ts';
import type { CidrSource, IngressRule } from '../aws/ingressRule.ts';
import { message } from '../messages.ts';
import { folderOf } from '../terraform/path.ts';
import type { Scope } from '../terraform/scope.ts';
import type { TextEdit } from '../text.ts';
import type { FileEdits } from './fileEdits.ts';
import { finishedEdits } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { plainMend } from './fix.ts';
import type { RuleCopy } from './ruleCopies.ts';
import { copyEdits } from './ruleCopies.ts';
import { memberBehind } from './ruleEdits.ts';
import { isFree } from './ruleSource.ts';
import type { Member, RuleText } from './ruleText.ts';
import { memberOf, textOfRule, withoutParentheses } from './ruleText.ts';

/** Narrows the ports of a rule to those that are authorized. */
export const narrowPorts: FixProducer = { id: 'narrow-ports', writesJson: true, propose };

/** More rules than this are a decision of their own. */
const maximumRules = 8;

function propose(finding: Finding, context: FixContext): readonly Fix[] {
  const { rule } = finding;
  if (finding.kind !== 'source' || !rule.sources.every(isEveryone)) return [];
  const openings = openingsOf(finding);
  if (openings.length === 0 || openings.length > maximumRules) return [];
  const text = textOfRule(rule, context);
  const module = text === undefined ? undefined : context.module(folderOf(text.file.path));
  if (text === undefined || module === undefined) return [];
  const copies = openings.map((opening) => copyFor(text, finding, opening));
  const whole = copies.filter((copy) => copy !== undefined);
  const list = whole.length < copies.length ? undefined : copyEdits(text, whole, module);
  if (list === undefined) return [];
  const edits: FileEdits = new Map([[text.file.path, [...list]]]);
  const title = message('fixes.narrowPorts', { ports: openings.map(nameOf).join(', ') });
  return [{ ...plainMend, id: narrowPorts.id, title, edits: finishedEdits(edits, context), preferred: false }];
}

/** What one of the rules opens. */
interface Opening extends PortRange {
  readonly transport: 'tcp' | 'udp';
}

function isEveryone(source: IngressRule['sources'][number]): boolean {
  return source.kind === 'cidr' && source.prefixLength === 0;
}

/** The authorized ports among those that the rule opens, neighbors together, without those that a check would still find. */
function openingsOf({ rule, source, settings }: Finding): readonly Opening[] {
  const { protocol, ports } = rule;
  const whole = ports.kind === 'range' ? ports : ports.kind === 'all' ? { from: 0, to: 65535 } : undefined;
  if (whole === undefined || source === undefined) return [];
  const tcp = protocol.kind === 'tcp' || protocol.kind === 'all' ? settings.authorizedTcpPorts : [];
  const udp = protocol.kind === 'udp' || protocol.kind === 'all' ? settings.authorizedUdpPorts : [];
  const openings: readonly Opening[] = [
    ...joined(tcp, whole).map((range) => ({ ...range, transport: 'tcp' as const })),
    ...joined(udp, whole).map((range) => ({ ...range, transport: 'udp' as const })),
  ];
  return openings.filter((opening) => !isFound(opening, rule, source, settings));
}

function joined(authorized: readonly PortRange[], whole: PortRange): readonly PortRange[] {
  const ranges: PortRange[] = [];
  for (const { from, to } of authorized.toSorted((a, b) => a.from - b.from)) {
    const cut = { from: Math.max(from, whole.from), to: Math.min(to, whole.to) };
    const last = ranges.at(-1);
    if (cut.from > cut.to) continue;
    if (last === undefined || cut.from > last.to + 1) ranges.push(cut);
    else ranges[ranges.length - 1] = { from: last.from, to: Math.max(last.to, cut.to) };
  }
  return ranges;
}

/** A port may be authorized and still be one of high risk. */
function isFound(
  { from, to, transport }: Opening,
  rule: IngressRule,
  source: CidrSource,
  settings: Finding['settings'],
): boolean {
  const narrowed: IngressRule = { ...rule, protocol: { kind: transport }, ports: { kind: 'range', from, to } };
  return sourceChecks.some((check) => {
    if (settings.severities[check.id] === 'off') return false;
    const answer = check.ask(narrowed, source, settings);
    return answer.kind !== 'no' && answer.controls.some((control) => !settings.disabledControls.includes(control));
  });
}

/** The rule with other ports; undefined where its ports are not its own to change. */
function copyFor(text: RuleText, { rule, source }: Finding, opening: Opening): RuleCopy | undefined {
  const { scope } = source?.argument ?? { scope: rule.resource.scope };
  const name = memberOf(text, 'ip_protocol') === undefined ? 'protocol' : 'ip_protocol';
  const protocol = memberOf(text, name);
  const fromPort = memberOf(text, 'from_port');
  const toPort = memberOf(text, 'to_port');
  const written = [protocol, fromPort, toPort].filter((member) => member !== undefined);
  if (protocol === undefined || !written.every((member) => isOwn(member, rule, scope))) return undefined;
  const edits: TextEdit[] =
    rule.protocol.kind === opening.transport ? [] : [replaced(protocol, `"${opening.transport}"`)];
  for (const [port, member, value] of [
    ['from_port', fromPort, opening.from],
    ['to_port', toPort, opening.to],
  ] as const) {
    const edit =
      member === undefined ? memberBehind(text, protocol, port, String(value)) : replaced(member, String(value));
    if (edit === undefined) return undefined;
    edits.push(edit);
  }
  return { edits, suffix: suffixOf(opening) };
}

function replaced({ value }: Member, newText: string): TextEdit {
  return { span: value.span, newText };
}

/** A value of this rule alone: written out, or the same whoever calls the module and whichever round it is. */
function isOwn({ value }: Member, { conditions }: IngressRule, scope: Scope): boolean {
  switch (withoutParentheses(value).kind) {
    case 'number':
    case 'unary':
    case 'null':
      return true;
    default:
      if (value.kind === 'template' && value.parts.every(({ kind }) => kind === 'literal')) return true;
      return isFree(value, scope) && scope.instance.callPath.length === 0 && conditions.length === 0;
  }
}

function nameOf({ from, to, transport }: Opening): string {
  const ports = from === to ? String(from) : `${from}-${to}`;
  return transport === 'tcp' ? ports : `${ports}/udp`;
}

function suffixOf({ from, to, transport }: Opening): string {
  const ports = from === to ? String(from) : `${from}_${to}`;
  return transport === 'tcp' ? ports : `${ports}_udp`;
}
