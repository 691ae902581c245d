// Who may import whom (the table of ARCHITECTURE.md), and the house style as far as a test can see it.
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { nodesOf, placeOf, readSources } from './support/sourceTree.ts';
import type { SourceText } from './support/sourceTree.ts';

interface Room {
  readonly name: string;
  /** Names of the rooms before it that it may import. */
  readonly rooms: readonly string[];
  /** Packages and Node modules by the path that may import them: a file, or a folder with a slash at its end. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
}

const words = ['text', 'messages'];
const language = [...words, 'hcl', 'terraform'];
const judged = [...language, 'aws', 'checks'];
const loading = ['node:fs', 'node:path', 'vscode-languageserver'];

// In the order of the house: a room comes after all that it may import.
const table: readonly Room[] = [
  { name: 'text', rooms: [], packages: {} },
  { name: 'messages', rooms: [], packages: {} },
  { name: 'memory', rooms: [], packages: { 'memory.ts': ['node:v8', 'node:vm'] } },
  {
    name: 'hcl',
    rooms: [...words, 'memory'],
    packages: {
      'hcl/treeSitter.ts': ['web-tree-sitter'],
      'hcl/jsonTokens.ts': ['jsonc-parser'],
      'hcl/hcl2json.ts': ['@cdktf/hcl2json', 'node:worker_threads'],
      'hcl/hcl2jsonWorker.ts': ['@cdktf/hcl2json', 'node:fs', 'node:worker_threads', 'node:zlib'],
    },
  },
  {
    name: 'terraform',
    rooms: [...words, 'hcl'],
    packages: { 'terraform/functions/': ['yaml', 'csv-parse', 're2js', 'node:crypto', 'node:zlib'] },
  },
  { name: 'aws', rooms: language, packages: { 'aws/cidr.ts': ['ip-num'] } },
  { name: 'checks', rooms: [...language, 'aws'], packages: {} },
  { name: 'fixes', rooms: judged, packages: {} },
  { name: 'analyze', rooms: judged, packages: {} },
  { name: 'team', rooms: judged, packages: { 'team/teamFile.ts': ['yaml'] } },
  {
    name: 'workspace',
    rooms: [...judged, 'analyze', 'team'],
    packages: { 'workspace/exclude.ts': ['ignore', 'picomatch'] },
  },
  { name: 'proof', rooms: [...judged, 'fixes', 'workspace'], packages: {} },
  {
    name: 'lsp',
    rooms: [...judged, 'fixes', 'analyze', 'team', 'workspace', 'proof'],
    packages: { 'lsp/': ['vscode-languageserver', 'vscode-languageserver-textdocument', 'vscode-uri'] },
  },
  {
    name: 'cli',
    rooms: [...judged, 'fixes', 'analyze', 'team', 'workspace', 'proof'],
    packages: { 'cli/': ['node:util'] },
  },
  {
    name: 'nodeFileSystem',
    rooms: ['messages', 'workspace'],
    packages: { 'nodeFileSystem.ts': ['node:buffer', 'node:fs'] },
  },
  {
    name: 'nodeWorkers',
    rooms: ['workspace'],
    packages: { 'nodeWorkers.ts': ['node:os', 'node:worker_threads'] },
  },
  {
    name: 'main',
    rooms: [...words, 'memory', 'hcl', 'workspace', 'lsp', 'nodeFileSystem', 'nodeWorkers'],
    packages: { 'main.ts': loading },
  },
  {
    name: 'cliMain',
    rooms: [...words, 'hcl', 'workspace', 'cli', 'nodeFileSystem', 'nodeWorkers'],
    packages: { 'cliMain.ts': ['node:fs', 'node:path'] },
  },
  {
    name: 'workerMain',
    rooms: ['hcl', 'workspace', 'nodeFileSystem'],
    packages: { 'workerMain.ts': ['node:fs', 'node:path', 'node:worker_threads'] },
  },
];

// Rooms that compute: the same text in, the same answer out.
const pureRooms = ['text', 'messages', 'hcl', 'terraform', 'aws', 'checks', 'fixes', 'analyze', 'team'];
// The two that hand a text to HashiCorp's parser in a thread of its own, and wait.
const asksTheReferee = ['hcl/hcl2json.ts', 'hcl/hcl2jsonWorker.ts'];

const longestFile = 400;
// Files of data, which may be as long as the data.
const dataTables: readonly string[] = ['test/terraformProof/expressionsTexts.ts'];

const server = readSources('server/src/**/*.ts');
const client = readSources('client/src/**/*.ts');
const everything = [...server, ...client, ...readSources('{test,scripts,bench}/**/*.ts')];

test('the table names each room once, and every room after those it may import', () => {
  const seen = new Set<string>();
  for (const { name, rooms } of table) {
    for (const before of rooms)
      assert.ok(seen.has(before), `${name} may import ${before}, which does not stand before it.`);
    assert.ok(!seen.has(name), `${name} is named twice.`);
    seen.add(name);
  }
  const rooms = new Set(server.map(roomOf));
  assert.deepEqual([...rooms].toSorted(), [...seen].toSorted());
});

test('each room imports only the rooms and the packages that the table gives it', () => {
  assert.deepEqual(server.flatMap(wrongImports), []);
});

test('the client imports nothing of the server', () => {
  const allowed = ['vscode', 'vscode-languageclient'];
  const wrong = client.flatMap((source) =>
    importsOf(source)
      .filter(({ from }) => !allowed.includes(packageOf(from)) && !insideOf('client/src', source, from))
      .map(({ from, place }) => `${place} imports ${from}`),
  );
  assert.deepEqual(wrong, []);
});

test('text to analysis read no clock, no disk and no console, and start nothing', () => {
  const forbidden = new Set([
    'console',
    'process',
    'fetch',
    'performance',
    'setTimeout',
    'setInterval',
    'setImmediate',
  ]);
  const found = pureSources().flatMap((source) =>
    identifiersOf(source)
      .filter((name) => forbidden.has(name.text) && isGlobal(name))
      .map((name) => `${placeOf(source, name)} uses ${name.text}`),
  );
  const clocks = pureSources().flatMap((source) =>
    [...source.text.matchAll(/\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/g)].map(
      ([what]) => `${source.path}: ${what}`,
    ),
  );
  assert.deepEqual([...found, ...clocks], []);
});

test('text to analysis are synchronous', () => {
  const loads = 'server/src/hcl/treeSitter.ts';
  const found = pureSources().flatMap((source) =>
    [...nodesOf(source.tree)]
      .filter((node) => node.kind === ts.SyntaxKind.AsyncKeyword && source.path !== loads)
      .map((node) => placeOf(source, node)),
  );
  assert.deepEqual(found, []);
});

test('nothing is exported twice, by default, or for what loading it does', () => {
  // node --test takes its reporters as default exports and not otherwise.
  const sources = everything.filter(({ path }) => path !== 'scripts/testReporter.ts');
  assert.deepEqual(sources.flatMap(wrongStatements), []);
});

test('no file is longer than a reader can hold', () => {
  const long = everything
    .filter(({ path }) => !dataTables.includes(path))
    .filter(({ text }) => lines(text) > longestFile);
  assert.deepEqual(
    long.map(({ path, text }) => `${path}: ${lines(text)} lines`),
    [],
  );
});

test('every file has a subject and its name says it', () => {
  const nameless = /^(utils?|helpers?|common|misc|managers?|shared|stuff)\b|(Utils?|Helpers?|Manager)\./;
  const root = dirname(import.meta.dirname);
  const paths = globSync('{client,server,scripts,test,bench,docs,l10n,syntaxes}/**', { cwd: root });
  const found = paths.filter((path) => nameless.test(posix.basename(path.split(sep).join('/'))));
  assert.deepEqual(
    found.map((path) => join(path)),
    [],
  );
});

test('every file of the product begins with what it is', () => {
  const mute = [...server, ...client].filter(({ text }) => !/^(\/\/|\/\*\*) /.test(text));
  assert.deepEqual(
    mute.map(({ path }) => path),
    [],
  );
});

interface Import {
  readonly from: string;
  readonly place: string;
}

/** Everything a file imports, type imports and import() among them. */
function importsOf(source: SourceText): readonly Import[] {
  const found: Import[] = [];
  for (const node of nodesOf(source.tree)) {
    const from = specifierOf(node);
    if (from !== undefined) found.push({ from, place: placeOf(source, node) });
  }
  return found;
}

function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literalText(node.moduleSpecifier);
  if (ts.isImportTypeNode(node)) {
    return ts.isLiteralTypeNode(node.argument) ? literalText(node.argument.literal) : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const loads = node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require';
  return loads ? (literalText(node.arguments[0]) ?? 'an expression') : undefined;
}

function literalText(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function wrongImports(source: SourceText): readonly string[] {
  const room = table.find(({ name }) => name === roomOf(source));
  if (room === undefined) return [`${source.path} is in no room of the table`];
  const inRoom = source.path.slice('server/src/'.length);
  const packages = Object.entries(room.packages)
    .filter(([path]) => path === inRoom || (path.endsWith('/') && inRoom.startsWith(path)))
    .flatMap(([, names]) => names);
  return importsOf(source)
    .filter(({ from }) => {
      if (!from.startsWith('.')) return !packages.includes(packageOf(from));
      const target = posix.join(posix.dirname(source.path), from);
      // The sentences stand in JSON files, and one file alone knows where.
      if (/^l10n\/(en|ja)\/\w+\.json$/.test(target)) return room.name !== 'messages';
      const targetRoom = roomNamed(target);
      return targetRoom !== room.name && !room.rooms.includes(targetRoom);
    })
    .map(({ from, place }) => `${place} imports ${from}`);
}

function roomOf({ path }: SourceText): string {
  return roomNamed(path);
}

/** The folder below server/src, or the name of a file that stands there by itself; other paths are no room. */
function roomNamed(path: string): string {
  if (!path.startsWith('server/src/')) return path;
  const [first = ''] = path.slice('server/src/'.length).split('/');
  return first.replace(/\.ts$/, '');
}

/** `vscode-uri` of `vscode-uri/lib/x`, `node:fs` of `node:fs/promises`; relative specifiers stay as they are. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('.')) return specifier;
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function insideOf(folder: string, source: SourceText, from: string): boolean {
  return from.startsWith('.') && posix.join(posix.dirname(source.path), from).startsWith(`${folder}/`);
}

function pureSources(): readonly SourceText[] {
  return server.filter(
    (source) => pureRooms.includes(roomOf(source)) && !asksTheReferee.includes(source.path.slice('server/src/'.length)),
  );
}

function identifiersOf(source: SourceText): readonly ts.Identifier[] {
  return [...nodesOf(source.tree)].filter((node) => ts.isIdentifier(node));
}

/** Whether a name stands for itself: not a member after a dot, a key, or a parameter of that name. */
function isGlobal(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === name;
  return ts.isCallExpression(parent) || ts.isVariableDeclaration(parent) || ts.isElementAccessExpression(parent);
}

function wrongStatements(source: SourceText): readonly string[] {
  const imported = new Set<string>();
  const wrong: string[] = [];
  for (const node of nodesOf(source.tree)) {
    if (ts.isImportDeclaration(node)) {
      for (const name of nodesOf(node)) if (ts.isIdentifier(name)) imported.add(name.text);
      if (node.importClause === undefined) wrong.push(`${placeOf(source, node)} imports for an effect`);
    }
    if (ts.isExportAssignment(node)) wrong.push(`${placeOf(source, node)} exports a default`);
    if (node.kind === ts.SyntaxKind.DefaultKeyword && ts.canHaveModifiers(node.parent)) {
      wrong.push(`${placeOf(source, node)} exports a default`);
    }
    if (ts.isEnumDeclaration(node)) wrong.push(`${placeOf(source, node)} declares an enum`);
    if (ts.isExportDeclaration(node)) {
      const again = node.moduleSpecifier !== undefined || exportedNames(node).some((name) => imported.has(name));
      if (again) wrong.push(`${placeOf(source, node)} exports what another file owns`);
    }
  }
  return wrong;
}

function exportedNames({ exportClause }: ts.ExportDeclaration): readonly string[] {
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

function lines(text: string): number {
  return text.trimEnd().split('\n').length;
}
