// Holds what Portcullis derives against what Terraform plans. What the plan knows must be the same here and be sure; what it does
// not know must be unknown, or no more than possible.
// Called by configurationsProof.ts and by the replay of what was recorded.
import type { DerivedResource, DerivedRule, DerivedSource } from './configurationsDerived.ts';
import { unknownMark } from './configurationsPlanned.ts';
import type { Known, Planned, PlannedRule } from './configurationsPlanned.ts';

/** A sentence for each resource on which the two do not agree; none where they do. */
export function disagreements(planned: Planned, derived: readonly DerivedResource[]): readonly string[] {
  const byAddress = new Map(derived.map((resource) => [resource.address, resource]));
  const missing = Object.keys(planned).filter((address) => !byAddress.has(address));
  return [
    ...missing.map((address) => `${address}: planned, and not found here`),
    ...derived.flatMap((resource) => resourceDisagreements(planned[resource.address], resource)),
  ];
}

function resourceDisagreements(
  planned: Known<readonly PlannedRule[]> | undefined,
  { address, sure, rules }: DerivedResource,
): readonly string[] {
  if (planned === undefined) return [`${address}: found here, and not planned`];
  if (!sure) return [`${address}: planned, and only possible here`];
  const say = (what: string): string => `${address}: ${what}`;
  if (planned === unknownMark) {
    // No `ingress` at all is unknown to the provider, which then leaves alone what is there; to us it is no rule.
    return rules.filter((rule) => isWhole(rule)).map((rule) => say(`unknown in the plan, here ${derivedText(rule)}`));
  }
  const expected = planned.map(expectedRule);
  return [
    ...expected
      .filter((rule) => !rules.some((other) => agree(rule, other)))
      .map((rule) => say(`planned ${expectedText(rule)}, here ${rules.map(derivedText).join(' and ') || 'nothing'}`)),
    ...rules
      .filter((rule) => !expected.some((other) => agree(other, rule)))
      .map((rule) =>
        say(`here ${derivedText(rule)}, planned ${expected.map(expectedText).join(' and ') || 'nothing'}`),
      ),
  ];
}

type Means = DerivedSource['means'];

/** A planned rule in our words. Undefined and `'?'` stand for what the plan does not know. */
interface ExpectedRule {
  readonly protocol: string | undefined;
  readonly ports: string | undefined;
  readonly sources: Readonly<Record<Means, Known<readonly string[]>>>;
}

function expectedRule(rule: PlannedRule): ExpectedRule {
  const protocol = rule.protocol === unknownMark ? undefined : protocolName(rule.protocol);
  return {
    protocol,
    ports: portsOf(protocol, rule.from, rule.to),
    sources: {
      cidrs: rule.cidrs ?? [],
      cidrs6: rule.cidrs6 ?? [],
      prefixLists: rule.prefixLists ?? [],
      groups: rule.groups ?? [],
      self: rule.self === unknownMark ? unknownMark : rule.self === true ? ['self'] : [],
    },
  };
}

/** What the provider sends to EC2. */
function protocolName(text: string | undefined): string {
  if (text === undefined) return 'missing';
  const name = text.toLowerCase();
  const names: Readonly<Record<string, string>> = { '-1': 'all', '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6' };
  const number = /^\d+$/.test(name) && Number(name) < 256 ? String(Number(name)) : name;
  const known = names[number] ?? number;
  return /^(all|tcp|udp|icmp|icmpv6|\d+)$/.test(known) && Number(known) < 256 !== Number.isNaN(Number(known))
    ? known
    : `invalid ${text}`;
}

/** What EC2 makes of the two numbers. */
function portsOf(protocol: string | undefined, from: PlannedRule['from'], to: PlannedRule['to']): string | undefined {
  if (protocol === 'all' || (protocol !== undefined && /^\d+$/.test(protocol))) return 'all';
  if (from === unknownMark || to === unknownMark) return undefined;
  if (protocol === 'icmp' || protocol === 'icmpv6') return `type ${from ?? -1} code ${to ?? -1}`;
  if (protocol === undefined && (from === undefined || to === undefined)) return undefined;
  if (from === undefined || to === undefined) return 'missing';
  return from < 0 || to > 65535 || from > to ? 'invalid' : `${from}-${to}`;
}

const allMeans: readonly Means[] = ['cidrs', 'cidrs6', 'prefixLists', 'groups', 'self'];

function agree(expected: ExpectedRule, derived: DerivedRule): boolean {
  if (isUnknownBlock(expected)) return true;
  if (isKnown(expected) && !derived.sure) return false;
  if (!partAgrees(expected.protocol, derived.protocol, derived.sure)) return false;
  // Under a protocol that is not known the two numbers mean nothing yet.
  if (expected.protocol !== undefined && !partAgrees(expected.ports, derived.ports, derived.sure)) return false;
  return allMeans.every((means) =>
    sourcesAgree(
      means,
      expected.sources[means],
      derived.sources.filter((source) => source.means === means),
      derived.sure,
    ),
  );
}

/**
 * What a `dynamic` block over an unknown collection is in the plan: one rule of which nothing is known. We may know all of it, if
 * its content is literal, and that it is there, if the collection cannot be empty, as that of `split` cannot.
 */
function isUnknownBlock({ protocol, ports, sources }: ExpectedRule): boolean {
  const texts = allMeans.flatMap((means) => (sources[means] === unknownMark ? [] : sources[means]));
  return protocol === undefined && ports === undefined && texts.length === 0;
}

function isKnown({ protocol, ports, sources }: ExpectedRule): boolean {
  return protocol !== undefined && ports !== undefined && allMeans.every((means) => sources[means] !== unknownMark);
}

/** A rule that is only possible may be one of several, which the plan has as one that is unknown. */
function partAgrees(expected: string | undefined, derived: string | undefined, sure: boolean): boolean {
  return expected === undefined ? derived === undefined || !sure : expected === derived;
}

function sourcesAgree(
  means: Means,
  expected: Known<readonly string[]>,
  derived: readonly DerivedSource[],
  sure: boolean,
): boolean {
  const unknown = derived.some((source) => source.unknown);
  if (expected === unknownMark) {
    // The group of an older rule resource is filled in by the provider where it is not written.
    return unknown || !sure || (means === 'groups' && derived.length === 0);
  }
  const here = derived.map((source) => (source.unknown ? unknownMark : source.text));
  // Groups are a set, and two that are not known may be one.
  if (means === 'groups' || means === 'prefixLists')
    return sameText([...new Set(expected)].toSorted(), [...new Set(here)].toSorted());
  return sameText(expected, here);
}

function sameText(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

/** Whether nothing of a rule is unknown. */
function isWhole(rule: DerivedRule): boolean {
  const { protocol, ports, sources, sure } = rule;
  return sure && protocol !== undefined && ports !== undefined && sources.every((source) => !source.unknown);
}

function derivedText({ protocol, ports, sources, sure }: DerivedRule): string {
  const from = sources.map(({ means, text, unknown }) => `${means}:${text}${unknown ? unknownMark : ''}`).join(',');
  return `[${sure ? '' : 'possible '}${protocol ?? unknownMark} ${ports ?? unknownMark} ${from}]`;
}

function expectedText({ protocol, ports, sources }: ExpectedRule): string {
  const from = allMeans.flatMap((means) => {
    const texts = sources[means];
    return texts === unknownMark ? [`${means}:${unknownMark}`] : texts.map((text) => `${means}:${text}`);
  });
  return `[${protocol ?? unknownMark} ${ports ?? unknownMark} ${from.join(',')}]`;
}
