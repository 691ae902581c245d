// What a rule opens, in words: "Port 22 (SSH)", "Every TCP port".
// Called by wording.ts.
import { serviceOf, services } from '../aws/services.ts';
import type { Message } from '../messages.ts';
import { message } from '../messages.ts';
import type { RuleFacts } from './findingFacts.ts';
import { highRiskPorts, remoteAdministrationPorts } from './portsOfInterest.ts';
import type { PortRange } from './settings.ts';

/** The beginning of a sentence, and whether what follows it is in the plural (in the languages that care). */
export interface Subject {
  readonly message: Message;
  readonly isPlural: boolean;
}

/** The ports of a rule; where they cannot be known, a rule whose ports are unknown. */
export function subjectOf({ protocol, ports }: Pick<RuleFacts, 'protocol' | 'ports'>): Subject {
  if (protocol.kind === 'all') return single(message('checks.everything'));
  if (protocol.kind === 'other') return single(message('checks.otherProtocol', { number: protocol.number }));
  if (ports.kind !== 'range') return single(message('checks.anyPorts'));
  const transport = protocol.kind === 'udp' ? 'udp' : 'tcp';
  if (ports.from === 0 && ports.to === 65535)
    return single(message('checks.everyPort', { transport: transport.toUpperCase() }));
  return ports.from === ports.to ? onePort(transport, ports.from) : severalPorts(transport, ports);
}

/** At most this many services are named of a range. */
const maximumServices = 3;

function onePort(transport: 'tcp' | 'udp', port: number): Subject {
  const service = serviceOf(transport, port)?.name;
  if (service === undefined) return single(message(transport === 'udp' ? 'checks.udpPort' : 'checks.port', { port }));
  return single(message(transport === 'udp' ? 'checks.udpPortOf' : 'checks.portOf', { port, service }));
}

function severalPorts(transport: 'tcp' | 'udp', { from, to }: PortRange): Subject {
  const named = portsByInterest
    .filter((port) => from <= port && port <= to)
    .flatMap((port) => serviceOf(transport, port) ?? [])
    .filter(({ name }, index, all) => all.findIndex((other) => other.name === name) === index)
    .slice(0, maximumServices)
    .toSorted((a, b) => a.port - b.port)
    .map(({ name }) => name);
  if (named.length === 0)
    return several(message(transport === 'udp' ? 'checks.udpPorts' : 'checks.ports', { from, to }));
  return several(message(transport === 'udp' ? 'checks.udpPortsOf' : 'checks.portsOf', { from, to, services: named }));
}

/** Of a range that holds many, those that people mind most are named first. That it holds HTTP and HTTPS says little. */
const portsByInterest: readonly number[] = [
  ...new Set([...remoteAdministrationPorts, ...highRiskPorts, ...services.map(({ port }) => port)]),
].filter((port) => port !== 80 && port !== 443);

function single(what: Message): Subject {
  return { message: what, isPlural: false };
}

function several(what: Message): Subject {
  return { message: what, isPlural: true };
}
