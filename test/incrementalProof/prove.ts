// Random edits of real workspaces, each followed as the editor follows it; what is found after them is held against a workspace
// that has just been opened on the same texts.
// Called by incremental.test.ts and by `npm run test:incremental`.
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import { folderOf } from '../../server/src/terraform/path.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { chanceFrom, mutate, type Chance } from '../hcl/mutations.ts';
import * as grammar from '../support/grammar.ts';
import { HandDrivenWorkers, workWith } from '../support/handDrivenWorkers.ts';
import { memoryFileSystem } from '../support/memoryFileSystem.ts';
import { workspaces, type Texts } from './worlds.ts';

const settings = { checks: defaultCheckSettings, exclude: [], variableFiles: [] };

/** How many sequences agreed, and of those that did not the seed with what is different. */
export interface Proof {
  readonly agreed: number;
  readonly disagreements: readonly string[];
}

/** Tries as many sequences, each from a seed of its own. */
export function proveIncremental({ seed, count }: { readonly seed: number; readonly count: number }): Proof {
  const all = workspaces();
  const disagreements: string[] = [];
  for (let number = seed; number < seed + count && disagreements.length < 5; number++) {
    const chance = chanceFrom(number * 15_485_863);
    const texts = chance(3) === 0 ? all[0] : all[chance(all.length)];
    const difference = texts === undefined ? 'there is no workspace' : differenceAfter(texts, all, chance);
    if (difference !== undefined) disagreements.push(`seed ${number}: ${difference}`);
  }
  return { agreed: count - disagreements.length, disagreements };
}

interface Edited {
  readonly disk: Map<string, string>;
  readonly open: Map<string, string>;
  readonly workspace: Workspace;
  /** Threads that share the work; none in every other sequence. */
  readonly workers: HandDrivenWorkers;
  /** The paths of the sound workspace, and texts to take pieces from. */
  readonly sound: Texts;
  readonly strangers: readonly string[];
}

function differenceAfter(texts: Texts, all: readonly Texts[], chance: Chance): string | undefined {
  const disk = new Map(texts);
  const stranger = all[chance(all.length)] ?? texts;
  const edited: Edited = {
    ...{ disk, open: new Map<string, string>(), sound: texts, strangers: [...stranger.values()] },
    ...openedWith(disk, chance),
  };
  const done: string[] = [];
  if (chance(3) > 0) workWith(edited.workspace, edited.workers, chance);
  for (let rounds = 1 + chance(3); rounds > 0; rounds--) {
    for (let edits = 1 + chance(5); edits > 0; edits--) {
      done.push(edit(edited, chance));
      workALittle(edited, chance);
    }
    makeWhole(edited);
    const fresh = opened(disk, undefined);
    for (const [path, text] of edited.open) fresh.setText(path, text);
    fresh.catchUp();
    workWith(edited.workspace, edited.workers, chance);
    const [now, wanted] = [said(edited.workspace), said(fresh)];
    const lost = edited.workspace.allFindings().find((finding) => edited.workspace.whole(finding) === undefined);
    if (lost !== undefined) return `after ${done.join('; ')}\n  no fix can be made for ${JSON.stringify(lost)}`;
    if (now !== wanted) return `after ${done.join('; ')}\n  kept:  ${now}\n  fresh: ${wanted}`;
  }
  return undefined;
}

function opened(disk: Map<string, string>, workers: HandDrivenWorkers | undefined): Workspace {
  const workspace = new Workspace(memoryFileSystem(disk), grammar, settings, workers);
  workspace.setFolders(['/w']);
  return workspace;
}

function openedWith(disk: Map<string, string>, chance: Chance): Pick<Edited, 'workspace' | 'workers'> {
  const words = { count: 1 + chance(3), asksAndHelps: chance(2) === 0 };
  const workers = new HandDrivenWorkers(memoryFileSystem(disk), words);
  return { workspace: opened(disk, chance(2) === 0 ? workers : undefined), workers };
}

/** Some steps, as slices between two messages are. Threads answer in any order, and now and then one ends or all have to. */
function workALittle({ workspace, workers }: Edited, chance: Chance): void {
  if (chance(2) === 0) return;
  if (chance(20) === 0) workers.kill(chance(60));
  if (chance(20) === 0) workspace.workAlone(true);
  const work = workspace.work();
  for (let steps = chance(12); steps > 0 && work.next().done !== true; steps--)
    if (chance(2) === 0) workers.answer(chance(60));
  workspace.workAlone(false);
}

