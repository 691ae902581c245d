// What users and their tools do to a workspace all day, by chance: typing, saving, checkouts, questions.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Editor } from '../editor.ts';
import type { Random } from '../workspace/random.ts';
import { ruleBlocks } from '../workspace/rules.ts';

/** The workspace while it is worked on. */
export interface Scene {
  readonly editor: Editor;
  readonly folder: string;
  /** Relative paths of the files there were in the beginning. */
  readonly files: readonly [string, ...string[]];
  /** Texts of open documents by their relative path. */
  readonly open: Map<string, string>;
  readonly random: Random;
}

/** More documents than this are not kept open. */
const mostOpen = 8;

/** Does one thing. */
export async function act(scene: Scene): Promise<void> {
  const { random, open } = scene;
  if (open.size === 0 || (open.size < mostOpen && random.chance(0.1))) return openOne(scene);
  const kinds = [
    type,
    type,
    type,
    type,
    ask,
    ask,
    save,
    closeOne,
    changeOnDisk,
    changeOnDisk,
    makeOrRemove,
    checkOut,
  ] as const;
  return random.pick(kinds)(scene);
}

/** Closes what is open, so that the disk alone speaks. */
export async function closeAll({ editor, folder, open }: Scene): Promise<void> {
  for (const name of open.keys()) await editor.close(join(folder, name));
  open.clear();
}

async function openOne({ editor, folder, files, open, random }: Scene): Promise<void> {
  const name = random.pick(files);
  if (open.has(name) || !existsSync(join(folder, name))) return;
  const text = readFileSync(join(folder, name), 'utf8');
  open.set(name, text);
  await editor.open(join(folder, name), text);
}

/** One open document; the actions on one are done only where there is one. */
function pickOpen({ open, random }: Scene): readonly [string, string] {
  const [first = ['', ''] as const, ...others] = open;
  return random.pick([first, ...others]);
}

/** Puts the whole text anew, as undo and formatters do, or leaves it half-typed for a while. */
async function type(scene: Scene): Promise<void> {
  const { editor, folder, random } = scene;
  const [name, before] = pickOpen(scene);
  const at = random.below(before.length + 1);
  const after = random.pick([
    () => `\n${before}`,
    () => before.replace(/^\n/, ''),
    () => before.replace('"10.0.0.0/8"', '"0.0.0.0/0"'),
    () => before.replace('"0.0.0.0/0"', '"10.0.0.0/8"'),
    () => before.slice(0, at) + before.slice(at + random.below(20)),
    () => `${before.slice(0, at)}${random.pick(['{', '"', '}', '\n', 'x', '${'])}${before.slice(at)}`,
    () => readIfThere(join(folder, name)) ?? before,
  ])();
  const lines = before.split('\n');
  const end = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  await editor.type(join(folder, name), { line: 0, character: 0 }, end, after);
  scene.open.set(name, after);
}

async function ask(scene: Scene): Promise<void> {
  const { editor, folder, random } = scene;
  const [name, text] = pickOpen(scene);
  const at = { line: random.below(text.split('\n').length), character: random.below(30) };
  const shown = editor.diagnosticsOf(join(folder, name));
  const place = shown[random.below(Math.max(1, shown.length))]?.range.start ?? at;
  if (random.chance(0.5)) await editor.hover(join(folder, name), place);
  else await editor.menu(join(folder, name), place);
}

async function save(scene: Scene): Promise<void> {
  const [name, text] = pickOpen(scene);
  await write(scene, [[name, text]]);
}

async function closeOne(scene: Scene): Promise<void> {
  const [name] = pickOpen(scene);
  scene.open.delete(name);
  await scene.editor.close(join(scene.folder, name));
}

async function changeOnDisk(scene: Scene): Promise<void> {
  const name = scene.random.pick(scene.files);
  const text = readIfThere(join(scene.folder, name)) ?? '';
  await write(scene, [[name, changed(text, scene.random)]]);
}

/** A file of rules comes beside another, or goes. */
async function makeOrRemove(scene: Scene): Promise<void> {
  const { folder, files, random } = scene;
  const name = join(dirname(random.pick(files)), `soak_${random.below(3)}.tf`);
  await write(scene, [[name, existsSync(join(folder, name)) ? undefined : ruleBlocks('soak', random)]]);
}

/** Many files change at once. */
async function checkOut(scene: Scene): Promise<void> {
  const { folder, files, random } = scene;
  const count = 1 + random.below(Math.min(200, files.length));
  const names = new Set(Array.from({ length: count }, () => random.pick(files)));
  await write(
    scene,
    [...names].map((name) => [name, changed(readIfThere(join(folder, name)) ?? '', random)]),
  );
}

function changed(text: string, random: Random): string {
  if (random.chance(0.5)) return text.startsWith('# soak\n') ? text.slice('# soak\n'.length) : `# soak\n${text}`;
  return text.includes('"0.0.0.0/0"')
    ? text.replace('"0.0.0.0/0"', '"192.0.2.0/24"')
    : text.replace('"192.0.2.0/24"', '"0.0.0.0/0"');
}

/** Writes to the disk, removes where there is no text, and tells the server as an editor's watcher does. */
async function write(
  { editor, folder }: Scene,
  changes: readonly (readonly [name: string, text: string | undefined])[],
): Promise<void> {
  const told: { path: string; type: 1 | 2 | 3 }[] = [];
  for (const [name, text] of changes) {
    const path = join(folder, name);
    const was = existsSync(path);
    mkdirSync(dirname(path), { recursive: true });
    if (text === undefined) rmSync(path, { force: true });
    else writeFileSync(path, text);
    told.push({ path, type: text === undefined ? 3 : was ? 2 : 1 });
  }
  await editor.watched(told);
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
