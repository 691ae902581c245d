// Authorized ports as users write them: Security Hub's list of integers, or AWS Config's one string with ranges.
import type { PortRange } from './settings.ts';

/** More entries than this are refused; AWS allows 32. */
const maximumEntries = 1000;

/**
 * Reads `[80, 443]`, `["443", "1020-1025"]` or `"443,1020-1025"`. An empty list or string authorizes no port at all.
 * Undefined where anything in it is no port (1 to 65535) or no range.
 */
export function readPorts(value: unknown): readonly PortRange[] | undefined {
  const entries = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(entries) || entries.length > maximumEntries) return undefined;
  if (entries.length === 1 && typeof entries[0] === 'string' && entries[0].trim() === '') return [];
  const ranges: PortRange[] = [];
  for (const entry of entries) {
    const range = readRange(entry);
    if (range === undefined) return undefined;
    ranges.push(range);
  }
  return ranges;
}

function readRange(entry: unknown): PortRange | undefined {
  if (typeof entry !== 'number' && typeof entry !== 'string') return undefined;
  const match = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(String(entry));
  if (match === null) return undefined;
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  return from >= 1 && from <= to && to <= 65535 ? { from, to } : undefined;
}
