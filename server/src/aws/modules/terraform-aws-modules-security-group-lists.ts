// terraform-aws-modules/security-group/aws before version 6: lists of rule names, and lists of maps with commas in their texts.
// It makes what the module's aws_security_group_rule resources would be; egress is left alone.
// Called by terraform-aws-modules-security-group.ts. Source: main.tf and modules/ of the releases 3.0.0 to 5.3.1,
// https://github.com/terraform-aws-modules/terraform-aws-security-group
import { message } from '../../messages.ts';
import { distributeOne } from '../../terraform/alternatives.ts';
import type { Existence } from '../../terraform/existence.ts';
import { both, exists } from '../../terraform/existence.ts';
import { headerOf } from '../../terraform/header.ts';
import { roundsOf } from '../../terraform/iterate.ts';
import { dynamicType, stringType } from '../../terraform/type.ts';
import type { Value } from '../../terraform/value.ts';
import { listValue, numberValue, stringValue, unknownValue } from '../../terraform/values.ts';
import type { Place } from '../../text.ts';
import { identityOf } from '../group.ts';
import type { IngressRule } from '../ingressRule.ts';
import { rulesOf } from '../rules.ts';
import type { SourceArgument } from '../sources.ts';
import { objectsOf, placeOfObject } from '../writtenObjects.ts';
import type { WrittenObject } from '../writtenObjects.ts';
import { automaticRules } from './automaticRules.ts';
import type { Input } from './inputs.ts';
import { firstOf, inputOf, memberOfObject, on, sourceInput, sourceMember, splitAtCommas, whenOn } from './inputs.ts';
import type { ModelledCall } from './moduleModel.ts';
import { namedRule } from './namedRules.ts';
import { reaches } from './versionRange.ts';

/** The rules of the module itself and of its submodules. Without `create` there are none. */
export function rulesOfLists(call: ModelledCall): readonly IngressRule[] {
  const module = moduleOf(call);
  return whenOn(call.inputs, 'create').flatMap((created) => {
    const existence = both(call.existence, created);
    if (existence === undefined) return [];
    return [
      ...namedRules(module, existence),
      ...kindsOf(module).flatMap((kind) => [
        ...listedRules(module, kind, existence),
        ...computedRules(module, kind, existence),
      ]),
    ];
  });
}

/** A call, with the inputs that rules of several kinds share. */
interface Module {
  readonly call: ModelledCall;
  readonly input: (name: string) => Input | undefined;
  readonly submodule: string | undefined;
  readonly cidrs: readonly SourceArgument[];
  readonly ipv6Cidrs: readonly SourceArgument[];
  readonly prefixLists: readonly SourceArgument[];
}

function moduleOf(call: ModelledCall): Module {
  const input = (name: string): Input | undefined => inputOf(call.inputs, name);
  return {
    call,
    input,
    submodule: /^modules\/(.+)$/.exec(call.source.folder)?.[1],
    cidrs: sourceInput(input('ingress_cidr_blocks'), 'cidr'),
    ipv6Cidrs: sourceInput(input('ingress_ipv6_cidr_blocks'), 'cidr'),
    prefixLists: sourceInput(input('ingress_prefix_list_ids'), 'prefixList'),
  };
}

/** What a rule has beside the call. */
interface Written {
  readonly place: Place;
  readonly existence: Existence;
  readonly protocol: Value | undefined;
  readonly fromPort: Value | undefined;
  readonly toPort: Value | undefined;
  readonly sources: readonly SourceArgument[];
}

function moduleRules({ call, input }: Module, written: Written): readonly IngressRule[] {
  const { resource, source } = call;
  const target = input('security_group_id');
  const created = { address: resource.address, type: 'module', attribute: 'security_group_id' };
  const group = target === undefined ? created : identityOf(target.value);
  return rulesOf({ ...written, form: source.module, resource, block: undefined, group });
}

