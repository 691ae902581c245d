// Finds default security groups that allow any traffic, in or out: EC2.2.
// https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2
import type { IngressRule } from '../aws/ingressRule.ts';
import { message } from '../messages.ts';
import { headerOf } from '../terraform/header.ts';
import type { ConfigurationCheck, Discovery } from './check.ts';
import { whenOpen } from './wording.ts';

/** One finding for each group. A default group that the configuration does not name keeps the rules AWS gave it, unseen here. */
export const defaultGroupHasRules: ConfigurationCheck = {
  kind: 'configuration',
  id: 'default-group-has-rules',
  controls: ['EC2.2'],
  defaultSeverity: 'warning',
  find: ({ defaultGroupRules }) => byGroup(defaultGroupRules.filter(mayAllow)).flatMap(discovery),
};

/** A rule without a source allows nothing. */
function mayAllow({ sources }: IngressRule): boolean {
  return sources.length > 0;
}

/** The rules of each group, however the configuration names it. */
function byGroup(rules: readonly IngressRule[]): readonly (readonly IngressRule[])[] {
  const groups = new Map<string, IngressRule[]>();
  for (const rule of rules) {
    const key = `${rule.group?.address ?? ''}.${rule.group?.attribute ?? ''}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [rule]);
    else known.push(rule);
  }
  return [...groups.values()];
}

function discovery(group: readonly IngressRule[]): readonly Discovery[] {
  const sure = group.find(isSure);
  const first = sure ?? group[0];
  if (first === undefined) return [];
  const others = group.filter((rule) => rule !== first).slice(0, maximumNotes);
  return [
    {
      // A comment above the resource speaks for all of its rules.
      rule: { ...first, place: headerOf(first.resource.resource.block) },
      source: undefined,
      place: first.place,
      controls: ['EC2.2'],
      verdict: sure === undefined ? 'possible' : 'open',
      message:
        sure === undefined
          ? message('checks.defaultGroupMayHaveRules', { when: whenOpen(first, first.sources[0] ?? surely) })
          : message('checks.defaultGroupHasRules'),
      notes: others.map(({ place }) => ({ place, message: message('checks.anotherRule') })),
    },
  ];
}

const surely = { conditions: [], uncertain: undefined };
const maximumNotes = 10;

function isSure({ conditions, uncertain, sources }: IngressRule): boolean {
  if (conditions.length > 0 || uncertain !== undefined) return false;
  return sources.some(
    (source) => source.kind !== 'unknown' && source.conditions.length === 0 && source.uncertain === undefined,
  );
}
