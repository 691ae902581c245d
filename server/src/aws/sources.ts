// The sources of a rule: what its arguments say traffic may come from.
// It judges nothing; what cannot be known stays an unknown source, with what rules out that it is open.
// Called by rules.ts.
import { joinConditions } from '../terraform/alternatives.ts';
import type { Condition, Reason, UnknownValue, Value } from '../terraform/value.ts';
import { sameValue } from '../terraform/values.ts';
import { readCidr } from './cidr.ts';
import type { Argument, Source } from './ingressRule.ts';

/** An argument that names sources, with what it comes to; null counts as not written. */
export interface SourceArgument {
  readonly means: 'cidr' | 'prefixList' | 'group' | 'self';
  readonly argument: Argument;
  readonly value: Value;
}

/**
 * Reads one argument, a list or a single value alike: a string where a list belongs, or a list within a list, is refused by
 * Terraform, but what is meant is plain, and the file may be half-typed.
 */
export function readSources(written: SourceArgument): readonly Source[] {
  return sourcesOf(written, written.value, { conditions: [], uncertain: undefined });
}

interface Circumstances {
  readonly conditions: readonly Condition[];
  readonly uncertain: Reason | undefined;
}

function sourcesOf(written: SourceArgument, value: Value, under: Circumstances): readonly Source[] {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      return value.elements.flatMap((element) => sourcesOf(written, element, under));
    case 'oneOf':
      return value.alternatives.flatMap((alternative) => {
        const conditions = joinConditions(under.conditions, alternative.conditions);
        return conditions === undefined ? [] : sourcesOf(written, alternative.value, { ...under, conditions });
      });
    case 'unknown':
      return unknownSources(written, value, under);
    case 'null':
      return [];
    case 'string':
    case 'number':
    case 'bool':
    case 'map':
    case 'object':
    case 'error':
      return [singleSource(written, value, under)].filter((source) => source !== undefined);
  }
}

type SingleValue = Exclude<Value, { kind: 'list' | 'set' | 'tuple' | 'oneOf' | 'null' }>;

function singleSource(written: SourceArgument, value: SingleValue, under: Circumstances): Source | undefined {
  const common = { argument: written.argument, origin: value.origin, ...under };
  if (value.kind === 'error') return { ...common, kind: 'unknown', reason: value.reason, mayBeOpen: true };
  switch (written.means) {
    case 'self':
      if (value.kind === 'bool' && !value.value) return undefined;
      return {
        ...common,
        kind: 'self',
        uncertain: common.uncertain ?? (value.kind === 'unknown' ? value.reason : undefined),
      };
    case 'group':
      return { ...common, kind: 'group', value };
    case 'prefixList':
      return { ...common, kind: 'prefixList', value };
    case 'cidr':
      if (value.kind === 'unknown')
        return { ...common, kind: 'unknown', reason: value.reason, mayBeOpen: mayBeOpen(value) };
      return cidrSource(common, value);
  }
}

function cidrSource(
  common: Pick<Source, 'argument' | 'origin' | 'conditions' | 'uncertain'>,
  value: Exclude<SingleValue, { kind: 'unknown' | 'error' }>,
): Source {
  if (value.kind !== 'string') return { ...common, kind: 'invalid', text: value.kind };
  const cidr = readCidr(value.value);
  if (cidr.kind === 'invalid') return { ...common, kind: 'invalid', text: value.value };
  const { argument, origin, conditions, uncertain } = common;
  const { family, prefixLength, hostBits } = cidr;
  // Written out: there are hundreds of thousands of them, and spreading is several times slower.
  return {
    argument,
    origin,
    conditions,
    uncertain,
    kind: 'cidr',
    family,
    text: value.value,
    prefixLength,
    hostBits,
  };
}

/** The values that an unknown collection surely holds, those that it may hold, and the unknown itself. */
function unknownSources(written: SourceArgument, value: UnknownValue, under: Circumstances): readonly Source[] {
  const { length, contains: sure = [], mayContain = [] } = value.facts;
  if (length?.maximum === 0) return [];
  const possible = mayContain.filter((member) => !sure.some((known) => known === member || sameValue(known, member)));
  const uncertain = under.uncertain ?? value.reason;
  const known = [
    ...sure.flatMap((member) => sourcesOf(written, member, under)),
    ...possible.flatMap((member) => sourcesOf(written, member, { ...under, uncertain })),
  ];
  const itself = singleSource(written, value, under);
  return itself === undefined ? known : [...known, itself];
}

/** False for what ends in a length other than 0, and for the range of a VPC or a subnet, which AWS keeps at /16 or longer. */
function mayBeOpen(value: UnknownValue): boolean {
  const length = /\/(\d+)$/.exec(value.facts.suffix ?? '')?.[1];
  if (length !== undefined && Number(length) > 0) return false;
  const identity = value.facts.identity;
  if (identity === undefined) return true;
  const type = identity.type.replace(/^data\./, '');
  return !(networkTypes.has(type) && identity.attribute.endsWith('cidr_block'));
}

const networkTypes: ReadonlySet<string> = new Set([
  'aws_vpc',
  'aws_default_vpc',
  'aws_subnet',
  'aws_default_subnet',
  'aws_vpc_ipv4_cidr_block_association',
  'aws_vpc_ipv6_cidr_block_association',
]);
