// Walks a folder as a scan does and reads its Terraform files: the least that any scanner must do.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that no scan enters. */
const left = new Set(['.git', '.terraform', 'node_modules']);

/** The paths of Terraform's files below a folder. */
export function* terraformFiles(folder: string): Generator<string> {
  const pending = [folder];
  for (let dir = pending.pop(); dir !== undefined; dir = pending.pop()) {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const path = join(dir, entry.name);
      if (entry.isDirectory() && !left.has(entry.name)) pending.push(path);
      else if (entry.isFile() && isTerraform(entry.name)) yield path;
    }
  }
}

/** Reads every one of them; what cannot be read counts as empty. */
export function readAll(folder: string): { readonly files: number; readonly bytes: number } {
  let [files, bytes] = [0, 0];
  for (const path of terraformFiles(folder)) {
    files += 1;
    bytes += readFileSync(path).length;
  }
  return { files, bytes };
}

function isTerraform(name: string): boolean {
  return /\.(tf|tofu|tfvars)(\.json)?$/.test(name);
}
