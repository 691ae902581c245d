// What is tried on a copy before it is offered, and what speaks against it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainMend, type Fix } from '../../server/src/fixes/fix.ts';
import { message, render } from '../../server/src/messages.ts';
import { attemptOf } from '../../server/src/proof/attempt.ts';
import { objectionTo } from '../../server/src/proof/proof.ts';
import { filesOf, workspaceOf } from '../support/checkFix.ts';
import { referee } from '../support/hclReferee.ts';

const rule = `
  resource "aws_vpc_security_group_ingress_rule" "ssh" {
    security_group_id = "sg-1"
    from_port         = 22
    to_port           = 22
    ip_protocol       = "tcp"
    cidr_ipv4         = "0.0.0.0/0"
  }
`;

/** Swaps texts, each of which stands once in its file, and says what speaks against it. A path without an old text gets a new file. */
async function objection(
  fixture: string,
  swaps: readonly (readonly [path: string, old: string, text: string])[],
  more: Partial<Fix> = {},
): Promise<string | undefined> {
  const files = filesOf(fixture);
  const workspace = workspaceOf(files);
  const [finding] = workspace.allFindings();
  assert.ok(finding !== undefined, 'the fixture has no finding');
  const edits = swaps.map(([path, old, newText]) => {
    const start = old === '' ? 0 : (files.get(path) ?? '').indexOf(old);
    assert.ok(start >= 0, `${old} is not in ${path}`);
    return [path, [{ span: { start, end: start + old.length }, newText }]] as const;
  });
  const fix: Fix = {
    ...plainMend,
    id: 'made-up',
    title: message('fixes.removeSource', { cidr: '' }),
    preferred: true,
    edits: new Map(edits),
    ...more,
  };
  const attempt = attemptOf(fix, workspace.trial(new Map()));
  if (attempt === undefined) return 'misplaced';
  const found = await objectionTo([finding], attempt, referee);
  return found === undefined ? undefined : render(found, 'en');
}

test('a fix that mends is let through', async () => {
  assert.equal(await objection(rule, [['/w/main.tf', '0.0.0.0/0', '10.0.0.0/8']]), undefined);
});

test('a finding that stays, in other words or at another place, speaks against a fix', async () => {
  const stays = 'The finding would still be there.';
  assert.equal(await objection(rule, [['/w/main.tf', 'ssh', 'ssh']]), stays);
  const local = `locals {\n  all = "0.0.0.0/0"\n}\n`;
  const swaps = [
    ['/w/main.tf', '"0.0.0.0/0"', 'local.all'],
    ['/w/locals.tf', '', local],
  ] as const;
  assert.equal(await objection(rule, swaps), stays);
});

test('a new finding speaks against a fix', async () => {
  const port = await objection(rule, [['/w/main.tf', 'from_port         = 22', 'from_port         = 0']]);
  assert.match(port ?? '', /new finding: high-risk-port-open at aws_vpc_security_group_ingress_rule\.ssh/);
});

test("text that HashiCorp's parser rejects speaks against a fix", async () => {
  const swap = ['/w/main.tf', '"0.0.0.0/0"', '"10.0.0.0/8'] as const;
  assert.match((await objection(rule, [swap])) ?? '', /could not be read|would reject/);
  const twice = ['/w/main.tf', '"0.0.0.0/0"', '"10.0.0.0/8"\n  cidr_ipv4 = "10.0.0.0/8"'] as const;
  assert.match((await objection(rule, [twice])) ?? '', /could not be read|would reject/);
});

test('a reference to what is declared nowhere speaks against a fix, though nothing is known to be open then', async () => {
  for (const reference of [
    'var.cidr',
    'local.cidr',
    'module.network.cidr',
    'aws_vpc.main.cidr_block',
    'data.aws_vpc.main.cidr_block',
  ]) {
    const found = await objection(rule, [['/w/main.tf', '"0.0.0.0/0"', reference]]);
    assert.match(found ?? '', /would be declared nowhere/, reference);
  }
  const declared = [
    ['/w/main.tf', '"0.0.0.0/0"', 'var.cidr'],
    ['/w/variables.tf', '', 'variable "cidr" {}\n'],
  ] as const;
  assert.equal(await objection(rule, declared), undefined);
});

