// Finds network ACLs that let everyone reach a port of remote administration: EC2.21.
// https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21
import type { CidrSource } from '../aws/ingressRule.ts';
import type { NetworkAclEntry } from '../aws/networkAcl.ts';
import { serviceOf } from '../aws/services.ts';
import type { Message } from '../messages.ts';
import { message } from '../messages.ts';
import { admissionsOf } from './aclWalk.ts';
import type { Admission, Traffic } from './aclWalk.ts';
import type { ConfigurationCheck, Discovery } from './check.ts';
import { remoteAdministrationPorts } from './portsOfInterest.ts';
import { placeOfSource } from './traceSource.ts';
import { whenOpen } from './wording.ts';

/** AWS exempts the ACL that it makes with a VPC. */
export const networkAclAdminPortOpen: ConfigurationCheck = {
  kind: 'configuration',
  id: 'network-acl-admin-port-open',
  controls: ['EC2.21'],
  defaultSeverity: 'warning',
  find: ({ networkAclEntries }) =>
    aclsOf(networkAclEntries.filter((entry) => !entry.isOfDefaultAcl)).flatMap(discoveries),
};

/** Entries by ACL; one whose ACL cannot be known is by itself. */
function aclsOf(entries: readonly NetworkAclEntry[]): readonly (readonly NetworkAclEntry[])[] {
  const acls = new Map<string | NetworkAclEntry, NetworkAclEntry[]>();
  for (const entry of entries) {
    const key = entry.acl ?? entry;
    const known = acls.get(key);
    if (known === undefined) acls.set(key, [entry]);
    else known.push(entry);
  }
  return [...acls.values()];
}

/**
 * One for each open network as it is written, with every port that it decides: the entries that one dynamic block makes share
 * theirs.
 */
function discoveries(acl: readonly NetworkAclEntry[]): readonly Discovery[] {
  const byText = new Map<string, Admission[]>();
  for (const admission of administration.flatMap((traffic) => admissionsOf(acl, traffic))) {
    const key = textOf(admission);
    const known = byText.get(key);
    if (known === undefined) byText.set(key, [admission]);
    else known.push(admission);
  }
  return [...byText.values()].flatMap((admitted) => {
    const sure = admitted.filter(({ isSure }) => isSure);
    const told = sure.length > 0 ? sure : admitted;
    const [first] = told;
    return first === undefined ? [] : [discovery(first, told)];
  });
}

/** Which text of which entry lets whom in. */
function textOf({ entry, source }: Admission): string {
  const { path, span } = placeOfSource(source);
  return JSON.stringify([entry.address, entry.place, path, span, source.family, source.text]);
}

const administration: readonly Traffic[] = remoteAdministrationPorts.flatMap((port) =>
  (['IPv4', 'IPv6'] as const).flatMap((family) =>
    (['tcp', 'udp'] as const).map((transport) => ({ port, family, transport })),
  ),
);

function discovery({ entry, source, isSure }: Admission, admitted: readonly Admission[]): Discovery {
  return {
    rule: entry,
    source,
    place: entry.place,
    controls: ['EC2.21'],
    verdict: isSure ? 'open' : 'possible',
    message: wording(entry, source, isSure, admitted),
    notes: [],
  };
}

function wording(entry: NetworkAclEntry, source: CidrSource, isSure: boolean, admitted: readonly Admission[]): Message {
  const { family } = source;
  const ports = [...new Set(admitted.map(({ port }) => port))].sort((a, b) => a - b);
  const named = ports.map((port) => {
    // The service listens on TCP; where that is denied first, only UDP is left.
    const isTcp = admitted.some((admission) => admission.port === port && admission.transport === 'tcp');
    return message('checks.reachedPort', { port, service: isTcp ? (serviceOf('tcp', port)?.name ?? 'TCP') : 'UDP' });
  });
  const reached = message(ports.length === 1 ? 'checks.reachedOne' : 'checks.reachedSeveral', { ports: named });
  const when = whenOpen(entry, source);
  if (isSure) return message('checks.aclLetsIn', { family, reached });
  const why = whyUnknown(entry, source);
  if (why === undefined) return message('checks.aclMayLetIn', { family, reached, when });
  return message('checks.aclMayLetInSince', { family, reached, when, why });
}

/** What of the entry cannot be known, and why; undefined where it is another entry that may keep the traffic out. */
function whyUnknown({ uncertain, protocol, ports }: NetworkAclEntry, source: CidrSource): Message | undefined {
  const reason = uncertain ?? source.uncertain;
  if (reason !== undefined) return reason.message;
  if (protocol.kind === 'unknown') return protocol.reason.message;
  return ports.kind === 'unknown' ? ports.reason.message : undefined;
}
