// Resources of services that keep a list of their own of who may connect.
// Types that the provider no longer has (groups of EC2-Classic) or has only later (`aws_vpc_security_group_rules_exclusive`) cannot
// be planned with it and are not among them.
// Called by configurationsRules.ts.
import { block } from './configurationsBlocks.ts';
import { collectionToRepeat, repetition } from './configurationsRepetition.ts';
import type { MadeResource } from './configurationsResource.ts';
import type { Shape } from './configurationsShapes.ts';
import { listOf, setOf, simple } from './configurationsShapes.ts';
import type { TermScope } from './configurationsTerms.ts';
import { term, withNames } from './configurationsTerms.ts';

/** How deep the expressions of arguments are nested. */
const depth = 2;

/** One such resource, of any of the services. */
export function serviceResource(scope: TermScope, name: string): MadeResource {
  const repeated = repetition(scope);
  const inner = repeated.scope;
  const { type, lines, entry, content } = scope.random.pick(services);
  const whole = (): readonly string[] => (entry === undefined ? content(inner) : entryBlocks(inner, entry, content));
  return {
    text: block('resource', [type, name], [...repeated.lines, ...lines, ...whole()]),
    override: block('resource', [type, name], whole()),
    names: [],
  };
}

interface Service {
  readonly type: string;
  /** Arguments that have nothing to do with who may connect. */
  readonly lines: readonly string[];
  /** The block type of an entry; undefined where `content` makes the blocks itself. */
  readonly entry: string | undefined;
  readonly content: (scope: TermScope) => readonly string[];
}

const services: readonly Service[] = [
  {
    type: 'aws_lightsail_instance_public_ports',
    lines: ['instance_name = "web"'],
    entry: 'port_info',
    content: portInfo,
  },
  {
    type: 'aws_gamelift_fleet',
    lines: ['name = "fleet"', 'build_id = "build-1"', 'ec2_instance_type = "c5.large"'],
    entry: 'ec2_inbound_permission',
    content: inboundPermission,
  },
  { type: 'aws_medialive_input_security_group', lines: [], entry: 'whitelist_rules', content: whitelistRule },
  {
    type: 'aws_eks_cluster',
    lines: ['name = "cluster"', 'role_arn = "arn:aws:iam::123456789012:role/eks"'],
    entry: undefined,
    content: (scope) => [block('vpc_config', [], endpoint(scope))],
  },
];

/** At least one block is written, because the provider asks for one. */
function entryBlocks(scope: TermScope, type: string, content: Service['content']): readonly string[] {
  const { random } = scope;
  const written = Array.from({ length: 1 + random.below(2) }, () => block(type, [], content(scope)));
  return random.oneIn(3) ? written : [...written, dynamicBlock(scope, type, content)];
}

function dynamicBlock(scope: TermScope, type: string, content: Service['content']): string {
  const { text, element, key, unknown } = collectionToRepeat(scope);
  const inner = withNames(scope, [
    { text: `${type}.key`, shape: key, unknown },
    { text: `${type}.value`, shape: element, unknown },
    { text: `${type}.value`, shape: element, unknown },
  ]);
  return block('dynamic', [type], [`for_each = ${text}`, block('content', [], content(inner))]);
}

function portInfo(scope: TermScope): readonly string[] {
  const { random } = scope;
  const networks = random.pick<() => readonly string[]>([
    () => [`cidrs = ${of(scope, setOf(simple('cidr4'), true))}`],
    () => [`cidrs = [${of(scope, simple('cidr4'))}]`],
    () => [`cidrs = [${of(scope, simple('cidr4'))}]`, `ipv6_cidrs = ${of(scope, listOf(simple('cidr6'), true))}`],
    () => [`ipv6_cidrs = [${of(scope, simple('cidr6'))}]`],
    () => [],
  ])();
  const protocol = random.pick(['"tcp"', '"tcp"', '"udp"', '"all"', `(${of(scope, simple('flag'))}) ? "tcp" : "udp"`]);
  const from = of(scope, simple('port'));
  const to = random.oneIn(4) ? of(scope, simple('port')) : from;
  return [`from_port = ${from}`, `to_port = ${to}`, `protocol = ${protocol}`, ...networks];
}

/** The provider takes ports from 1 to 60000. */
function inboundPermission(scope: TermScope): readonly string[] {
  const { random } = scope;
  const port = `min(60000, max(1, ${of(scope, simple('port'))}))`;
  const to = random.oneIn(4) ? `min(60000, max(1, ${of(scope, simple('port'))}))` : port;
  const protocol = random.pick(['"TCP"', '"TCP"', '"UDP"', `(${of(scope, simple('flag'))}) ? "TCP" : "UDP"`]);
  const range = `ip_range = ${of(scope, simple('cidr4'))}`;
  return [`from_port = ${port}`, `to_port = ${to}`, `protocol = ${protocol}`, range];
}

function whitelistRule(scope: TermScope): readonly string[] {
  return [`cidr = ${of(scope, simple('cidr4'))}`];
}

function endpoint(scope: TermScope): readonly string[] {
  const { random } = scope;
  const access = random.pick<readonly string[]>([
    [],
    ['endpoint_public_access = true'],
    ['endpoint_public_access = false'],
    ['endpoint_public_access = null'],
    [`endpoint_public_access = ${of(scope, simple('flag'))}`],
  ]);
  const networks = random.pick<() => readonly string[]>([
    () => [],
    () => ['public_access_cidrs = null'],
    () => [`public_access_cidrs = ${of(scope, listOf(simple('cidr4'), true))}`],
    () => [`public_access_cidrs = [${of(scope, simple('cidr4'))}]`],
    () => [`public_access_cidrs = ${of(scope, setOf(simple('cidr4'), true))}`],
  ])();
  return ['subnet_ids = ["subnet-1", "subnet-2"]', ...access, ...networks];
}

function of(scope: TermScope, shape: Shape): string {
  return term(scope, shape, depth).text;
}