test('what was declared nowhere before may stay so', async () => {
  const fixture = rule.replace('"sg-1"', 'aws_security_group.elsewhere.id');
  assert.equal(await objection(fixture, [['/w/main.tf', '0.0.0.0/0', '10.0.0.0/8']]), undefined);
});

test('a second declaration of a name speaks against a fix', async () => {
  const fixture = `${rule}\n  variable "cidr" {}\n`;
  const swaps = [
    ['/w/main.tf', '"0.0.0.0/0"', 'var.cidr'],
    ['/w/variables.tf', '', 'variable "cidr" {}\n'],
  ] as const;
  assert.equal(await objection(fixture, swaps), 'var.cidr would be declared twice.');
});

const called = `
  #- main.tf
  module "web" {
    source = "./web"
  }
  #- web/main.tf
${rule}
`;

test('a required variable that a call does not give speaks against a fix', async () => {
  const swaps = [
    ['/w/web/main.tf', '"0.0.0.0/0"', 'var.cidr'],
    ['/w/web/variables.tf', '', 'variable "cidr" {}\n'],
  ] as const;
  assert.match((await objection(called, swaps)) ?? '', /module\.web\.cidr/);
  const given = ['/w/main.tf', '"./web"', '"./web"\n  cidr = "10.0.0.0/8"'] as const;
  assert.equal(await objection(called, [...swaps, given]), undefined);
});

test('a call that gives null to a variable that cannot be null rests on its default', async () => {
  const fixture = `
  #- main.tf
  module "web" {
    source = "./web"
    cidr   = null
  }
  #- web/main.tf
  variable "cidr" {
    default  = "0.0.0.0/0"
    nullable = false
  }
  ${rule.replace('"0.0.0.0/0"', 'var.cidr')}
`;
  const found = await objection(fixture, [['/w/web/main.tf', 'default  = "0.0.0.0/0"', 'type = string']]);
  assert.match(found ?? '', /module\.web\.cidr/);
});

test('an argument that a module does not take speaks against a fix', async () => {
  const swaps = [
    ['/w/web/main.tf', '0.0.0.0/0', '10.0.0.0/8'],
    ['/w/main.tf', '"./web"', '"./web"\n  cidr = "10.0.0.0/8"'],
  ] as const;
  assert.match((await objection(called, swaps)) ?? '', /module\.web\.cidr/);
});

test('a comment silences a finding, and one that silences nothing is not offered', async () => {
  const silences = { outcome: 'silences' } as const;
  const above = (comment: string): readonly [string, string, string] => [
    '/w/main.tf',
    'resource',
    `${comment}\nresource`,
  ];
  assert.equal(
    await objection(rule, [above('# portcullis:ignore EC2.13, EC2.18, EC2.19, EC2.53 reason: known')], silences),
    undefined,
  );
  assert.equal(await objection(rule, [above('# nothing to see')], silences), 'The finding would still be there.');
});

test('a rewrite may move a finding, and may not lose it or bring another', async () => {
  const rewrite = { kind: 'refactor.rewrite', outcome: 'moves' } as const;
  assert.equal(await objection(rule, [['/w/main.tf', '"ssh"', '"renamed"']], rewrite), undefined);
  const worse = await objection(rule, [['/w/main.tf', 'to_port           = 22', 'to_port           = 3389']], rewrite);
  assert.match(worse ?? '', /new finding/);
  const lost = await objection(rule, [['/w/main.tf', '0.0.0.0/0', '10.0.0.0/8']], rewrite);
  assert.equal(lost, 'It would hide the finding without mending it.');
});

test('edits that overlap or lie outside of the text are no fix', async () => {
  const at = (start: number, end: number): Fix['edits'] =>
    new Map([
      [
        '/w/main.tf',
        [
          { span: { start: 0, end: 3 }, newText: '' },
          { span: { start, end }, newText: '' },
        ],
      ],
    ]);
  assert.equal(await objection(rule, [], { edits: at(2, 4) }), 'misplaced');
  assert.equal(await objection(rule, [], { edits: at(4, 100_000) }), 'misplaced');
});
