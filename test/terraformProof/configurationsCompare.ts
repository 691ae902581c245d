// Holds what Portcullis derives against what Terraform plans. What the plan knows must be the same here and be sure; what it does
// not know must be unknown, or no more than possible.
// Called by configurationsProof.ts and by the replay of what was recorded.
import { listEntry } from './configurationsDerived.ts';
import type { DerivedResource, DerivedRule, DerivedSource } from './configurationsDerived.ts';
import { unknownMark } from './configurationsPlanned.ts';
import type { Known, Planned, PlannedRule } from './configurationsPlanned.ts';

export interface Comparison {
  /** A sentence for each resource on which the two do not agree. */
  readonly disagreements: readonly string[];
  /** What is known here and not to the plan, as that of `unknown ? [] : []`; it may be right. */
  readonly claims: readonly string[];
}

/** Compares all that is planned with all that is derived. */
export function compare(planned: Planned, derived: readonly DerivedResource[]): Comparison {
  const found = derived.map((resource) => compareResource(planned[resource.address], resource));
  const addresses = new Set(derived.map(({ address }) => address));
  const missing = Object.keys(planned).filter((address) => !addresses.has(address));
  return {
    disagreements: [
      ...missing.map((address) => `${address}: planned, and not found here`),
      ...found.flatMap(({ disagreements }) => disagreements),
    ],
    claims: found.flatMap(({ claims }) => claims),
  };
}

function compareResource(
  planned: Known<readonly PlannedRule[]> | undefined,
  { address, sure, rules }: DerivedResource,
): Comparison {
  const say = (what: string): string => `${address}: ${what}`;
  if (planned === undefined) return { disagreements: [say('found here, and not planned')], claims: [] };
  if (!sure) return { disagreements: [say('planned, and only possible here')], claims: [] };
  if (planned === unknownMark) {
    // No `ingress` at all is unknown to the provider, which then leaves alone what is there; to us it is no rule.
    const claimed = rules.filter((rule) => rule.sure);
    return { disagreements: [], claims: claimed.map((rule) => say(`unknown in the plan, here ${derivedText(rule)}`)) };
  }
  const expected = planned.map(expectedRule);
  const here = rules.map(derivedText).join(' and ') || 'nothing';
  const there = expected.map(expectedText).join(' and ') || 'nothing';
  const unmatched = expected.filter((rule) => !rules.some((other) => agreement(rule, other) !== 'no'));
  const [emptied, missing] = [unmatched.filter(isUnknownBlock), unmatched.filter((rule) => !isUnknownBlock(rule))];
  const superfluous = rules.filter((rule) => !expected.some((other) => agreement(other, rule) !== 'no'));
  const claimed = rules.filter(
    (rule) => !superfluous.includes(rule) && !expected.some((other) => agreement(other, rule) === 'yes'),
  );
  return {
    disagreements: [
      ...missing.map((rule) => say(`planned ${expectedText(rule)}, here ${here}`)),
      ...superfluous.map((rule) => say(`here ${derivedText(rule)}, planned ${there}`)),
    ],
    claims: [
      // Blocks over a collection that is unknown to the plan, and empty here whatever comes: `unknown ? [] : []`, `if false`.
      ...emptied.map((rule) => say(`planned ${expectedText(rule)}, here ${here}`)),
      ...claimed.map((rule) => say(`here ${derivedText(rule)}, planned ${there}`)),
    ],
  };
}

type Means = DerivedSource['means'];

/** A planned rule in our words. Undefined and `'?'` stand for what the plan does not know. */
export interface ExpectedRule {
  readonly protocol: string | undefined;
  readonly ports: string | undefined;
  readonly sources: Readonly<Record<Means, Known<readonly string[]>>>;
  /** Of entries of network ACLs alone. */
  readonly isOfService: boolean;
  readonly number: Known<number> | undefined;
  readonly action: string | undefined;
}

/** What a planned rule means. */
export function expectedRule(rule: PlannedRule): ExpectedRule {
  const isAclEntry = rule.action !== undefined;
  const written = isAclEntry ? (aclKeywords[rule.protocol ?? ''] ?? rule.protocol) : rule.protocol;
  const protocol = rule.isListEntry ? listEntry : written === unknownMark ? undefined : protocolName(written);
  return {
    protocol,
    ports: rule.isListEntry ? listEntry : portsOf(protocol, rule.from, rule.to),
    isOfService: rule.isOfService === true,
    number: rule.number,
    action: rule.action,
    sources: {
      cidrs: rule.cidrs ?? [],
      cidrs6: rule.cidrs6 ?? [],
      prefixLists: rule.prefixLists ?? [],
      groups: rule.groups ?? [],
      self: rule.self === unknownMark ? unknownMark : rule.self === true ? ['self'] : [],
    },
  };
}

