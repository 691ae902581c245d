// What the manifest says of the extension: where its package lies, and what VS Code calls it.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);

/** The absolute path of the package that `npm run package` writes for the present version, whether it is there or not. */
export function packageFile(): string {
  return join(root, `portcullis-${manifestText('version')}.vsix`);
}

/** The extension's id: `publisher.name`. */
export function extensionId(): string {
  return `${manifestText('publisher')}.${manifestText('name')}`;
}

function manifestText(member: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const entry = Object.entries(manifest ?? {}).find(([name]) => name === member);
  const value: unknown = entry?.[1];
  if (typeof value !== 'string') throw new Error(`package.json names no ${member}.`);
  return value;
}
