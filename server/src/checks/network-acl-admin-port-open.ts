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

/** One for each open network of an entry, with every port that it decides. */
function discoveries(acl: readonly NetworkAclEntry[]): readonly Discovery[] {
  const bySource = new Map<CidrSource, Admission[]>();
  for (const admission of administration.flatMap((traffic) => admissionsOf(acl, traffic))) {
    const known = bySource.get(admission.source);
    if (known === undefined) bySource.set(admission.source, [admission]);
    else known.push(admission);
  }
  return [...bySource.values()].flatMap((admitted) => {
    const sure = admitted.filter(({ isSure }) => isSure);
    const told = sure.length > 0 ? sure : admitted;
    const [first] = told;
    const ports = [...new Set(told.map(({ port }) => port))];
    return first === undefined ? [] : [discovery(first, ports)];
  });
}

const administration: readonly Traffic[] = remoteAdministrationPorts.flatMap((port) =>
  (['IPv4', 'IPv6'] as const).flatMap((family) =>
    (['tcp', 'udp'] as const).map((transport) => ({ port, family, transport })),
  ),
);

function discovery({ entry, source, isSure }: Admission, ports: readonly number[]): Discovery {
  return {
    rule: entry,
    source,
    place: entry.place,
    controls: ['EC2.21'],
    verdict: isSure ? 'open' : 'possible',
    message: wording(entry, source, isSure, ports),
    notes: [],
  };
}

function wording(entry: NetworkAclEntry, source: CidrSource, isSure: boolean, ports: readonly number[]): Message {
  const { family } = source;
  const named = ports.map((port) =>
    message('checks.reachedPort', { port, service: serviceOf('tcp', port)?.name ?? '' }),
  );
  const reached = message(ports.length === 1 ? 'checks.reachedOne' : 'checks.reachedSeveral', { ports: named });
  const when = whenOpen(entry, source, []);
  return message(isSure ? 'checks.aclLetsIn' : 'checks.aclMayLetIn', { family, reached, when });
}