/** `ingress_rules` and its computed twin: every name to all shared sources. Submodules add names of their own. */
function namedRules(module: Module, existence: Existence): readonly IngressRule[] {
  const { input } = module;
  const computed = input('computed_ingress_rules')?.value;
  const lists = [
    ...[automaticNames(module), input('ingress_rules')?.value].map((value) => ({ value, existence: exists })),
    ...(computed === undefined ? [] : firstOf(computed, input('number_of_computed_ingress_rules')?.value)),
  ];
  return lists.flatMap((list) => {
    const rounds = list.value === undefined ? [] : roundsOf(list.value);
    return rounds.flatMap((round): readonly IngressRule[] => {
      const joined = allOf(existence, list.existence, round.existence);
      if (joined === undefined) return [];
      return moduleRules(module, {
        place: placeOfName(module, round.value),
        existence: joined,
        ...portsOfName(module, round.value),
        sources: [...module.cidrs, ...module.ipv6Cidrs, ...module.prefixLists],
      });
    });
  });
}

function automaticNames({ input, submodule, call }: Module): Value | undefined {
  if (submodule === undefined) return undefined;
  const names = automaticRules(submodule, call.source.versions) ?? [];
  const listed = listValue(
    names.map((name) => stringValue(name)),
    stringType,
  );
  return input('auto_ingress_rules')?.value ?? listed;
}

function allOf(first: Existence, ...others: readonly Existence[]): Existence | undefined {
  return others.reduce<Existence | undefined>((all, next) => (all === undefined ? undefined : both(all, next)), first);
}

/** The name where the call writes it, otherwise the call. */
function placeOfName({ call }: Module, name: Value): Place {
  const { block } = call.resource.resource;
  const { path, span } = call.inputs;
  const written = name.origin.find(
    (place) => place.path === path && span.start <= place.span.start && place.span.end <= span.end,
  );
  return written ?? headerOf(block);
}

/** One `ingress_with_...` input: a list of maps, each of which is a rule. */
interface Kind {
  readonly name: string;
  readonly sources: (input: Input, object: WrittenObject) => readonly SourceArgument[];
}

function kindsOf(module: Module): readonly Kind[] {
  const { versions } = module.call.source;
  const { prefixLists } = module;
  // Up to 3.5.0 the shared IPv6 networks are sources of these rules as well, and up to 5.1.2 the shared prefix lists are of those.
  const beside = reaches(versions, [3, 6, 0]) ? prefixLists : [...prefixLists, ...module.ipv6Cidrs];
  const besideCidrs = reaches(versions, [5, 2, 0]) ? [] : prefixLists;
  return [
    {
      name: 'ingress_with_cidr_blocks',
      sources: (input, object) => [...separated(input, object, 'cidr_blocks', 'cidr', module.cidrs), ...besideCidrs],
    },
    {
      name: 'ingress_with_ipv6_cidr_blocks',
      sources: (input, object) => [
        ...separated(input, object, 'ipv6_cidr_blocks', 'cidr', module.ipv6Cidrs),
        ...prefixLists,
      ],
    },
    {
      name: 'ingress_with_source_security_group_id',
      sources: (input, object) => [...sourceMember(input, object, 'source_security_group_id', 'group'), ...beside],
    },
    { name: 'ingress_with_self', sources: (input, object) => [...selfOf(input, object), ...beside] },
    {
      name: 'ingress_with_prefix_list_ids',
      sources: (input, object) => separated(input, object, 'prefix_list_ids', 'prefixList', prefixLists),
    },
  ];
}

/** The networks between the commas of an element's text; the shared ones where the element has no such key. */
function separated(
  input: Input,
  object: WrittenObject,
  key: string,
  means: SourceArgument['means'],
  shared: readonly SourceArgument[],
): readonly SourceArgument[] {
  const own = sourceMember(input, object, key, means);
  return own.length === 0 ? shared : own.map((source) => ({ ...source, value: splitAtCommas(source.value) }));
}

