// `npm run check`: everything that must hold before a change goes in, but for the tests in an editor: types, lint, format,
// tests, package contents. One line for each; the first that fails shows its output and ends the run.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';

interface Step {
  readonly name: string;
  /** Arguments for Node, relative to the project's folder. */
  readonly args: readonly string[];
}

const root = dirname(import.meta.dirname);

const steps: readonly Step[] = [
  ...['server', 'client', 'test'].map((project) => ({
    name: `Types of ${project}/`,
    args: ['node_modules/typescript/bin/tsc', '-p', project],
  })),
  { name: 'Lint', args: ['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.'] },
  { name: 'Format', args: ['node_modules/prettier/bin/prettier.cjs', '--check', '.'] },
  { name: 'Tests', args: ['scripts/test.ts', '--no-editor'] },
  { name: 'Package', args: ['scripts/package.ts'] },
];

process.exitCode = steps.every(passes) ? 0 : 1;

function passes({ name, args }: Step): boolean {
  process.stdout.write(`${name} ... `);
  const startMs = performance.now();
  const child = spawnSync(process.execPath, ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  const passed = child.status === 0;
  console.log(`${passed ? 'ok' : 'FAILED'} (${seconds} s${passed ? lastLine(child.stdout) : ''})`);
  if (!passed) console.error(`\n${child.stdout}${child.stderr}${child.error?.message ?? ''}\nFailed: ${name}`);
  return passed;
}

/** What a step itself says in the end: how many tests passed, how large the package is. */
function lastLine(output: string): string {
  const line = output.trim().split('\n').at(-1) ?? '';
  return /\d (passed|MB)/.test(line) ? `; ${line}` : '';
}
