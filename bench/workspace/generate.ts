// A workspace like real ones: root modules that call shared modules, most files without any rule.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { moduleTexts } from './moduleTexts.ts';
import { planModules } from './plan.ts';
import { randomOf } from './random.ts';
import type { Shape } from './shape.ts';

/** Every file of a shape's workspace: its path relative to the workspace, and its text. */
export function* workspaceTexts(shape: Shape): Generator<readonly [path: string, text: string]> {
  const random = randomOf(shape.seed);
  for (const module of planModules(shape, random))
    for (const [name, text] of moduleTexts(module, shape, random)) yield [`${module.dir}/${name}`, text];
}

/** Writes the workspace of a shape into a folder, which is made where it is missing; tells how much that was. */
export function generate(folder: string, shape: Shape): { readonly files: number; readonly bytes: number } {
  const made = new Set<string>();
  let [files, bytes] = [0, 0];
  for (const [path, text] of workspaceTexts(shape)) {
    const file = join(folder, path);
    if (!made.has(dirname(file))) mkdirSync(dirname(file), { recursive: true });
    made.add(dirname(file));
    writeFileSync(file, text);
    files += 1;
    bytes += Buffer.byteLength(text);
  }
  return { files, bytes };
}
