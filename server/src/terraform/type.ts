// Terraform's types, as cty has them, and type constraints as a `variable` block writes them.
// Plain data; conversion lives in convert.ts, unification in unify.ts.
import type { Value } from './value.ts';

/** The type of a value. `dynamic` is a type not yet known (of an unknown value, or of a bare null). */
export type Type =
  | { readonly kind: 'string' }
  | { readonly kind: 'number' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'dynamic' }
  | { readonly kind: 'list'; readonly element: Type }
  | { readonly kind: 'set'; readonly element: Type }
  | { readonly kind: 'map'; readonly element: Type }
  | { readonly kind: 'tuple'; readonly elements: readonly Type[] }
  | { readonly kind: 'object'; readonly attributes: ReadonlyMap<string, Type> };

/** What `type = ...` asks for: a type whose object attributes may be optional, with defaults. `dynamic` stands for `any`. */
export type TypeConstraint =
  | { readonly kind: 'string' }
  | { readonly kind: 'number' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'dynamic' }
  | { readonly kind: 'list'; readonly element: TypeConstraint }
  | { readonly kind: 'set'; readonly element: TypeConstraint }
  | { readonly kind: 'map'; readonly element: TypeConstraint }
  | { readonly kind: 'tuple'; readonly elements: readonly TypeConstraint[] }
  | { readonly kind: 'object'; readonly attributes: ReadonlyMap<string, AttributeConstraint> };

/** One attribute of an object constraint. `defaultValue` is undefined where `optional` gives none (then null is filled in). */
export interface AttributeConstraint {
  readonly constraint: TypeConstraint;
  readonly optional: boolean;
  readonly defaultValue: Value | undefined;
}

export const stringType: Type = { kind: 'string' };
export const numberType: Type = { kind: 'number' };
export const boolType: Type = { kind: 'bool' };
export const dynamicType: Type = { kind: 'dynamic' };

/** Whether two types are the same. `dynamic` is the same only as itself. */
export function sameType(a: Type, b: Type): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return a.kind === b.kind;
    case 'list':
    case 'set':
    case 'map':
      return a.kind === b.kind && sameType(a.element, b.element);
    case 'tuple':
      return (
        b.kind === 'tuple' &&
        a.elements.length === b.elements.length &&
        a.elements.every((element, position) => sameType(element, b.elements[position] ?? dynamicType))
      );
    case 'object':
      return (
        b.kind === 'object' &&
        a.attributes.size === b.attributes.size &&
        [...a.attributes].every(([name, type]) => {
          const other = b.attributes.get(name);
          return other !== undefined && sameType(type, other);
        })
      );
  }
}

/** Whether `dynamic` stands anywhere in the type. */
export function hasDynamic(type: Type): boolean {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
      return false;
    case 'dynamic':
      return true;
    case 'list':
    case 'set':
    case 'map':
      return hasDynamic(type.element);
    case 'tuple':
      return type.elements.some(hasDynamic);
    case 'object':
      return [...type.attributes.values()].some(hasDynamic);
  }
}

/** A type as one writes it in a `type` argument: `list(string)`, `object({ port = number })`; `any` for a type not known. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
      return type.kind;
    case 'dynamic':
      return 'any';
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind}(${typeText(type.element)})`;
    case 'tuple':
      return `tuple([${type.elements.map(typeText).join(', ')}])`;
    case 'object':
      return `object({${[...type.attributes].map(([name, inner]) => ` ${name} = ${typeText(inner)}`).join(',')} })`;
  }
}
