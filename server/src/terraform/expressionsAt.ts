// The expressions at a place in a module's files, each with the scopes it is evaluated in there.
// Called by the workspace, to explain what stands under the cursor.
import type { Attribute, Body } from '../hcl/nodes.ts';
import { contains, overlaps, type Place } from '../text.ts';
import { inFile, expandedBody, type ExpandedBody } from './body.ts';
import { keyedInstances, resourceInstances } from './expand.ts';
import { literalScope } from './literals.ts';
import { scopeOf } from './moduleInstance.ts';
import type { Located } from './narrow.ts';
import type { ModuleInstance, Scope } from './scope.ts';

/** Of several instances of one block this many are shown. */
const maximumInstances = 3;

/** The values of arguments that the place touches, whole, in one module instance. Empty where no argument stands there. */
export function expressionsAt(instance: ModuleInstance, place: Place): readonly Located[] {
  const { module } = instance;
  const scope = scopeOf(instance, place.path);
  const found: Located[] = [];
  for (const resource of module.resources) {
    if (!touches(resource.body, place) && !holds(resource.block.path, resource.block.span, place)) continue;
    for (const made of resourceInstances(instance, resource).slice(0, maximumInstances)) {
      found.push(...inBody(expandedBody(made.scope, resource.body), place));
      if (resource.body.attributes.length > 0) found.push(...inRepetition(scope, resource.body, place));
    }
  }
  for (const call of module.calls.values()) {
    for (const keyed of keyedInstances(scopeOf(instance, call.block.path), call.name, call.block, call.body).slice(
      0,
      maximumInstances,
    )) {
      found.push(...inBody(expandedBody(keyed.scope, call.body), place));
    }
  }
  for (const local of module.locals.values()) found.push(...attributeAt(scopeOf(instance, local.path), local, place));
  for (const output of module.outputs.values())
    found.push(...inBody(expandedBody(scopeOf(instance, output.block.path), output.body), place));
  for (const { body } of module.variables.values()) {
    for (const attribute of body.attributes)
      found.push(...attributeAt(literalScope(instance, attribute.path), attribute, place));
  }
  return unique(found);
}

function inBody(body: ExpandedBody, place: Place): readonly Located[] {
  const own = body.names().flatMap((name) => {
    const attribute = body.attribute(name);
    return attribute === undefined ? [] : attributeAt(body.scopeOf(attribute), attribute, place);
  });
  const inner = body.blockTypes().flatMap((type) =>
    body
      .blocks(type)
      .filter(({ block }) => holds(block.path, block.span, place))
      .slice(0, maximumInstances)
      .flatMap((block) => inBody(block.body, place)),
  );
  return [...own, ...inner];
}

/** `count` and `for_each` are evaluated outside the instances that they make. */
function inRepetition(scope: Scope, body: Body, place: Place): readonly Located[] {
  const attributes = body.attributes.filter(({ name }) => name === 'count' || name === 'for_each');
  return attributes.flatMap((attribute) => attributeAt(inFile(scope, attribute.path), attribute, place));
}

function attributeAt(scope: Scope, attribute: Attribute, place: Place): readonly Located[] {
  if (attribute.path !== place.path || !overlaps(attribute.span, place.span)) return [];
  return [{ scope: inFile(scope, attribute.path), expression: attribute.expression }];
}

function touches(body: Body, place: Place): boolean {
  return body.attributes.some((attribute) => attribute.path === place.path && overlaps(attribute.span, place.span));
}

function holds(path: string, span: Place['span'], place: Place): boolean {
  return path === place.path && (contains(span, place.span) || overlaps(span, place.span));
}

/** Several instances share the expressions that do not depend on them; the first of each scope is kept. */
function unique(found: readonly Located[]): readonly Located[] {
  const seen = new Map<Located['expression'], Set<unknown>>();
  return found.filter(({ scope, expression }) => {
    const scopes = seen.get(expression) ?? new Set();
    seen.set(expression, scopes);
    return scopes.has(scope.symbols) ? false : scopes.add(scope.symbols);
  });
}
