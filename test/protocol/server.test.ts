// The built server as an editor meets it. Few tests: what the rooms do is tested in the rooms.
import assert from 'node:assert/strict';
import { rmSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver/node';
import { applyWorkspaceEdit, Client, writeInto } from '../support/client.ts';

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

function textOf(diagnostic: Diagnostic | undefined): string {
  return typeof diagnostic?.message === 'string' ? diagnostic.message : '';
}

test('closed files are in Problems from the start, at the very text that opens them', async (context) => {
  const client = await Client.start(context, { 'main.tf': ssh, 'quiet/main.tf': 'locals {\n  a = 1\n}\n' });
  const [diagnostic] = await client.shows('main.tf', 1);
  assert.deepEqual(diagnostic?.range, { start: { line: 7, character: 19 }, end: { line: 7, character: 30 } });
  assert.equal(diagnostic.code, 'EC2.19');
  assert.equal(diagnostic.source, 'portcullis');
  assert.equal(diagnostic.severity, 1);
  assert.match(diagnostic.codeDescription?.href ?? '', /^https:\/\/docs\.aws\.amazon\.com\/securityhub\//);
  assert.equal(client.diagnostics.has('quiet/main.tf'), false);
});

test('typing publishes what changed and nothing else, and a repaired rule loses its entry', async (context) => {
  const client = await Client.start(context, { 'main.tf': ssh, 'other/main.tf': ssh });
  await client.shows('main.tf', 1);
  await client.shows('other/main.tf', 1);
  await client.open('main.tf', ssh);
  await client.change('main.tf', ssh.replace('0.0.0.0/0', '10.0.0.0/8'));
  await client.shows('main.tf', 0);
  assert.equal(client.published.filter(({ uri }) => client.nameOf(uri) === 'other/main.tf').length, 1);
  await client.change('main.tf', ssh);
  await client.shows('main.tf', 1);
});

test('a half-typed block keeps its findings and those of its neighbors', async (context) => {
  const two = `${ssh}\n${ssh.replaceAll('"web"', '"app"')}`;
  const client = await Client.start(context, { 'main.tf': two }, { settings: { syntaxErrors: 'off' } });
  await client.shows('main.tf', 2);
  await client.open('main.tf', two);
  const broken = two.replace('name = "web"\n', 'name = "web"\n\n  ingress {\n    from_port = ');
  await client.change('main.tf', broken);
  // A later change that is seen tells that the one before was dealt with.
  await client.change('main.tf', `${broken}\n# done\n`);
  const mark = client.published.length;
  await client.change('main.tf', two.replace('"web"', '"web2"').replace('name = "web"', 'name = "web" # typed'));
  await client.until(
    'findings after the repair',
    () => client.published.length > mark || client.diagnostics.get('main.tf')?.length === 2,
  );
  assert.equal(client.diagnostics.get('main.tf')?.length, 2);
  assert.ok(
    client.published.every(({ uri, diagnostics }) => client.nameOf(uri) !== 'main.tf' || diagnostics.length === 2),
  );
});

test('the quick fix swaps the range for a variable and declares it in a file of its own', async (context) => {
  const client = await Client.start(context, { 'main.tf': ssh });
  await client.shows('main.tf', 1);
  await client.open('main.tf', ssh);
  const actions = await client.codeActions('main.tf', 7, 22);
  const preferred = actions.filter((action) => action.isPreferred === true);
  assert.equal(preferred.length, 1);
  assert.match(actions[0]?.title ?? '', /allowed_management_cidrs/);
  const after = applyWorkspaceEdit(client, { 'main.tf': ssh }, preferred[0]?.edit);
  assert.equal(after['main.tf'], ssh.replace('["0.0.0.0/0"]', 'var.allowed_management_cidrs'));
  assert.match(
    after['variables.tf'] ?? '',
    /^variable "allowed_management_cidrs" \{\n {2}description = .*\n {2}type {8}= list\(string\)\n/,
  );
  await client.open('variables.tf', after['variables.tf'] ?? '');
  await client.change('main.tf', after['main.tf'] ?? '');
  await client.shows('main.tf', 0);
});

test('an editor that cannot make files is offered no fix that needs one', async (context) => {
  const client = await Client.start(context, { 'main.tf': ssh }, { canCreateFiles: false });
  await client.shows('main.tf', 1);
  const actions = await client.codeActions('main.tf', 7, 22);
  assert.ok(actions.every((action) => (action.edit?.documentChanges ?? []).every((change) => !('kind' in change))));
});

test('a change on disk, a new file and a deleted folder reach Problems', async (context) => {
  const client = await Client.start(context, { 'main.tf': ssh, 'modules/a/main.tf': ssh });
  await client.shows('main.tf', 1);
  await client.shows('modules/a/main.tf', 1);
  writeInto(client.root, 'main.tf', ssh.replace('0.0.0.0/0', '10.0.0.0/8'));
  await client.watched(['main.tf', 2]);
  await client.shows('main.tf', 0);
  writeInto(client.root, 'new/main.tf', ssh);
  await client.watched(['new', 1]);
  await client.shows('new/main.tf', 1);
  rmSync(join(client.root, 'modules'), { recursive: true });
  await client.watched(['modules', 3]);
  await client.shows('modules/a/main.tf', 0);
});

test('a variable file decides, and is named where the value comes from', async (context) => {
  const rule = ssh.replace('["0.0.0.0/0"]', 'var.cidrs');
  const declared = 'variable "cidrs" {\n  type    = list(string)\n  default = ["10.0.0.0/8"]\n}\n';
  const client = await Client.start(context, {
    'main.tf': rule,
    'variables.tf': declared,
    'terraform.tfvars': 'cidrs = ["0.0.0.0/0"]\n',
  });
  const [finding] = await client.shows('main.tf', 1);
  assert.deepEqual(finding?.range, { start: { line: 7, character: 18 }, end: { line: 7, character: 27 } });
  assert.ok(finding.relatedInformation?.some(({ location }) => client.nameOf(location.uri) === 'terraform.tfvars'));
  const [origin] = await client.shows('terraform.tfvars', 1);
  assert.equal(origin?.severity, 3);
  assert.deepEqual(origin.range, { start: { line: 0, character: 9 }, end: { line: 0, character: 20 } });
  writeInto(client.root, 'terraform.tfvars', 'cidrs = ["192.0.2.0/24"]\n');
  await client.watched(['terraform.tfvars', 2]);
  await client.shows('main.tf', 0);
  await client.shows('terraform.tfvars', 0);
});

test('a variable file that Terraform does not load by itself is marked at what it opens, as far as the settings name it', async (context) => {
  const rule = ssh.replace('["0.0.0.0/0"]', 'var.cidrs');
  const declared = 'variable "cidrs" {\n  type = list(string)\n}\n';
  const client = await Client.start(context, {
    'main.tf': rule,
    'variables.tf': declared,
    'envs/prod.tfvars': 'cidrs = ["0.0.0.0/0"]\n',
  });
  const [finding] = await client.shows('main.tf', 1);
  assert.equal(finding?.severity, 3);
  assert.ok(typeof finding.message === 'string');
  assert.match(finding.message, /open to every IPv4 address with envs\/prod\.tfvars\./);
  assert.ok(finding.relatedInformation?.some(({ location }) => client.nameOf(location.uri) === 'envs/prod.tfvars'));
  const [origin] = await client.shows('envs/prod.tfvars', 1);
  assert.deepEqual(origin?.range, { start: { line: 0, character: 9 }, end: { line: 0, character: 20 } });
  await client.open('envs/prod.tfvars', 'cidrs = ["192.0.2.0/24"]\n');
  await client.shows('envs/prod.tfvars', 0);
  await client.shows('main.tf', 0);
  await client.close('envs/prod.tfvars');
  await client.shows('main.tf', 1);
  await client.configure({ variableFiles: ['stages/*.tfvars'] });
  await client.shows('main.tf', 0);
});

test('every folder of a multi-root workspace is read, and left-out folders are not', async (context) => {
  const client = await Client.start(
    context,
    {
      'one/main.tf': ssh,
      'two/main.tf': ssh,
      'two/.terraform/modules/x/main.tf': ssh,
      'two/node_modules/x/main.tf': ssh,
      'two/generated/main.tf': ssh,
      'two/vendor/main.tf': ssh,
      'two/.gitignore': 'generated/\n',
      'three/main.tf': ssh,
    },
    { folders: ['one', 'two'], filesExclude: { '**/vendor': true, '**/kept': false } },
  );
  await client.shows('one/main.tf', 1);
  await client.shows('two/main.tf', 1);
  await client.configure({
    authorizedTcpPorts: [22, 80],
    severity: { 'high-risk-port-open': 'off', 'ssh-port-open': 'off', 'remote-administration-port-open': 'off' },
  });
  await client.shows('two/main.tf', 0);
  assert.deepEqual([...client.diagnostics.keys()].sort(), ['one/main.tf', 'two/main.tf']);
});

test('names with blanks, # and Japanese, and links that go round in circles, all work', async (context) => {
  const client = await Client.start(context, { 'a b/c#d/日本語.tf': ssh });
  await client.shows('a b/c#d/日本語.tf', 1);
  symlinkSync(client.root, join(client.root, 'a b', 'loop'), 'dir');
  await client.watched(['a b/loop', 1]);
  writeInto(client.root, 'after.tf', ssh);
  await client.watched(['after.tf', 1]);
  await client.shows('after.tf', 1);
  assert.equal(client.diagnostics.size, 2);
});

test('files that are too large, binary or not UTF-8 are left out with one entry in the log each', async (context) => {
  const client = await Client.start(context, {
    'main.tf': ssh,
    'big.tf': `# ${'x'.repeat(5 * 1024 * 1024)}\n`,
    'binary.tf': 'a\u0000b',
  });
  await client.shows('main.tf', 1);
  await client.until('the log', () => client.log.filter((line) => /big\.tf|binary\.tf/.test(line)).length === 2);
});

test('a bad setting gives one warning that names it, and the default holds', async (context) => {
  const client = await Client.start(
    context,
    { 'main.tf': ssh },
    { settings: { authorizedTcpPorts: ['ssh'], severity: 'loud' } },
  );
  await client.shows('main.tf', 1);
  await client.until('a warning', () => client.warnings.length > 0);
  assert.match(client.warnings[0] ?? '', /portcullis\.authorizedTcpPorts/);
});

test('Japanese editors are answered in Japanese, with the Japanese page of AWS', async (context) => {
  const client = await Client.start(context, { 'main.tf': ssh }, { locale: 'ja' });
  const [diagnostic] = await client.shows('main.tf', 1);
  assert.match(textOf(diagnostic), /ポート 22/);
  assert.match(diagnostic?.codeDescription?.href ?? '', /\/ja_jp\//);
  const hover = await client.hover('main.tf', 7, 22);
  assert.match(JSON.stringify(hover), /EC2\.18/);
  const actions = await client.codeActions('main.tf', 7, 22);
  assert.match(actions[0]?.title ?? '', /[ぁ-ん]/);
});

test("HashiCorp's verdict on the open text is shown where no other Terraform extension is", async (context) => {
  const broken = `${ssh}\nresource "aws_security_group" "b" {\n  name = \n}\n`;
  const client = await Client.start(context, { 'main.tf': ssh });
  await client.shows('main.tf', 1);
  await client.open('main.tf', broken);
  const shown = await client.shows('main.tf', 2);
  assert.ok(shown.some((diagnostic) => /Invalid expression/.test(textOf(diagnostic))));
});

test('nothing is ever written to the workspace', async (context) => {
  const client = await Client.start(context, { 'main.tf': ssh });
  await client.shows('main.tf', 1);
  await client.codeActions('main.tf', 7, 22);
  assert.deepEqual(readdirSync(client.root), ['main.tf']);
  assert.equal(readFileSync(join(client.root, 'main.tf'), 'utf8'), ssh);
});

test('JSON syntax is marked at its string, judged by no parser of native syntax, and other JSON is not looked at', async (context) => {
  const json = `{
  "resource": {"aws_security_group_rule": {"ssh": {
    "type": "ingress", "security_group_id": "sg-1", "protocol": "tcp", "from_port": 22, "to_port": 22,
    "cidr_blocks": ["0.0.0.0/0"]
  }}}
}
`;
  const files = { 'main.tf.json': json, 'package.json': json, 'native/main.tf': 'locals {' };
  const client = await Client.start(context, files, { settings: { syntaxErrors: 'on' } });
  await client.open('package.json', json);
  await client.open('main.tf.json', json);
  const [diagnostic] = await client.shows('main.tf.json', 1);
  assert.deepEqual(diagnostic?.range, { start: { line: 3, character: 20 }, end: { line: 3, character: 31 } });
  const [mend] = await client.codeActions('main.tf.json', 3, 22);
  assert.equal(mend?.title, 'Replace 0.0.0.0/0 with the new variable allowed_management_cidrs');
  // The verdict on the native file comes after it was settled which documents are asked about.
  await client.open('native/main.tf', files['native/main.tf']);
  await client.shows('native/main.tf', 1);
  assert.equal(client.diagnostics.get('main.tf.json')?.length, 1);
  assert.equal(client.diagnostics.has('package.json'), false);
  await client.change('main.tf.json', json.replace('0.0.0.0/0', '10.0.0.0/8'));
  await client.shows('main.tf.json', 0);
});
