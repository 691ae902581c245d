// What a git checkout does: hundreds of files change, come and go at once, and the editor tells of them in many messages.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Client, writeInto } from '../support/client.ts';

const folders = 150;
const inMessage = 7;

test('a checkout told of in dozens of messages is followed in one pass, and what is shown then is what a new scan finds', async (context) => {
  const client = await opened(context);
  const before = await judgedBy(client);
  const changes: { uri: string; type: 1 | 2 | 3 }[] = [];
  const change = (name: string, type: 1 | 2 | 3): void => {
    changes.push({ uri: pathToFileURL(join(client.root, name)).toString(), type });
  };
  for (let number = 0; number < folders; number++) {
    const name = `root${number}/main.tf`;
    if (number % 10 === 0) {
      rmSync(join(client.root, name));
      change(name, 3);
      writeInto(client.root, `root${number}/renamed.tf`, rule('0.0.0.0/0'));
      change(`root${number}/renamed.tf`, 1);
    } else {
      writeInto(client.root, name, rule(number % 3 === 0 ? '0.0.0.0/0' : '10.0.0.0/8'));
      change(name, 2);
      writeInto(client.root, `root${number}/variables.tf`, 'variable "more" {}\n');
      change(`root${number}/variables.tf`, 2);
    }
  }
  for (let at = 0; at < changes.length; at += inMessage)
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: changes.slice(at, at + inMessage),
    });
  await client.connection.sendRequest('portcullis/settled');
  const judged = (await judgedBy(client)) - before;
  // Where the machine stalls between two messages, some roots may be analyzed twice; told one by one, they would be many more times.
  assert.ok(judged >= folders && judged <= folders * 1.5, `${judged} analyses of ${folders} roots`);
  const shown = shownBy(client);
  assert.equal(Object.keys(shown).length, countOpen());
  await client.connection.sendRequest('workspace/executeCommand', { command: 'portcullis.scanAgain' });
  await client.connection.sendRequest('portcullis/settled');
  assert.deepEqual(shownBy(client), shown);
});

async function opened(context: TestContext): Promise<Client> {
  const files: Record<string, string> = {};
  for (let number = 0; number < folders; number++) {
    files[`root${number}/main.tf`] = rule('0.0.0.0/0');
    files[`root${number}/variables.tf`] = 'variable "some" {}\n';
  }
  const client = await Client.start(context, files, { initializationOptions: { showsStatus: true } });
  await client.until('the end of the scan', () => client.statuses.length === 2);
  return client;
}

function rule(network: string): string {
  return `resource "aws_security_group_rule" "r" {
  type              = "ingress"
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  security_group_id = "sg-1"
  cidr_blocks       = ["${network}"]
}
`;
}

function countOpen(): number {
  return Array.from({ length: folders }, (_, number) => number).filter((each) => each % 10 === 0 || each % 3 === 0)
    .length;
}

/** The files that are shown with findings, with their number. */
function shownBy(client: Client): Record<string, number> {
  const shown = [...client.diagnostics].filter(([, diagnostics]) => diagnostics.length > 0);
  return Object.fromEntries(
    shown.map(([name, { length }]): [string, number] => [name, length]).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** How many analyses of root modules the profile counts. */
async function judgedBy(client: Client): Promise<number> {
  const profile: unknown = await client.connection.sendRequest('portcullis/profile');
  const [, count] = /\| Judging root modules[^|]*\| (\d+) \|/.exec(String(profile)) ?? [];
  assert.ok(count !== undefined, String(profile));
  return Number(count);
}