function selfOf(input: Input, object: WrittenObject): readonly SourceArgument[] {
  const own = sourceMember(input, object, 'self', 'self');
  return own.length > 0 ? own : [{ means: 'self', argument: input, value: on }];
}

function listedRules(module: Module, kind: Kind, existence: Existence): readonly IngressRule[] {
  const input = module.input(kind.name);
  return input === undefined ? [] : elementRules(module, kind, input, input.value, existence);
}

/** The list alone has no effect: a number says how many of its elements become rules. */
function computedRules(module: Module, kind: Kind, existence: Existence): readonly IngressRule[] {
  const input = module.input(`computed_${kind.name}`);
  if (input === undefined) return [];
  const count = module.input(`number_of_computed_${kind.name}`)?.value;
  return firstOf(input.value, count).flatMap((part) => {
    const joined = both(existence, part.existence);
    return joined === undefined ? [] : elementRules(module, kind, input, part.value, joined);
  });
}

function elementRules(
  module: Module,
  kind: Kind,
  input: Input,
  value: Value,
  existence: Existence,
): readonly IngressRule[] {
  return objectsOf(value, input.expression, exists).flatMap((object) => {
    const joined = both(existence, object.existence);
    if (joined === undefined) return [];
    const named = portsOfName(module, memberOfObject(object.value, 'rule'));
    return moduleRules(module, {
      place: placeOfObject(input.scope, input.expression, object.expression, object.value),
      existence: joined,
      // Each is taken from the named rule by itself where the element does not have it.
      protocol: memberOfObject(object.value, 'protocol') ?? named.protocol,
      fromPort: memberOfObject(object.value, 'from_port') ?? named.fromPort,
      toPort: memberOfObject(object.value, 'to_port') ?? named.toPort,
      sources: kind.sources(input, object),
    });
  });
}

/** What a name stands for. Without a name nothing is said; the module then has empty texts, which nobody accepts. */
function portsOfName(module: Module, name: Value | undefined): Pick<Written, 'protocol' | 'fromPort' | 'toPort'> {
  if (name === undefined) return { protocol: undefined, fromPort: undefined, toPort: undefined };
  const rules = module.input('rules')?.value;
  const member = (index: 0 | 1 | 2): Value =>
    rules === undefined
      ? distributeOne(name, (plain) =>
          plain.kind === 'string' ? memberOfTable(plain.value, index, plain) : unknownRule(plain),
        )
      : distributeOne(name, (plain) =>
          plain.kind === 'string' ? memberOfRules(rules, plain.value, index, plain) : unknownRule(plain),
        );
  return { fromPort: member(0), toPort: member(1), protocol: member(2) };
}

function memberOfTable(name: string, index: 0 | 1 | 2, written: Value): Value {
  const rule = namedRule(name);
  if (rule === undefined) return noSuchRule(name, written);
  return index === 2 ? stringValue(rule.protocol) : numberValue(index === 0 ? rule.from : rule.to);
}

/** The input `rules` takes the place of the module's own table as a whole. */
function memberOfRules(rules: Value, name: string, index: 0 | 1 | 2, written: Value): Value {
  return distributeOne(rules, (plain) => {
    if (plain.kind !== 'map' && plain.kind !== 'object') return unknownRule(plain);
    const rule = plain.entries.get(name);
    if (rule === undefined) return noSuchRule(name, written);
    return distributeOne(rule, (list) =>
      list.kind === 'list' || list.kind === 'tuple'
        ? (list.elements[index] ?? noSuchRule(name, written))
        : unknownRule(list),
    );
  });
}

function unknownRule(value: Value): Value {
  if (value.kind === 'unknown' || value.kind === 'error') return unknownValue(dynamicType, value.reason);
  return noSuchRule(value.kind, value);
}

function noSuchRule(name: string, { origin }: Value): Value {
  return unknownValue(dynamicType, { message: message('aws.noSuchNamedRule', { name }), place: origin[0] });
}
