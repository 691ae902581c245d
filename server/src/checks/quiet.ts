// Rules of which no check could say anything, whatever else the configuration holds and whatever the settings are.
// It asks no check: it names what all of them need. A new check that needs something else must be heard here.
// Handed by ../analyze.ts to those who read the rules.
import { mayBeDefaultGroup } from '../aws/defaultGroup.ts';
import type { IngressRule, Source } from '../aws/ingressRule.ts';
import { holdsPublicAddress } from '../aws/publicNetworks.ts';
import { refusalsOf } from '../aws/refusals.ts';
import { standsAtComment } from './ignores/ledger.ts';

/**
 * Not open, not wide and no part of what is open in pieces; nothing that AWS refuses, nothing of a default group, and no ignore
 * comment at it, which would have to be seen to stand at a rule.
 */
export function isQuiet(rule: IngressRule): boolean {
  return (
    rule.sources.every(isQuietSource) &&
    !mayBeDefaultGroup(rule.group) &&
    refusalsOf(rule).length === 0 &&
    !standsAtComment(rule)
  );
}

/** What a prefix list holds is not in the rule. */
function isQuietSource(source: Source): boolean {
  switch (source.kind) {
    case 'cidr':
      return source.prefixLength > 0 && !holdsPublicAddress(source.family, source.text);
    case 'prefixList':
      return false;
    case 'group':
    case 'self':
    case 'invalid':
    case 'unknown':
      return true;
  }
}
