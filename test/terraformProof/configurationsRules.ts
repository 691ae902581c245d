// Resources that open ingress, in every form, with what repeats them: count, for_each and dynamic blocks.
// Called by configurations.ts.
import type { Random } from './expressionsRandom.ts';
import type { Shape } from './configurationsShapes.ts';
import { constraintText, keyText, listOf, literal, mapOf, objectOf, setOf, simple, someKeys } from './configurationsShapes.ts';
import type { Named, Term, TermScope } from './configurationsTerms.ts';
import { iterables, join, knownOnly, term, withNames } from './configurationsTerms.ts';

/** A block of the configuration, and what later ones may refer to. */
export interface MadeResource {
  readonly text: string;
  readonly names: readonly Named[];
  /** What an override file may put in its place, without the file's own lines; undefined for nothing. */
  readonly override: string | undefined;
}

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

/** How deep the expressions of arguments are nested. */
const depth = 2;

/** One resource with rules. `group` is the text that names the group of rules that stand by themselves. */
export function ruleResource(scope: TermScope, name: string, group: string): MadeResource {
  const kind = scope.random.below(10);
  if (kind < 5) return groupResource(scope, name, 'aws_security_group');
  if (kind < 6) return groupResource(scope, name, 'aws_default_security_group');
  return kind < 8 ? ruleOfGroup(scope, name, group) : vpcRule(scope, name, group);
}

function groupResource(scope: TermScope, name: string, type: string): MadeResource {
  const { random } = scope;
  const repeated = repetition(scope);
  const inner = repeated.scope;
  const form = random.pick<'blocks' | 'dynamic' | 'mixed' | 'attribute'>(['blocks', 'dynamic', 'dynamic', 'mixed', 'attribute']);
  const rules = random.oneIn(12) ? [] : inlineRules(inner, form);
  const noise = [
    ...(type === 'aws_security_group' && random.oneIn(3) ? ['name = "sg"'] : []),
    ...(type === 'aws_default_security_group' || random.oneIn(3) ? ['vpc_id = "vpc-1"'] : []),
    ...(random.oneIn(3) ? [egress(inner)] : []),
    ...(random.oneIn(8) ? ['lifecycle {\n  create_before_destroy = true\n}'] : []),
  ];
  const body = random.oneIn(2) ? [...noise, ...rules] : [...rules, ...noise];
  const others = form === 'attribute' ? (['attribute'] as const) : (['blocks', 'dynamic'] as const);
  const override =
    rules.length === 0 ? inlineRules(inner, 'blocks') : inlineRules(inner, form === 'blocks' && random.oneIn(3) ? 'attribute' : random.pick(others));
  return {
    text: block('resource', [type, name], [...repeated.lines, ...body]),
    override: block('resource', [type, name], override),
    names: repeated.references(`${type}.${name}`, [['id', simple('group'), true]]),
  };
}

function inlineRules(scope: TermScope, form: 'blocks' | 'dynamic' | 'mixed' | 'attribute'): readonly string[] {
  const { random } = scope;
  switch (form) {
    case 'blocks':
      return Array.from({ length: 1 + random.below(3) }, () => block('ingress', [], inlineArguments(scope)));
    case 'dynamic':
      return [dynamicIngress(scope), ...(random.oneIn(4) ? [dynamicIngress(scope)] : [])];
    case 'mixed': {
      const both = [block('ingress', [], inlineArguments(scope)), dynamicIngress(scope)];
      return random.oneIn(2) ? both : both.toReversed();
    }
    case 'attribute':
      return [`ingress = ${ingressAttribute(scope)}`];
  }
}

function ingressAttribute(scope: TermScope): string {
  const whole = term(scope, listOf(fullRule, false), 3).text;
  const flag = term(scope, simple('flag'), 1).text;
  return scope.random.pick([whole, whole, whole, whole, `concat(${whole}, [])`, `${flag} ? ${whole} : []`, `toset(${whole})`, '[]', 'null']);
}

function dynamicIngress(scope: TermScope): string {
  const { random } = scope;
  const { text, element, key, unknown } = collectionToRepeat(scope);
  const iterator = random.oneIn(3) ? random.pick(['rule', 'r', 'it']) : 'ingress';
  const inner = withNames(scope, [
    { text: `${iterator}.key`, shape: key, unknown },
    { text: `${iterator}.value`, shape: element, unknown },
    { text: `${iterator}.value`, shape: element, unknown },
  ]);
  return block('dynamic', ['ingress'], [
    `for_each = ${text}`,
    ...(iterator === 'ingress' ? [] : [`iterator = ${iterator}`]),
    block('content', [], inlineArguments(inner)),
  ]);
}

interface Repeated {
  readonly text: string;
  readonly element: Shape;
  readonly key: Shape;
  readonly unknown: boolean;
}

