// Ingress written inside a group: `ingress { }`, `dynamic "ingress"` and `ingress = [...]`.
// It reads whatever is there; members that Terraform would miss are simply not written.
// Called by the forms of groups.
import type { Attribute, Expression } from '../hcl/nodes.ts';
import { expandedBody } from '../terraform/body.ts';
import type { ExpandedBlock } from '../terraform/body.ts';
import { evaluate } from '../terraform/evaluate.ts';
import { both, exists } from '../terraform/existence.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import type { Scope } from '../terraform/scope.ts';
import type { Value } from '../terraform/value.ts';
import type { Argument, IngressRule } from './ingressRule.ts';
import { rulesOf } from './rules.ts';
import type { WrittenRule } from './rules.ts';
import { sourceOf } from './sourceArgument.ts';
import type { SourceArgument } from './sources.ts';
import { itemOf, memberOf, objectsOf, placeOfObject } from './writtenObjects.ts';
import type { WrittenObject } from './writtenObjects.ts';

/**
 * The rules of `aws_security_group` and `aws_default_security_group`. No `ingress` at all, `null` and `[]` have none.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group#ingress
 */
export function inlineRules(resource: ResourceInstance): readonly IngressRule[] {
  return rulesUnder(resource, 'ingress');
}

/** The rules for traffic out, which are written alike. They open nothing; that there are any is what one check asks. */
export function inlineEgress(resource: ResourceInstance): readonly IngressRule[] {
  return rulesUnder(resource, 'egress');
}

function rulesUnder(resource: ResourceInstance, name: 'ingress' | 'egress'): readonly IngressRule[] {
  const { body } = resource.resource;
  const group = expandedBody(resource.scope, body);
  const blocks = group.argumentBlocks(name).flatMap((block) => blockRules(resource, block));
  // Written twice it is an error, but each of the two may be the one that is meant to stay.
  const attributes = body.attributes.filter((attribute) => attribute.name === name && !isLoneObject(attribute));
  return [
    ...blocks,
    ...attributes.flatMap((attribute) => attributeRules(resource, group.scopeOf(attribute), attribute)),
  ];
}

/** JSON invites to write one rule without a list around it, as for a block. Terraform refuses that, and so makes no rule of it. */
function isLoneObject({ asBlocks, expression }: Attribute): boolean {
  return asBlocks !== undefined && expression.kind === 'object';
}

const sourceMembers: readonly { readonly name: string; readonly means: SourceArgument['means'] }[] = [
  { name: 'cidr_blocks', means: 'cidr' },
  { name: 'ipv6_cidr_blocks', means: 'cidr' },
  { name: 'prefix_list_ids', means: 'prefixList' },
  { name: 'security_groups', means: 'group' },
  { name: 'self', means: 'self' },
];

function blockRules(
  resource: ResourceInstance,
  { block, place, body, existence }: ExpandedBlock,
): readonly IngressRule[] {
  return writtenRules(resource, {
    place,
    block,
    existence,
    protocol: body.value('protocol'),
    fromPort: body.value('from_port'),
    toPort: body.value('to_port'),
    sources: sourceMembers.flatMap(({ name, means }) => sourceOf(body, name, means)),
  });
}

function writtenRules(
  resource: ResourceInstance,
  written: Omit<WrittenRule, 'form' | 'resource' | 'group'>,
): readonly IngressRule[] {
  const existence = both(resource.existence, written.existence);
  if (existence === undefined) return [];
  const form = resource.resource.type;
  const group = { address: resource.address, type: form, attribute: 'id' };
  return rulesOf({ ...written, form, resource, group, existence });
}

function attributeRules(resource: ResourceInstance, scope: Scope, attribute: Attribute): readonly IngressRule[] {
  const { expression } = attribute;
  return objectsOf(evaluate(scope, expression), expression, exists).flatMap((element) =>
    elementRules(resource, scope, expression, element),
  );
}

function elementRules(
  resource: ResourceInstance,
  scope: Scope,
  whole: Expression,
  { value, expression, existence }: WrittenObject,
): readonly IngressRule[] {
  const member = (name: string): Value | undefined => memberOf(value, name);
  const sources = sourceMembers.flatMap(({ name, means }) => {
    const source = member(name);
    if (source === undefined) return [];
    const argument: Argument = { name, scope, expression: itemOf(expression, name) ?? expression ?? whole };
    return [{ means, argument, value: source }];
  });
  return writtenRules(resource, {
    place: placeOfObject(scope, whole, expression, value),
    block: undefined,
    existence,
    protocol: member('protocol'),
    fromPort: member('from_port'),
    toPort: member('to_port'),
    sources,
  });
}
