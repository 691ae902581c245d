// What a scan passes over: version control, installed packages, and what the user's own settings leave out.
// It reads no file; the texts of .gitignore files are handed in.
import ignore from 'ignore';
import picomatch from 'picomatch';

/** Says whether a path relative to the folder it was made for is left out; folders end in a slash. */
export type Excluded = (relativePath: string) => boolean;

const neverScanned = new Set(['.git', '.terraform', '.terragrunt-cache', 'node_modules']);

/** Whether a folder's bare name alone leaves it out. Module code below `.terraform` is still read where a call leads there. */
export function isNeverScanned(folderName: string): boolean {
  return neverScanned.has(folderName);
}

/** Globs as `files.exclude` has them: `dist` under two stars leaves out a folder and all below it. An invalid glob excludes nothing. */
export function excludedByGlobs(globs: readonly string[]): Excluded {
  const matches = matchedByGlobs(globs);
  return (relativePath) => matches(relativePath.endsWith('/') ? relativePath.slice(0, -1) : relativePath);
}

/** Whether a path relative to the folder that the globs are for matches one of them. An invalid glob matches nothing. */
export function matchedByGlobs(globs: readonly string[]): (relativePath: string) => boolean {
  const matchers = globs.map((glob) => picomatch(glob, { dot: true, nocase: false }));
  return (relativePath) => matchers.some((matches) => matches(relativePath));
}

/** What one `.gitignore` says of a path: later files, nearer to it, may take back what earlier ones ignored. */
export type GitignoreVerdict = 'ignored' | 'unignored' | 'silent';

/** The rules of one `.gitignore`, for paths relative to its folder. */
export function gitignoreRules(text: string): (relativePath: string) => GitignoreVerdict {
  const rules = ignore().add(text);
  return (relativePath) => {
    const verdict = rules.test(relativePath);
    if (verdict.ignored) return 'ignored';
    return verdict.unignored ? 'unignored' : 'silent';
  };
}
