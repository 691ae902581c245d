// What a team writes beside its Terraform, as an editor meets it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver/node';
import { Client, writeInto } from '../support/client.ts';

const open = (port: number, comment = ''): string => `resource "aws_security_group" "web" {
  ingress {
    ${comment}
    from_port   = ${port}
    to_port     = ${port}
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;

function codesOf(diagnostics: readonly Diagnostic[]): readonly unknown[] {
  return diagnostics.map(({ code }) => code);
}

test("a team's file wins over the settings and is read again when it changes", async (context) => {
  const client = await Client.start(
    context,
    { 'main.tf': open(8443), '.portcullis.yaml': 'authorizedTcpPorts: [443]\n' },
    { settings: { authorizedTcpPorts: [8443] } },
  );
  await client.shows('main.tf', 1);
  writeInto(client.root, '.portcullis.yaml', 'authorizedTcpPorts: [8443]\n');
  await client.watched(['.portcullis.yaml', 2]);
  await client.shows('main.tf', 0);
});

test("a mistake in a team's file is shown where it stands, and is gone when it is mended", async (context) => {
  const client = await Client.start(context, { 'main.tf': open(22), '.portcullis.yaml': '# ours\nports: [443]\n' });
  const [mistake] = await client.shows('.portcullis.yaml', 1);
  assert.deepEqual(mistake?.range, { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } });
  writeInto(client.root, '.portcullis.yaml', 'authorizedTcpPorts: [443]\n');
  await client.watched(['.portcullis.yaml', 2]);
  await client.shows('.portcullis.yaml', 0);
});

test("a team's file is followed while it is typed, and is no Terraform to complain about", async (context) => {
  const client = await Client.start(context, {
    'main.tf': open(8443),
    '.portcullis.yaml': 'authorizedTcpPorts: [443]\n',
  });
  await client.shows('main.tf', 1);
  await client.open('.portcullis.yaml', 'authorizedTcpPorts: [8443]\n');
  await client.shows('main.tf', 0);
  await client.change('.portcullis.yaml', 'authorizedTcpPorts: [8443]\ncolour: red\n');
  const [mistake] = await client.shows('.portcullis.yaml', 1);
  assert.deepEqual(mistake?.range.start, { line: 1, character: 0 });
  await client.close('.portcullis.yaml');
  await client.shows('main.tf', 1);
});

test('expired and useless ignore comments are diagnostics of their own', async (context) => {
  const client = await Client.start(context, {
    'expired.tf': open(22, '# portcullis:ignore until 2020-01-31 a bastion'),
    'useless/main.tf': open(443, '# portcullis:ignore'),
  });
  assert.deepEqual(codesOf(await client.shows('expired.tf', 2)), ['EC2.19', 'expired-ignore']);
  const [useless] = await client.shows('useless/main.tf', 1);
  assert.equal(useless?.code, 'useless-ignore');
  assert.deepEqual([useless.severity, useless.tags], [3, [1]]);
});

test('what the baseline knows is shown on request only', async (context) => {
  const entry = {
    module: '.',
    address: 'aws_security_group.web',
    check: 'high-risk-port-open',
    controls: ['EC2.19', 'EC2.18', 'EC2.13', 'EC2.53'],
    verdict: 'open',
    protocol: 'tcp',
    ports: '22-22',
    source: '0.0.0.0/0',
    count: 1,
  };
  const client = await Client.start(context, {
    'main.tf': open(22),
    'new/main.tf': open(22),
    '.portcullis.baseline.json': JSON.stringify({ version: 1, findings: [entry] }),
  });
  await client.shows('new/main.tf', 1);
  assert.equal(client.diagnostics.has('main.tf'), false);
  await client.configure({ showBaselined: true });
  await client.shows('main.tf', 1);
});
