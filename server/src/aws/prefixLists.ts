// What rules mean when they name a prefix list of the configuration: the networks that its entries hold.
// It judges nothing. A list that is not written here stays what it is, and is never taken for empty.
// Called by configuration.ts; the forms of prefix lists read the entries.
import { joinConditions } from '../terraform/alternatives.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import type { Condition, Reason } from '../terraform/value.ts';
import { identityOf } from './group.ts';
import type { CidrSource, IngressRule, PrefixListSource, Source, UnknownSource } from './ingressRule.ts';

/** One network of a prefix list, or several that it may be. */
export interface PrefixListEntry {
  /** The list's address: `module.net.aws_ec2_managed_prefix_list.office`. */
  readonly list: string;
  readonly source: CidrSource | UnknownSource;
  /** What must hold for the entry to be in the list, beyond the source's own conditions. */
  readonly conditions: readonly Condition[];
  readonly uncertain: Reason | undefined;
}

/** What the configuration says of prefix lists. */
export interface PrefixLists {
  readonly entries: ReadonlyMap<string, readonly PrefixListEntry[]>;
  /** Addresses of data sources that name a list of AWS's own: their networks are those of one service. */
  readonly ownedByAws: ReadonlySet<string>;
}

/** A way of writing entries of prefix lists. */
export interface PrefixListForm {
  /** The resource type, which is also the file's name. */
  readonly resourceType: string;
  readonly entries: (resource: ResourceInstance) => readonly PrefixListEntry[];
}

/** The rule with the networks of the lists it names beside them. */
export function withPrefixLists(rule: IngressRule, lists: PrefixLists): IngressRule {
  if (!rule.sources.some(({ kind }) => kind === 'prefixList')) return rule;
  const sources = rule.sources.flatMap((source) =>
    source.kind === 'prefixList' ? meantBy(source, rule, lists) : [source],
  );
  return { ...rule, sources };
}

function meantBy(source: PrefixListSource, rule: IngressRule, lists: PrefixLists): readonly Source[] {
  const { value, argument, origin, conditions, uncertain } = source;
  const identity = identityOf(value);
  if (identity === undefined) return [source];
  if (value.kind === 'unknown' && identity.type.startsWith('data.')) {
    if (lists.ownedByAws.has(identity.address)) return [source];
    return [{ kind: 'unknown', argument, origin, conditions, uncertain, reason: value.reason, mayBeOpen: true }];
  }
  if (identity.attribute !== 'id') return [source];
  const entries = lists.entries.get(identity.address) ?? [];
  return [source, ...entries.flatMap((entry) => namedEntry(source, entry, rule))];
}

/** The network of an entry as a source of the rule that names its list. */
function namedEntry(source: PrefixListSource, entry: PrefixListEntry, rule: IngressRule): readonly Source[] {
  const held = joinConditions(entry.conditions, entry.source.conditions);
  const conditions = held === undefined ? undefined : joinConditions(source.conditions, held);
  if (conditions === undefined || joinConditions(rule.conditions, conditions) === undefined) return [];
  const uncertain = source.uncertain ?? entry.uncertain ?? entry.source.uncertain;
  const named = { argument: source.argument, conditions, uncertain };
  if (entry.source.kind === 'unknown') return [{ ...entry.source, ...named }];
  return [{ ...entry.source, ...named, listed: { argument: entry.source.argument, list: source.origin } }];
}
