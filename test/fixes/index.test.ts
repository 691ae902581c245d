// The door all fixes are asked through.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Finding } from '../../server/src/checks/check.ts';
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import type { FixContext, FixProducer } from '../../server/src/fixes/fix.ts';
import { plainMend } from '../../server/src/fixes/fix.ts';
import { fixProducers, proposeFixes } from '../../server/src/fixes/index.ts';
import { message, render } from '../../server/src/messages.ts';
import { checkEveryFix, filesOf, fixTitles, withPreferredFixes } from '../support/checkFix.ts';
import { fixtureRoot } from '../support/fixture.ts';
import { declaredList } from './declared.ts';

const nowhere: FixContext = {
  module: () => undefined,
  file: () => undefined,
  callers: () => [],
  isFree: () => true,
};

/** Enough of a finding for producers that do not look at it. */
const finding = { controls: ['EC2.18'] } as unknown as Finding;

function producer(id: string, propose: FixProducer['propose']): FixProducer {
  return { id, propose };
}

test('a fix that fails is named and the others still answer', () => {
  const fix = {
    ...plainMend,
    id: 'b',
    title: message('fixes.ignore', { controls: '' }),
    edits: new Map(),
    preferred: true,
  };
  const { fixes, problems } = proposeFixes(finding, nowhere, [
    producer('a', () => {
      throw new Error('no luck');
    }),
    producer('b', () => [fix, { ...fix, id: 'c' }]),
  ]);
  assert.deepEqual(
    fixes.map(({ id, preferred }) => ({ id, preferred })),
    [
      { id: 'b', preferred: true },
      { id: 'c', preferred: false },
    ],
  );
  assert.deepEqual(
    problems.map((problem) => render(problem, 'en')),
    ['The quick fix a failed and was left out: Error: no luck'],
  );
});

test('the best comes first and is the one preferred', () => {
  assert.deepEqual(
    fixProducers.map(({ id }) => id),
    [
      'replace-source',
      'allow-security-group',
      'allow-vpc-only',
      'allow-cloudfront',
      'narrow-ports',
      'remove-default',
      'remove-source',
      'add-validation',
      'remove-rule',
      'use-own-address',
      'show-source',
      'move-rules',
      'add-ignore-comment',
    ],
  );
  assert.equal(defaultCheckSettings.honorIgnoreComments, true);
  const [titles] = fixTitles(`
    resource "aws_security_group_rule" "ssh" {
      type              = "ingress"
      security_group_id = "sg-1"
      protocol          = "tcp"
      from_port         = 8081
      to_port           = 8081
      cidr_blocks       = ["0.0.0.0/0", "10.0.0.0/8"]
    }
    `);
  assert.deepEqual(titles, [
    '* Replace 0.0.0.0/0 with the new variable allowed_8081_cidrs',
    'Remove 0.0.0.0/0 from the list',
    'Allow only my own address instead of 0.0.0.0/0 (asks a service on the internet)',
    'Ignore this finding with a reason (EC2.18)',
    'Ignore this finding until 2027-02-22, with a reason (EC2.18)',
  ]);
});

test('one variable serves all rules of a kind, whatever the order they are mended in', async () => {
  const rules = (ssh: string, rdp: string, rest: string): string => `
    resource "aws_security_group" "a" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = ${ssh}
      }
      ingress {
        from_port   = 3389
        to_port     = 3389
        protocol    = "tcp"
        cidr_blocks = ${rdp}
      }
    }
    ${rest}`;
  const before = filesOf(rules('["0.0.0.0/0"]', '["0.0.0.0/0", "10.0.0.0/8"]', ''));
  assert.equal(await checkEveryFix(before), 12);
  assert.deepEqual(
    withPreferredFixes(before),
    filesOf(
      rules(
        'var.allowed_management_cidrs',
        'concat(var.allowed_management_cidrs, ["10.0.0.0/8"])',
        `#- variables.tf
    ${declaredList('allowed_management_cidrs', 'the management ports')}
    `,
      ),
    ),
  );
});

test('every fix of every finding in the example holds', async () => {
  const dir = path.join(import.meta.dirname, '../../examples/three-tier');
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:tf|tfvars)$/.test(name));
  const files = names.map((name): [string, string] => [
    `${fixtureRoot}/${name.split(path.sep).join('/')}`,
    readFileSync(path.join(dir, name), 'utf8'),
  ]);
  assert.ok((await checkEveryFix(new Map(files))) > 20);
});