/** Anything that can be iterated over: what is there under a name, or made on the spot. */
function collectionToRepeat(scope: TermScope): Repeated {
  const { random } = scope;
  const named = iterables(scope);
  if (named.length > 0 && random.below(10) < 6) {
    const { name, element } = random.pick(named);
    const key = name.shape.kind === 'map' ? simple('word') : name.shape.kind === 'set' ? element : simple('octet');
    return { text: name.text, element, key, unknown: name.unknown };
  }
  const element = elementShape(random);
  const shape = random.pick([listOf(element, false), mapOf(element, []), listOf(element, true)]);
  const made = random.oneIn(6) ? term(scope, setOf(simple('cidr4'), false), depth) : term(scope, shape, depth);
  if (made.text.startsWith('toset') || made.text.startsWith('set'))
    return { text: made.text, element: simple('cidr4'), key: simple('cidr4'), unknown: made.unknown };
  return { text: made.text, element, key: shape.kind === 'map' ? simple('word') : simple('octet'), unknown: made.unknown };
}

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

/** The arguments of an `ingress` block. */
function inlineArguments(scope: TermScope): readonly string[] {
  const { random } = scope;
  const of = (shape: Shape): string => term(scope, shape, depth).text;
  const sources = [
    ...(random.below(10) < 8 ? [`cidr_blocks = ${networkList(scope)}`] : []),
    ...(random.oneIn(4) ? [`ipv6_cidr_blocks = ${of(listOf(simple('cidr6'), false))}`] : []),
    ...(random.oneIn(8) ? [`security_groups = ${of(listOf(simple('group'), false))}`] : []),
    ...(random.oneIn(10) ? [`prefix_list_ids = ${of(listOf(simple('prefixList'), true))}`] : []),
    ...(random.oneIn(10) ? [`self = ${of(simple('flag'))}`] : []),
    ...(random.oneIn(10) ? ['description = "rule"'] : []),
  ];
  return [...portArguments(scope), `protocol = ${protocol(scope)}`, ...sources];
}

function portArguments(scope: TermScope): readonly string[] {
  const { random } = scope;
  const port = (): string => term(scope, simple(random.oneIn(5) ? 'portText' : 'port'), depth).text;
  const from = port();
  return [`from_port = ${from}`, `to_port = ${random.below(4) === 0 ? port() : from}`];
}

function protocol(scope: TermScope): string {
  return scope.random.oneIn(8) ? scope.random.pick(['6', '17', '-1', '58']) : term(scope, simple('protocol'), depth).text;
}

function networkList(scope: TermScope): string {
  const { random } = scope;
  if (random.oneIn(12)) return 'null';
  if (random.oneIn(10)) return term(scope, setOf(simple('cidr4'), false), depth).text;
  if (random.oneIn(3)) return `[${term(scope, simple('cidr4'), depth).text}]`;
  return term(scope, { kind: 'nullable', of: listOf(simple('cidr4'), false) }, depth).text;
}

