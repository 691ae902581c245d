// What values are for in a generated configuration: a port, a list of networks, an object that describes a rule. A shape says
// more than a type, so that what is generated is mostly accepted by Terraform and by the provider.
// Called by the generators of configurations.
import type { Random } from './expressionsRandom.ts';

export type Shape =
  | { readonly kind: Simple }
  | { readonly kind: 'list' | 'set'; readonly element: Shape; /** Never without elements. */ readonly filled: boolean }
  /** Every value of this shape has these keys, and perhaps more. */
  | { readonly kind: 'map'; readonly element: Shape; readonly keys: readonly string[] }
  | { readonly kind: 'object'; readonly members: readonly Member[] }
  /** May be null. */
  | { readonly kind: 'nullable'; readonly of: Shape };

/** `port` is a number, `portText` a string; `count` is 0 to 3; `octet` is 0 to 200. */
export type Simple =
  'cidr4' | 'cidr6' | 'port' | 'portText' | 'protocol' | 'flag' | 'count' | 'octet' | 'word' | 'group' | 'prefixList';

export interface Member {
  readonly name: string;
  readonly shape: Shape;
  /** Text of what stands behind the type in `optional(...)`, `''` for none; undefined for a member that must be given. */
  readonly optional: string | undefined;
}

export function simple(kind: Simple): Shape {
  return { kind };
}

export function listOf(element: Shape, filled: boolean): Shape {
  return { kind: 'list', element, filled };
}

export function setOf(element: Shape, filled: boolean): Shape {
  return { kind: 'set', element, filled };
}

export function mapOf(element: Shape, keys: readonly string[]): Shape {
  return { kind: 'map', element, keys };
}

export function objectOf(members: Readonly<Record<string, Shape>>): Shape {
  const entries = Object.entries(members);
  return { kind: 'object', members: entries.map(([name, shape]) => ({ name, shape, optional: undefined })) };
}

/** Whether a value of one shape may stand where the other is wanted. */
export function fits(given: Shape, wanted: Shape): boolean {
  if (wanted.kind === 'nullable') return fits(given.kind === 'nullable' ? given.of : given, wanted.of);
  if (given.kind !== wanted.kind) return false;
  switch (given.kind) {
    case 'list':
    case 'set':
      return (
        (wanted.kind === 'list' || wanted.kind === 'set') &&
        fits(given.element, wanted.element) &&
        (given.filled || !wanted.filled)
      );
    case 'map':
      return (
        wanted.kind === 'map' &&
        fits(given.element, wanted.element) &&
        wanted.keys.every((key) => given.keys.includes(key))
      );
    case 'object':
      return (
        wanted.kind === 'object' &&
        given.members.length === wanted.members.length &&
        wanted.members.every((member) =>
          given.members.some((other) => other.name === member.name && fits(other.shape, member.shape)),
        )
      );
    default:
      return true;
  }
}

/** The type constraint that Terraform would want written. */
export function constraintText(shape: Shape): string {
  switch (shape.kind) {
    case 'cidr4':
    case 'cidr6':
    case 'portText':
    case 'protocol':
    case 'word':
    case 'group':
    case 'prefixList':
      return 'string';
    case 'port':
    case 'count':
    case 'octet':
      return 'number';
    case 'flag':
      return 'bool';
    case 'list':
    case 'set':
    case 'map':
      return `${shape.kind}(${constraintText(shape.element)})`;
    case 'object':
      return `object({ ${shape.members.map(memberText).join(', ')} })`;
    case 'nullable':
      return constraintText(shape.of);
  }
}

function memberText({ name, shape, optional }: Member): string {
  const type = constraintText(shape);
  if (optional === undefined) return `${name} = ${type}`;
  return `${name} = optional(${optional === '' ? type : `${type}, ${optional}`})`;
}

/** `declared`: a type constraint will convert the value, so members may be left out and numbers may be text. */
export type Spelling = 'plain' | 'declared';

