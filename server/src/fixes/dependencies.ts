// What the resources of a module read of each other, by the references written in them.
// It follows names only, within one module: enough to see that an edit would make Terraform go round in a circle.
// Used by the fixes that make one resource read another.
import type { Body, Expression } from '../hcl/nodes.ts';
import type { Module } from '../terraform/module.ts';
import { allWithin, attributesWithin } from './expressionPath.ts';

/** A node of a module as a reference begins: `aws_vpc.main`, `data.aws_vpc.main`, `module.web`, `local.name`. */
export type NodeName = string;

/** Whether one node reads another, through however many others. Each reads itself. */
export function reads(module: Module, from: NodeName, to: NodeName): boolean {
  const seen = new Set<NodeName>();
  const pending = [from];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node === to) return true;
    if (seen.has(node)) continue;
    seen.add(node);
    pending.push(...namesReadBy(module, node));
  }
  return false;
}

/** The nodes that a body names. */
export function namesIn(body: Body): readonly NodeName[] {
  return attributesWithin(body).flatMap(({ expression }) => namesInExpression(expression));
}

function namesReadBy(module: Module, node: NodeName): readonly NodeName[] {
  const [first = '', second = '', third = ''] = node.split('.');
  if (first === 'local') {
    const local = module.locals.get(second);
    return local === undefined ? [] : namesInExpression(local.expression);
  }
  if (first === 'module') {
    const call = module.calls.get(second);
    return call === undefined ? [] : namesIn(call.body);
  }
  const [mode, type, name] = first === 'data' ? ['data', second, third] : ['managed', first, second];
  return module.resources
    .filter((resource) => resource.mode === mode && resource.type === type && resource.name === name)
    .flatMap((resource) => namesIn(resource.body));
}

function namesInExpression(expression: Expression): readonly NodeName[] {
  return allWithin(expression).flatMap((part) => nodeOf(part) ?? []);
}

/** The node that an access begins with: `aws_vpc.main` of `aws_vpc.main.id`. */
function nodeOf(expression: Expression): NodeName | undefined {
  if (expression.kind !== 'access') return undefined;
  const { target, name } = expression;
  if (target.kind === 'name') return target.name === 'data' ? undefined : `${target.name}.${name}`;
  const isData = target.kind === 'access' && target.target.kind === 'name' && target.target.name === 'data';
  return isData ? `data.${target.name}.${name}` : undefined;
}
