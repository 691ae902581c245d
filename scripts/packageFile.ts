// Where the packaged extension lies.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The absolute path of the package that `npm run package` writes for the present version, whether it is there or not. */
export function packageFile(): string {
  const root = dirname(import.meta.dirname);
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const version = typeof manifest === 'object' && manifest && 'version' in manifest ? manifest.version : undefined;
  if (typeof version !== 'string') throw new Error('package.json names no version.');
  return join(root, `portcullis-${version}.vsix`);
}
