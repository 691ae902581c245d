// The project's own TypeScript, as the compiler reads it, for the tests that look at the house.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import ts from 'typescript';

/** A file of ours; the path is relative to the project's folder, with forward slashes. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

const root = dirname(dirname(import.meta.dirname));

/** Every file that a pattern matches, in the order of their paths. */
export function readSources(pattern: string): readonly SourceText[] {
  const paths = globSync(pattern, { cwd: root }).map((path) => path.split(sep).join('/'));
  return paths.toSorted().map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true) };
  });
}

/** Every node of a file, in reading order. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

/** `path:line`, as an editor opens it. */
export function placeOf(source: SourceText, node: ts.Node): string {
  return `${source.path}:${source.tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
