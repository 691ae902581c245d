// The workspace with other texts in its files: what would be found, while the workspace itself stays as it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { readFixture } from '../support/fixture.ts';
import { parse, parseTemplate } from '../support/grammar.ts';
import { memoryFileSystem } from '../support/memoryFileSystem.ts';

const fixture = `
  #- main.tf
  module "web" {
    source = "./web"
    cidrs  = ["0.0.0.0/0"]
  }
  #- web/main.tf
  variable "cidrs" {}
  resource "aws_vpc_security_group_ingress_rule" "ssh" {
    security_group_id = "sg-1"
    from_port         = 22
    to_port           = 22
    ip_protocol       = "tcp"
    cidr_ipv4         = var.cidrs[0]
  }
  #- other/main.tf
  resource "aws_vpc_security_group_ingress_rule" "rdp" {
    security_group_id = "sg-1"
    from_port         = 3389
    to_port           = 3389
    ip_protocol       = "tcp"
    cidr_ipv4         = "0.0.0.0/0"
  }
`;

function opened(text: string): { workspace: Workspace; reads: string[] } {
  const fileSystem = memoryFileSystem(new Map(readFixture(text).files));
  const settings = { checks: defaultCheckSettings, exclude: [], variableFiles: [] };
  const workspace = new Workspace(fileSystem, { parse, parseTemplate }, settings);
  workspace.setFolders(['/w']);
  workspace.catchUp();
  return { workspace, reads: fileSystem.reads };
}

function addresses(findings: readonly { readonly rule: { readonly address: string } }[]): readonly string[] {
  return findings.map(({ rule }) => rule.address);
}

test('a caller that no longer opens its module loses the finding in the trial, and nowhere else', () => {
  const { workspace } = opened(fixture);
  const main = workspace.text('/w/main.tf') ?? '';
  const trial = workspace.trial(new Map([['/w/main.tf', main.replace('0.0.0.0/0', '10.0.0.0/8')]]));
  assert.deepEqual(trial.rootsThatRead(['/w/main.tf']), ['/w']);
  assert.deepEqual(trial.findingsOf(['/w']), []);
  assert.deepEqual(addresses(trial.allFindings()), ['aws_vpc_security_group_ingress_rule.rdp']);
  assert.equal(workspace.allFindings().length, 2);
  assert.equal(workspace.isStale, false);
});

test('a new file declares what another one refers to', () => {
  const { workspace } = opened(fixture);
  const text = (workspace.text('/w/other/main.tf') ?? '').replace('"0.0.0.0/0"', 'var.everyone');
  const first = workspace.trial(new Map([['/w/other/main.tf', text]]));
  assert.equal(first.allFindings().length, 1);
  const declared = 'variable "everyone" {\n  default = "0.0.0.0/0"\n}\n';
  const second = first.with(new Map([['/w/other/variables.tf', declared]]));
  assert.ok(second.module('/w/other')?.variables.has('everyone'));
  assert.ok(!second.isFree('/w/other/variables.tf') && first.isFree('/w/other/variables.tf'));
  assert.equal(second.allFindings().length, 2);
  assert.equal(first.allFindings().length, 1);
});

test('files that do not change are not read again', () => {
  const { workspace, reads } = opened(fixture);
  reads.length = 0;
  workspace.trial(new Map([['/w/main.tf', '']])).allFindings();
  assert.deepEqual(
    reads.filter((path) => path.endsWith('.tf')),
    [],
  );
});

test('findings are those of the current texts only after the work is done', () => {
  const { workspace } = opened(fixture);
  assert.ok(workspace.isCurrent('/w/web/main.tf'));
  workspace.setText('/w/main.tf', '');
  assert.ok(!workspace.isCurrent('/w/web/main.tf'));
  workspace.catchUp();
  assert.ok(workspace.isCurrent('/w/web/main.tf'));
});
