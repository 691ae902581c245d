// Which entries of a network ACL decide that everyone may reach a port: the first that matches, lowest number first.
// It says nothing in words and knows no control.
// Called by network-acl-admin-port-open.ts.
import type { Family } from '../aws/cidr.ts';
import type { CidrSource } from '../aws/ingressRule.ts';
import type { NetworkAclEntry } from '../aws/networkAcl.ts';
import { includesPort } from '../aws/ports.ts';
import { joinConditions } from '../terraform/alternatives.ts';
import type { Condition } from '../terraform/value.ts';

/** Traffic from everyone of a family to one port. */
export interface Traffic {
  readonly family: Family;
  readonly transport: 'tcp' | 'udp';
  readonly port: number;
}

/** An entry that lets everyone in; surely, or for all we know. */
export interface Admission {
  readonly entry: NetworkAclEntry;
  readonly source: CidrSource;
  readonly port: number;
  readonly transport: Traffic['transport'];
  readonly isSure: boolean;
}

/**
 * The entries of one ACL that let the traffic in, as far as they come before one that surely keeps it out. A narrower network
 * decides for its own addresses only and so for nothing here; a network that cannot be known lets no one in, but may keep all out.
 */
export function admissionsOf(entries: readonly NetworkAclEntry[], traffic: Traffic): readonly Admission[] {
  const matching = entries.flatMap((entry) => matchOf(entry, traffic));
  const unordered = matching.filter(({ entry }) => entry.number === undefined);
  const ordered = matching
    .filter(({ entry }) => entry.number !== undefined)
    .toSorted((a, b) => (a.entry.number ?? 0) - (b.entry.number ?? 0));
  const mayBeDenied = unordered.some(({ entry }) => entry.action !== 'allow');
  const denied: (readonly Condition[])[] = [];
  const admissions = unordered.flatMap((match) => admissionOf(match, traffic, false));
  let isSure = !mayBeDenied;
  for (const match of ordered) {
    if (match.entry.action !== 'deny' && !denied.some((conditions) => isWithin(conditions, match.conditions)))
      admissions.push(...admissionOf(match, traffic, isSure && denied.length === 0));
    if (match.entry.action === 'allow') {
      // Whatever follows decides nothing where this one surely matches first.
      if (match.isSure && match.conditions.length === 0 && match.source !== undefined) break;
      continue;
    }
    if (match.entry.action === 'deny' && match.isSure) {
      if (match.conditions.length === 0) break;
      denied.push(match.conditions);
    } else isSure = false;
  }
  return admissions;
}

/** An entry that concerns the traffic of everyone. */
interface Match {
  readonly entry: NetworkAclEntry;
  /** Undefined where the network cannot be known. */
  readonly source: CidrSource | undefined;
  readonly conditions: readonly Condition[];
  /** Whether it matches for sure where the conditions hold. */
  readonly isSure: boolean;
}

function matchOf(entry: NetworkAclEntry, traffic: Traffic): readonly Match[] {
  const admits = matchesPort(entry, traffic);
  if (admits === 'no') return [];
  return entry.sources.flatMap((source): readonly Match[] => {
    const conditions = joinConditions(entry.conditions, source.conditions);
    if (conditions === undefined) return [];
    const uncertain = entry.uncertain ?? source.uncertain;
    if (source.kind === 'unknown' && source.mayBeOpen) return [{ entry, source: undefined, conditions, isSure: false }];
    if (source.kind !== 'cidr' || source.prefixLength > 0 || source.family !== traffic.family) return [];
    return [{ entry, source, conditions, isSure: admits === 'surely' && uncertain === undefined }];
  });
}

function admissionOf(
  { entry, source, conditions, isSure }: Match,
  { port, transport }: Traffic,
  isDecided: boolean,
): readonly Admission[] {
  if (source === undefined || entry.action === 'deny') return [];
  const surely = isDecided && isSure && conditions.length === 0 && entry.action === 'allow';
  return [{ entry, source, port, transport, isSure: surely }];
}

function matchesPort({ protocol, ports }: NetworkAclEntry, { transport, port }: Traffic): 'surely' | 'perhaps' | 'no' {
  switch (protocol.kind) {
    case 'all':
      return 'surely';
    case 'tcp':
    case 'udp': {
      if (protocol.kind !== transport || ports.kind === 'invalid' || ports.kind === 'missing') return 'no';
      const includes = includesPort(ports, port);
      return includes === undefined ? 'perhaps' : includes ? 'surely' : 'no';
    }
    case 'unknown':
      return includesPort(ports, port) === false ? 'no' : 'perhaps';
    case 'icmp':
    case 'icmpv6':
    case 'other':
    case 'missing':
    case 'invalid':
      return 'no';
  }
}

/** Whether the first all hold wherever the second do. */
function isWithin(conditions: readonly Condition[], others: readonly Condition[]): boolean {
  return conditions.every(({ key, holds }) => others.some((other) => other.key === key && other.holds === holds));
}
