// The user's own address: the server offers to ask, and makes the edit from an address that whoever calls it has found out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver/node';
import { Client } from '../support/client.ts';

const ssh = `resource "aws_security_group" "web" {
  name = "web"

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;

const ask = 'portcullis.useOwnAddress';

function asking(actions: readonly CodeAction[]): CodeAction | undefined {
  return actions.find(({ command }) => command?.command === ask);
}

test('an editor that can ask is given the command, and the address it brings becomes the edit', async (context) => {
  const client = await Client.start(context, { 'main.tf': ssh }, { initializationOptions: { asksOwnAddress: true } });
  await client.shows('main.tf', 1);
  await client.open('main.tf', ssh);
  const action = asking(await client.menu('main.tf', 7, 21));
  assert.ok(action);
  assert.equal(action.edit, undefined);
  const word: unknown = action.command?.arguments?.[0];
  await client.command('portcullis.allowAddress', word, 'nonsense');
  await client.until('a word on the address', () => client.warnings.some((warning) => warning.includes('nonsense')));
  await client.command('portcullis.allowAddress', word, '2001:db8::7');
  await client.until('a word on the family', () => client.warnings.some((warning) => warning.includes('IPv6')));
  assert.deepEqual(client.applied, []);
  await client.command('portcullis.allowAddress', word, '203.0.113.7');
  await client.until('an edit', () => client.applied.length === 1);
  assert.match(JSON.stringify(client.applied[0]), /203\.0\.113\.7\/32/);
});

test('an editor that cannot ask has no such action', async (context) => {
  const client = await Client.start(context, { 'main.tf': ssh });
  await client.shows('main.tf', 1);
  assert.equal(asking(await client.menu('main.tf', 7, 21)), undefined);
});
