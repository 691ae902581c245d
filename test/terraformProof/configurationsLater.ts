// Values that no plan knows: what they may turn out to be, and whether what was derived before holds then.
// Called by configurations.ts and configurationsProof.ts.
import type { Configuration } from './configurations.ts';
import { derivedText, expectedRule, expectedText } from './configurationsCompare.ts';
import type { ExpectedRule } from './configurationsCompare.ts';
import type { DerivedResource, DerivedRule } from './configurationsDerived.ts';
import { unknownMark } from './configurationsPlanned.ts';
import type { Planned } from './configurationsPlanned.ts';
import { listOf, simple } from './configurationsShapes.ts';
import type { Shape } from './configurationsShapes.ts';

interface LaterKnown {
  readonly name: string;
  readonly shape: Shape;
  /** What `terraform_data` is given; the type is known while planning, the output is not. */
  readonly input: string;
  /** What the output may come to instead. */
  readonly instead: string;
}

export const laterKnown: readonly LaterKnown[] = [
  { name: 'flag', shape: simple('flag'), input: 'true', instead: 'false' },
  { name: 'port', shape: simple('port'), input: '22', instead: '8080' },
  { name: 'net', shape: simple('cidr4'), input: '"0.0.0.0/0"', instead: '"10.0.0.0/8"' },
  {
    name: 'nets',
    shape: listOf(simple('cidr4'), false),
    input: 'tolist(["0.0.0.0/0", "172.16.0.0/12"])',
    instead: 'tolist([])',
  },
];

/** The same configuration with everything unknown in its place: once as given, once otherwise, and with some of both. */
export function laterOf(configuration: Configuration): readonly Configuration[] {
  const ways: readonly ((later: LaterKnown, index: number) => string)[] = [
    ({ input }) => input,
    ({ instead }) => instead,
    ({ input, instead }, index) => (index % 2 === 0 ? input : instead),
  ];
  return ways.map((way) => {
    const texts = Object.entries(configuration.files).map(([path, text]): [string, string] => {
      const known = laterKnown.reduce(
        (written, later, index) => written.replaceAll(`terraform_data.${later.name}.output`, way(later, index)),
        text.replaceAll('aws_eip.ip.public_ip', '"198.51.100.9"'),
      );
      return [path, known];
    });
    return { ...configuration, files: Object.fromEntries(texts) };
  });
}

/**
 * Where what was derived while things were unknown does not hold when they are known: a rule that was sure is not there, or one is
 * there that was not even possible.
 */
export function contradictions(later: Planned, derived: readonly DerivedResource[]): readonly string[] {
  return derived.flatMap(({ address, sure, rules }) => {
    const planned = later[address];
    if (planned === unknownMark) return [];
    if (planned === undefined) return sure ? [`${address}: sure here, and not there later`] : [];
    const expected = planned.map(expectedRule);
    const lost = rules.filter((rule) => rule.sure && !expected.some((other) => mayBecome(rule, other)));
    const missed = expected.filter((rule) => !rules.some((other) => mayBecome(other, rule)));
    return [
      ...lost.map(
        (rule) => `${address}: sure here ${derivedText(rule)}, later ${expected.map(expectedText).join(' and ')}`,
      ),
      ...missed.map((rule) => `${address}: later ${expectedText(rule)}, here ${rules.map(derivedText).join(' and ')}`),
    ];
  });
}

function mayBecome(derived: DerivedRule, later: ExpectedRule): boolean {
  if (derived.protocol !== undefined && derived.protocol !== later.protocol) return false;
  const { entry } = derived;
  if (entry?.number !== undefined && later.number !== unknownMark && entry.number !== later.number) return false;
  if (entry !== undefined && entry.action !== 'unknown' && entry.action !== later.action) return false;
  if (derived.protocol !== undefined && derived.ports !== undefined && derived.ports !== later.ports) return false;
  return (['cidrs', 'cidrs6', 'prefixLists', 'groups', 'self'] as const).every((means) => {
    const texts = later.sources[means];
    if (texts === unknownMark) return true;
    const sources = derived.sources.filter((source) => source.means === means);
    const anything = sources.some((source) => source.unknown && source.text === '');
    const possible = new Set(sources.map((source) => source.text));
    return (
      sources.every((source) => source.unknown || texts.includes(source.text)) &&
      (anything || texts.every((text) => possible.has(text) || text === unknownMark))
    );
  });
}