/** A literal of a shape: no references and no functions, so that it can stand in a default or in a variable file. */
export function literal(random: Random, shape: Shape, spelling: Spelling): string {
  switch (shape.kind) {
    case 'cidr4':
      return `"${random.pick(networks4)}"`;
    case 'cidr6':
      return `"${random.pick(networks6)}"`;
    case 'port':
      return looseNumber(random, random.pick(ports), spelling);
    case 'portText':
      return spelling === 'declared' && random.oneIn(3) ? random.pick(ports) : `"${random.pick(ports)}"`;
    case 'protocol':
      return literalProtocol(random, spelling);
    case 'flag':
      return random.pick(spelling === 'declared' ? ['true', 'false', '"true"', '"false"'] : ['true', 'false']);
    case 'count':
      return looseNumber(random, random.pick(['0', '1', '1', '2', '3']), spelling);
    case 'octet':
      return looseNumber(random, String(random.below(200)), spelling);
    case 'word':
      return `"${random.pick(words)}"`;
    case 'group':
      return random.pick(['"sg-0a1b2c3d"', '"123456789012/sg-1"']);
    case 'prefixList':
      return random.pick(['"pl-0a1b2c3d"', '"pl-63a5400a"']);
    case 'list':
    case 'set':
      return listText(random, shape, spelling);
    case 'map':
      return mapText(random, shape, spelling);
    case 'object':
      return `{ ${itemTexts(random, shape.members, spelling).join(', ')} }`;
    case 'nullable':
      return random.oneIn(3) ? 'null' : literal(random, shape.of, spelling);
  }
}

/** Keys for a map, distinct. */
export function someKeys(random: Random): readonly string[] {
  return words.filter(() => random.oneIn(4)).slice(0, 3);
}

export const words: readonly string[] = ['web', 'db', 'ssh', 'app', 'admin', 'eu-west', 'b', 'A', 'cache', 'x1'];

const networks4: readonly string[] = [
  ...['0.0.0.0/0', '0.0.0.0/0', '0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '172.16.0.0/12', '192.168.1.0/24'],
  ...['203.0.113.0/24', '198.51.100.7/32', '0.0.0.0/1', '128.0.0.0/1', '100.64.0.0/10'],
];
const networks6: readonly string[] = ['::/0', '::/0', '2001:db8::/32', 'fd00::/8', '2000::/3', '2001:db8:1::/48'];
const ports: readonly string[] = ['22', '22', '80', '443', '3389', '0', '65535', '8080', '5432', '1024', '53'];
const protocolWords: readonly string[] = ['tcp', 'tcp', 'tcp', 'udp', '-1', 'TCP', 'icmp', 'icmpv6', 'all', 'Udp'];
const protocolNumbers: readonly string[] = ['6', '17', '-1', '1', '58', '50'];

function looseNumber(random: Random, digits: string, spelling: Spelling): string {
  return spelling === 'declared' && random.oneIn(4) ? `"${digits}"` : digits;
}

function literalProtocol(random: Random, spelling: Spelling): string {
  if (!random.oneIn(4)) return `"${random.pick(protocolWords)}"`;
  const number = random.pick(protocolNumbers);
  return spelling === 'declared' && random.oneIn(2) ? number : `"${number}"`;
}

function listText(random: Random, shape: Shape & { kind: 'list' | 'set' }, spelling: Spelling): string {
  const length = shape.filled ? 1 + random.below(3) : random.below(4);
  const elements = Array.from({ length }, () => literal(random, shape.element, spelling));
  const distinct = shape.element.kind === 'object' ? withDistinctNames(elements) : elements;
  return distinct.length > 1 && shape.element.kind === 'object'
    ? `[\n${distinct.map((text) => `  ${text},\n`).join('')}]`
    : `[${distinct.join(', ')}]`;
}

/** Rules in a list are often turned into a map by their names, which only works when no two are the same. */
function withDistinctNames(elements: readonly string[]): readonly string[] {
  return elements.map((text, index) => text.replace(/\bname = "([^"]*)"/, `name = "$1${index}"`));
}

function mapText(random: Random, shape: Shape & { kind: 'map' }, spelling: Spelling): string {
  const keys = [...shape.keys, ...someKeys(random).filter((key) => !shape.keys.includes(key) && random.oneIn(2))];
  const items = keys.map((key) => `${keyText(random, key)} = ${literal(random, shape.element, spelling)}`);
  return shape.element.kind === 'object'
    ? `{\n${items.map((item) => `  ${item}\n`).join('')}}`
    : `{ ${items.join(', ')} }`;
}

export function keyText(random: Random, key: string): string {
  return /^[A-Za-z][\w-]*$/.test(key) && random.oneIn(2) ? key : `"${key}"`;
}

function itemTexts(random: Random, members: readonly Member[], spelling: Spelling): readonly string[] {
  const items = members.flatMap(({ name, shape, optional }) => {
    if (optional !== undefined && spelling === 'declared') {
      if (random.oneIn(2)) return [];
      if (random.oneIn(4)) return [`${name} = null`];
    }
    return [`${name} = ${literal(random, shape, spelling)}`];
  });
  return spelling === 'declared' && random.oneIn(12) ? [...items, 'surplus = 1'] : items;
}
