import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Client, writeInto } from '../support/client.ts';

function ssh(name: string, port = 22): string {
  return `resource "aws_security_group_rule" "${name}" {
  type              = "ingress"
  from_port         = ${port}
  to_port           = ${port}
  protocol          = "tcp"
  security_group_id = "sg-1"
  cidr_blocks       = ["0.0.0.0/0"]
}
`;
}

test('the status says that a scan is under way, and what it came to', async (context) => {
  const client = await Client.start(
    context,
    { 'main.tf': ssh('a'), 'b/main.tf': ssh('b') },
    {
      initializationOptions: { showsStatus: true },
    },
  );
  await client.until('the end of the scan', () => client.statuses.length === 2);
  const [first, second] = client.statuses;
  assert.deepEqual(first, { state: 'scanning' });
  assert.ok(typeof second === 'object' && second !== null && 'milliseconds' in second);
  const { milliseconds } = second;
  assert.ok(typeof milliseconds === 'number' && milliseconds >= 0);
  assert.deepEqual(second, { state: 'ready', findings: 2, files: 2, modules: 2, milliseconds });
  await client.change('main.tf', '');
  writeInto(client.root, 'c/main.tf', ssh('c'));
  await client.connection.sendRequest('workspace/executeCommand', { command: 'portcullis.scanAgain' });
  await client.until('the end of the second scan', () => client.statuses.length === 4);
});

test('an editor that does not ask for the status is not told', async (context) => {
  const client = await Client.start(context, { 'main.tf': ssh('a') });
  await client.shows('main.tf', 1);
  assert.deepEqual(client.statuses, []);
});

test('the profile names what was read and judged, in the language of the editor', async (context) => {
  const client = await Client.start(
    context,
    { 'main.tf': ssh('a') },
    {
      locale: 'ja',
      initializationOptions: { showsStatus: true },
    },
  );
  await client.until('the end of the scan', () => client.statuses.length === 2);
  const profile: unknown = await client.connection.sendRequest('portcullis/profile');
  assert.ok(typeof profile === 'string');
  assert.match(profile, /^# Portcullis: 処理時間の内訳\n/);
  assert.ok(profile.includes(`| ${client.root} | 1 | `), profile);
  assert.ok(profile.includes(`| ${join(client.root, 'main.tf')} | ${ssh('a').length} | `), profile);
  assert.match(profile, /判定するリソースを含むもの 1、/);
  assert.match(profile, /`portcullis\.exclude`: `\[\]`/);
});

test('thousands of changed, made and deleted files at once end in the findings of a fresh start', async (context) => {
  const folders = Array.from({ length: 60 }, (_, index) => `m${index}`);
  const name = (folder: string, file: number): string => `${folder}/f${file}.tf`;
  const files: Record<string, string> = {};
  for (const folder of folders)
    for (let file = 0; file < 5; file++) files[name(folder, file)] = file === 0 ? ssh(folder) : `# ${file}\n`;
  const client = await Client.start(context, files, { initializationOptions: { showsStatus: true } });
  await client.until('the end of the scan', () => client.statuses.length === 2);
  const changes: [string, 1 | 2 | 3][] = [];
  for (const [index, folder] of folders.entries()) {
    if (index % 3 === 0) {
      rmSync(join(client.root, folder), { recursive: true });
      for (let file = 0; file < 5; file++) changes.push([name(folder, file), 3]);
      changes.push([folder, 3]);
      continue;
    }
    writeInto(client.root, name(folder, 0), index % 3 === 1 ? ssh(folder, 443) : ssh(folder, 3389));
    writeInto(client.root, name(folder, 9), ssh('late'));
    for (let file = 0; file < 5; file++) changes.push([name(folder, file), 2]);
    changes.push([name(folder, 9), 1]);
  }
  // As a checkout tells it: all at once, several times over.
  for (let again = 0; again < 10; again++) await client.watched(...changes);
  const expected = new Map<string, number>();
  for (const [index, folder] of folders.entries()) {
    if (index % 3 === 2) expected.set(name(folder, 0), 1);
    if (index % 3 !== 0) expected.set(name(folder, 9), 1);
  }
  const shown = (): Map<string, number> =>
    new Map([...client.diagnostics].filter(([, list]) => list.length > 0).map(([file, list]) => [file, list.length]));
  const same = (): boolean =>
    shown().size === expected.size && [...expected].every(([file, count]) => shown().get(file) === count);
  await client.until('the findings of the files as they are now', same);
});
