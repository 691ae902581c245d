// Code actions as an editor asks for them: the menu, the edit of what is chosen, fix all, and what plainer editors get.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver/node';
import { Client, applyWorkspaceEdit } from '../support/client.ts';

const rule = (name: string, port = 22): string => `resource "aws_vpc_security_group_ingress_rule" "${name}" {
  security_group_id = "sg-1"
  from_port         = ${port}
  to_port           = ${port}
  ip_protocol       = "tcp"
  cidr_ipv4         = "0.0.0.0/0"
}
`;
const ssh = rule('ssh');
const at = { line: 5, character: 24 };

async function opened(context: Parameters<typeof Client.start>[0], text: string, options = {}): Promise<Client> {
  const client = await Client.start(context, { 'main.tf': text }, options);
  await client.open('main.tf', text);
  await client.until('findings', () => (client.diagnostics.get('main.tf') ?? []).length > 0);
  return client;
}

function preferred(actions: readonly CodeAction[]): CodeAction {
  const found = actions.filter(({ isPreferred }) => isPreferred === true);
  assert.equal(found.length, 1);
  return found[0] ?? assert.fail();
}

function versions(edit: WorkspaceEdit | undefined): readonly unknown[] {
  return (edit?.documentChanges ?? []).map((change) => ('kind' in change ? change.kind : change.textDocument.version));
}

test('the menu has no edits, what is chosen has one that is tied to the version of the document', async (context) => {
  const client = await opened(context, ssh);
  const menu = await client.menu('main.tf', at.line, at.character);
  assert.ok(menu.length > 1 && menu.every(({ edit }) => edit === undefined));
  const { edit } = await client.choose(preferred(menu));
  assert.deepEqual(versions(edit), ['create', null, 1]);
  const after = applyWorkspaceEdit(client, { 'main.tf': ssh }, edit);
  assert.equal(after['main.tf'], ssh.replace('"0.0.0.0/0"', 'var.allowed_management_cidr'));
});

test('an action that is chosen after the document has changed is computed anew', async (context) => {
  const client = await opened(context, ssh);
  const chosen = preferred(await client.menu('main.tf', at.line, at.character));
  const moved = `# A line above.\n\n${ssh}`;
  await client.change('main.tf', moved);
  const { edit } = await client.choose(chosen);
  assert.deepEqual(versions(edit), ['create', null, 2]);
  assert.equal(
    applyWorkspaceEdit(client, { 'main.tf': moved }, edit)['main.tf'],
    moved.replace('"0.0.0.0/0"', 'var.allowed_management_cidr'),
  );
});

test('an action whose finding is gone, or stands there twice by now, is refused with a word on why', async (context) => {
  const client = await opened(context, ssh);
  const chosen = preferred(await client.menu('main.tf', at.line, at.character));
  await client.change('main.tf', ssh.replace('0.0.0.0/0', '10.0.0.0/8'));
  await assert.rejects(client.choose(chosen), /no longer applies/);
  await client.change('main.tf', ssh + ssh);
  await assert.rejects(client.choose(chosen), /no longer applies/);
  await client.until('a warning', () => client.warnings.length === 2);
  assert.match(client.warnings[0] ?? '', /text has changed/);
});

test('only the kinds that are asked for come', async (context) => {
  const client = await opened(context, ssh);
  const kinds = async (...only: readonly string[]): Promise<readonly (string | undefined)[]> =>
    (await client.menu('main.tf', at.line, at.character, only)).map(({ kind }) => kind);
  assert.ok((await kinds('quickfix')).every((kind) => kind === 'quickfix'));
  assert.deepEqual(await kinds('source.organizeImports'), []);
  assert.deepEqual(await kinds('source.fixAll.portcullis'), ['source.fixAll.portcullis']);
  assert.deepEqual(await kinds('source.fixAll'), ['source.fixAll.portcullis']);
  assert.deepEqual(await kinds('source'), ['source.fixAll.portcullis']);
  const menu = await client.menu('main.tf', at.line, at.character);
  assert.ok(menu.every(({ kind }) => kind !== 'source.fixAll.portcullis'));
});

