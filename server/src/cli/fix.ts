// `portcullis fix`: takes the preferred fix of each finding, prints what changes as a diff, and writes it unless told not to.
// Called by cli.ts.
import type { FindingFacts } from '../checks/findingFacts.ts';
import { message, render, type Message } from '../messages.ts';
import { fixAll, type AllFixed } from '../proof/fixAll.ts';
import { relativePath } from '../terraform/path.ts';
import { lineAndColumnAt, lineIndexOf } from '../text.ts';
import type { FixTask } from './arguments.ts';
import type { CliWorld, ExitCode } from './cliWorld.ts';
import { unifiedDiff } from './report/unifiedDiff.ts';
import { select, type Selected } from './selected.ts';
import { workToEnd } from './workToEnd.ts';

/** Exit code 1 where findings stay that are more than hints. */
export async function fix(task: FixTask, world: CliWorld): Promise<ExitCode> {
  const say = (what: Message): void => world.writeError(`${render(what, task.language)}\n`);
  const selected = select(task, world);
  if ('id' in selected) {
    say(selected);
    return 2;
  }
  const { workspace, targets, root } = selected;
  await workToEnd(workspace);
  const isWanted = ({ place: { path } }: FindingFacts): boolean =>
    targets.some((target) => path === target || path.startsWith(`${target}/`));
  const done = await fixAll(workspace.trial(new Map()), {
    isWanted,
    referee: world.referee,
    pause: () => Promise.resolve(),
  });
  for (const [path, edits] of [...done.edits].sort(byPath))
    world.write(unifiedDiff(relativePath(root, path), workspace.text(path), edits));
  const failure = task.dryRun ? undefined : write(done, selected, world);
  if (failure !== undefined) {
    say(failure);
    return 2;
  }
  for (const { finding, reason } of done.left) say(leftLine(finding, reason, selected));
  say(message(task.dryRun ? 'cli.wouldFix' : 'cli.fixed', { count: done.mended.length, left: done.left.length }));
  return done.left.some(({ finding }) => finding.severity !== 'hint') ? 1 : 0;
}

/** Nothing is written where any of the files is another one by now, or lies outside: why not, where it is not. */
function write({ texts, edits }: AllFixed, { workspace, folders }: Selected, world: CliWorld): Message | undefined {
  const inside = folders.map((folder) => world.fileSystem.realPath(folder));
  for (const path of edits.keys()) {
    const now = world.fileSystem.read(path);
    const before = workspace.text(path);
    const isSame = before === undefined ? now.kind === 'missing' : now.kind === 'text' && now.text === before;
    if (!isSame) return message('cli.changedMeanwhile', { path });
    const real = world.fileSystem.realPath(path);
    if (!inside.some((folder) => real.startsWith(`${folder}/`))) return message('cli.outside', { path });
  }
  for (const path of edits.keys()) {
    const detail = world.writeFile(path, texts.get(path) ?? '');
    if (detail !== undefined) return message('cli.notWritten', { path, detail });
  }
  return undefined;
}

function leftLine({ place, rule }: FindingFacts, reason: Message, { root, workspace }: Selected): Message {
  const { line } = lineAndColumnAt(lineIndexOf(workspace.text(place.path) ?? ''), place.span.start);
  return message('cli.left', { path: relativePath(root, place.path), line: line + 1, address: rule.address, reason });
}

function byPath([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
