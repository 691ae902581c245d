import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readInitializationOptions } from '../../server/src/lsp/initializationOptions.ts';

const nothing = { otherTerraformExtension: false, showsStatus: false, asksOwnAddress: false, pauseMs: undefined };

test('an editor that says nothing of itself gets the defaults', () => {
  for (const options of [undefined, null, 'yes', 7, [], {}])
    assert.deepEqual(readInitializationOptions(options), nothing);
});

test('what an editor says of itself counts, as far as it can be used', () => {
  const said = { otherTerraformExtension: true, showsStatus: true, asksOwnAddress: true, pauseMs: 0 };
  assert.deepEqual(readInitializationOptions(said), said);
  for (const pauseMs of [-1, 6000, '10', Number.NaN])
    assert.deepEqual(readInitializationOptions({ pauseMs, showsStatus: 'yes' }), nothing);
});
