// Whether a rule lets in any of a few ports: the question that most checks ask.
// It knows no control and no settings.
// Called by the checks.
import type { IngressRule } from '../aws/ingressRule.ts';
import { includesPort } from '../aws/ports.ts';
import type { Answer, ControlId } from './check.ts';

/**
 * Fails where the rule surely lets in one of the ports over one of the transports. Where the protocol cannot be known but one of
 * the ports is written, that is possible; where the ports cannot be known it passes, because unauthorized-port-open says so
 * once for all of them. Protocols that have no ports, ICMP and other numbers, pass.
 */
export function askPorts(
  rule: IngressRule,
  ports: readonly number[],
  transports: readonly ('tcp' | 'udp')[],
  controls: readonly ControlId[],
): Answer {
  const included = ports.some((port) => includesPort(rule.ports, port) === true);
  switch (rule.protocol.kind) {
    case 'all':
      return { kind: 'fails', controls };
    case 'tcp':
    case 'udp':
      return included && transports.includes(rule.protocol.kind) ? { kind: 'fails', controls } : { kind: 'no' };
    case 'icmp':
    case 'icmpv6':
    case 'other':
      return { kind: 'no' };
    case 'missing':
    case 'invalid':
    case 'unknown':
      return included ? { kind: 'possible', controls } : { kind: 'no' };
  }
}
