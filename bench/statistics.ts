// What is said of many measurements at once.

/** The middle one; of two middle ones, the greater. Throws where there is none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value below which so many of a hundred lie, counted to the nearest rank. Throws where there is none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}
