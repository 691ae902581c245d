// Which tier of a network a security group stands for: who may call whom, from the load balancer down to the database.
// It judges by what is written: the resources that use the group, its names, the ports that it opens. It edits nothing.
// Used by allow-security-group.ts.
import type { IngressRule } from '../aws/ingressRule.ts';
import type { Module, Resource } from '../terraform/module.ts';
import { attributesWithin } from './expressionPath.ts';
import type { NodeName } from './dependencies.ts';
import { namesIn } from './dependencies.ts';
import { textOf } from './writtenSource.ts';

/** From the outside in. `access` stands beside them: what people log in through. */
export type Tier = 'access' | 'balancer' | 'web' | 'app' | 'data';

/** The tier of a group of a module; undefined where nothing tells, or where what is written tells of several. */
export function tierOfGroup(module: Module, node: NodeName, name: string, texts: readonly string[]): Tier | undefined {
  return tierOfUsers(module, node) ?? tierOfWords([name]) ?? tierOfWords(texts);
}

/** The tier whose ports these are; undefined for ports that many have. */
export function tierOfPorts({ ports }: IngressRule): Tier | 'login' | undefined {
  if (ports.kind !== 'range') return undefined;
  const { from, to } = ports;
  const lieIn = (known: ReadonlySet<number>): boolean => from <= to && to - from < 10 && eachIn(from, to, known);
  if (lieIn(loginPorts)) return 'login';
  return lieIn(dataPorts) ? 'data' : undefined;
}

/** The tiers from which a tier is called, the nearest first. */
export function callersOf(tier: Tier): readonly Tier[] {
  switch (tier) {
    case 'data':
      return ['app', 'web', 'balancer'];
    case 'app':
      return ['web', 'balancer'];
    case 'web':
      return ['balancer'];
    case 'balancer':
    case 'access':
      return [];
  }
}

/** Texts that a group carries for people: its names, its description, its tags. */
export function textsOfGroup({ name, body }: Pick<Resource, 'name' | 'body'>): readonly string[] {
  const written = attributesWithin(body).filter((attribute) =>
    ['name', 'name_prefix', 'description'].includes(attribute.name),
  );
  return [name, ...written.flatMap(({ expression }) => textOf(expression) ?? [])];
}

/** What uses a group tells best what it is for. */
function tierOfUsers(module: Module, node: NodeName): Tier | undefined {
  const users = module.resources.filter(
    ({ mode, type, body }) =>
      mode === 'managed' && !type.startsWith('aws_security_group') && namesIn(body).includes(node),
  );
  return single(users.flatMap(({ type }) => tierOfType(type) ?? []));
}

function tierOfType(type: string): Tier | undefined {
  if (/^aws_(?:a?lb|elb)$/.test(type)) return 'balancer';
  if (/^aws_(?:db|rds|docdb|neptune|redshift|elasticache|memorydb|opensearch|elasticsearch|dax|msk|mq)_/.test(type))
    return 'data';
  return undefined;
}

function tierOfWords(texts: readonly string[]): Tier | undefined {
  const words = texts.flatMap((text) => text.toLowerCase().split(/[^a-z0-9]+/)).filter((word) => word !== '');
  const pairs = words.map((word, index) => `${word}${words[index + 1] ?? ''}`);
  return single([...words, ...pairs].flatMap((word) => tierByWord.get(word) ?? []));
}

function single(tiers: readonly Tier[]): Tier | undefined {
  const [first] = tiers;
  return tiers.every((tier) => tier === first) ? first : undefined;
}

function eachIn(from: number, to: number, known: ReadonlySet<number>): boolean {
  for (let port = from; port <= to; port++) if (!known.has(port)) return false;
  return true;
}

/** SSH, RDP, WinRM. */
const loginPorts: ReadonlySet<number> = new Set([22, 3389, 5985, 5986]);

/** Databases, caches, queues and shared file systems. */
const dataPorts: ReadonlySet<number> = new Set([
  1433, 1434, 1521, 2049, 2181, 3306, 5432, 5433, 5439, 5671, 5672, 6379, 6380, 8182, 9042, 9092, 9094, 9142, 9200,
  9300, 11211, 26257, 27017, 27018, 27019,
]);

const tierWords: Readonly<Record<Tier, string>> = {
  access: 'bastion bastions jump jumpbox jumphost vpn',
  balancer: 'lb lbs alb albs elb nlb loadbalancer loadbalancers balancer ingress edge',
  web: 'web www frontend nginx proxy',
  app: 'app apps application applications api apis backend service services worker workers ecs eks lambda node nodes',
  data: 'db dbs database databases data rds aurora mysql mariadb postgres postgresql redis valkey cache elasticache memcached mongo mongodb documentdb docdb redshift opensearch elasticsearch kafka msk efs',
};

const tierByWord: ReadonlyMap<string, Tier> = new Map([
  ...entries('access'),
  ...entries('balancer'),
  ...entries('web'),
  ...entries('app'),
  ...entries('data'),
]);

function entries(tier: Tier): readonly (readonly [string, Tier])[] {
  return tierWords[tier].split(' ').map((word) => [word, tier] as const);
}
