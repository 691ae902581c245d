// The patterns of `fileset`: `*` within a folder, `**` across folders, `?`, `[a-z]`, `{a,b}`.
// It lists nothing itself.
// Called by file.ts.
import { RE2JS } from 're2js';
import { joinPath, relativePath } from '../path.ts';
import { attempt } from './attempt.ts';

/** Names of the files below a folder that match, relative to it. `list` gives the files below a folder, or nothing. */
export function matchingFiles(
  dir: string,
  pattern: string,
  list: (dir: string) => readonly string[] | undefined,
): readonly string[] | 'badPattern' | 'notListed' {
  const { base, rest } = splitPattern(pattern);
  const expression = patternExpression(rest);
  const compiled = expression === undefined ? undefined : attempt(() => RE2JS.compile(expression));
  const start = joinPath(dir, base);
  const files = list(start);
  if (files === undefined) return 'notListed';
  // Where there is nothing to match, Terraform does not look at the pattern.
  if (files.length === 0) return [];
  if (compiled === undefined) return 'badPattern';
  const matching = files.filter((file) => compiled.matcher(file).matches());
  const way = relativePath(dir, start);
  return way === '.' ? matching : matching.map((file) => `${way}/${file}`);
}

/** The folders that are written out before the first part with a wildcard; they may lead upwards. */
function splitPattern(pattern: string): { readonly base: string; readonly rest: string } {
  const parts = pattern.split('/');
  const wild = parts.findIndex((part) => /[*?[\]{}\\]/.test(part));
  const count = wild < 0 ? parts.length - 1 : wild;
  return { base: parts.slice(0, count).join('/') || '.', rest: parts.slice(count).join('/') };
}

/** The pattern as a regular expression; undefined where a bracket or brace is not closed. */
function patternExpression(pattern: string): string | undefined {
  let expression = '';
  let depth = 0;
  for (const match of pattern.matchAll(/(^|\/)\*\*(\/|$)|\[[!^]?\]?[^\]]*\]|\\.|[\s\S]/gu)) {
    const [token, before, after] = match;
    if (before !== undefined) {
      // Across any number of folders, also none.
      expression += before + (after === '/' ? '(?:[^/]+/)*' : '.*');
    } else if (token.startsWith('[') && token.length > 1) expression += token.replace(/^\[[!^]/, '[^/');
    else if (token === '[' || token === '\\') return undefined;
    else if (token === '*') expression += '[^/]*';
    else if (token === '?') expression += '[^/]';
    else if (token === '{') {
      depth++;
      expression += '(?:';
    } else if (token === '}') {
      if (depth === 0) return undefined;
      depth--;
      expression += ')';
    } else if (token === ',' && depth > 0) expression += '|';
    else expression += RE2JS.quote(token.replace(/^\\/, ''));
  }
  return depth === 0 ? expression : undefined;
}
