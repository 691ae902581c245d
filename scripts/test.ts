// `npm test`: builds, runs every suite of test/ in order, and ends with one line `N passed, N failed`.
// With --no-editor it leaves out the last suite, which packages the extension and opens it in a real VS Code.
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { TestCounts } from './testReporter.ts';

interface Suite {
  readonly name: string;
  readonly files: readonly string[];
  /** How many test files run at once. */
  readonly concurrency: number;
  /** A script that must succeed first, such as the one that makes the package. */
  readonly before?: string;
}

const root = dirname(import.meta.dirname);
const counts = join(root, 'out', 'test-counts.json');
// A test that waits for ever ends after this; the editor's tests know their own limits.
const timeLimitMs = 10 * 60_000;

const options = { 'no-editor': { type: 'boolean', default: false } } as const;
process.exitCode = main(parseArgs({ options }).values['no-editor']);

function main(withoutEditor: boolean): number {
  console.log('Building ...');
  if (!runs('esbuild.mjs')) return close({ passed: 0, failed: 1 });
  const suites = withoutEditor ? coreSuites() : [...coreSuites(), editorSuite()];
  const sum = suites.map(runSuite).reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }));
  return close(sum);
}

/** Ends the run: the last line printed is this one. */
function close({ passed, failed }: TestCounts): number {
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** All suites that need no editor. Whatever file is in no named suite is a unit test. */
function coreSuites(): readonly Suite[] {
  const all = testFiles('test/**/*.test.ts');
  const house = all.filter((file) => /^test\/(house|architecture|messages)\.test\.ts$/.test(file));
  const conformance = all.filter((file) => /^test\/conformance(\/.*)?\.test\.ts$/.test(file));
  const protocol = all.filter((file) => file.startsWith('test/protocol/'));
  const apart = new Set([...house, ...conformance, ...protocol, ...editorSuite().files]);
  return [
    { name: 'Unit', files: all.filter((file) => !apart.has(file)), concurrency: 2 },
    { name: 'House', files: house, concurrency: 2 },
    { name: 'Protocol', files: protocol, concurrency: 2 },
    { name: 'Conformance', files: conformance, concurrency: 2 },
  ];
}

function editorSuite(): Suite {
  const files = testFiles('test/vscode/**/*.test.ts');
  return { name: 'Editor', files, concurrency: 1, before: 'scripts/package.ts' };
}

function testFiles(pattern: string): readonly string[] {
  const found = globSync(pattern, { cwd: root }).map((file) => file.split(sep).join('/'));
  return found.toSorted();
}

/** Runs one suite. A suite without a file, and one that ends badly without saying so, count as one failure. */
function runSuite({ name, files, concurrency, before }: Suite): TestCounts {
  console.log(`\n${name} (${files.length} files)`);
  if (files.length === 0) return complain(`${name}: there are no tests.`);
  if (before !== undefined && !runs(before)) return complain(`${name}: ${before} failed.`);
  mkdirSync(dirname(counts), { recursive: true });
  rmSync(counts, { force: true });
  const status = runNode([
    '--test',
    `--test-concurrency=${concurrency}`,
    ...(name === 'Editor' ? [] : [`--test-timeout=${timeLimitMs}`]),
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    `--test-reporter=${pathToFileURL(join(import.meta.dirname, 'testReporter.ts')).href}`,
    `--test-reporter-destination=${counts}`,
    ...files,
  ]);
  const counted = readCounts();
  if (counted === undefined) return complain(`${name}: the tests ended without a result.`);
  if (status !== 0 && counted.failed === 0) return { ...counted, failed: complain(`${name}: the run failed.`).failed };
  return counted;
}

function readCounts(): TestCounts | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(counts, 'utf8'));
    if (typeof read !== 'object' || read === null || !('passed' in read) || !('failed' in read)) return undefined;
    return { passed: Number(read.passed), failed: Number(read.failed) };
  } catch {
    // The run was ended before it could write; what calls this says so.
    return undefined;
  }
}

function complain(sentence: string): TestCounts {
  console.error(sentence);
  return { passed: 0, failed: 1 };
}

function runs(script: string): boolean {
  return runNode([join(root, script)]) === 0;
}

function runNode(args: readonly string[]): number {
  const quiet = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';
  const child = spawnSync(process.execPath, [quiet, ...args], { cwd: root, stdio: 'inherit' });
  if (child.error !== undefined) console.error(child.error.message);
  return child.status ?? 1;
}