/** One thing that happens in an editor or on the disk; what it was. */
function edit(edited: Edited, chance: Chance): string {
  const { disk, open, workspace, sound } = edited;
  const paths = [...new Set([...sound.keys(), ...disk.keys()])].toSorted();
  const path = paths[chance(paths.length)] ?? '/w/main.tf';
  const before = open.get(path) ?? disk.get(path) ?? sound.get(path) ?? '';
  switch (chance(12)) {
    case 0:
    case 1:
    case 2:
      return type(edited, path, changed(before, edited, chance));
    case 3:
      return type(edited, path, `# portcullis:ignore nothing\n${before}`);
    case 4:
      return type(edited, path, sound.get(path) ?? before);
    case 9:
      return type(edited, path, withLine(before, ['', '# Typed.', '/* Typed\n   too. */'][chance(3)] ?? '', chance));
    case 10:
    case 11: {
      // Somebody who types a word, key by key, each of which may be followed.
      const at = startOfSomeLine(before, chance);
      const word = ['# here', 'name = "x"', '\n\n', 'tags = {}'][chance(4)] ?? '';
      for (let length = 1; length < word.length; length++) {
        type(edited, path, before.slice(0, at) + word.slice(0, length) + before.slice(at));
        workALittle(edited, chance);
      }
      return type(edited, path, `${before.slice(0, at)}${word}\n${before.slice(at)}`);
    }
    case 5:
      open.delete(path);
      workspace.closeText(path);
      return `close ${path}`;
    case 6: {
      const isNew = !disk.has(path);
      disk.set(path, chance(2) === 0 ? changed(before, edited, chance) : (sound.get(path) ?? before));
      workspace.changedOnDisk(path, isNew ? 'created' : 'changed');
      return `write ${path}`;
    }
    case 7:
      disk.delete(path);
      workspace.changedOnDisk(path, 'deleted');
      return `delete ${path}`;
    default:
      return moveFolder(edited, folderOf(path));
  }
}

function type({ open, workspace }: Edited, path: string, text: string): string {
  if (!/\.(?:tf|tofu|tfvars)(?:\.json)?$/.test(path)) return `pass over ${path}`;
  open.set(path, text);
  workspace.setText(path, text);
  return `type in ${path}`;
}

function withLine(text: string, line: string, chance: Chance): string {
  const at = startOfSomeLine(text, chance);
  return `${text.slice(0, at)}${line}\n${text.slice(at)}`;
}

function startOfSomeLine(text: string, chance: Chance): number {
  return text.lastIndexOf('\n', chance(text.length + 1)) + 1;
}

/** Other values, names, sources or braces: what people change, and what slips. */
function changed(text: string, { strangers }: Edited, chance: Chance): string {
  const values = ['"0.0.0.0/0"', '"10.0.0.0/8"', 'var.cidrs', '22', '443', 'true', '"../modules/web"', '"web"'];
  const found = [...text.matchAll(/"[^"\n]*"|\b\d+\b|\bvar\.\w+/g)];
  const match = found[chance(Math.max(1, found.length))];
  if (match === undefined || chance(3) === 0) {
    return mutate(text, [{ start: 0, end: text.length }], strangers, chance).text;
  }
  const value = values[chance(values.length)] ?? '1';
  return text.slice(0, match.index) + value + text.slice(match.index + match[0].length);
}

function moveFolder({ disk, workspace, open }: Edited, dir: string): string {
  const inside = [...disk.keys()].filter((path) => path.startsWith(`${dir}/`));
  if (dir === '/w' || inside.length === 0) return `leave ${dir}`;
  if ([...open.keys()].some((path) => path.startsWith(`${dir}/`))) return `leave ${dir}, which is open`;
  const moved = `${dir}_moved`;
  for (const path of inside) {
    disk.set(moved + path.slice(dir.length), disk.get(path) ?? '');
    disk.delete(path);
  }
  workspace.changedOnDisk(dir, 'deleted');
  workspace.changedOnDisk(moved, 'created');
  return `move ${dir}`;
}

/** What does not parse in an open file is answered for by what it last said, which a workspace just opened cannot know. */
function makeWhole(edited: Edited): void {
  for (const [path, text] of edited.open) {
    if (grammar.parse(path, text).complete) continue;
    type(edited, path, edited.sound.get(path) ?? '');
  }
}

/** Everything that a user is told, as one text. */
function said(workspace: Workspace): string {
  const problems = workspace
    .problems()
    .filter(({ message }) => message.id !== 'workspace.threadEnded')
    .map(({ path, place, message }) => ({ path, place, message }));
  const { fileCount, moduleCount } = workspace;
  const findings = workspace.allFindings();
  return JSON.stringify({ findings, remarks: workspace.allRemarks(), problems, fileCount, moduleCount });
}