/** Keywords that mean a number in a network ACL, and nothing in a group. */
const aclKeywords: Readonly<Record<string, string>> = {
  gre: '47',
  esp: '50',
  ah: '51',
  sctp: '132',
  'ipv6-icmp': '58',
};

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

/** `claimed`: they agree in what the plan knows, and here more is known. */
type Agreement = 'yes' | 'no' | 'claimed';

function agreement(expected: ExpectedRule, derived: DerivedRule): Agreement {
  if (isKnown(expected) && !derived.sure) return 'no';
  const parts = [
    entryAgreement(expected, derived),
    partAgreement(expected.protocol, derived.protocol, derived.sure),
    // Under a protocol that is not known the two numbers mean nothing yet.
    expected.protocol === undefined ? 'yes' : partAgreement(expected.ports, derived.ports, derived.sure),
    ...allMeans.map((means) =>
      sourcesAgreement(
        means,
        expected,
        derived.sources.filter((source) => source.means === means),
        derived.sure,
      ),
    ),
  ];
  if (isUnknownBlock(expected)) return parts.includes('claimed') ? 'claimed' : 'yes';
  return parts.includes('no') ? 'no' : parts.includes('claimed') ? 'claimed' : 'yes';
}

/** What a `dynamic` block over an unknown collection is in the plan: one rule of which nothing is known. */
function isUnknownBlock({ protocol, ports, sources }: ExpectedRule): boolean {
  const texts = allMeans.flatMap((means) => (sources[means] === unknownMark ? [] : sources[means]));
  return protocol === undefined && ports === undefined && texts.length === 0;
}

function isKnown({ protocol, ports, sources, number, action }: ExpectedRule): boolean {
  if (number === unknownMark || action === unknownMark) return false;
  return protocol !== undefined && ports !== undefined && allMeans.every((means) => sources[means] !== unknownMark);
}

/** Number and action of an entry of a network ACL. */
function entryAgreement(expected: ExpectedRule, { entry, sure }: DerivedRule): Agreement {
  if (expected.action === undefined) return entry === undefined ? 'yes' : 'no';
  if (entry === undefined) return 'no';
  const number = expected.number === unknownMark ? undefined : String(expected.number);
  const action = expected.action === unknownMark ? undefined : expected.action;
  const both = [
    partAgreement(number, entry.number === undefined ? undefined : String(entry.number), sure),
    partAgreement(action, entry.action === 'unknown' ? undefined : entry.action, sure),
  ];
  return both.includes('no') ? 'no' : both.includes('claimed') ? 'claimed' : 'yes';
}

/** A rule that is only possible may be one of several, which the plan has as one that is unknown. */
function partAgreement(expected: string | undefined, derived: string | undefined, sure: boolean): Agreement {
  if (expected === undefined) return derived === undefined || !sure ? 'yes' : 'claimed';
  return expected === derived ? 'yes' : 'no';
}

function sourcesAgreement(
  means: Means,
  { sources, isOfService }: ExpectedRule,
  derived: readonly DerivedSource[],
  sure: boolean,
): Agreement {
  const expected = sources[means];
  const unknown = derived.some((source) => source.unknown);
  if (expected === unknownMark) {
    // The group of an older rule resource, and networks of a service, are filled in where they are not written.
    const isFilledIn = (means === 'groups' || isOfService) && derived.length === 0;
    return unknown || !sure || isFilledIn ? 'yes' : 'claimed';
  }
  const here = derived.map((source) => (source.unknown ? unknownMark : source.text));
  return sameTexts(expected, here) ? 'yes' : 'no';
}

/** Order means nothing to AWS, nor to the provider, which takes rules that differ in it for one. */
function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  const [first, second] = [[...new Set(a)].toSorted(), [...new Set(b)].toSorted()];
  return first.length === second.length && first.every((text, index) => text === second[index]);
}

/** For people to read. */
export function derivedText({ protocol, ports, sources, sure, entry }: DerivedRule): string {
  const place = entry === undefined ? '' : `${entry.number ?? unknownMark} ${entry.action} `;
  const from = sources.map(({ means, text, unknown }) => `${means}:${text}${unknown ? unknownMark : ''}`).join(',');
  return `[${sure ? '' : 'possible '}${place}${protocol ?? unknownMark} ${ports ?? unknownMark} ${from}]`;
}

/** For people to read. */
export function expectedText({ protocol, ports, sources, number, action }: ExpectedRule): string {
  const place = action === undefined ? '' : `${number ?? ''} ${action} `;
  const from = allMeans.flatMap((means) => {
    const texts = sources[means];
    return texts === unknownMark ? [`${means}:${unknownMark}`] : texts.map((text) => `${means}:${text}`);
  });
  return `[${place}${protocol ?? unknownMark} ${ports ?? unknownMark} ${from.join(',')}]`;
}
