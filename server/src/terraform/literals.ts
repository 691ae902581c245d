// Expressions that Terraform evaluates without any name or function: defaults of variables, variable files, `optional(T, default)`.
// It hands on the others as errors, as Terraform does.
// Called by variables.ts.
import type { Expression } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import { evaluate } from './evaluate.ts';
import { moduleOf } from './folderModule.ts';
import { newMemo } from './memo.ts';
import type { ModuleInstance, Scope } from './scope.ts';
import { subexpressions } from './subexpressions.ts';
import type { Value } from './value.ts';
import { errorAt } from './values.ts';

/** The value of an expression in which nothing can be named. */
export function literalValue(scope: Scope, expression: Expression): Value {
  const call = firstCall(expression);
  if (call === undefined) return evaluate(scope, expression);
  return errorAt(message('terraform.functionNotAllowed', { name: call.name }), { path: scope.path, span: call.span });
}

/** A scope for a file in which every name is undeclared. */
export function literalScope(instance: ModuleInstance, path: string): Scope {
  const { rootDir, world, module } = instance;
  // What it reads of the root's folder, say, is told to whoever watches the instance.
  const memo = { ...newMemo(), trail: instance.memo.trail };
  const sealed = { module: moduleOf(module.dir, []), callPath: [], caller: undefined, rootDir, world, memo };
  return { instance: sealed, path, symbols: undefined };
}

function firstCall(expression: Expression): Extract<Expression, { kind: 'call' }> | undefined {
  const pending: Expression[] = [expression];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === 'call') return next;
    pending.push(...subexpressions(next).map((inner) => inner.expression));
  }
  return undefined;
}
