// Entries written inside a network ACL: `ingress { }`, `dynamic "ingress"` and `ingress = [...]`.
// It judges nothing.
// Called by the forms of network ACLs.
import type { Attribute } from '../hcl/nodes.ts';
import { expandedBody } from '../terraform/body.ts';
import type { ExpandedBlock } from '../terraform/body.ts';
import { evaluate } from '../terraform/evaluate.ts';
import { both, exists } from '../terraform/existence.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import type { Scope } from '../terraform/scope.ts';
import type { NetworkAclEntry, WrittenEntry } from './networkAcl.ts';
import { entriesOf } from './networkAcl.ts';
import { sourceOf } from './sourceArgument.ts';
import { itemOf, memberOf, objectsOf, placeOfObject } from './writtenObjects.ts';

/** Every entry of an ACL's `ingress` blocks. */
export function entriesInBlocks(
  resource: ResourceInstance,
  blocks: readonly ExpandedBlock[],
): readonly NetworkAclEntry[] {
  return blocks.flatMap(({ block, place, body, existence }) =>
    entriesIn(resource, {
      place,
      block,
      existence,
      protocol: body.value('protocol'),
      fromPort: body.value('from_port'),
      toPort: body.value('to_port'),
      number: body.value('rule_no'),
      action: body.value('action'),
      sources: cidrMembers.flatMap((name) => sourceOf(body, name, 'cidr')),
    }),
  );
}

/** Every entry of `ingress = [...]`. */
export function entriesInArgument(resource: ResourceInstance): readonly NetworkAclEntry[] {
  const { body } = resource.resource;
  const acl = expandedBody(resource.scope, body);
  // As in a group, JSON's lone object is refused by Terraform.
  const attributes = body.attributes.filter(
    ({ name, asBlocks, expression }) => name === 'ingress' && !(asBlocks !== undefined && expression.kind === 'object'),
  );
  return attributes.flatMap((attribute) => entriesInAttribute(resource, acl.scopeOf(attribute), attribute));
}

const cidrMembers = ['cidr_block', 'ipv6_cidr_block'];

function entriesInAttribute(
  resource: ResourceInstance,
  scope: Scope,
  { expression: whole }: Attribute,
): readonly NetworkAclEntry[] {
  return objectsOf(evaluate(scope, whole), whole, exists).flatMap(({ value, expression, existence }) =>
    entriesIn(resource, {
      place: placeOfObject(scope, whole, expression, value),
      block: undefined,
      existence,
      protocol: memberOf(value, 'protocol'),
      fromPort: memberOf(value, 'from_port'),
      toPort: memberOf(value, 'to_port'),
      number: memberOf(value, 'rule_no'),
      action: memberOf(value, 'action'),
      sources: cidrMembers.flatMap((name) => {
        const member = memberOf(value, name);
        const argument = { name, scope, expression: itemOf(expression, name) ?? expression ?? whole };
        return member === undefined ? [] : [{ means: 'cidr' as const, argument, value: member }];
      }),
    }),
  );
}

function entriesIn(
  resource: ResourceInstance,
  written: Omit<WrittenEntry, 'form' | 'resource' | 'group' | 'acl' | 'isOfDefaultAcl'>,
): readonly NetworkAclEntry[] {
  const existence = both(resource.existence, written.existence);
  if (existence === undefined) return [];
  const { address } = resource;
  const { type: form } = resource.resource;
  const isOfDefaultAcl = form === 'aws_default_network_acl';
  const group = { address, type: form, attribute: 'id' };
  return entriesOf({ ...written, form, resource, group, acl: address, isOfDefaultAcl, existence });
}
