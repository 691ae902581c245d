// terraform-aws-modules/security-group/aws since version 6: a map of rules with one source each, and submodules with preset rules.
// It makes what the module's aws_vpc_security_group_ingress_rule resources would be; egress is left alone.
// Called by terraform-aws-modules-security-group.ts. Source: the release 6.0.0 (2026).
import { distributeOne } from '../../terraform/alternatives.ts';
import type { Existence } from '../../terraform/existence.ts';
import { both } from '../../terraform/existence.ts';
import { headerOf } from '../../terraform/header.ts';
import type { Value } from '../../terraform/value.ts';
import { numberValue, objectValue, stringValue, tupleValue } from '../../terraform/values.ts';
import type { Place } from '../../text.ts';
import type { IngressRule } from '../ingressRule.ts';
import { rulesOf } from '../rules.ts';
import type { SourceArgument } from '../sources.ts';
import { objectsInMap, placeOfObject } from '../writtenObjects.ts';
import type { Input } from './inputs.ts';
import { inputOf, memberOfObject, sourceInput, sourceMember, whenOn } from './inputs.ts';
import type { ModelledCall } from './moduleModel.ts';
import { presetRules } from './presetRules.ts';

/** The rules of the module itself and of its submodules. Without `create` there are none. */
export function rulesOfMaps(call: ModelledCall): readonly IngressRule[] {
  return whenOn(call.inputs, 'create').flatMap((created) => {
    const existence = both(call.existence, created);
    return existence === undefined ? [] : [...mappedRules(call, existence), ...rulesOfSubmodule(call, existence)];
  });
}

/** `ingress_rules`: each object is a rule. */
function mappedRules(call: ModelledCall, existence: Existence): readonly IngressRule[] {
  const input = inputOf(call.inputs, 'ingress_rules');
  if (input === undefined) return [];
  return objectsInMap(input.value, input.expression, existence).flatMap((object) => {
    const sources = [
      ...sourceMember(input, object, 'cidr_ipv4', 'cidr'),
      ...sourceMember(input, object, 'cidr_ipv6', 'cidr'),
      ...sourceMember(input, object, 'prefix_list_id', 'prefixList'),
      ...sourceMember(input, object, 'referenced_security_group_id', 'group'),
    ];
    const place = placeOfObject(input.scope, input.expression, object.expression, object.value);
    return objectRules(call, place, object.existence, object.value, sources);
  });
}

/** Every preset rule to every value of the maps of sources. */
function rulesOfSubmodule(call: ModelledCall, existence: Existence): readonly IngressRule[] {
  const submodule = /^modules\/(.+)$/.exec(call.source.folder)?.[1];
  if (submodule === undefined) return [];
  const input = (name: string): Input | undefined => inputOf(call.inputs, name);
  const sources = [
    ...sourceInput(input('ingress_cidr_ipv4'), 'cidr'),
    ...sourceInput(input('ingress_cidr_ipv6'), 'cidr'),
    ...sourceInput(input('ingress_prefix_list_id'), 'prefixList'),
    ...sourceInput(input('ingress_referenced_security_group_id'), 'group'),
  ];
  const presets = input('preset_ingress_rules')?.value ?? presetsOf(submodule);
  const place = headerOf(call.resource.resource.block);
  return objectsInMap(presets, undefined, existence).flatMap((preset) =>
    objectRules(call, place, preset.existence, preset.value, sources),
  );
}

function presetsOf(submodule: string): Value {
  const rules = (presetRules(submodule) ?? []).map(({ from, to, protocol }) =>
    objectValue([
      ['from_port', numberValue(from)],
      ['to_port', numberValue(to)],
      ['ip_protocol', stringValue(protocol)],
    ]),
  );
  return tupleValue(rules);
}

function objectRules(
  call: ModelledCall,
  place: Place,
  existence: Existence,
  object: Value,
  sources: readonly SourceArgument[],
): readonly IngressRule[] {
  const { resource, source } = call;
  const from = memberOfObject(object, 'from_port');
  const to = memberOfObject(object, 'to_port');
  return rulesOf({
    form: source.module,
    resource,
    place,
    block: undefined,
    group: { address: resource.address, type: 'module', attribute: 'id' },
    existence,
    protocol: unlessNull(memberOfObject(object, 'ip_protocol'), stringValue('tcp')),
    // A port that is missing is the same as the other one.
    fromPort: unlessNull(from, to),
    toPort: unlessNull(to, from),
    sources,
  });
}

/** A value, and another where it is not there or null. */
function unlessNull(value: Value | undefined, instead: Value | undefined): Value | undefined {
  if (value === undefined || instead === undefined) return value ?? instead;
  return distributeOne(value, (plain) => (plain.kind === 'null' ? instead : plain));
}
