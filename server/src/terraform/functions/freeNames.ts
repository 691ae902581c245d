// The names that a template refers to and does not bind itself.
// Called by template.ts, because Terraform refuses a template with a name that is not given, even where it is never reached.
import type { Expression, TemplatePart } from '../../hcl/nodes.ts';
import { subexpressions } from '../subexpressions.ts';

/** Names at the start of references, in order, some perhaps more than once. */
export function freeNames(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'name':
      return [expression.name];
    case 'template':
      return expression.parts.flatMap(namesOfPart);
    case 'for': {
      const bound = [expression.keyName, expression.valueName];
      const inner = [expression.key, expression.value, expression.condition].flatMap((part) =>
        part === undefined ? [] : freeNames(part),
      );
      return [...freeNames(expression.collection), ...without(inner, bound)];
    }
    case 'number':
    case 'bool':
    case 'null':
    case 'tuple':
    case 'object':
    case 'access':
    case 'index':
    case 'splat':
    case 'call':
    case 'conditional':
    case 'binary':
    case 'unary':
    case 'parentheses':
    case 'invalid':
      return subexpressions(expression).flatMap((inner) => freeNames(inner.expression));
  }
}

function namesOfPart(part: TemplatePart): readonly string[] {
  switch (part.kind) {
    case 'literal':
      return [];
    case 'interpolation':
      return freeNames(part.expression);
    case 'if':
      return [...freeNames(part.condition), ...part.then.flatMap(namesOfPart), ...part.else.flatMap(namesOfPart)];
    case 'for':
      return [
        ...freeNames(part.collection),
        ...without(part.body.flatMap(namesOfPart), [part.keyName, part.valueName]),
      ];
  }
}

function without(names: readonly string[], bound: readonly (string | undefined)[]): readonly string[] {
  return names.filter((name) => !bound.includes(name));
}
