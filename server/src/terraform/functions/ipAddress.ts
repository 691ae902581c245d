// IP addresses as Terraform's network functions read and write them, which is not how the AWS provider does: octets may have
// leading zeros, and an IPv6 address that holds an IPv4 one is written as the latter.
// It judges nobody: whether a range is open is asked elsewhere, of the text that comes out.
// Called by cidr.ts of this folder.

/** An address as a number of `bits` bits; an IPv4 address written inside an IPv6 one has 128. */
export interface Address {
  readonly value: bigint;
  readonly bits: 32 | 128;
}

/** A network: the address has no bits set after `length`. */
export interface Prefix extends Address {
  readonly length: number;
}

/** Reads `10.0.0.0/8`; bits after the length are dropped. Undefined where Terraform refuses. */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const address = parseAddress(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (address === undefined || !/^[0-9]{1,7}$/.test(digits)) return undefined;
  const length = Number(digits);
  if (length > address.bits) return undefined;
  return { ...address, value: masked(address, length), length };
}

/** Reads an address without a length. Undefined where Terraform refuses. */
export function parseAddress(text: string): Address | undefined {
  return parseIpv4(text) ?? parseIpv6(text);
}

/** The address with all bits after the length set to 0. */
export function masked(address: Address, length: number): bigint {
  const host = BigInt(address.bits - length);
  return (address.value >> host) << host;
}

/** Writes an address; IPv6 with its longest run of zeros shortened, IPv4 within IPv6 as IPv4. */
export function addressText(address: Address): string {
  return isIpv4(address) ? ipv4Text(address.value & 0xffffffffn) : ipv6Text(address.value);
}

/** Writes a network. */
export function prefixText(prefix: Prefix): string {
  const length = isIpv4(prefix) && prefix.bits === 128 ? Math.max(0, prefix.length - 96) : prefix.length;
  return `${addressText(prefix)}/${length}`;
}

/** Writes a number of `bits` bits without looking for an IPv4 address in it. */
export function plainAddressText(address: Address): string {
  return address.bits === 32 ? ipv4Text(address.value) : ipv6Text(address.value);
}

/** Whether it is an IPv4 address, also when written inside an IPv6 one. */
export function isIpv4(address: Address): boolean {
  return address.bits === 32 || address.value >> 32n === 0xffffn;
}

function parseIpv4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^[0-9]{1,40}$/.test(part)) return undefined;
    const octet = BigInt(part);
    if (octet > 255n) return undefined;
    value = (value << 8n) | octet;
  }
  return { value, bits: 32 };
}

function parseIpv6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = '', tail] = halves;
  if (tail === undefined) {
    const groups = parseGroups(head, true);
    return groups?.length === 8 ? { value: fromGroups(groups), bits: 128 } : undefined;
  }
  const before = head === '' ? [] : parseGroups(head, false);
  const after = tail === '' ? [] : parseGroups(tail, true);
  if (before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  if (missing < 1) return undefined;
  return { value: fromGroups([...before, ...Array<bigint>(missing).fill(0n), ...after]), bits: 128 };
}

/** Groups of up to 16 bits; where `mayEndInIpv4`, the last may be an IPv4 address and then counts as two. */
function parseGroups(text: string, mayEndInIpv4: boolean): readonly bigint[] | undefined {
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [position, part] of parts.entries()) {
    const ipv4 = mayEndInIpv4 && position === parts.length - 1 ? parseIpv4(part) : undefined;
    if (ipv4 !== undefined) groups.push(ipv4.value >> 16n, ipv4.value & 0xffffn);
    else {
      if (!/^[0-9a-fA-F]{1,40}$/.test(part)) return undefined;
      const group = BigInt(`0x${part}`);
      if (group > 0xffffn) return undefined;
      groups.push(group);
    }
  }
  return groups;
}

function fromGroups(groups: readonly bigint[]): bigint {
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

function ipv4Text(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => ((value >> shift) & 255n).toString()).join('.');
}

function ipv6Text(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, position) =>
    ((value >> BigInt(112 - 16 * position)) & 0xffffn).toString(16),
  );
  let start = -1;
  let length = 1;
  for (let position = 0; position < 8; position++) {
    let end = position;
    while (groups[end] === '0') end++;
    if (end - position > length) {
      start = position;
      length = end - position;
    }
  }
  if (start < 0) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}
