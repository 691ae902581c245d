// Networks as AWS provider arguments write them: `10.0.0.0/8`, `::/0`. The only file that knows ip-num.
// It reads as Go's parser does, which is what the provider uses, and it judges nothing.
// Called by sources.ts and publicNetworks.ts.
import { IPv4CidrRange, IPv6CidrRange } from 'ip-num';

export type Family = 'IPv4' | 'IPv6';

/** A network, or text that is none. */
export type Cidr =
  | {
      readonly kind: 'cidr';
      readonly family: Family;
      /** 0 to 32, or 0 to 128. */
      readonly prefixLength: number;
      /** Whether bits behind the prefix are set: newer providers refuse that, AWS masks it. */
      readonly hostBits: boolean;
      /** The network's first address and the length, in the shortest usual spelling. */
      readonly network: string;
    }
  | { readonly kind: 'invalid' };

/**
 * Reads `address/length`. Refused are leading zeros in an octet, spaces, zones and a missing length; a length may have
 * leading zeros (`/00`). An IPv4-mapped network (`::ffff:0.0.0.0/96`) is the IPv4 network that it stands for.
 * As Go's net.ParseCIDR, https://pkg.go.dev/net#ParseCIDR.
 */
export function readCidr(text: string): Cidr {
  return remembered(knownCidrs, text, parseCidr);
}

/** The addresses of a network as numbers, both ends inclusive; undefined for text that is none. */
export function addressesOf(text: string): AddressRange | undefined {
  return remembered(knownRanges, text, rangeOf);
}

/** A configuration names few networks, many times, and every check reads them anew. */
function remembered<Result>(known: Map<string, Result>, text: string, read: (text: string) => Result): Result {
  const before = known.get(text);
  if (before !== undefined) return before;
  const result = read(text);
  if (known.size >= maximumKnown) known.clear();
  known.set(text, result);
  return result;
}

const maximumKnown = 5000;
const knownCidrs = new Map<string, Cidr>();
const knownRanges = new Map<string, AddressRange | undefined>();

function parseCidr(text: string): Cidr {
  const slash = text.indexOf('/');
  if (slash < 0 || !/^\d{1,8}$/.test(text.slice(slash + 1))) return { kind: 'invalid' };
  const address = text.slice(0, slash);
  const prefixLength = Number(text.slice(slash + 1));
  const octets = readIpv4(address);
  if (octets !== undefined) return ipv4(octets, prefixLength);
  const groups = readIpv6(address);
  if (groups === undefined || prefixLength > 128) return { kind: 'invalid' };
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!mapped || prefixLength < 96) return ipv6(groups, prefixLength);
  const [high = 0, low = 0] = groups.slice(6);
  return ipv4([high >> 8, high & 255, low >> 8, low & 255], prefixLength - 96);
}

function rangeOf(text: string): AddressRange | undefined {
  const cidr = readCidr(text);
  if (cidr.kind === 'invalid') return undefined;
  const range = cidr.family === 'IPv4' ? IPv4CidrRange.fromCidr(cidr.network) : IPv6CidrRange.fromCidr(cidr.network);
  return { first: range.getFirst().getValue(), last: range.getLast().getValue() };
}

/** Addresses of one family from..to, both inclusive. */
export interface AddressRange {
  readonly first: bigint;
  readonly last: bigint;
}

function ipv4(octets: readonly number[], prefixLength: number): Cidr {
  if (prefixLength > 32) return { kind: 'invalid' };
  const range = IPv4CidrRange.fromCidr(`${octets.join('.')}/${prefixLength}`);
  const first = range.getFirst().toString();
  return {
    kind: 'cidr',
    family: 'IPv4',
    prefixLength,
    hostBits: first !== octets.join('.'),
    network: `${first}/${prefixLength}`,
  };
}

function ipv6(groups: readonly number[], prefixLength: number): Cidr {
  const address = groups.map((group) => group.toString(16)).join(':');
  const first = IPv6CidrRange.fromCidr(`${address}/${prefixLength}`).getFirst();
  const given = groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
  return {
    kind: 'cidr',
    family: 'IPv6',
    prefixLength,
    hostBits: first.getValue() !== given,
    network: `${shorten(first.getValue())}/${prefixLength}`,
  };
}

function readIpv4(text: string): readonly number[] | undefined {
  if (!/^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/.test(text)) return undefined;
  const octets = text.split('.').map(Number);
  return octets.every((octet) => octet <= 255) ? octets : undefined;
}

/** The eight groups; undefined where the text is no IPv6 address. */
function readIpv6(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = [readGroups(halves[0] ?? '', halves.length === 1), readGroups(halves[1] ?? '', true)];
  if (head === undefined || tail === undefined) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  const missing = 8 - head.length - tail.length;
  return missing < 1 ? undefined : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/** Groups between colons; `last` allows an IPv4 address at the end (`::ffff:10.0.0.0`). */
function readGroups(text: string, last: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    const octets = last && index === parts.length - 1 ? readIpv4(part) : undefined;
    if (octets !== undefined) {
      const [a = 0, b = 0, c = 0, d = 0] = octets;
      groups.push((a << 8) | b, (c << 8) | d);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

/** RFC 5952: no leading zeros, the longest run of two or more zero groups as `::`. */
function shorten(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((address >> BigInt(16 * (7 - index))) & 0xffffn).toString(16),
  );
  const runs = [...groups.join(':').matchAll(/\b0(?::0)+\b/g)].map((match) => match[0]);
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return groups.join(':');
  return groups.join(':').replace(new RegExp(`(?:^|:)${longest}(?::|$)`), '::');
}
