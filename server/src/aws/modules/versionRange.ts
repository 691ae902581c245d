// Version constraints as a range: which releases of a module a call may get.
// It knows no release; the models ask what lies in the range.
// Called by moduleSource.ts and the models.

/** Major, minor, patch. */
export type Version = readonly [number, number, number];

/** From a version on, before another (undefined: without end). Single versions that are ruled out (`!=`) are not taken out. */
export interface VersionRange {
  readonly from: Version;
  readonly before: Version | undefined;
}

/** Undefined for text that is no constraint. https://developer.hashicorp.com/terraform/language/expressions/version-constraints */
export function readVersionConstraint(text: string): VersionRange | undefined {
  let range: VersionRange = { from: [0, 0, 0], before: undefined };
  for (const part of text.split(',')) {
    const match = /^\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d+(?:\.\d+){0,2})(?:[-+][\w.+-]*)?\s*$/.exec(part);
    if (match === null) return undefined;
    range = both(range, rangeOf(match[1] ?? '=', (match[2] ?? '').split('.').map(Number)));
  }
  return range;
}

/** The range of one release; undefined for text that is no version. */
export function exactVersion(text: string): VersionRange | undefined {
  return /^\d+\.\d+\.\d+$/.test(text) ? readVersionConstraint(text) : undefined;
}

/** Whether a range, without one every version, has any from one version on and before another. */
export function mayLieWithin(range: VersionRange | undefined, from: Version, before: Version): boolean {
  if (range === undefined) return true;
  const first = compare(range.from, from) > 0 ? range.from : from;
  return compare(first, before) < 0 && (range.before === undefined || compare(first, range.before) < 0);
}

/** Whether the newest version of the range is at least this one. Terraform takes the newest that it may. */
export function reaches(range: VersionRange | undefined, version: Version): boolean {
  return range?.before === undefined || compare(version, range.before) < 0;
}

function rangeOf(operator: string, numbers: readonly number[]): VersionRange {
  const [major = 0, minor = 0, patch = 0] = numbers;
  const version: Version = [major, minor, patch];
  const next: Version = [major, minor, patch + 1];
  switch (operator) {
    case '>=':
      return { from: version, before: undefined };
    case '>':
      return { from: next, before: undefined };
    case '<':
      return { from: [0, 0, 0], before: version };
    case '<=':
      return { from: [0, 0, 0], before: next };
    case '~>':
      return { from: version, before: endOfGrowth(numbers) };
    case '!=':
      return { from: [0, 0, 0], before: undefined };
    default:
      return { from: version, before: next };
  }
}

/** Only the last number written may grow; a major version alone may do so without end. */
function endOfGrowth([major = 0, minor, patch]: readonly number[]): Version | undefined {
  if (minor === undefined) return undefined;
  return patch === undefined ? [major + 1, 0, 0] : [major, minor + 1, 0];
}

function both(a: VersionRange, b: VersionRange): VersionRange {
  const before = a.before === undefined || (b.before !== undefined && compare(b.before, a.before) < 0) ? b : a;
  return { from: compare(a.from, b.from) < 0 ? b.from : a.from, before: before.before };
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
