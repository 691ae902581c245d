// Finds sources that are not everyone and yet very many: networks wider than a threshold.
// AWS has no control for it.
import type { CidrSource, IngressRule } from '../aws/ingressRule.ts';
import { holdsPublicAddress } from '../aws/publicNetworks.ts';
import { message } from '../messages.ts';
import type { ConfigurationCheck, Discovery } from './check.ts';
import { openCovers } from './piecesOfGroups.ts';
import type { OpenCover } from './piecesOfGroups.ts';
import type { CheckSettings } from './settings.ts';
import { subjectOf } from './subject.ts';
import { unauthorized, unauthorizedPortOpen } from './unauthorized-port-open.ts';
import { whenOpen } from './wording.ts';

/** Networks that hold no public address, such as fc00::/7, are not counted, nor is what may be open to everyone anyway. */
export const wideRange: ConfigurationCheck = {
  kind: 'configuration',
  id: 'wide-range',
  controls: [],
  defaultSeverity: 'hint',
  find: ({ rules }, settingsOf) => {
    const covers = openCovers(rules, unauthorized(settingsOf));
    const told = covers.filter(({ rule }) => settingsOf(rule).severities['open-in-pieces'] !== 'off');
    const sources = new Set(told.flatMap(sourcesTold));
    return rules.flatMap((rule) => {
      const settings = settingsOf(rule);
      return rule.sources
        .filter((source) => source.kind === 'cidr')
        .filter((source) => isWide(source, settings) && !isWithinOpen(source, rule) && !sources.has(source))
        .filter((source) => unauthorizedPortOpen.ask(rule, source, settings).kind === 'fails')
        .map((source) => discovery(rule, source, settings));
    });
  },
};

/** The pieces of a cover that need no word of their own: the one it is shown at, and those that open nothing beyond it. */
function sourcesTold({ source, pieces, rule }: OpenCover): readonly CidrSource[] {
  const reach = ({ protocol, ports }: IngressRule): string => JSON.stringify([protocol, ports]);
  const within = pieces.filter((piece) => reach(piece.rule) === reach(rule)).map((piece) => piece.source);
  return [source, ...within];
}

function isWide({ family, prefixLength, text }: CidrSource, settings: CheckSettings): boolean {
  return prefixLength > 0 && prefixLength < thresholdOf(family, settings) && holdsPublicAddress(family, text);
}

function thresholdOf(
  family: CidrSource['family'],
  { wideRange: { ipv4PrefixLength, ipv6PrefixLength } }: CheckSettings,
): number {
  return family === 'IPv4' ? ipv4PrefixLength : ipv6PrefixLength;
}

function isWithinOpen({ family }: CidrSource, { sources }: IngressRule): boolean {
  return sources.some((other) => other.kind === 'cidr' && other.family === family && other.prefixLength === 0);
}

function discovery(rule: IngressRule, source: CidrSource, settings: CheckSettings): Discovery {
  const unsure = rule.uncertain ?? source.uncertain;
  const isSure = unsure === undefined && rule.conditions.length === 0 && source.conditions.length === 0;
  const { message: what, isPlural } = subjectOf(rule);
  const values = {
    what,
    range: source.text,
    when: whenOpen(rule, source),
    length: thresholdOf(source.family, settings),
    advice: message('checks.allowFewer'),
  };
  return {
    rule,
    source,
    place: rule.place,
    controls: [],
    verdict: isSure ? 'open' : 'possible',
    message: message(isPlural ? 'checks.areOpenToWide' : 'checks.isOpenToWide', values),
    notes: [],
  };
}
