// What of a rule AWS or its provider will refuse, so that nothing is created.
// Only what is known for sure: a value that may be another one, and a rule that may not be there, are refused by nobody here.
// Called by checks/.
import { toInteger } from '../terraform/bigFloat.ts';
import type { Value } from '../terraform/value.ts';
import type { Place } from '../text.ts';
import { contains } from '../text.ts';
import { readCidr } from './cidr.ts';
import type { CidrSource, IngressRule, InvalidSource, WrittenArguments } from './ingressRule.ts';

export type Refusal =
  /** Out of range, or the higher one first. */
  | { readonly kind: 'ports'; readonly text: string; readonly place: Place }
  /** No type or code of ICMP, or a code beside every type. */
  | { readonly kind: 'icmp'; readonly type: number; readonly code: number; readonly place: Place }
  | { readonly kind: 'protocol'; readonly text: string; readonly place: Place }
  /** Inside a group, `-1` takes no ports but 0. */
  | { readonly kind: 'portsBesideAll'; readonly place: Place }
  /** Text that is no network. */
  | { readonly kind: 'network'; readonly text: string; readonly source: InvalidSource }
  | { readonly kind: 'family'; readonly source: CidrSource }
  | { readonly kind: 'hostBits'; readonly network: string; readonly source: CidrSource };

/**
 * Everything that is refused, in the order of the arguments. Networks of length 0 are left out: that they are everyone is what
 * has to be said of them.
 */
export function refusalsOf(rule: IngressRule): readonly Refusal[] {
  if (rule.conditions.length > 0 || rule.uncertain !== undefined) return [];
  return [
    ...refusedProtocol(rule),
    ...refusedPorts(rule),
    ...rule.sources.flatMap((source) => refusedSource(rule, source)),
  ];
}

function refusedProtocol(rule: IngressRule): readonly Refusal[] {
  const { protocol, written } = rule;
  if (protocol.kind !== 'invalid') return [];
  return [{ kind: 'protocol', text: protocol.text, place: placeIn(rule, [written.protocol]) }];
}

function refusedPorts(rule: IngressRule): readonly Refusal[] {
  const { protocol, ports, written, form } = rule;
  const { fromPort, toPort } = written;
  const place = (): Place => placeIn(rule, isPort(fromPort) && !isPort(toPort) ? [toPort] : [fromPort, toPort]);
  switch (protocol.kind) {
    case 'tcp':
    case 'udp':
      return ports.kind === 'invalid'
        ? [{ kind: 'ports', text: ports.text === '' ? '""' : ports.text, place: place() }]
        : [];
    case 'all':
      return inlineForms.has(form) && hasPorts(written) ? [{ kind: 'portsBesideAll', place: place() }] : [];
    case 'icmp':
    case 'icmpv6':
      return ports.kind === 'icmp' && !isIcmp(ports) ? [{ ...ports, place: place() }] : [];
    case 'other':
    case 'missing':
    case 'invalid':
    case 'unknown':
      return [];
  }
}

/** Both are bytes; -1 is every one, and every type has every code. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
function isIcmp({ type, code }: { readonly type: number; readonly code: number }): boolean {
  return type >= -1 && type <= 255 && code >= -1 && code <= 255 && (type !== -1 || code === -1);
}

function isPort(port: Value | undefined): boolean {
  const number = port?.kind === 'number' ? toInteger(port.value) : undefined;
  return number !== undefined && number >= 0 && number <= 65535;
}

/** The other forms drop the ports or send them on. */
const inlineForms: ReadonlySet<string> = new Set(['aws_security_group', 'aws_default_security_group']);

function hasPorts({ fromPort, toPort }: WrittenArguments): boolean {
  return [fromPort, toPort].some((port) => port?.kind === 'number' && toInteger(port.value) !== 0);
}

function refusedSource(rule: IngressRule, source: IngressRule['sources'][number]): readonly Refusal[] {
  if (source.conditions.length > 0 || source.uncertain !== undefined) return [];
  if (source.kind === 'invalid')
    return otherKinds.has(source.text) ? [] : [{ kind: 'network', text: source.text, source }];
  if (source.kind !== 'cidr' || source.listed !== undefined || source.prefixLength === 0) return [];
  const family = familyOfArgument.get(source.argument.name);
  if (!rule.form.startsWith('aws_') || family === undefined) return [];
  if (family !== source.family) return [{ kind: 'family', source }];
  const cidr = readCidr(source.text);
  return source.hostBits && cidr.kind === 'cidr' ? [{ kind: 'hostBits', network: cidr.network, source }] : [];
}

/** What an invalid source is called where it is not even text: Terraform says enough of that. */
const otherKinds: ReadonlySet<string> = new Set(['number', 'bool', 'map', 'object']);

const familyOfArgument: ReadonlyMap<string, CidrSource['family']> = new Map([
  ['cidr_blocks', 'IPv4'],
  ['cidr_ipv4', 'IPv4'],
  ['ipv6_cidr_blocks', 'IPv6'],
  ['cidr_ipv6', 'IPv6'],
]);

/** Where the first of these values that is written in the rule is written; otherwise the rule. */
function placeIn({ place, block }: IngressRule, values: readonly (Value | undefined)[]): Place {
  const around = block?.span ?? place.span;
  const origins = values.flatMap((value) => value?.origin ?? []);
  return origins.find(({ path, span }) => path === place.path && contains(around, span)) ?? place;
}
