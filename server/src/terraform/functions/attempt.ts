// The door to libraries that throw at bad input: regular expressions, CSV, compressed data.
// Bad input is no error of ours; what they throw comes back as "nothing".
// Called by the families that use such a library.

/** What the library answers; undefined where it throws. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
