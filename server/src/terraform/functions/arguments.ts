// Reads the arguments of a call, which function.ts has already brought to the types of the parameters.
// It never converts and never refuses; what cannot occur gets an empty answer.
// Called by the families.
import type { FunctionCall } from '../../hcl/nodes.ts';
import type { BigFloat } from '../bigFloat.ts';
import { toBigInt, zero } from '../bigFloat.ts';
import type { Type } from '../type.ts';
import type { Value } from '../value.ts';
import { typeOf } from '../values.ts';

/** The text of a string argument. */
export function textAt(args: readonly Value[], position: number): string {
  const value = args[position];
  return value?.kind === 'string' ? value.value : '';
}

/** The number of a number argument. */
export function numberAt(args: readonly Value[], position: number): BigFloat {
  const value = args[position];
  return value?.kind === 'number' ? value.value : zero;
}

/** The number of a number argument, undefined where it is not whole or past 64 bits. Past 53 bits it is as near as a double comes. */
export function integerAt(args: readonly Value[], position: number): number | undefined {
  const whole = toBigInt(numberAt(args, position));
  return whole === undefined || BigInt.asIntN(64, whole) !== whole ? undefined : Number(whole);
}

/** The elements of a list, set or tuple; of all else, undefined. */
export function elementsOf(value: Value | undefined): readonly Value[] | undefined {
  return value?.kind === 'list' || value?.kind === 'set' || value?.kind === 'tuple' ? value.elements : undefined;
}

/** The elements of a list, set or tuple argument. */
export function elementsAt(args: readonly Value[], position: number): readonly Value[] {
  return elementsOf(args[position]) ?? [];
}

/** The texts of the elements of a list or set of strings. */
export function textsAt(args: readonly Value[], position: number): readonly string[] {
  return elementsAt(args, position).map((element) => (element.kind === 'string' ? element.value : ''));
}

/** Whether an argument, known or not, may be of one of these kinds. */
export function mayBe(value: Value | undefined, ...kinds: readonly Type['kind'][]): boolean {
  if (value === undefined) return false;
  const { kind } = typeOf(value);
  return kinds.includes(kind) || (kind === 'dynamic' && value.kind === 'unknown');
}

/** The entries of a map or object; of all else, undefined. */
export function entriesOf(value: Value | undefined): ReadonlyMap<string, Value> | undefined {
  return value?.kind === 'map' || value?.kind === 'object' ? value.entries : undefined;
}

/** Whether the argument at a position is not written at that position, because it comes out of `list...`. */
export function isExpanded(call: FunctionCall, position: number): boolean {
  return call.expandFinal && position >= call.arguments.length - 1;
}
