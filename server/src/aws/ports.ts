// The ports of a rule: what `from_port` and `to_port` mean under its protocol.
// It judges nothing, and a port that cannot be known is never a number.
// Called by the forms; the checks ask it which ports are in a range.
import { parseBigFloat, toDecimalText, toInteger } from '../terraform/bigFloat.ts';
import type { Reason } from '../terraform/value.ts';
import type { PlainValue } from '../terraform/values.ts';
import type { Ports, Protocol } from './ingressRule.ts';

/**
 * Reads the two arguments; null stands for not written. `-1` and protocols other than TCP, UDP and ICMP open
 * everything whatever is written. Where the protocol is not known the ports are read as those of TCP.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
export function readPorts(protocol: Protocol, from: PlainValue, to: PlainValue): Ports {
  switch (protocol.kind) {
    case 'all':
    case 'other':
      return { kind: 'all' };
    case 'icmp':
    case 'icmpv6':
      return icmpTypeAndCode(readNumber(from), readNumber(to));
    case 'tcp':
    case 'udp':
    case 'missing':
    case 'invalid':
    case 'unknown':
      return range(readNumber(from), readNumber(to));
  }
}

/** Whether a port is among them; undefined where that cannot be known. ICMP has no ports. */
export function includesPort(ports: Ports, port: number): boolean | undefined {
  switch (ports.kind) {
    case 'range':
      return ports.from <= port && port <= ports.to;
    case 'all':
      return true;
    case 'icmp':
      return false;
    case 'missing':
    case 'invalid':
    case 'unknown':
      return undefined;
  }
}

type PortNumber =
  | { readonly kind: 'known'; readonly value: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'invalid'; readonly text: string }
  | { readonly kind: 'unknown'; readonly reason: Reason };

function range(from: PortNumber, to: PortNumber): Ports {
  const first = failing(from) ?? failing(to);
  if (first !== undefined) return first;
  if (from.kind !== 'known' || to.kind !== 'known') return { kind: 'missing' };
  if (!isPort(from.value)) return { kind: 'invalid', text: String(from.value) };
  if (!isPort(to.value)) return { kind: 'invalid', text: String(to.value) };
  if (from.value > to.value) return { kind: 'invalid', text: `${from.value}-${to.value}` };
  return { kind: 'range', from: from.value, to: to.value };
}

/** -1 is every type or every code, and so is what is left out. */
function icmpTypeAndCode(type: PortNumber, code: PortNumber): Ports {
  const first = failing(type) ?? failing(code);
  if (first !== undefined) return first;
  return {
    kind: 'icmp',
    type: type.kind === 'known' ? type.value : -1,
    code: code.kind === 'known' ? code.value : -1,
  };
}

function failing(port: PortNumber): Ports | undefined {
  return port.kind === 'invalid' || port.kind === 'unknown' ? port : undefined;
}

function isPort(value: number): boolean {
  return value >= 0 && value <= 65535;
}

function readNumber(value: PlainValue): PortNumber {
  switch (value.kind) {
    case 'number':
      return wholeNumber(toInteger(value.value), () => toDecimalText(value.value));
    case 'string': {
      const parsed = parseBigFloat(value.value);
      return wholeNumber(parsed === undefined ? undefined : toInteger(parsed), () => value.value);
    }
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

function wholeNumber(value: number | undefined, text: () => string): PortNumber {
  return value === undefined ? { kind: 'invalid', text: text() } : { kind: 'known', value };
}
