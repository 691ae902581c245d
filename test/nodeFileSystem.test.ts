import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { message } from '../server/src/messages.ts';
import { nodeFileSystem } from '../server/src/nodeFileSystem.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-files-'));
after(() => rmSync(folder, { recursive: true }));

test('a text is read as it is: in any script, with its byte-order mark, with the sign for unreadable bytes in it', () => {
  for (const text of ['', '# a\n', '# é 日本 😀\n', '\ufeff# a\n', '# \ufffd\n', `# ${'a'.repeat(300_000)}é\n`])
    assert.deepEqual(answerTo(Buffer.from(text)), { kind: 'text', text }, text.slice(0, 20));
});

test('what is no text, and a file that is not there, are told apart', () => {
  const path = join(folder, 'main.tf');
  for (const bytes of [
    [0x61, 0xff, 0x0a],
    [0x61, 0xc3],
    [0xed, 0xa0, 0x80],
  ])
    assert.deepEqual(answerTo(Buffer.from(bytes)), {
      kind: 'refused',
      message: message('workspace.fileNotUtf8', { path }),
    });
  assert.deepEqual(answerTo(Buffer.from('a\0b')), {
    kind: 'refused',
    message: message('workspace.fileBinary', { path }),
  });
  for (const missing of [join(folder, 'missing.tf'), folder, join(path, 'main.tf')])
    assert.deepEqual(nodeFileSystem.read(missing), { kind: 'missing' });
  assert.deepEqual([folder, path, join(folder, 'missing.tf')].map(nodeFileSystem.isPresent), [true, true, false]);
});

function answerTo(bytes: Buffer): unknown {
  const path = join(folder, 'main.tf');
  writeFileSync(path, bytes);
  return nodeFileSystem.read(path);
}
