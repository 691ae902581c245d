// The shapes of values that describe rules.
// Called by the generators of resources and modules.
import type { Random } from './expressionsRandom.ts';
import type { Shape } from './configurationsShapes.ts';
import { listOf, literal, objectOf, simple } from './configurationsShapes.ts';

/** An object that tells all of one element of `ingress = [...]`. */
export const fullRule: Shape = objectOf({
  from_port: simple('port'),
  to_port: simple('port'),
  protocol: simple('protocol'),
  cidr_blocks: { kind: 'nullable', of: listOf(simple('cidr4'), false) },
  ipv6_cidr_blocks: { kind: 'nullable', of: listOf(simple('cidr6'), false) },
  prefix_list_ids: { kind: 'nullable', of: listOf(simple('prefixList'), false) },
  security_groups: { kind: 'nullable', of: listOf(simple('group'), false) },
  self: { kind: 'nullable', of: simple('flag') },
  description: { kind: 'nullable', of: simple('word') },
});

/** What one round of a repetition is likely to be about. */
export function elementShape(random: Random): Shape {
  const shapes: readonly (() => Shape)[] = [
    () => simple('cidr4'),
    () => simple('port'),
    () => listOf(simple('cidr4'), false),
    () => ruleShape(random),
    () => ruleShape(random),
    () => ruleShape(random),
    () => fullRule,
  ];
  return random.pick(shapes)();
}

/** An object as people write them to describe a rule. */
export function ruleShape(random: Random): Shape {
  const networks = listOf(simple('cidr4'), random.oneIn(2));
  const optionalPort = literal(random, simple('port'), 'plain');
  const optionalNetworks = literal(random, listOf(simple('cidr4'), true), 'plain');
  const all = [
    { name: 'name', shape: simple('word'), optional: undefined },
    { name: 'from', shape: simple(random.oneIn(4) ? 'portText' : 'port'), optional: undefined },
    { name: 'to', shape: simple('port'), optional: random.oneIn(3) ? optionalPort : undefined },
    { name: 'protocol', shape: simple('protocol'), optional: random.oneIn(3) ? '"tcp"' : undefined },
    { name: 'cidrs', shape: networks, optional: random.oneIn(3) ? optionalNetworks : undefined },
    { name: 'ipv6', shape: { kind: 'nullable', of: listOf(simple('cidr6'), false) } as const, optional: '' },
    { name: 'ports', shape: listOf(simple('port'), true), optional: undefined },
    { name: 'enabled', shape: simple('flag'), optional: random.oneIn(2) ? 'true' : undefined },
  ];
  const members = all.filter(({ name }) => name === 'from' || name === 'cidrs' || random.oneIn(2));
  return { kind: 'object', members };
}
