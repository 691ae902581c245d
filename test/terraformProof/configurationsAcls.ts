// Network ACLs with their entries inside, and entries outside of them.
// Called by configurationsRules.ts.
import { block } from './configurationsBlocks.ts';
import { collectionToRepeat, repetition } from './configurationsRepetition.ts';
import type { MadeResource } from './configurationsResource.ts';
import type { Shape } from './configurationsShapes.ts';
import { listOf, simple } from './configurationsShapes.ts';
import type { TermScope } from './configurationsTerms.ts';
import { term, withNames } from './configurationsTerms.ts';

/** How deep the expressions of arguments are nested. */
const depth = 2;

/** An ACL. That of a VPC takes blocks alone, any other the argument, too. */
export function aclResource(
  scope: TermScope,
  name: string,
  type: 'aws_network_acl' | 'aws_default_network_acl',
): MadeResource {
  const { random } = scope;
  const repeated = repetition(scope);
  const inner = repeated.scope;
  const required = type === 'aws_network_acl' ? 'vpc_id = "vpc-1"' : 'default_network_acl_id = "acl-1"';
  const form = random.pick(type === 'aws_network_acl' ? [...forms, 'attribute' as const] : forms);
  const entries = random.oneIn(12) ? [] : entryLines(inner, form);
  const noise = random.oneIn(3) ? [block('egress', [], entryArguments(inner))] : [];
  const others = form === 'attribute' ? (['attribute'] as const) : forms;
  return {
    text: block('resource', [type, name], [...repeated.lines, required, ...noise, ...entries]),
    override: block('resource', [type, name], entryLines(inner, random.pick(others))),
    names: repeated.references(`${type}.${name}`, []),
  };
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_acl_rule */
export function aclRule(scope: TermScope, name: string): MadeResource {
  const { random } = scope;
  const repeated = repetition(scope);
  const inner = repeated.scope;
  const egress = random.pick<readonly string[]>([
    [],
    [],
    ['egress = false'],
    ['egress = true'],
    ['egress = null'],
    [`egress = ${of(inner, simple('flag'))}`],
  ]);
  const ports = random.oneIn(6) ? [] : portArguments(inner);
  const lines = [
    'network_acl_id = "acl-1"',
    `rule_number = ${ruleNumber(inner)}`,
    `rule_action = ${action(inner)}`,
    `protocol = ${protocol(inner)}`,
    ...egress,
    ...ports,
    random.oneIn(4) ? `ipv6_cidr_block = ${of(inner, simple('cidr6'))}` : `cidr_block = ${of(inner, simple('cidr4'))}`,
  ];
  return {
    text: block('resource', ['aws_network_acl_rule', name], [...repeated.lines, ...lines]),
    override: block('resource', ['aws_network_acl_rule', name], [`rule_action = ${action(inner)}`]),
    names: [],
  };
}

const forms = ['blocks', 'dynamic', 'mixed'] as const;

function entryLines(scope: TermScope, form: (typeof forms)[number] | 'attribute'): readonly string[] {
  const { random } = scope;
  switch (form) {
    case 'blocks':
      return Array.from({ length: 1 + random.below(3) }, () => block('ingress', [], entryArguments(scope)));
    case 'dynamic':
      return [dynamicEntry(scope)];
    case 'mixed':
      return [block('ingress', [], entryArguments(scope)), dynamicEntry(scope)];
    case 'attribute':
      return [`ingress = ${entriesArgument(scope)}`];
  }
}

function dynamicEntry(scope: TermScope): string {
  const { text, element, key, unknown } = collectionToRepeat(scope);
  const inner = withNames(scope, [
    { text: 'ingress.key', shape: key, unknown },
    { text: 'ingress.value', shape: element, unknown },
    { text: 'ingress.value', shape: element, unknown },
  ]);
  return block('dynamic', ['ingress'], [`for_each = ${text}`, block('content', [], entryArguments(inner))]);
}

/** All members must be there in this form. */
function entriesArgument(scope: TermScope): string {
  const { random } = scope;
  const object = (inner: TermScope): string =>
    `{ ${[...entryArguments(inner, 'all'), 'icmp_type = null', 'icmp_code = null'].join(', ')} }`;
  const written = `[${Array.from({ length: random.below(3) }, () => object(scope)).join(', ')}]`;
  const named = { text: 'net', shape: simple('cidr4'), unknown: false };
  const networks = term(scope, listOf(simple('cidr4'), false), depth);
  const looped = `[for i, net in ${networks.text} : ${object(withNames(scope, [{ ...named, unknown: networks.unknown }]))}]`;
  return random.pick([
    written,
    written,
    looped,
    `concat(${written}, ${looped})`,
    `${of(scope, simple('flag'))} ? ${written} : []`,
  ]);
}

/** The arguments of an entry inside an ACL; `all` where each network has to be written, null among them. */
function entryArguments(scope: TermScope, which: 'some' | 'all' = 'some'): readonly string[] {
  const { random } = scope;
  const cidr = `cidr_block = ${of(scope, simple('cidr4'))}`;
  const cidr6 = `ipv6_cidr_block = ${of(scope, simple('cidr6'))}`;
  const sources = random.oneIn(4)
    ? [cidr6, ...(which === 'all' ? ['cidr_block = null'] : [])]
    : [cidr, ...(which === 'all' ? ['ipv6_cidr_block = null'] : [])];
  return [
    `rule_no = ${ruleNumber(scope)}`,
    `action = ${random.oneIn(8) ? '"ALLOW"' : action(scope)}`,
    `protocol = ${protocol(scope)}`,
    ...portArguments(scope),
    ...sources,
  ];
}

function of(scope: TermScope, shape: Shape): string {
  return term(scope, shape, depth).text;
}

/** From 1 on. */
function ruleNumber(scope: TermScope): string {
  const { random } = scope;
  return random.oneIn(2) ? String(100 * (1 + random.below(4))) : `(${of(scope, simple('octet'))}) + 1`;
}

function action(scope: TermScope): string {
  return scope.random.pick(['"allow"', '"allow"', '"deny"', `(${of(scope, simple('flag'))}) ? "allow" : "deny"`]);
}

function portArguments(scope: TermScope): readonly string[] {
  const { random } = scope;
  const port = (): string => of(scope, simple(random.oneIn(5) ? 'portText' : 'port'));
  const from = port();
  return [`from_port = ${from}`, `to_port = ${random.oneIn(4) ? port() : from}`];
}

/** The keywords that the provider knows, in lower case, and numbers. */
function protocol(scope: TermScope): string {
  const words = [
    '"tcp"',
    '"tcp"',
    '"udp"',
    '"-1"',
    '"all"',
    '"icmp"',
    '"gre"',
    '"ipv6-icmp"',
    '6',
    '17',
    '-1',
    '"50"',
    '"58"',
  ];
  return scope.random.pick([...words, `(${of(scope, simple('flag'))}) ? "tcp" : 17`]);
}
