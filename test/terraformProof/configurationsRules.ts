// Resources that open ingress, in every form, with dynamic blocks and override files.
// Called by configurations.ts.
import { aclResource, aclRule } from './configurationsAcls.ts';
import { block } from './configurationsBlocks.ts';
import { prefixListEntry, prefixListResource } from './configurationsPrefixLists.ts';
import { collectionToRepeat, repetition } from './configurationsRepetition.ts';
import type { MadeResource } from './configurationsResource.ts';
import { fullRule } from './configurationsRuleShapes.ts';
import { serviceResource } from './configurationsServices.ts';
import type { Shape } from './configurationsShapes.ts';
import { listOf, setOf, simple } from './configurationsShapes.ts';
import type { TermScope } from './configurationsTerms.ts';
import { term, withNames } from './configurationsTerms.ts';

/** How deep the expressions of arguments are nested. */
const depth = 2;

/** One resource with rules. `names` are those of the group and of the prefix list of rules and entries that stand by themselves. */
export function ruleResource(scope: TermScope, name: string, names: { group: string; list: string }): MadeResource {
  const kind = scope.random.below(19);
  if (kind < 5) return groupResource(scope, name, 'aws_security_group');
  if (kind < 6) return groupResource(scope, name, 'aws_default_security_group');
  if (kind < 8) return ruleOfGroup(scope, name, names.group);
  if (kind < 10) return vpcRule(scope, name, names.group);
  if (kind < 11) return aclResource(scope, name, 'aws_network_acl');
  if (kind < 12) return aclResource(scope, name, 'aws_default_network_acl');
  if (kind < 14) return aclRule(scope, name);
  if (kind < 15) return prefixListResource(scope, name);
  return kind < 16 ? prefixListEntry(scope, name, names.list) : serviceResource(scope, name);
}

function groupResource(scope: TermScope, name: string, type: string): MadeResource {
  const { random } = scope;
  const repeated = repetition(scope);
  const inner = repeated.scope;
  const form = random.pick<'blocks' | 'dynamic' | 'mixed' | 'attribute'>([
    'blocks',
    'dynamic',
    'dynamic',
    'mixed',
    'attribute',
  ]);
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
    rules.length === 0
      ? inlineRules(inner, 'blocks')
      : inlineRules(inner, form === 'blocks' && random.oneIn(3) ? 'attribute' : random.pick(others));
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
  return scope.random.pick([
    whole,
    whole,
    whole,
    whole,
    `concat(${whole}, [])`,
    `${flag} ? ${whole} : []`,
    /\bnull\b/.test(whole) ? whole : `toset(${whole})`,
    '[]',
    'null',
  ]);
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
  return block(
    'dynamic',
    ['ingress'],
    [
      `for_each = ${text}`,
      ...(iterator === 'ingress' ? [] : [`iterator = ${iterator}`]),
      block('content', [], inlineArguments(inner)),
    ],
  );
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
  return scope.random.oneIn(8)
    ? scope.random.pick(['6', '17', '-1', '58'])
    : term(scope, simple('protocol'), depth).text;
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
  const type = random.pick([
    '"ingress"',
    '"ingress"',
    '"ingress"',
    '"egress"',
    `${of(simple('flag'))} ? "ingress" : "egress"`,
  ]);
  const sources = random.pick<() => readonly string[]>([
    () => [`cidr_blocks = ${of(listOf(simple('cidr4'), true))}`],
    () => [`cidr_blocks = ${of(listOf(simple('cidr4'), false))}`, 'source_security_group_id = null'],
    () => [`cidr_blocks = [${of(simple('cidr4'))}]`],
    () => [`cidr_blocks = [${of(simple('cidr4'))}]`, `ipv6_cidr_blocks = ${of(listOf(simple('cidr6'), true))}`],
    () => [`ipv6_cidr_blocks = ${of(listOf(simple('cidr6'), true))}`, 'self = null'],
    () => [`source_security_group_id = ${of(simple('group'))}`],
    () => ['self = true'],
    () => [
      `prefix_list_ids = ${of(listOf(simple('prefixList'), true))}`,
      `cidr_blocks = ${of(listOf(simple('cidr4'), true))}`,
    ],
  ])();
  const lines = [
    `type = ${type}`,
    `security_group_id = ${group}`,
    ...portArguments(inner),
    `protocol = ${protocol(inner)}`,
    ...sources,
  ];
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
    text: block(
      'resource',
      [type, name],
      [...repeated.lines, `security_group_id = ${group}`, `ip_protocol = ${protocol(inner)}`, ...ports, ...written],
    ),
    override: block('resource', [type, name], [`ip_protocol = ${protocol(inner)}`]),
    names: [],
  };
}
