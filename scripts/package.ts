// `npm run package`: builds, writes the third-party notices, makes the VSIX, and holds its contents against the list below.
import { createVSIX } from '@vscode/vsce';
import { spawnSync } from 'node:child_process';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { thirdPartyNotices } from './notices.ts';
import { packageFile } from './packageFile.ts';
import { zipEntries } from './zipEntries.ts';

const root = dirname(import.meta.dirname);

const sizeLimitBytes = 2.5 * 1024 * 1024;

// All that ships, under the names that vsce gives it: nothing may be missing and nothing may come with it.
const contents = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/SECURITY.md',
  'extension/THIRD-PARTY-NOTICES.txt',
  'extension/changelog.md',
  'extension/dist/analysisWorker.js',
  'extension/dist/cli.js',
  'extension/dist/extension.js',
  'extension/dist/hcl/hcl2jsonWorker.js',
  'extension/dist/main.wasm.gz',
  'extension/dist/package.json',
  'extension/dist/packages/csvParse.js',
  'extension/dist/packages/languageClient.js',
  'extension/dist/packages/languageServer.js',
  'extension/dist/packages/re2js.js',
  'extension/dist/packages/yaml.js',
  'extension/dist/portcullis.js',
  'extension/dist/server.js',
  'extension/dist/tree-sitter-hcl.wasm',
  'extension/dist/web-tree-sitter.wasm',
  'extension/icon.png',
  'extension/l10n/bundle.l10n.ja.json',
  'extension/l10n/bundle.l10n.json',
  'extension/package.json',
  'extension/package.nls.ja.json',
  'extension/package.nls.json',
  'extension/readme.md',
  'extension/schemas/portcullis.schema.json',
  'extension/syntaxes/language-configuration.json',
  'extension/syntaxes/terraform.tmLanguage.json',
];

async function main(): Promise<number> {
  const built = spawnSync(process.execPath, [join(root, 'esbuild.mjs')], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) return 1;
  writeFileSync(join(root, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices());
  const path = packageFile();
  rmSync(path, { force: true });
  await createVSIX({
    cwd: root,
    packagePath: path,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const complaints = complaintsAbout(path);
  for (const complaint of complaints) console.error(complaint);
  return complaints.length === 0 ? 0 : 1;
}

/** Prints what is in the package, and says what is wrong with it. */
function complaintsAbout(path: string): readonly string[] {
  const entries = zipEntries(path).filter(({ name }) => !name.endsWith('/'));
  for (const { name, size } of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    console.log(`${String(size).padStart(9)}  ${name}`);
  const bytes = statSync(path).size;
  console.log(`${basename(path)}: ${entries.length} files, ${(bytes / 1024 / 1024).toFixed(2)} MB packed.`);
  const names = new Set(entries.map(({ name }) => name));
  const allowed = new Set(contents);
  return [
    ...contents.filter((name) => !names.has(name)).map((name) => `The package lacks ${name}.`),
    ...[...names].filter((name) => !allowed.has(name)).map((name) => `The package should not hold ${name}.`),
    ...(bytes > sizeLimitBytes ? [`The package is larger than ${sizeLimitBytes / 1024 / 1024} MB.`] : []),
  ];
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
