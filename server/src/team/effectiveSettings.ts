// What holds for a rule when its team has had its say.
// The team's file wins over the editor's settings, so that editor and CI agree; what a command line says wins over both.
// Called by the workspace, and by cli/ to tell where each value comes from.
import type { CheckSettings, SettingsFor } from '../checks/settings.ts';
import { folderOf, relativePath } from '../terraform/path.ts';
import type { Decision, TeamFile } from './teamFile.ts';

/** Whether a path relative to the team's file matches one of some globs. */
export type Matcher = (globs: readonly string[]) => (relativePath: string) => boolean;

/** The settings by paths, one object for each set of overrides that matches. */
export function effectiveSettings(
  base: CheckSettings,
  file: TeamFile | undefined,
  forced: Partial<CheckSettings>,
  matcher: Matcher,
): SettingsFor {
  const everywhere = withDecisions(base, file?.decisions ?? [], forced);
  if (file === undefined || file.overrides.length === 0) return () => everywhere;
  const matching = overridesOf(file, matcher);
  const known = new Map<string, CheckSettings>();
  return (paths) => {
    const numbers = matching(paths);
    const key = numbers.join();
    const made = known.get(key) ?? withDecisions(base, decisionsOf(file, numbers), forced);
    known.set(key, made);
    return made;
  };
}

/** Every decision for some paths, the weakest first: those of the file, then of each override that matches. */
export function decisionsFor(file: TeamFile, matcher: Matcher, paths: readonly string[]): readonly Decision[] {
  return decisionsOf(file, overridesOf(file, matcher)(paths));
}

function withDecisions(
  base: CheckSettings,
  decisions: readonly Decision[],
  forced: Partial<CheckSettings>,
): CheckSettings {
  const decided = decisions.reduce((settings, { key, value }) => key.put(settings, value) ?? settings, base);
  return { ...decided, ...forced };
}

function decisionsOf(file: TeamFile, numbers: readonly number[]): readonly Decision[] {
  return [...file.decisions, ...numbers.flatMap((number) => file.overrides[number]?.decisions ?? [])];
}

/** The numbers of the overrides that match any of the paths or a folder that it lies in. */
function overridesOf(file: TeamFile, matcher: Matcher): (paths: readonly string[]) => readonly number[] {
  const dir = folderOf(file.path);
  const matchers = file.overrides.map(({ paths }) => matcher(paths));
  const known = new Map<string, readonly number[]>();
  const matchingOne = (path: string): readonly number[] => {
    const steps = relativePath(dir, path).split('/');
    const prefixes = steps.map((_, index) => steps.slice(0, index + 1).join('/'));
    const numbers = matchers.flatMap((matches, number) => (prefixes.some(matches) ? [number] : []));
    known.set(path, numbers);
    return numbers;
  };
  return (paths) => {
    const all = paths.flatMap((path) => known.get(path) ?? matchingOne(path));
    return [...new Set(all)].sort((a, b) => a - b);
  };
}