test('a fix for a whole file mends all of it, declares once, and has nothing to do then', async (context) => {
  const text = `${ssh}\n${rule('rdp', 3389)}`;
  const client = await opened(context, text);
  const [all] = await client.menu('main.tf', 0, 0, ['source.fixAll.portcullis']);
  const { edit } = await client.choose(all ?? assert.fail());
  const after = applyWorkspaceEdit(client, { 'main.tf': text }, edit);
  assert.equal(after['main.tf']?.match(/var\.allowed_management_cidr\b/g)?.length, 2);
  assert.equal(after['variables.tf']?.match(/^variable /gm)?.length, 1);
  await client.open('variables.tf', after['variables.tf'] ?? '');
  await client.change('main.tf', after['main.tf'] ?? '');
  await client.shows('main.tf', 0);
  assert.deepEqual(await client.menu('main.tf', 0, 0, ['source.fixAll.portcullis']), []);
});

test('the commands for a module and for the workspace ask before anything changes, and tell what was done', async (context) => {
  const client = await Client.start(context, { 'main.tf': ssh, 'other/main.tf': rule('rdp', 3389) });
  await client.shows('main.tf', 1);
  await client.shows('other/main.tf', 1);
  await client.command('portcullis.fixAllInModule', client.uriOf('other/main.tf'));
  const files = (edit: WorkspaceEdit): readonly string[] => [
    ...new Set(
      (edit.documentChanges ?? []).map((each) =>
        client.nameOf('kind' in each ? ('uri' in each ? each.uri : '') : each.textDocument.uri),
      ),
    ),
  ];
  const [module] = client.applied;
  assert.ok(module !== undefined);
  assert.deepEqual(files(module.edit).toSorted(), ['other/main.tf', 'other/variables.tf']);
  await client.command('portcullis.fixAllInWorkspace');
  const workspace = client.applied[1] ?? assert.fail();
  assert.deepEqual(files(workspace.edit).toSorted(), [
    'main.tf',
    'other/main.tf',
    'other/variables.tf',
    'variables.tf',
  ]);
  const annotations = Object.values(workspace.edit.changeAnnotations ?? {});
  assert.deepEqual(
    annotations.map(({ needsConfirmation }) => needsConfirmation),
    [true],
  );
  await client.until('what was done', () =>
    client.warnings.some((text) => /Findings fixed: 2\. Findings that stay: 0/.test(text)),
  );
});

test('a file that was closed while it was scanned has its menu and its hover as soon as it is opened', async (context) => {
  const client = await Client.start(context, { 'main.tf': ssh, 'other/main.tf': rule('rdp', 3389) });
  await client.shows('main.tf', 1);
  await client.shows('other/main.tf', 1);
  await client.open('other/main.tf', rule('rdp', 3389));
  const menu = await client.menu('other/main.tf', at.line, at.character);
  const { edit } = await client.choose(preferred(menu));
  assert.deepEqual(versions(edit), ['create', null, 1]);
  await client.open('main.tf', ssh);
  const hover = await client.hover('main.tf', at.line, at.character);
  assert.match(JSON.stringify(hover), /aws_vpc_security_group_ingress_rule\.ssh/);
});

test('a place is shown where the server is told to', async (context) => {
  const client = await opened(context, ssh);
  await client.command('portcullis.showPlace', client.uriOf('main.tf'), { start: at, end: at });
  assert.deepEqual(
    client.shown.map(({ uri, selection }) => [uri, selection]),
    [[client.uriOf('main.tf'), { start: at, end: at }]],
  );
});

test('an editor of the plainest kind gets whole edits at once, without versions, remarks, snippets or new files', async (context) => {
  const declared = 'variable "allowed_management_cidr" {\n  type = string\n}\n';
  const client = await Client.start(context, { 'main.tf': ssh, 'variables.tf': declared }, { plain: true });
  await client.open('main.tf', ssh);
  await client.shows('main.tf', 1);
  const menu = await client.menu('main.tf', at.line, at.character);
  assert.ok(menu.length > 0);
  for (const { edit, data, command } of menu) {
    assert.ok(
      edit?.changes !== undefined && edit.documentChanges === undefined && data === undefined && command === undefined,
    );
  }
  const [fix] = menu;
  assert.deepEqual(
    Object.values(fix?.edit?.changes ?? {})
      .flat()
      .map(({ newText }) => newText),
    ['var.allowed_management_cidr'],
  );
});

test('a menu that is asked for right after typing rests on the text as typed', async (context) => {
  const client = await opened(context, ssh);
  const moved = `\n\n${ssh}`;
  await client.change('main.tf', moved);
  const menu = await client.menu('main.tf', at.line + 2, at.character);
  const { edit } = await client.choose(preferred(menu));
  assert.equal(
    applyWorkspaceEdit(client, { 'main.tf': moved }, edit)['main.tf'],
    moved.replace('"0.0.0.0/0"', 'var.allowed_management_cidr'),
  );
});
