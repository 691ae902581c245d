// `portcullis config`: which settings hold for a path, and where each value comes from.
// Called by cli.ts.
import { settingKeys } from '../checks/settingKeys.ts';
import type { CheckSettings } from '../checks/settings.ts';
import { defaultCheckSettings } from '../checks/settings.ts';
import { render } from '../messages.ts';
import { decisionsFor, effectiveSettings } from '../team/effectiveSettings.ts';
import type { TeamFile } from '../team/teamFile.ts';
import type { Place } from '../text.ts';
import { matchedByGlobs } from '../workspace/exclude.ts';
import type { ConfigTask } from './arguments.ts';
import type { CliWorld, ExitCode } from './cliWorld.ts';
import { configReport, type EffectiveValue } from './report/config.ts';
import { select } from './selected.ts';

/** Prints what holds; a team's file with mistakes in it is no failure, they are printed too. */
export function config(task: ConfigTask, world: CliWorld): ExitCode {
  const selected = select(task, world);
  if ('id' in selected) {
    world.writeError(`${render(selected, task.language)}\n`);
    return 2;
  }
  const { workspace, targets, root } = selected;
  const [path = root] = targets;
  const file = workspace.teamFileFor(root);
  const values = [...valuesOfChecks(task.forced, file, path), ...valuesOfGlobs(task.variableFiles, file)];
  const problems = file?.problems ?? [];
  const textOf = (each: string): string | undefined => workspace.text(each);
  world.write(configReport({ path, root, file: file?.path, values, problems, textOf }, task.format, task.language));
  return 0;
}

function valuesOfChecks(
  forced: Partial<CheckSettings>,
  file: TeamFile | undefined,
  path: string,
): readonly EffectiveValue[] {
  const settings = effectiveSettings(defaultCheckSettings, file, forced, matchedByGlobs)([path]);
  const decisions = file === undefined ? [] : decisionsFor(file, matchedByGlobs, [path]);
  return settingKeys.map((key) => {
    const place = decisions.findLast((decision) => decision.key === key)?.place;
    const isForced = forcedMembers.some(([name, member]) => name === key.name && forced[member] !== undefined);
    return { name: key.name, value: key.written(settings), source: isForced ? 'commandLine' : (place ?? 'default') };
  });
}

/** The settings that the command line can decide, by the names of their keys. */
const forcedMembers: readonly (readonly [string, keyof CheckSettings])[] = [
  ['authorizedTcpPorts', 'authorizedTcpPorts'],
  ['authorizedUdpPorts', 'authorizedUdpPorts'],
  ['ignoreComments', 'honorIgnoreComments'],
];

function valuesOfGlobs(given: readonly string[], file: TeamFile | undefined): readonly EffectiveValue[] {
  const valueOf = (name: string, globs: TeamFile['exclude']): EffectiveValue => {
    const source: Place | 'default' = globs?.place ?? 'default';
    return { name, value: globs?.globs ?? [], source };
  };
  const variableFiles: EffectiveValue =
    given.length > 0
      ? { name: 'variableFiles', value: given, source: 'commandLine' }
      : valueOf('variableFiles', file?.variableFiles);
  return [valueOf('exclude', file?.exclude), variableFiles];
}
