// Finds equal values among many without comparing each with each.
// It never answers for values that are not wholly known.
// Called by the functions that drop duplicates or look for members.
import { equals } from '../equality.ts';
import type { Value } from '../value.ts';
import { jsonText } from './jsonText.ts';

/** Values to look others up in. */
export interface LookupTable {
  readonly keys: Set<string>;
  /** Those that have no JSON text, such as infinities. */
  readonly others: Value[];
}

/** A table of these values. They, and all that are looked up, must be of one type: `1` and `"1"` are told apart, sets and lists are not. */
export function tableOf(values: readonly Value[]): LookupTable {
  const table: LookupTable = { keys: new Set(), others: [] };
  for (const value of values) addTo(table, value);
  return table;
}

/** Adds a value; false where an equal one is there already. */
export function addTo(table: LookupTable, value: Value): boolean {
  if (isIn(table, value)) return false;
  const key = jsonText(value);
  if (key === undefined) table.others.push(value);
  else table.keys.add(key);
  return true;
}

/** Whether an equal value is in the table. */
export function isIn(table: LookupTable, value: Value): boolean {
  const key = jsonText(value);
  return key === undefined ? table.others.some((other) => equals(other, value) === 'equal') : table.keys.has(key);
}
