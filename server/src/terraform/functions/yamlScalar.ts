// What a plain, unquoted word of YAML means to Terraform.
// Called by yamlParse.ts.
import { infinity, parseBigFloat } from '../bigFloat.ts';
import { dynamicType } from '../type.ts';
import type { Origin, Value } from '../value.ts';
import { boolValue, nullValue, numberValue, stringValue } from '../values.ts';
import { parseTimestamp, timestampText } from './timestamp.ts';

/** The value of a plain scalar; undefined for "not a number", which Terraform does not have. */
export function plainScalar(text: string, origin: Origin): Value | undefined {
  if (nulls.has(text)) return nullValue(dynamicType, origin);
  if (trues.has(text)) return boolValue(true, origin);
  if (falses.has(text)) return boolValue(false, origin);
  if (/^\.(nan|NaN|NAN)$/.test(text)) return undefined;
  const infinite = /^([+-]?)\.(?:inf|Inf|INF)$/.exec(text);
  if (infinite !== null) return numberValue(infinity(infinite[1] === '-'), origin);
  if (/^0x[0-9a-fA-F]+$/.test(text) || /^0o[0-7]+$/.test(text)) return numberValue(BigInt(text), origin);
  const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? parseBigFloat(text) : undefined;
  if (number !== undefined) return numberValue(number, origin);
  return stringValue(timestampOf(text) ?? text, origin);
}

const nulls = new Set(['', '~', 'null', 'Null', 'NULL']);
const trues = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE']);
const falses = new Set(['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE']);

/** A date, or a date with a time, becomes a timestamp of RFC 3339 without fractions of a second. */
function timestampOf(text: string): string | undefined {
  const pattern =
    /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt](\d\d?):(\d\d?):(\d\d?)(?:\.\d+)?(Z|[+-]\d\d:\d\d))| (\d\d?):(\d\d?):(\d\d?)(?:\.\d+)?)?$/;
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const part = (first: number, second = first): string => (match[first] ?? match[second] ?? '0').padStart(2, '0');
  const written = `${part(1)}-${part(2)}-${part(3)}T${part(4, 8)}:${part(5, 9)}:${part(6, 10)}${match[7] ?? 'Z'}`;
  const timestamp = parseTimestamp(written);
  return timestamp === undefined ? undefined : timestampText(timestamp);
}
