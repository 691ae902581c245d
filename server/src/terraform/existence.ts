// Whether a block or an instance is there at all, as far as that can be known without running Terraform.
// It never turns "we do not know" into yes or no.
// Made by expand.ts, iterate.ts and moduleInstance.ts, read by the resource forms.
import type { Block } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import { joinConditions } from './alternatives.ts';
import { headerOf } from './header.ts';
import type { Condition, Reason } from './value.ts';

/** `possible`: it is there when all of `conditions` hold, or, where `reason` is set, for a cause that is no condition. */
export type Existence =
  | { readonly kind: 'exists' }
  | { readonly kind: 'possible'; readonly conditions: readonly Condition[]; readonly reason: Reason | undefined };

export const exists: Existence = { kind: 'exists' };

/** A block is there where it is written; one without its opening brace may be meant. */
export function existenceOfBlock(block: Block): Existence {
  if (block.isAssumed !== true) return exists;
  return possibleFor({ message: message('terraform.blockWithoutBrace', { type: block.type }), place: headerOf(block) });
}

/** It may be there, and why that is not sure. */
export function possibleFor(reason: Reason): Existence {
  return { kind: 'possible', conditions: [], reason };
}

/** It is there under these conditions; under none of them, for sure. */
export function existsWhen(conditions: readonly Condition[]): Existence {
  return conditions.length === 0 ? exists : { kind: 'possible', conditions, reason: undefined };
}

/** The existence of what needs both, with all conditions and the first reason; undefined where the conditions contradict each other. */
export function both(outer: Existence, inner: Existence): Existence | undefined {
  if (outer.kind === 'exists') return inner;
  if (inner.kind === 'exists') return outer;
  const conditions = joinConditions(outer.conditions, inner.conditions);
  if (conditions === undefined) return undefined;
  return { kind: 'possible', conditions, reason: outer.reason ?? inner.reason };
}

/**
 * The existence of what is there under any of these, of which there is at least one: for sure where one of them is for sure,
 * otherwise under what they all need.
 */
export function either(first: Existence, ...others: readonly Existence[]): Existence {
  return others.reduce(eitherOf, first);
}

function eitherOf(a: Existence, b: Existence): Existence {
  if (a.kind === 'exists' || b.kind === 'exists') return exists;
  const conditions = a.conditions.filter((condition) => b.conditions.some((other) => sameCondition(condition, other)));
  return { kind: 'possible', conditions, reason: a.reason ?? b.reason };
}

function sameCondition(a: Condition, b: Condition): boolean {
  return a.key === b.key && a.holds === b.holds;
}
