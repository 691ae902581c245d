// Reads what `type = ...` of a variable asks for.
// It converts nothing: convert.ts does that with what this returns.
// https://developer.hashicorp.com/terraform/language/expressions/type-constraints
import type { Expression, ObjectItem } from '../hcl/nodes.ts';
import { applyConstraint } from './convert.ts';
import { evaluate } from './evaluate.ts';
import type { Scope } from './scope.ts';
import type { AttributeConstraint, TypeConstraint } from './type.ts';

/**
 * The constraint an expression writes; undefined where it writes none that Terraform accepts. Defaults of `optional` are evaluated
 * in `scope`, which is to be one without names.
 */
export function parseConstraint(scope: Scope, expression: Expression): TypeConstraint | undefined {
  switch (expression.kind) {
    case 'name':
      return named(expression.name);
    case 'call':
      return collection(scope, expression.name, expression.arguments);
    case 'parentheses':
      return parseConstraint(scope, expression.inner);
    case 'template': {
      // Before 0.12 types were quoted; such configurations are still about, and what they mean is plain.
      const [part, ...others] = expression.parts;
      return part?.kind === 'literal' && others.length === 0 ? named(part.value) : undefined;
    }
    default:
      return undefined;
  }
}

function named(name: string): TypeConstraint | undefined {
  switch (name) {
    case 'string':
    case 'number':
    case 'bool':
      return { kind: name };
    case 'any':
      return { kind: 'dynamic' };
    case 'list':
    case 'map':
      return { kind: name, element: { kind: 'dynamic' } };
    default:
      return undefined;
  }
}

function collection(scope: Scope, name: string, operands: readonly Expression[]): TypeConstraint | undefined {
  const [operand, ...others] = operands;
  if (operand === undefined || others.length > 0) return undefined;
  switch (name) {
    case 'list':
    case 'set':
    case 'map': {
      const element = parseConstraint(scope, operand);
      return element === undefined ? undefined : { kind: name, element };
    }
    case 'tuple':
      return operand.kind === 'tuple' ? tuple(scope, operand.elements) : undefined;
    case 'object':
      return operand.kind === 'object' ? object(scope, operand.items) : undefined;
    default:
      return undefined;
  }
}

function tuple(scope: Scope, written: readonly Expression[]): TypeConstraint | undefined {
  const elements = written.flatMap((element) => parseConstraint(scope, element) ?? []);
  return elements.length === written.length ? { kind: 'tuple', elements } : undefined;
}

function object(scope: Scope, items: readonly ObjectItem[]): TypeConstraint | undefined {
  const attributes = new Map<string, AttributeConstraint>();
  for (const { key, value } of items) {
    const name = key.kind === 'name' ? key.name : undefined;
    const constraint = attribute(scope, value);
    if (name === undefined || constraint === undefined) return undefined;
    attributes.set(name, constraint);
  }
  return { kind: 'object', attributes };
}

/** `T`, `optional(T)` or `optional(T, default)`; the default is brought into T, with T's own defaults. */
function attribute(scope: Scope, written: Expression): AttributeConstraint | undefined {
  if (written.kind !== 'call' || written.name !== 'optional') {
    const constraint = parseConstraint(scope, written);
    return constraint === undefined ? undefined : { constraint, optional: false, defaultValue: undefined };
  }
  const [type, fallback, ...others] = written.arguments;
  const constraint = type === undefined ? undefined : parseConstraint(scope, type);
  if (constraint === undefined || others.length > 0) return undefined;
  const defaultValue = fallback === undefined ? undefined : applyConstraint(evaluate(scope, fallback), constraint);
  return { constraint, optional: true, defaultValue };
}
