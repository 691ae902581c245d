// The rules that the submodules of terraform-aws-modules/security-group/aws have since version 6, as data.
// Source: the release 6.0.0, https://github.com/terraform-aws-modules/terraform-aws-security-group (2026). The ports are those of
// the submodules before it, but for what stands here.
// Read by terraform-aws-modules-security-group-maps.ts.
import { automaticRules } from './automaticRules.ts';
import type { NamedRule } from './namedRules.ts';
import { namedRule } from './namedRules.ts';

/** The preset rules of a submodule of version 6; undefined where there is no such submodule. */
export function presetRules(submodule: string): readonly NamedRule[] | undefined {
  if (removed.has(submodule)) return undefined;
  const more = added.get(submodule);
  const names = automaticRules(formerNames.get(submodule) ?? submodule, undefined);
  if (names === undefined) return more;
  return [...names.flatMap((name) => namedRule(name) ?? []), ...(more ?? [])];
}

/** Those that have another name now. */
const formerNames: ReadonlyMap<string, string> = new Map([
  ['dynamodb-dax', 'dax-cluster'],
  ['oracle', 'oracle-db'],
  ['carbon-relay', 'carbon-relay-ng'],
]);

/** Those that are gone, under their former names too. */
const removed: ReadonlySet<string> = new Set([
  ...formerNames.values(),
  'kubernetes-api',
  'smtp',
  'smtps',
  'smtp-submission',
  'web',
  'zookeeper',
]);

const added: ReadonlyMap<string, readonly NamedRule[]> = new Map([
  ['cassandra', [tcp(7000), tcp(7001)]],
  ['carbon-relay', [tcp(2004)]],
  ['rabbitmq', [tcp(15671)]],
  ['kafka', [tcp(9196)]],
  ['jmx', [tcp(1099)]],
  ['saltstack', [tcp(4505, 4506)]],
]);

function tcp(from: number, to = from): NamedRule {
  return { from, to, protocol: 'tcp' };
}
