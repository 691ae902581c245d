// Finds ports open to everyone that nobody authorized: EC2.18.
// https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18
import type { IngressRule } from '../aws/ingressRule.ts';
import type { Answer, SettingsOf, SourceCheck } from './check.ts';
import type { AskOpen } from './piecesOfGroups.ts';
import type { CheckSettings, PortRange } from './settings.ts';

const fails: Answer = { kind: 'fails', controls: ['EC2.18'] };
const possible: Answer = { kind: 'possible', controls: ['EC2.18'] };
const no: Answer = { kind: 'no' };

/**
 * Every port that the rule lets in must be authorized. `-1` and protocol numbers other than TCP, UDP and ICMP let in
 * everything; ICMP has no ports and passes. Where protocol or ports are missing or cannot be known, nobody can say which ports
 * are open: possible.
 */
export const unauthorizedPortOpen: SourceCheck = {
  kind: 'source',
  id: 'unauthorized-port-open',
  controls: ['EC2.18'],
  defaultSeverity: 'error',
  ask: (rule, _source, settings) => ask(rule, settings),
};

/** The same question under the settings that hold for each rule, for networks that are no source of length 0 themselves. */
export function unauthorized(settingsOf: SettingsOf): AskOpen {
  return (rule) => ask(rule, settingsOf(rule));
}

function ask(rule: IngressRule, settings: CheckSettings): Answer {
  switch (rule.protocol.kind) {
    case 'all':
    case 'other':
      return fails;
    case 'icmp':
    case 'icmpv6':
      return no;
    case 'missing':
    case 'invalid':
    case 'unknown':
      return possible;
    case 'tcp':
      return askRange(rule, settings.authorizedTcpPorts);
    case 'udp':
      return askRange(rule, settings.authorizedUdpPorts);
  }
}

function askRange(rule: IngressRule, authorized: readonly PortRange[]): Answer {
  switch (rule.ports.kind) {
    case 'range':
      return areAuthorized(rule.ports, authorized) ? no : fails;
    case 'all':
      return fails;
    case 'icmp':
      return no;
    case 'missing':
    case 'invalid':
    case 'unknown':
      return possible;
  }
}

/** Whether every port is in one of the ranges: 80 to 81 is where 80 and 81 are. */
function areAuthorized(ports: PortRange, authorized: readonly PortRange[]): boolean {
  let next = ports.from;
  for (const range of authorized.toSorted((a, b) => a.from - b.from)) {
    if (range.from > next) return false;
    next = Math.max(next, range.to + 1);
    if (next > ports.to) return true;
  }
  return false;
}