function egress(scope: TermScope): string {
  return block('egress', [], inlineArguments(scope));
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group_rule */
function ruleOfGroup(scope: TermScope, name: string, group: string): MadeResource {
  const { random } = scope;
  const repeated = repetition(scope);
  const inner = repeated.scope;
  const of = (shape: Shape): string => term(inner, shape, depth).text;
  const type = random.pick(['"ingress"', '"ingress"', '"ingress"', '"egress"', `${of(simple('flag'))} ? "ingress" : "egress"`]);
  const sources = random.pick<() => readonly string[]>([
    () => [`cidr_blocks = ${of(listOf(simple('cidr4'), true))}`],
    () => [`cidr_blocks = ${of(listOf(simple('cidr4'), false))}`, 'source_security_group_id = null'],
    () => [`cidr_blocks = [${of(simple('cidr4'))}]`],
    () => [`cidr_blocks = [${of(simple('cidr4'))}]`, `ipv6_cidr_blocks = ${of(listOf(simple('cidr6'), true))}`],
    () => [`ipv6_cidr_blocks = ${of(listOf(simple('cidr6'), true))}`, 'self = null'],
    () => [`source_security_group_id = ${of(simple('group'))}`],
    () => ['self = true'],
    () => [`prefix_list_ids = ${of(listOf(simple('prefixList'), true))}`, `cidr_blocks = ${of(listOf(simple('cidr4'), true))}`],
  ])();
  const lines = [`type = ${type}`, `security_group_id = ${group}`, ...portArguments(inner), `protocol = ${protocol(inner)}`, ...sources];
  return {
    text: block('resource', ['aws_security_group_rule', name], [...repeated.lines, ...lines]),
    override: block('resource', ['aws_security_group_rule', name], portArguments(inner)),
    names: repeated.references(`aws_security_group_rule.${name}`, [['to_port', simple('port'), false]]),
  };
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule */
function vpcRule(scope: TermScope, name: string, group: string): MadeResource {
  const { random } = scope;
  const repeated = repetition(scope);
  const inner = repeated.scope;
  const of = (shape: Shape): string => term(inner, shape, depth).text;
  const source = random.pick([
    ...Array.from({ length: 4 }, () => `cidr_ipv4 = ${of(simple('cidr4'))}`),
    `cidr_ipv6 = ${of(simple('cidr6'))}`,
    `prefix_list_id = ${of(simple('prefixList'))}`,
    `referenced_security_group_id = ${of(simple('group'))}`,
  ]);
  const written = source.startsWith('cidr_ipv4') && random.oneIn(5) ? [source, 'cidr_ipv6 = null'] : [source];
  const type = random.oneIn(6) ? 'aws_vpc_security_group_egress_rule' : 'aws_vpc_security_group_ingress_rule';
  const ports = random.oneIn(6) ? [] : portArguments(inner);
  return {
    text: block('resource', [type, name], [...repeated.lines, `security_group_id = ${group}`, `ip_protocol = ${protocol(inner)}`, ...ports, ...written]),
    override: block('resource', [type, name], [`ip_protocol = ${protocol(inner)}`]),
    names: [],
  };
}

interface Repetition {
  readonly lines: readonly string[];
  readonly scope: TermScope;
  /** What can be said of the resource from outside. */
  readonly references: (address: string, attributes: readonly (readonly [string, Shape, boolean])[]) => readonly Named[];
}

/** `count`, `for_each` or nothing, and the names they bring. */
export function repetition(scope: TermScope): Repetition {
  const { random } = scope;
  const kind = random.below(10);
  if (kind < 5) return alone(scope);
  return kind < 7 ? counted(scope) : forEach(scope);
}

function alone(scope: TermScope): Repetition {
  return {
    lines: [],
    scope,
    references: (address, attributes) => attributes.map(([name, shape, unknown]) => ({ text: `${address}.${name}`, shape, unknown })),
  };
}

function counted(scope: TermScope): Repetition {
  const { random } = scope;
  const lists = iterables(knownOnly(scope)).filter(({ name }) => name.shape.kind === 'list');
  const list = lists.length > 0 && random.oneIn(2) ? random.pick(lists) : undefined;
  const count = list === undefined ? term(knownOnly(scope), simple('count'), depth).text : `length(${list.name.text})`;
  const indexed = list === undefined ? [] : [{ text: `${list.name.text}[count.index]`, shape: list.element, unknown: false }];
  return {
    lines: [`count = ${count}`],
    scope: withNames(scope, [{ text: 'count.index', shape: simple('octet'), unknown: false }, ...indexed, ...indexed]),
    references: (address, attributes) =>
      attributes.flatMap(([name, shape, unknown]) => [
        { text: random.pick([`${address}[*].${name}`, `[for r in ${address} : r.${name}]`]), shape: listOf(shape, false), unknown },
        { text: `try(${address}[0].${name}, ${literal(random, shape, 'plain')})`, shape, unknown },
      ]),
  };
}

function forEach(scope: TermScope): Repetition {
  const { random } = scope;
  const { text, element, unknown } = eachCollection(scope);
  return {
    lines: [`for_each = ${text}`],
    scope: withNames(scope, [
      { text: 'each.key', shape: simple('word'), unknown: false },
      { text: 'each.value', shape: element, unknown },
      { text: 'each.value', shape: element, unknown },
    ]),
    references: (address, attributes) =>
      attributes.map(([name, shape, hidden]) => ({
        text: random.pick([`values(${address})[*].${name}`, `[for r in ${address} : r.${name}]`, `[for k, r in ${address} : r.${name}]`]),
        shape: listOf(shape, false),
        unknown: hidden,
      })),
  };
}

function eachCollection(scope: TermScope): Omit<Repeated, 'key'> {
  const { random } = scope;
  const all = knownOnly(scope);
  if (random.oneIn(3)) {
    const element = random.pick([simple('cidr4'), simple('word')]);
    return { text: `toset(${term(all, listOf(element, false), depth).text})`, element, unknown: false };
  }
  const maps = iterables(all).filter(({ name }) => name.shape.kind === 'map');
  if (maps.length > 0 && random.oneIn(2)) {
    const { name, element } = random.pick(maps);
    return { text: name.text, element, unknown: false };
  }
  const element = elementShape(random);
  if (!random.oneIn(4)) return { text: term(all, mapOf(element, []), depth).text, element, unknown: false };
  const items: readonly Term[] = someKeys(random).map((key) => join`${keyText(random, key)} = ${term(scope, element, depth)}`);
  return { text: `{ ${items.map((item) => item.text).join(', ')} }`, element, unknown: items.some((item) => item.unknown) };
}

/** A block as HCL; members stand on their own lines. */
export function block(type: string, labels: readonly string[], lines: readonly string[]): string {
  const header = [type, ...labels.map((label) => `"${label}"`)].join(' ');
  const body = lines.map((line) => indent(line)).join('\n');
  return body === '' ? `${header} {\n}` : `${header} {\n${body}\n}`;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : `  ${line}`))
    .join('\n');
}

/** A `variable` block; `fallback` is the text of its default. */
export function variableBlock(name: string, shape: Shape, typed: boolean, fallback: string | undefined, nullable: boolean | undefined): string {
  return block('variable', [name], [
    ...(typed ? [`type = ${constraintText(shape)}`] : []),
    ...(fallback === undefined ? [] : [`default = ${fallback}`]),
    ...(nullable === undefined ? [] : [`nullable = ${nullable}`]),
  ]);
}
