// `portcullis fix`: what it prints, what it writes, and what it leaves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../server/src/cli/cli.ts';
import type { CliWorld } from '../../server/src/cli/cliWorld.ts';
import * as grammar from '../support/grammar.ts';
import { referee } from '../support/hclReferee.ts';
import { memoryFileSystem } from '../support/memoryFileSystem.ts';

const rule = (name: string): string => `resource "aws_vpc_security_group_ingress_rule" "${name}" {
  security_group_id = "sg-1"
  from_port         = 22
  to_port           = 22
  ip_protocol       = "tcp"
  cidr_ipv4         = "0.0.0.0/0"
}
`;

interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
  /** What was written, by path. */
  readonly written: ReadonlyMap<string, string>;
}

async function portcullis(
  files: Record<string, string>,
  words: readonly string[],
  more: Partial<CliWorld> = {},
): Promise<Ran> {
  let out = '';
  let error = '';
  const disk = new Map(Object.entries(files));
  const written = new Map<string, string>();
  const exitCode = await run(words, {
    fileSystem: memoryFileSystem(disk),
    parsers: grammar,
    referee,
    environment: { LANG: 'en_US.UTF-8' },
    absolute: (path) => (path === '.' ? '/w' : path.startsWith('/') ? path : `/w/${path}`),
    version: '1.2.3',
    now: new Date(2026, 10, 30),
    writeFile: (path, text) => {
      written.set(path, text);
      disk.set(path, text);
      return undefined;
    },
    write: (text) => void (out += text),
    writeError: (text) => void (error += text),
    colors: false,
    errorIsTerminal: false,
    ...more,
  });
  return { exitCode, out, error, written };
}

test('a dry run prints the diff and writes nothing', async () => {
  const { exitCode, out, error, written } = await portcullis({ '/w/main.tf': rule('ssh') }, ['fix', '--dry-run', '/w']);
  assert.equal(exitCode, 0);
  assert.match(out, /^--- a\/main\.tf\n\+\+\+ b\/main\.tf\n@@ -3,5 \+3,5 @@\n/);
  assert.match(out, /^-.*"0\.0\.0\.0\/0"\n\+.*var\.allowed_management_cidr$/m);
  assert.match(out, /^--- \/dev\/null\n\+\+\+ b\/variables\.tf$/m);
  assert.match(error, /would be fixed: 1\. .*would stay: 0\. Nothing is written\.\n$/);
  assert.deepEqual([...written], []);
});

test('what is printed is written, and a second run has nothing to do', async () => {
  const first = await portcullis({ '/w/main.tf': rule('a'), '/w/b.tf': rule('b') }, ['fix', '/w']);
  assert.deepEqual([...first.written.keys()].toSorted(), ['/w/b.tf', '/w/main.tf', '/w/variables.tf']);
  assert.equal([...first.written.values()].join('').match(/^variable /gm)?.length, 1);
  assert.equal(first.error, 'Findings fixed: 2. Findings that stay: 0.\n');
  const second = await portcullis(Object.fromEntries(first.written), ['fix', '/w']);
  assert.deepEqual([second.out, second.exitCode, second.written.size], ['', 0, 0]);
});

test('only findings in the named files are fixed', async () => {
  const { written } = await portcullis({ '/w/main.tf': rule('a'), '/w/b.tf': rule('b') }, ['fix', '/w/b.tf']);
  assert.deepEqual([...written.keys()].toSorted(), ['/w/b.tf', '/w/variables.tf']);
});

test('what stays is listed with its reason, and fails the run', async () => {
  const stays = `locals {\n  text = "0.0.0.0/0,10.0.0.0/8"\n}\n${rule('a').replace('"0.0.0.0/0"', 'split(",", local.text)[0]')}`;
  const { exitCode, error, out } = await portcullis({ '/w/main.tf': stays }, ['fix', '/w']);
  assert.equal(exitCode, 1);
  assert.equal(out, '');
  assert.match(
    error,
    /^main\.tf:\d+ aws_vpc_security_group_ingress_rule\.a is left as it is\. .+\nFindings fixed: 0\. Findings that stay: 1\.\n$/,
  );
});

test('nothing is written where a file has changed meanwhile, or leads outside', async () => {
  const files = { '/w/main.tf': rule('a') };
  const fileSystem = memoryFileSystem(new Map(Object.entries(files)));
  let reads = 0;
  const changing = {
    ...fileSystem,
    read: (path: string) =>
      path === '/w/main.tf' && reads++ > 0 ? { kind: 'missing' as const } : fileSystem.read(path),
  };
  const changed = await portcullis(files, ['fix', '/w'], { fileSystem: changing });
  assert.equal(changed.exitCode, 2);
  assert.match(changed.error, /main\.tf has changed meanwhile\. Nothing is written\./);
  const leading = { ...fileSystem, realPath: (path: string) => (path === '/w/main.tf' ? '/elsewhere/main.tf' : path) };
  const outside = await portcullis(files, ['fix', '/w'], { fileSystem: leading });
  assert.match(outside.error, /main\.tf is a link that leads outside\. Nothing is written\./);
  assert.equal(changed.written.size + outside.written.size, 0);
});

test('a file that cannot be written is named', async () => {
  const { exitCode, error } = await portcullis({ '/w/main.tf': rule('a') }, ['fix', '/w'], {
    writeFile: () => 'EROFS',
  });
  assert.equal(exitCode, 2);
  assert.match(error, /could not be written: EROFS/);
});

test('--dry-run goes with no other command', async () => {
  assert.equal((await portcullis({}, ['check', '--dry-run'])).exitCode, 2);
});
