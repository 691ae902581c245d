// The files of a team that count under the opened folders: for each folder the nearest one upward, and what it says there.
// It reads each file once; whoever is told of a change makes a new one.
// Made by workspace.ts.
import type { FindingFacts } from '../checks/findingFacts.ts';
import type { CheckSettings, SettingsFor } from '../checks/settings.ts';
import type { Baseline } from '../team/baseline.ts';
import { baselineFileName, readBaseline, withBaseline } from '../team/baseline.ts';
import { effectiveSettings } from '../team/effectiveSettings.ts';
import type { TeamFile, TeamProblem } from '../team/teamFile.ts';
import { teamFileName } from '../team/teamFile.ts';
import { folderOf, relativePath } from '../terraform/path.ts';
import { samePlace } from '../text.ts';
import { excludedByGlobs, matchedByGlobs } from './exclude.ts';
import type { FileSystem } from './fileSystem.ts';
import { NearestFile, type TopOf } from './nearestFile.ts';

/** What holds beside the team's files. */
export interface TeamWorld {
  readonly fileSystem: FileSystem;
  /** What the text of a team's file says. */
  readonly read: (path: string, text: string) => TeamFile;
  /** Where nothing is decided. */
  readonly base: CheckSettings;
  /** Whatever is decided. */
  readonly forced: Partial<CheckSettings>;
  readonly topOf: TopOf;
}

/** Whether a file of this name is a team's. */
export function isTeamFile(name: string): boolean {
  return name === teamFileName || name === baselineFileName;
}

/** A team's file is looked for up to the top of the opened folder that a path lies in: the folder itself where none is given. */
export function topOfFolders(folders: readonly string[], tops: ReadonlyMap<string, string>): TopOf {
  const all = folders.map((folder) => tops.get(folder) ?? folder);
  return (path) => all.find((top) => path === top || path.startsWith(`${top}/`));
}

/** The teams' files, found as they are asked for. */
export class Team {
  readonly #world: TeamWorld;
  readonly #files: NearestFile<TeamFile>;
  readonly #baselines: NearestFile<Baseline>;
  readonly #settings = new Map<TeamFile | undefined, SettingsFor>();
  readonly #matchers = new Map<readonly string[], (path: string) => boolean>();

  constructor(world: TeamWorld) {
    this.#world = world;
    this.#files = new NearestFile(world.fileSystem, world.topOf, teamFileName, world.read);
    this.#baselines = new NearestFile(world.fileSystem, world.topOf, baselineFileName, readBaseline);
  }

  /** The file that counts in a folder. */
  fileFor(dir: string): TeamFile | undefined {
    return this.#files.for(dir);
  }

  /** The settings for what a root makes: its own folder's file decides, for the modules that it calls too. */
  settingsFor(root: string): SettingsFor {
    const file = this.fileFor(root);
    const { base, forced } = this.#world;
    const settings = this.#settings.get(file) ?? effectiveSettings(base, file, forced, matchedByGlobs);
    this.#settings.set(file, settings);
    return settings;
  }

  /** What the team leaves out of a folder; undefined where it does not say. */
  excludeGlobsIn(dir: string): readonly string[] | undefined {
    return this.fileFor(dir)?.exclude?.globs;
  }

  /** Whether the team leaves a path out; undefined where it does not say what is left out. */
  excludes(path: string): boolean | undefined {
    const file = this.fileFor(folderOf(path));
    const globs = file?.exclude?.globs;
    if (file === undefined || globs === undefined) return undefined;
    return this.#matcher(globs, excludedByGlobs)(relativePath(folderOf(file.path), path));
  }

  /** Whether a variable file is one that the team names; undefined where it names none. */
  namesVariableFile(path: string): boolean | undefined {
    const file = this.fileFor(folderOf(path));
    const globs = file?.variableFiles?.globs;
    if (file === undefined || globs === undefined || globs.length === 0) return undefined;
    return this.#matcher(globs, matchedByGlobs)(relativePath(folderOf(file.path), path));
  }

  /** The findings, those marked that the team has put off. All findings of each of their files must be among them. */
  withBaselines(findings: readonly FindingFacts[]): readonly FindingFacts[] {
    const baselines = findings.map(({ place }) => this.#baselines.for(folderOf(place.path)));
    const marked = new Map<FindingFacts, FindingFacts>();
    for (const baseline of new Set(baselines)) {
      if (baseline === undefined) continue;
      const its = findings.filter((_, index) => baselines[index] === baseline);
      withBaseline(baseline, its).forEach((finding, index) => marked.set(its[index] ?? finding, finding));
    }
    return findings.map((finding) => marked.get(finding) ?? finding);
  }

  /** The findings, those marked of which one at the same place is; `findingsIn` gives all of a file, marked. */
  withMarksOf(
    findings: readonly FindingFacts[],
    findingsIn: (path: string) => readonly FindingFacts[],
  ): readonly FindingFacts[] {
    const paths = [...new Set(findings.map(({ place }) => place.path))];
    const marked = paths.flatMap(findingsIn).filter(({ baselined }) => baselined === true);
    const isMarked = ({ place, check }: FindingFacts): boolean =>
      marked.some((other) => samePlace(other.place, place) && other.check === check);
    return findings.map((finding) => (isMarked(finding) ? { ...finding, baselined: true } : finding));
  }

  /** What the file that counts in a folder says, to see whether a change is one; of two texts that say the same it is the same. */
  saidIn(dir: string): { readonly globs: string; readonly decisions: string } {
    const file = this.fileFor(dir);
    const pairs = (decisions: TeamFile['decisions']): unknown => decisions.map(({ key, value }) => [key.name, value]);
    const overrides = file?.overrides.map(({ paths, decisions }) => [paths, pairs(decisions)]);
    return {
      globs: JSON.stringify([file?.path, file?.exclude?.globs, file?.variableFiles?.globs]),
      decisions: JSON.stringify([pairs(file?.decisions ?? []), overrides]),
    };
  }

  /** The text of a file that was read as a team's. */
  textOf(path: string): string | undefined {
    return this.#files.textOf(path) ?? this.#baselines.textOf(path);
  }

  paths(): readonly string[] {
    return [...this.#files.all(), ...this.#baselines.all()].map(({ path }) => path);
  }

  problems(): readonly TeamProblem[] {
    return [...this.#files.all(), ...this.#baselines.all()].flatMap(({ content }) => content.problems);
  }

  /** Globs are compiled once; each file's list is an object of its own. */
  #matcher(
    globs: readonly string[],
    compile: (globs: readonly string[]) => (path: string) => boolean,
  ): (path: string) => boolean {
    const matcher = this.#matchers.get(globs) ?? compile(globs);
    this.#matchers.set(globs, matcher);
    return matcher;
  }
}
