// Terraform projects to try fixes on: folders on disk, the texts of tests, and the configurations that Terraform has planned.
// A project is what belongs together: folders that call each other, with all that lies below them.
// Called by scripts/testFixes.ts.
import { globSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { isModuleFile } from '../../server/src/terraform/moduleFiles.ts';
import { baseName, folderOf, isLocalSource, joinPath } from '../../server/src/terraform/path.ts';
import { readFixture } from '../support/fixture.ts';
import { nodesOf } from '../support/sourceTree.ts';

/** Files by absolute path below /w. */
export interface Project {
  /** Where it comes from, for people. */
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
}

/** Larger files are none that a fix would change. In bytes. */
const maximumSize = 1_000_000;

/** Every project at or below a folder; those written in tests are among them. */
export function projectsIn(folder: string): readonly Project[] {
  const seen = new Set<string>();
  return [...onDisk(folder), ...inTests(folder), ...inRecords(folder)].filter(({ files }) => {
    const key = JSON.stringify([...files]);
    return seen.has(key) ? false : seen.add(key);
  });
}

function onDisk(folder: string): readonly Project[] {
  const texts = new Map<string, string>();
  for (const path of globSync('**/*', { cwd: folder })) {
    const stat = statSync(join(folder, path), { throwIfNoEntry: false });
    if (stat?.isFile() !== true || stat.size > maximumSize) continue;
    texts.set(`/w/${path.split(sep).join('/')}`, readFileSync(join(folder, path), 'utf8'));
  }
  const dirs = [...new Set([...texts.keys()].filter((path) => isModuleFile(baseName(path))).map(folderOf))].sort();
  const tops = dirs.filter((dir) => !dirs.some((other) => dir.startsWith(`${other}/`)));
  const groups = grouped(tops, texts);
  return groups.map((group) => {
    const files = [...texts].filter(([path]) => group.some((top) => path.startsWith(`${top}/`)));
    return { name: group.map((top) => join(folder, relative('/w', top))).join(' + '), files: new Map(files) };
  });
}

/** Tops that call each other belong together. */
function grouped(tops: readonly string[], texts: ReadonlyMap<string, string>): readonly (readonly string[])[] {
  let groups: (readonly string[])[] = tops.map((top) => [top]);
  const groupOf = (dir: string): readonly string[] | undefined =>
    groups.find((group) => group.some((top) => dir === top || dir.startsWith(`${top}/`)));
  for (const [path, text] of texts) {
    for (const [, source = ''] of text.matchAll(/"?source"?\s*[=:]\s*"([^"]+)"/g)) {
      const own = groupOf(folderOf(path));
      const called = isLocalSource(source) ? groupOf(joinPath(folderOf(path), source)) : undefined;
      if (own === undefined || called === undefined || own === called) continue;
      groups = [...groups.filter((group) => group !== own && group !== called), [...own, ...called].sort()];
    }
  }
  return groups;
}

/** Every text of a test that holds Terraform. */
function inTests(folder: string): readonly Project[] {
  return globSync('**/*.test.ts', { cwd: folder })
    .sort()
    .flatMap((path) => {
      const text = readFileSync(join(folder, path), 'utf8');
      const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
      return [...nodesOf(tree)].flatMap((node): Project[] => {
        if (!ts.isNoSubstitutionTemplateLiteral(node) || !/\b(?:resource|module)\b/.test(node.text)) return [];
        const { files, broken } = readFixture(node.text);
        const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        return broken ? [] : [{ name: `${join(folder, path)}:${line}`, files: withoutMarks(files) }];
      });
    });
}

/** The marks under what is found are for the tests alone. */
function withoutMarks(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, text]) => [path, text.replace(/^[ \t]*#[ \t]*\^+.*\n/gm, '')]));
}

/** Records of whole configurations, a line each. */
function inRecords(folder: string): readonly Project[] {
  return globSync('**/*.jsonl', { cwd: folder }).flatMap((path) =>
    readFileSync(join(folder, path), 'utf8')
      .split('\n')
      .flatMap((line, index): Project[] => {
        const record: unknown = line === '' ? undefined : JSON.parse(line);
        if (typeof record !== 'object' || record === null || !('files' in record)) return [];
        const files = Object.entries(record.files ?? {}).flatMap(([name, text]) =>
          typeof text === 'string' ? [[`/w/${name}`, text] as const] : [],
        );
        return [{ name: `${join(folder, path)}:${index + 1}`, files: new Map(files) }];
      }),
  );
}
