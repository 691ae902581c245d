// Whether what an ignore comment of another tool accepts is all that a control finds wrong with a rule.
// A comment that accepts port 22 does not accept the other ports of a range that holds it.
// Called by hearing.ts.
import type { IngressRule } from '../../aws/ingressRule.ts';
import { includesPort } from '../../aws/ports.ts';
import type { ControlId } from '../check.ts';
import { highRiskPorts, rdpPort, remoteAdministrationPorts, sshPort } from '../portsOfInterest.ts';
import type { CheckSettings, PortRange } from '../settings.ts';
import type { Acceptance } from './ignoreTool.ts';

/** True where the acceptances together leave nothing of what the control says; a rule whose ports are not known needs one of all. */
export function accepts(
  acceptances: readonly Acceptance[],
  rule: IngressRule,
  control: ControlId | undefined,
  settings: CheckSettings,
): boolean {
  const kind = /network_acl/.test(rule.form) ? 'networkAcl' : 'securityGroup';
  // That a default group has rules at all is not what any id of another tool is about.
  const fitting = acceptances.filter(({ of }) => (of === kind && control !== 'EC2.2') || of === 'any');
  if (fitting.some(({ ports }) => ports === 'all')) return true;
  if (fitting.some(({ ports }) => ports === 'whole') && letsInEverything(rule)) return true;
  const ports = new Set(fitting.flatMap((acceptance) => (isList(acceptance.ports) ? acceptance.ports : [])));
  if (ports.size === 0) return false;
  const wrong = wrongPorts(rule, control, settings);
  let some = false;
  // Ranges are long and what is accepted is short: the first port that is not accepted ends it.
  for (const port of wrong) {
    if (!ports.has(port)) return false;
    some = true;
  }
  return some;
}

function isList(ports: Acceptance['ports']): ports is readonly number[] {
  return typeof ports !== 'string';
}

function letsInEverything({ protocol, ports }: IngressRule): boolean {
  return (
    protocol.kind === 'all' ||
    ports.kind === 'all' ||
    (ports.kind === 'range' && ports.from === 0 && ports.to === 65535)
  );
}

/** The ports for which a rule fails a control; none where that cannot be known. */
function wrongPorts(rule: IngressRule, control: ControlId | undefined, settings: CheckSettings): Iterable<number> {
  switch (control) {
    case 'EC2.13':
      return letIn(rule, [sshPort]);
    case 'EC2.14':
      return letIn(rule, [rdpPort]);
    case 'EC2.53':
    case 'EC2.54':
    case 'EC2.21':
      return letIn(rule, remoteAdministrationPorts);
    case 'EC2.19':
      return letIn(rule, highRiskPorts);
    case 'EC2.18':
      return without(
        allOf(rule),
        rule.protocol.kind === 'udp' ? settings.authorizedUdpPorts : settings.authorizedTcpPorts,
      );
    default:
      return allOf(rule);
  }
}

function letIn(rule: IngressRule, ports: readonly number[]): readonly number[] {
  return letsInEverything(rule) ? ports : ports.filter((port) => includesPort(rule.ports, port) === true);
}

function* allOf(rule: IngressRule): Generator<number> {
  const range = letsInEverything(rule) ? { from: 0, to: 65535 } : rule.ports;
  if (!('from' in range)) return;
  for (let port = range.from; port <= range.to; port++) yield port;
}

function* without(ports: Iterable<number>, authorized: readonly PortRange[]): Generator<number> {
  for (const port of ports) if (!authorized.some(({ from, to }) => from <= port && port <= to)) yield port;
}
