// Rules that rest on nothing but the text of their module: read in one instance of it, they hold in every other, under its address.
// Only what is plain is taken: one resource without keys, for sure there, with values and networks that are known.
// It judges nothing. Called by quietResources.ts.
import { modulePrefix } from '../terraform/address.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import type { Scope } from '../terraform/scope.ts';
import type { Identity, Value } from '../terraform/value.ts';
import type { Argument, CidrSource, IngressRule, InvalidSource, SelfSource, Source } from './ingressRule.ts';

/** A rule without the module instance that it was read in. */
export interface UnseatedRule {
  readonly rule: Omit<IngressRule, 'address' | 'resource' | 'group' | 'sources'>;
  readonly group: Identity | undefined;
  /** Whether the group's address is one below the module instance. */
  readonly isGroupWithin: boolean;
  readonly sources: readonly UnseatedSource[];
}

type PlainSource = CidrSource | SelfSource | InvalidSource;

interface UnseatedSource {
  readonly source: Omit<CidrSource, 'argument'> | Omit<SelfSource, 'argument'> | Omit<InvalidSource, 'argument'>;
  readonly argument: Omit<Argument, 'scope'>;
  /** The file that the argument is written in. */
  readonly path: string;
}

/** The rules that were read of a resource which reads nothing of its caller; undefined where any of them is not plain. */
export function unseated(
  [resource, ...others]: readonly ResourceInstance[],
  rules: readonly IngressRule[],
): readonly UnseatedRule[] | undefined {
  if (resource === undefined || others.length > 0 || !isPlainResource(resource)) return undefined;
  const prefix = modulePrefix(resource.scope.instance);
  const found: UnseatedRule[] = [];
  for (const rule of rules) {
    const one = unseatedRule(rule, prefix);
    if (one === undefined) return undefined;
    found.push(one);
  }
  return found;
}

/** The rule as it is in the module instance of a resource. */
export function seated({ rule, group, isGroupWithin, sources }: UnseatedRule, resource: ResourceInstance): IngressRule {
  const { scope } = resource;
  const its = group && isGroupWithin ? { ...group, address: modulePrefix(scope.instance) + group.address } : group;
  return {
    ...rule,
    address: resource.address,
    resource,
    group: its,
    sources: sources.map((source) => seatedSource(source, scope)),
  };
}

function seatedSource({ source, argument: { name, expression }, path }: UnseatedSource, scope: Scope): Source {
  const own = path === scope.path ? scope : { ...scope, path };
  return { ...source, argument: { name, scope: own, expression } };
}

function isPlainResource({ key, existence, scope }: ResourceInstance): boolean {
  return key.kind === 'none' && existence.kind === 'exists' && scope.symbols === undefined;
}

function unseatedRule(rule: IngressRule, prefix: string): UnseatedRule | undefined {
  const { form, place, block, group, protocol, ports, written, conditions, uncertain } = rule;
  const isPlain =
    conditions.length === 0 &&
    uncertain === undefined &&
    protocol.kind !== 'unknown' &&
    ports.kind !== 'unknown' &&
    [written.protocol, written.fromPort, written.toPort].every(isPlainValue);
  // An id that is written out is of no resource, and the same everywhere.
  const isGroupWithin = group !== undefined && group.type !== '';
  if (!isPlain || (isGroupWithin && !group.address.startsWith(prefix))) return undefined;
  const sources: UnseatedSource[] = [];
  for (const source of rule.sources) {
    if (!isPlainSource(source)) return undefined;
    const { argument, ...plain } = source;
    const { name, expression, scope } = argument;
    sources.push({ source: plain, argument: { name, expression }, path: scope.path });
  }
  return {
    rule: { form, place, block, protocol, ports, written, conditions, uncertain },
    group: isGroupWithin ? { ...group, address: group.address.slice(prefix.length) } : group,
    isGroupWithin,
    sources,
  };
}

function isPlainValue(value: Value | undefined): boolean {
  return value === undefined || ['string', 'number', 'bool', 'null'].includes(value.kind);
}

function isPlainSource(source: Source): source is PlainSource {
  const isPlain =
    (source.kind === 'cidr' && source.listed === undefined) || source.kind === 'self' || source.kind === 'invalid';
  return (
    isPlain &&
    source.conditions.length === 0 &&
    source.uncertain === undefined &&
    source.argument.scope.symbols === undefined
  );
}
