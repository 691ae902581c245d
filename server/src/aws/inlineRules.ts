// Ingress written inside a group: `ingress { }`, `dynamic "ingress"` and `ingress = [...]`.
// It reads whatever is there; members that Terraform would miss are simply not written.
// Called by the forms of groups.
import type { Attribute, Expression } from '../hcl/nodes.ts';
import { expandedBody } from '../terraform/body.ts';
import type { ExpandedBlock } from '../terraform/body.ts';
import { evaluate } from '../terraform/evaluate.ts';
import { both, exists, existsWhen, possibleFor } from '../terraform/existence.ts';
import type { Existence } from '../terraform/existence.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import type { Scope } from '../terraform/scope.ts';
import type { Reason, Value } from '../terraform/value.ts';
import { contains } from '../text.ts';
import type { Place } from '../text.ts';
import type { Argument, IngressRule } from './ingressRule.ts';
import { rulesOf } from './rules.ts';
import type { WrittenRule } from './rules.ts';
import { sourceOf } from './sourceArgument.ts';
import type { SourceArgument } from './sources.ts';

/**
 * The rules of `aws_security_group` and `aws_default_security_group`. No `ingress` at all, `null` and `[]` have none.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group#ingress
 */
export function inlineRules(resource: ResourceInstance): readonly IngressRule[] {
  const { body } = resource.resource;
  const group = expandedBody(resource.scope, body);
  const blocks = group.argumentBlocks('ingress').flatMap((block) => blockRules(resource, block));
  // Written twice it is an error, but each of the two may be the one that is meant to stay.
  const attributes = body.attributes.filter((attribute) => attribute.name === 'ingress' && !isLoneObject(attribute));
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
  return elementsOf(evaluate(scope, expression), expression, exists).flatMap((element) =>
    elementRules(resource, scope, expression, element),
  );
}

/** One object in `ingress = [...]`, and the expression that writes it, where it is one of the list's own. */
interface Element {
  readonly value: Value;
  readonly expression: Expression | undefined;
  readonly existence: Existence;
}

function elementsOf(value: Value, expression: Expression | undefined, existence: Existence): readonly Element[] {
  const written = withoutParentheses(expression);
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple': {
      // Only a tuple keeps the order in which it is written.
      const texts = written?.kind === 'tuple' && value.kind === 'tuple' ? written.elements : [];
      return value.elements.flatMap((element, index) => elementsOf(element, texts[index], existence));
    }
    case 'oneOf':
      return value.alternatives.flatMap((alternative) => {
        const possible = both(existence, existsWhen(alternative.conditions));
        return possible === undefined ? [] : elementsOf(alternative.value, expression, possible);
      });
    case 'unknown': {
      const possible = (value.facts.mayContain ?? []).flatMap((member) =>
        elementsOf(member, undefined, uncertain(existence, value.reason)),
      );
      return [...possible, ...(value.facts.attributes === undefined ? [] : [{ value, expression, existence }])];
    }
    case 'map':
    case 'object':
      return [{ value, expression, existence }];
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'error':
      return [];
  }
}

function elementRules(
  resource: ResourceInstance,
  scope: Scope,
  whole: Expression,
  { value, expression, existence }: Element,
): readonly IngressRule[] {
  const member = (name: string): Value | undefined => memberOf(value, name);
  const sources = sourceMembers.flatMap(({ name, means }) => {
    const source = member(name);
    if (source === undefined) return [];
    const argument: Argument = { name, scope, expression: itemOf(expression, name) ?? expression ?? whole };
    return [{ means, argument, value: source }];
  });
  return writtenRules(resource, {
    place: placeOf(scope, whole, expression, value),
    block: undefined,
    existence,
    protocol: member('protocol'),
    fromPort: member('from_port'),
    toPort: member('to_port'),
    sources,
  });
}

function memberOf(value: Value, name: string): Value | undefined {
  if (value.kind === 'object' || value.kind === 'map') return value.entries.get(name);
  return value.kind === 'unknown' ? value.facts.attributes?.get(name) : undefined;
}

/** The element where it is written in the list itself, otherwise the whole argument. */
function placeOf(scope: Scope, whole: Expression, expression: Expression | undefined, value: Value): Place {
  const written = value.origin.find((place) => place.path === scope.path && contains(whole.span, place.span));
  return { path: scope.path, span: expression?.span ?? written?.span ?? whole.span };
}

function itemOf(expression: Expression | undefined, name: string): Expression | undefined {
  const written = withoutParentheses(expression);
  if (written?.kind !== 'object') return undefined;
  return written.items.find(({ key }) => keyText(key) === name)?.value;
}

function keyText(key: Extract<Expression, { kind: 'object' }>['items'][number]['key']): string | undefined {
  if (key.kind === 'name') return key.name;
  const [part] = key.kind === 'template' && key.parts.length === 1 ? key.parts : [];
  return part?.kind === 'literal' ? part.value : undefined;
}

function withoutParentheses(expression: Expression | undefined): Expression | undefined {
  return expression?.kind === 'parentheses' ? withoutParentheses(expression.inner) : expression;
}

function uncertain(existence: Existence, reason: Reason): Existence {
  return both(existence, possibleFor(reason)) ?? existence;
}
