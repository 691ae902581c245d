// The notices of the packages that ship inside the extension: who wrote them, and under which terms.
// It reads what the build wrote about its bundles; it asks no registry. Called by package.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Notice {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Where the source is to be had: asked for by MPL-2.0. */
  readonly source: string | undefined;
  readonly text: string;
}

const root = dirname(import.meta.dirname);

// Terms that let the extension be passed on as it is; all but MPL-2.0 ask for no more than these notices.
const permissive = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'MPL-2.0',
  '0BSD',
  'Unlicense',
  'BlueOak-1.0.0',
]);

// Packages whose WebAssembly is copied beside the bundles, so that no bundle names them.
const copied = ['web-tree-sitter', '@tree-sitter-grammars/tree-sitter-hcl', '@cdktf/hcl2json'];

// Packages that carry no license file of their own; the text is the one their manifest names.
const standardTexts: Readonly<Record<string, string>> = {
  'Apache-2.0': 'LICENSE',
  'MPL-2.0': 'scripts/licenses/MPL-2.0.txt',
};

/** What is compiled into main.wasm.gz of @cdktf/hcl2json 0.21, as its own build information lists it. */
const insideHcl2json: readonly (Omit<Notice, 'text'> & { readonly file: string; readonly before?: string })[] = [
  {
    name: 'github.com/agext/levenshtein',
    version: '1.2.3',
    license: 'Apache-2.0',
    source: 'https://github.com/agext/levenshtein',
    file: 'LICENSE',
    before:
      'Alrux Go EXTensions (AGExt) - package lev\nCopyright 2016 ALRUX Inc.\n\n' +
      'This product includes software developed at ALRUX Inc.\n(http://www.alrux.com/).\n',
  },
  {
    name: 'github.com/apparentlymart/go-textseg',
    version: '15.0.0',
    license: 'MIT',
    source: 'https://github.com/apparentlymart/go-textseg',
    file: 'scripts/licenses/go-textseg.txt',
  },
  {
    name: 'github.com/hashicorp/hcl',
    version: '2.23.0',
    license: 'MPL-2.0',
    source: 'https://github.com/hashicorp/hcl/tree/v2.23.0',
    file: 'scripts/licenses/MPL-2.0.txt',
  },
  {
    name: 'github.com/mitchellh/go-wordwrap',
    version: '1.0.1',
    license: 'MIT',
    source: 'https://github.com/mitchellh/go-wordwrap',
    file: 'scripts/licenses/go-wordwrap.txt',
  },
  {
    name: 'github.com/tmccombs/hcl2json',
    version: '0.6.5',
    license: 'Apache-2.0',
    source: 'https://github.com/tmccombs/hcl2json',
    file: 'LICENSE',
  },
  {
    name: 'github.com/zclconf/go-cty',
    version: '1.15.1',
    license: 'MIT',
    source: 'https://github.com/zclconf/go-cty',
    file: 'scripts/licenses/go-cty.txt',
  },
  {
    name: 'golang.org/x/text, with the runtime and the standard library of Go',
    version: '0.21.0',
    license: 'BSD-3-Clause',
    source: 'https://go.dev',
    file: 'scripts/licenses/go.txt',
  },
];
const hcl2jsonVersion = '0.21.';

/** The whole text of THIRD-PARTY-NOTICES.txt. Throws where a license is missing or is not one that may ship. */
export function thirdPartyNotices(): string {
  const notices = [...bundledFolders()].toSorted().map(packageNotice);
  const hcl2json = notices.find(({ name }) => name === '@cdktf/hcl2json');
  if (hcl2json?.version.startsWith(hcl2jsonVersion) !== true) {
    throw new Error(`The list of what is inside @cdktf/hcl2json is of ${hcl2jsonVersion}x; bring it up to date.`);
  }
  for (const { file, before = '', ...about } of insideHcl2json) {
    notices.push({ ...about, text: `${before}\n${read(file)}`.trim() });
  }
  const refused = notices.filter(({ license }) => !permissive.has(license));
  if (refused.length > 0) {
    const list = refused.map(({ name, license }) => `${name} (${license})`).join(', ');
    throw new Error(`These packages may not ship under their license: ${list}.`);
  }
  const sorted = notices.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return [heading, ...sorted.map(noticeText)].join(`\n\n${'='.repeat(80)}\n\n`) + '\n';
}

const heading = `Portcullis carries the following software of others, unchanged but for being bundled. Each part is followed by its
license. The source of parts under the Mozilla Public License 2.0 is to be had at the address given with them.`;

/** The folders of all packages with code in a bundle, below node_modules, and of those copied beside it. */
function bundledFolders(): ReadonlySet<string> {
  const outputs: unknown = JSON.parse(read('out/bundles.json'));
  const folders = new Set(copied.map((name) => `node_modules/${name}`));
  for (const bundle of Array.isArray(outputs) ? outputs.map(members) : []) {
    for (const [, output] of bundle) {
      for (const [path, input] of members(member(output, 'inputs'))) {
        const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
        if (folder !== undefined && Number(member(input, 'bytesInOutput')) > 0) folders.add(folder);
      }
    }
  }
  return folders;
}

function packageNotice(folder: string): Notice {
  const manifest: unknown = JSON.parse(read(`${folder}/package.json`));
  const name = text(member(manifest, 'name'));
  const license = text(member(manifest, 'license'));
  const files = readdirSync(join(root, folder)).toSorted();
  const own = files.filter((file) => /^(licen[cs]e|copying|notice|thirdpartynotices)(?![a-z])/i.test(file));
  const standard = standardTexts[license];
  if (own.length === 0 && standard === undefined) throw new Error(`${name} has no license file.`);
  const texts = own.length > 0 ? own.map((file) => read(`${folder}/${file}`)) : [read(standard ?? '')];
  return {
    name,
    version: text(member(manifest, 'version')),
    license,
    source: sourceAddress(manifest),
    text: texts.map((part) => part.trim()).join('\n\n'),
  };
}

function sourceAddress(manifest: unknown): string | undefined {
  const repository = member(manifest, 'repository');
  const url = typeof repository === 'string' ? repository : text(member(repository, 'url'));
  if (url === '') return undefined;
  // npm takes an address of several kinds, and `owner/name` for a repository on GitHub.
  const https = url
    .replace(/^git\+/, '')
    .replace(/^git:\/\/|^ssh:\/\/git@/, 'https://')
    .replace(/^git@([^:]+):/, 'https://$1/')
    .replace(/^(?:github:)?(?=[^/:]+\/[^/:]+$)/, 'https://github.com/');
  return https.replace(/\.git$/, '');
}

function noticeText({ name, version, license, source, text }: Notice): string {
  const lines = [`${name} ${version}`, `License: ${license}`, ...(source === undefined ? [] : [`Source: ${source}`])];
  return `${lines.join('\n')}\n\n${text.replaceAll('\r\n', '\n')}`;
}

function read(path: string): string {
  const file = join(root, path);
  if (!existsSync(file)) throw new Error(`${path} is not there; npm run build makes out/, npm ci the packages.`);
  return readFileSync(file, 'utf8');
}

function members(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function member(value: unknown, name: string): unknown {
  return members(value).find(([key]) => key === name)?.[1];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
