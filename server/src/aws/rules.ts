// Brings the arguments of a rule, however they were written, into the one shape that every rule becomes.
// It judges nothing. Where arguments may be one of several values, it makes a rule for each way they go together.
// Called by the forms.
import type { Block } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import { combine, joinConditions } from '../terraform/alternatives.ts';
import type { Combination } from '../terraform/alternatives.ts';
import type { Existence } from '../terraform/existence.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import { dynamicType } from '../terraform/type.ts';
import type { Condition, Identity, Reason, Value } from '../terraform/value.ts';
import type { PlainValue } from '../terraform/values.ts';
import { nullValue, unknownValue } from '../terraform/values.ts';
import type { Place } from '../text.ts';
import type { IngressRule, Ports, Protocol, Source } from './ingressRule.ts';
import { readPorts } from './ports.ts';
import { readProtocol } from './protocol.ts';
import { readSources } from './sources.ts';
import type { SourceArgument } from './sources.ts';

/** A rule as its arguments come, before they are read as AWS means them. An argument that is not written is undefined. */
export interface WrittenRule {
  readonly form: string;
  readonly resource: ResourceInstance;
  readonly place: Place;
  readonly block: Block | undefined;
  readonly group: Identity | undefined;
  readonly existence: Existence;
  readonly protocol: Value | undefined;
  readonly fromPort: Value | undefined;
  readonly toPort: Value | undefined;
  readonly sources: readonly SourceArgument[];
}

/** The rules that it may be: one, unless protocol or ports may be one of several values. */
export function rulesOf(written: WrittenRule): readonly IngressRule[] {
  const sources = written.sources.flatMap(readSources);
  const existence = conditionsOf(written.existence);
  return waysOf(written).flatMap((way) => {
    const conditions = joinConditions(existence.conditions, way.conditions);
    if (conditions === undefined) return [];
    const { form, resource, place, block, group, fromPort, toPort } = written;
    const { protocol, ports } = way;
    return [
      {
        form,
        address: resource.address,
        resource,
        place,
        block,
        group,
        protocol,
        ports,
        sources: possibleSources(sources, conditions),
        written: { protocol: written.protocol, fromPort, toPort },
        conditions,
        uncertain: existence.uncertain,
      },
    ];
  });
}

interface Way {
  readonly protocol: Protocol;
  readonly ports: Ports;
  readonly conditions: readonly Condition[];
}

function waysOf(written: WrittenRule): readonly Way[] {
  const missing = nullValue(dynamicType);
  const combinations = combine([written.protocol, written.fromPort, written.toPort].map((value) => value ?? missing));
  if (combinations === undefined || combinations.length > maximumWays) return [unknownWay(written)];
  const ways = combinations.map(wayOf);
  const [first] = ways;
  if (ways.length === 1 && first?.conditions.length === 0) return ways;
  // Ports that cannot be known mean nothing under a protocol that opens all of them.
  return first !== undefined && ways.every((way) => opensSame(way, first)) ? [{ ...first, conditions: [] }] : ways;
}

function opensSame(a: Way, b: Way): boolean {
  return JSON.stringify([a.protocol, a.ports]) === JSON.stringify([b.protocol, b.ports]);
}

/** Past this many, a rule is read as one whose ports are unknown. */
const maximumWays = 32;

function wayOf({ values, conditions }: Combination): Way {
  const [protocolValue, from, to] = values;
  const missing = nullValue(dynamicType);
  const protocol = readProtocol(protocolValue ?? missing);
  return { protocol, ports: readPorts(protocol, from ?? missing, to ?? missing), conditions };
}

/** Arguments that may be one of several values are unknown; the others keep theirs. */
function unknownWay({ place, protocol, fromPort, toPort }: WrittenRule): Way {
  const reason: Reason = { message: message('aws.tooManyWays', { maximum: maximumWays }), place };
  const values = [protocol, fromPort, toPort].map((value = nullValue(dynamicType)): PlainValue =>
    value.kind === 'oneOf' ? unknownValue(dynamicType, reason) : value,
  );
  return wayOf({ values, conditions: [] });
}

function possibleSources(sources: readonly Source[], conditions: readonly Condition[]): readonly Source[] {
  return sources.filter((source) => joinConditions(conditions, source.conditions) !== undefined);
}

function conditionsOf(existence: Existence): Pick<IngressRule, 'conditions' | 'uncertain'> {
  if (existence.kind === 'exists') return { conditions: [], uncertain: undefined };
  return { conditions: existence.conditions, uncertain: existence.reason };
}
