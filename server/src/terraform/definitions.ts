// The texts that a reference leads to: the argument, file or default behind `var.a`, the expression behind `local.b`.
// Called by trace.ts, which picks the one that it looks for.
import type { Attribute, Body, Expression } from '../hcl/nodes.ts';
import { expandedBody } from './body.ts';
import type { ResourceInstance } from './expand.ts';
import { resourceInstances } from './expand.ts';
import { literalScope } from './literals.ts';
import type { VariableDeclaration } from './module.ts';
import { childInstances, scopeOf } from './moduleInstance.ts';
import type { Located } from './narrow.ts';
import { symbolNamed } from './references.ts';
import type { ModuleInstance, Scope } from './scope.ts';
import { assignmentOf } from './variables.ts';

/** Every expression that may stand behind a reference, the likeliest first; none where it is no reference, or leads nowhere. */
export function definitionsOf({ scope, expression }: Located): readonly Located[] {
  const [head, first, second, third] = namesOf(expression);
  if (head === undefined) return [];
  const bound = symbolNamed(scope.symbols, head);
  if (bound !== undefined) return bound.source === undefined ? [] : [bound.source];
  if (first === undefined) return [];
  const { instance } = scope;
  switch (head) {
    case 'var': {
      const declaration = instance.module.variables.get(first);
      return declaration === undefined ? [] : variableTexts(instance, declaration);
    }
    case 'local': {
      const local = instance.module.locals.get(first);
      return local === undefined ? [] : [located(instance, local)];
    }
    case 'module':
      return second === undefined ? [] : outputTexts(instance, first, second);
    case 'resource':
      return second === undefined || third === undefined ? [] : argumentTexts(instance, first, second, third);
    default:
      return second === undefined ? [] : argumentTexts(instance, head, first, second);
  }
}

/** The names of a chain, keys left out: `module.web["a"].cidrs[0]` gives module, web, cidrs. */
function namesOf(expression: Expression): readonly string[] {
  const names: string[] = [];
  let base = expression;
  while (base.kind === 'access' || base.kind === 'index' || base.kind === 'splat') {
    if (base.kind === 'access') names.push(base.name);
    if (base.kind === 'splat')
      names.push(...base.steps.flatMap((step) => (step.kind === 'access' ? [step.name] : [])).reverse());
    base = base.target;
  }
  return base.kind === 'name' ? [base.name, ...names.reverse()] : [];
}

function variableTexts(instance: ModuleInstance, declaration: VariableDeclaration): readonly Located[] {
  const assignment = assignmentOf(instance, declaration);
  const given =
    assignment.kind === 'none' ? [] : [{ scope: assignment.scope, expression: assignment.attribute.expression }];
  // A default stands in for a null that is refused; the type may hold defaults of optional attributes.
  const declared = ['default', 'type'].flatMap((name) => attributesOf(declaration.body, name));
  return [...given, ...declared.map(({ path, expression }) => ({ scope: literalScope(instance, path), expression }))];
}

function outputTexts(instance: ModuleInstance, callName: string, outputName: string): readonly Located[] {
  const call = instance.module.calls.get(callName);
  const children = call === undefined ? [] : childInstances(instance, call);
  return children.flatMap((child) => {
    const output = child.module.outputs.get(outputName);
    return output === undefined ? [] : attributesOf(output.body, 'value').map((value) => located(child, value));
  });
}

function argumentTexts(instance: ModuleInstance, type: string, name: string, argument: string): readonly Located[] {
  const resource = instance.module.resource('managed', type, name);
  const instances = resource === undefined ? [] : resourceInstances(instance, resource);
  return instances.flatMap((made) => writtenIn(made, argument));
}

function writtenIn({ scope, resource }: ResourceInstance, argument: string): readonly Located[] {
  const body = expandedBody(scope, resource.body);
  const attribute = body.attribute(argument);
  return attribute === undefined ? [] : [{ scope: body.scopeOf(attribute), expression: attribute.expression }];
}

function attributesOf(body: Body, name: string): readonly Attribute[] {
  return body.attributes.filter((attribute) => attribute.name === name);
}

function located(instance: ModuleInstance, { path, expression }: Attribute): Located {
  const scope: Scope = scopeOf(instance, path);
  return { scope, expression };
}
