// The protocol of a rule, in every spelling that the AWS provider takes.
// It judges nothing, and it never takes something unknown for "all".
// Called by the forms.
import { toDecimalText } from '../terraform/bigFloat.ts';
import type { PlainValue } from '../terraform/values.ts';
import type { Protocol } from './ingressRule.ts';

/**
 * Reads `protocol` or `ip_protocol`: letters in any case, numbers as numbers or text (`6`, `"06"`). Null stands for not
 * written. As the provider's ProtocolForValue and EC2's IpPermission,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html.
 */
export function readProtocol(value: PlainValue): Protocol {
  switch (value.kind) {
    case 'string':
      return protocolOfText(value.value);
    case 'number':
      return protocolOfText(toDecimalText(value.value));
    case 'unknown':
    case 'error':
      return { kind: 'unknown', reason: value.reason };
    case 'null':
      return { kind: 'missing' };
    case 'bool':
      return { kind: 'invalid', text: String(value.value) };
    case 'list':
    case 'set':
    case 'tuple':
      return { kind: 'invalid', text: '[...]' };
    case 'map':
    case 'object':
      return { kind: 'invalid', text: '{...}' };
  }
}

/** Whether ports mean anything under it; undefined where that cannot be known. */
export function hasPorts(protocol: Protocol): boolean | undefined {
  switch (protocol.kind) {
    case 'tcp':
    case 'udp':
      return true;
    case 'icmp':
    case 'icmpv6':
    case 'all':
    case 'other':
      return false;
    case 'missing':
    case 'invalid':
    case 'unknown':
      return undefined;
  }
}

function protocolOfText(text: string): Protocol {
  const name = text.toLowerCase();
  if (name === '-1' || name === 'all') return { kind: 'all' };
  if (name === 'tcp' || name === 'udp' || name === 'icmp' || name === 'icmpv6') return { kind: name };
  if (!/^\+?\d{1,8}$/.test(name) || Number(name) > 255) return { kind: 'invalid', text };
  return protocolOfNumber(Number(name));
}

/** https://www.iana.org/assignments/protocol-numbers */
function protocolOfNumber(number: number): Protocol {
  if (number === 6) return { kind: 'tcp' };
  if (number === 17) return { kind: 'udp' };
  if (number === 1) return { kind: 'icmp' };
  if (number === 58) return { kind: 'icmpv6' };
  return { kind: 'other', number };
}
