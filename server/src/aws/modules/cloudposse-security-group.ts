// cloudposse/security-group/aws, versions 1 and 2: rules as a list, as a map of lists, and as a matrix of subjects and rules.
// It makes what the module's rule resources or inline rules would be; egress is left alone.
// Listed in index.ts. Source: main.tf and normalize.tf of 2.2.0, https://github.com/cloudposse/terraform-aws-security-group
import { alternativesOf } from '../../terraform/alternatives.ts';
import { attributeCondition, conditionOf } from '../../terraform/conditions.ts';
import type { Existence } from '../../terraform/existence.ts';
import { both, exists, existsWhen } from '../../terraform/existence.ts';
import type { Condition, Value } from '../../terraform/value.ts';
import type { Place } from '../../text.ts';
import { existencesAs } from '../direction.ts';
import { identityOf } from '../group.ts';
import type { IngressRule } from '../ingressRule.ts';
import { rulesOf } from '../rules.ts';
import type { SourceArgument } from '../sources.ts';
import { itemOf, objectsInMap, objectsOf, placeOfObject } from '../writtenObjects.ts';
import type { WrittenObject } from '../writtenObjects.ts';
import type { Input } from './inputs.ts';
import { inputOf, memberOfObject, sourceMember, whenOn, whenTrue } from './inputs.ts';
import type { ModelledCall, ModuleModel } from './moduleModel.ts';
import { mayLieWithin } from './versionRange.ts';

/** The module; versions before 1 are not known. */
export const cloudposseSecurityGroup: ModuleModel = {
  module: 'cloudposse/security-group/aws',
  knows: ({ folder, versions }) => folder === '' && mayLieWithin(versions, [1, 0, 0], [3, 0, 0]),
  rules: (call) =>
    whenEnabled(call).flatMap((enabled) => {
      const existence = both(call.existence, enabled);
      return existence === undefined ? [] : [...listedRules(call, existence), ...matrixRules(call, existence)];
    }),
};

/** `enabled`, where that is not set the one of `context`, which other modules hand on. */
function whenEnabled({ inputs }: ModelledCall): readonly Existence[] {
  const context = inputOf(inputs, 'context');
  if (context === undefined || inputOf(inputs, 'enabled') !== undefined) return whenOn(inputs, 'enabled');
  return alternativesOf(context.value).flatMap(({ value, conditions }) => {
    const enabled = memberOfObject(value, 'enabled');
    const isOn = enabled === undefined || enabled.kind === 'null';
    const existences = isOn ? [exists] : whenTrue(enabled, enabledIn(context));
    return existences.flatMap((existence) => both(existsWhen(conditions), existence) ?? []);
  });
}

function enabledIn({ scope, expression }: Input): Condition {
  const written = itemOf(expression, 'enabled');
  return written === undefined ? attributeCondition(scope, expression, 'enabled') : conditionOf(scope, written, true);
}

/** `rules` and `rules_map`: each element has the arguments of an aws_security_group_rule. */
function listedRules(call: ModelledCall, existence: Existence): readonly IngressRule[] {
  return ['rules', 'rules_map'].flatMap((name) => {
    const input = inputOf(call.inputs, name);
    if (input === undefined) return [];
    const objects = name === 'rules' ? objectsOf : objectsInMap;
    return objects(input.value, input.expression, existence).flatMap((rule) =>
      ruleOf(call, input, rule, rule.existence, [
        ...sourceMember(input, rule, 'cidr_blocks', 'cidr'),
        ...sourceMember(input, rule, 'ipv6_cidr_blocks', 'cidr'),
        ...sourceMember(input, rule, 'prefix_list_ids', 'prefixList'),
        ...sourceMember(input, rule, 'source_security_group_id', 'group'),
        ...sourceMember(input, rule, 'self', 'self'),
      ]),
    );
  });
}

/** `rule_matrix`: every rule of a subject from every source of that subject. */
function matrixRules(call: ModelledCall, existence: Existence): readonly IngressRule[] {
  const input = inputOf(call.inputs, 'rule_matrix');
  if (input === undefined) return [];
  return objectsOf(input.value, input.expression, existence).flatMap((subject) => {
    const rules = memberOfObject(subject.value, 'rules');
    if (rules === undefined) return [];
    const sources = [
      ...sourceMember(input, subject, 'cidr_blocks', 'cidr'),
      ...sourceMember(input, subject, 'ipv6_cidr_blocks', 'cidr'),
      ...sourceMember(input, subject, 'prefix_list_ids', 'prefixList'),
      ...sourceMember(input, subject, 'source_security_group_ids', 'group'),
    ];
    return objectsOf(rules, itemOf(subject.expression, 'rules'), subject.existence).flatMap((rule) =>
      ruleOf(call, input, rule, rule.existence, [...sources, ...sourceMember(input, rule, 'self', 'self')]),
    );
  });
}

function ruleOf(
  { resource, source, inputs }: ModelledCall,
  input: Input,
  rule: WrittenObject,
  existence: Existence,
  sources: readonly SourceArgument[],
): readonly IngressRule[] {
  const member = (name: string): Value | undefined => memberOfObject(rule.value, name);
  const place: Place = placeOfObject(input.scope, input.expression, rule.expression, rule.value);
  return existencesAs('ingress', member('type')).flatMap((ingress) => {
    const joined = both(existence, ingress);
    if (joined === undefined) return [];
    return rulesOf({
      form: source.module,
      resource,
      place,
      block: undefined,
      group: groupOf(inputOf(inputs, 'target_security_group_id')?.value, resource.address),
      existence: joined,
      protocol: member('protocol'),
      fromPort: member('from_port'),
      toPort: member('to_port'),
      sources,
    });
  });
}

/** The group given as the only element of a list, otherwise the one that the module makes. */
function groupOf(target: Value | undefined, address: string): IngressRule['group'] {
  const created = { address, type: 'module', attribute: 'id' };
  if (target?.kind !== 'list' && target?.kind !== 'tuple') return target === undefined ? created : undefined;
  return target.elements.length === 0 ? created : identityOf(target.elements[0]);
}
