import { test } from 'node:test';
import assert from 'node:assert/strict';
import { isLocalSource, joinPath, relativePath } from '../../server/src/terraform/path.ts';

test('only what begins with a dot and a slash is a local source', () => {
  const local = ['./m', '../m', '.\\m', '..\\m'].map(isLocalSource);
  const remote = ['modules/x', '/abs/x', 'terraform-aws-modules/vpc/aws', 'git::https://x/y', '.m'].map(isLocalSource);
  assert.deepEqual([...new Set(local)], [true]);
  assert.deepEqual([...new Set(remote)], [false]);
});

test('sources are resolved from the calling folder, on every kind of path', () => {
  assert.equal(joinPath('/w/env/prod', '../../modules/./web/'), '/w/modules/web');
  assert.equal(joinPath('c:/w/env', '..\\net'), 'c:/w/net');
  assert.equal(joinPath('//server/share/env', '../net'), '//server/share/net');
  assert.equal(joinPath('/w', '../../../x'), '/x');
  assert.equal(joinPath('/w', '/abs/x'), '/abs/x');
  assert.equal(joinPath('/w', '..'), '/');
});

test('the way to a folder is relative, but across drives', () => {
  assert.equal(relativePath('/w', '/w'), '.');
  assert.equal(relativePath('/w', '/w/modules/x'), 'modules/x');
  assert.equal(relativePath('/w/env/prod', '/w/modules/x'), '../../modules/x');
  assert.equal(relativePath('c:/w', 'd:/m'), 'd:/m');
});
