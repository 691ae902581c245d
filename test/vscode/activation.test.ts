// When VS Code activates the extension, and what it loads then, in the embedded VS Code.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activate } from '../../bench/activation/activation.ts';

test(
  'a folder without Terraform does not activate the extension; where it is activated, the protocol is loaded afterwards',
  { timeout: 5 * 60_000 },
  async () => {
    // It throws where the extension is active before it is asked for.
    const { loadedAtOnce, loadedAfterwards } = await activate();
    assert.deepEqual(loadedAtOnce, ['extension.js']);
    assert.deepEqual(loadedAfterwards, ['extension.js', 'packages/languageClient.js']);
  },
);
