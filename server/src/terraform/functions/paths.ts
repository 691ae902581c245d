// Paths as Go's `filepath` cleans them, on forward slashes. They may be relative; absolute ones are joined in path.ts.
// Called by file.ts.

/** Without `.`, double slashes and what `..` takes back; `.` for nothing. */
export function cleanPath(path: string): string {
  const root = path.startsWith('/') ? '/' : '';
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (root === '') kept.push(part);
  }
  return root + kept.join('/') || '.';
}
