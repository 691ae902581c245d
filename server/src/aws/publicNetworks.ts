// The addresses that anyone on the internet may come from, and whether networks together hold all of them.
// It knows nothing of rules.
// Called by coverage.ts and the checks.
import { addressesOf } from './cidr.ts';
import type { AddressRange, Family } from './cidr.ts';

/**
 * IPv4 networks that no one on the internet sends from: this host, private, shared, loopback, link-local, protocol assignments,
 * documentation, benchmarks, multicast, reserved.
 * https://www.iana.org/assignments/iana-ipv4-special-registry, read 2026-11.
 */
const neverPublicIpv4: readonly string[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];

/** All that is assigned of IPv6 as global unicast. https://www.iana.org/assignments/ipv6-address-space, read 2026-11. */
const publicIpv6: readonly string[] = ['2000::/3'];

/** Every public address of a family, in order, without overlaps. */
export function publicRanges(family: Family): readonly AddressRange[] {
  const known = ranges.get(family);
  if (known !== undefined) return known;
  const made = family === 'IPv4' ? gapsBetween(rangesOf(neverPublicIpv4)) : rangesOf(publicIpv6);
  ranges.set(family, made);
  return made;
}

/** Worked out when first asked for: a program that starts has nothing to judge yet. */
const ranges = new Map<Family, readonly AddressRange[]>();

/** Whether any public address is in the network; false for text that is none. */
export function holdsPublicAddress(family: Family, network: string): boolean {
  const range = addressesOf(network);
  return range !== undefined && publicRanges(family).some((one) => one.first <= range.last && range.first <= one.last);
}

function rangesOf(networks: readonly string[]): readonly AddressRange[] {
  return networks.flatMap((network) => addressesOf(network) ?? []);
}

/** What lies between ranges that are in order. */
function gapsBetween(ranges: readonly AddressRange[]): readonly AddressRange[] {
  return ranges.flatMap((range, index) => {
    const next = ranges[index + 1];
    return next === undefined || range.last + 1n >= next.first
      ? []
      : [{ first: range.last + 1n, last: next.first - 1n }];
  });
}
