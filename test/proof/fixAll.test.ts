// Fix all: what it mends, what it leaves and why, and that neither order nor repetition matters.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { FindingFacts } from '../../server/src/checks/findingFacts.ts';
import { proposeFixes } from '../../server/src/fixes/index.ts';
import { render } from '../../server/src/messages.ts';
import { attemptOf, fixContextOf } from '../../server/src/proof/attempt.ts';
import { fixAll, type AllFixed } from '../../server/src/proof/fixAll.ts';
import { objectionTo } from '../../server/src/proof/proof.ts';
import { applyEdits } from '../../server/src/text.ts';
import type { Trial } from '../../server/src/workspace/trial.ts';
import { filesOf, workspaceOf } from '../support/checkFix.ts';
import { referee } from '../support/hclReferee.ts';
import { wholeFinding } from '../support/wholeFinding.ts';

type Files = ReadonlyMap<string, string>;

const pause = (): Promise<void> => Promise.resolve();

async function allFixed(files: Files, isWanted: (finding: FindingFacts) => boolean = () => true): Promise<AllFixed> {
  const done = await fixAll(workspaceOf(files).trial(new Map()), { isWanted, referee, pause });
  for (const [path, edits] of done.edits) assert.equal(applyEdits(files.get(path) ?? '', edits), done.texts.get(path));
  return done;
}

function after(files: Files, { texts }: AllFixed): Files {
  return new Map([...files, ...texts]);
}

/** What the findings are about, whatever the text around them. */
function names(findings: readonly FindingFacts[]): readonly string[] {
  const shown = findings.filter(({ suppressedBy }) => suppressedBy === undefined);
  return shown.map(({ rule, source, check }) => `${rule.address} ${source?.text ?? check}`).toSorted();
}

function rule(name: string, cidr = '"0.0.0.0/0"'): string {
  return `
    resource "aws_vpc_security_group_ingress_rule" "${name}" {
      security_group_id = "sg-1"
      from_port         = 22
      to_port           = 22
      ip_protocol       = "tcp"
      cidr_ipv4         = ${cidr}
    }
  `;
}

const example = join(import.meta.dirname, '../../examples/three-tier');

function exampleFiles(): Files {
  const paths = globSync('**/*.{tf,tfvars}', { cwd: example });
  return new Map(paths.map((path) => [`/w/${path.replaceAll('\\', '/')}`, readFileSync(join(example, path), 'utf8')]));
}

const workspaces: Readonly<Record<string, Files>> = {
  'the example': exampleFiles(),
  'two rules of one module': filesOf(`${rule('a')}${rule('b')}`),
  'a module that two others call': filesOf(`
    #- one/main.tf
    module "web" {
      source = "../web"
      cidrs  = ["0.0.0.0/0", "10.0.0.0/8"]
    }
    #- two/main.tf
    module "web" {
      source = "../web"
      cidrs  = ["10.0.0.0/8"]
    }
    #- web/main.tf
    variable "cidrs" {}
    resource "aws_security_group" "web" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = var.cidrs
      }
      ingress {
        from_port        = 3389
        to_port          = 3389
        protocol         = "tcp"
        cidr_blocks      = ["0.0.0.0/0"]
        ipv6_cidr_blocks = ["::/0"]
      }
    }
  `),
};

test('what two fixes would declare is declared once', async () => {
  const files = filesOf(`${rule('a')}${rule('b')}`);
  const done = await allFixed(files);
  assert.equal(done.mended.length, 2);
  assert.deepEqual(done.left, []);
  const texts = [...after(files, done).values()].join('\n');
  assert.equal(texts.match(/^variable /gm)?.length, 1);
  assert.equal(texts.match(/= var\./g)?.length, 2);
});

test('only what is wanted is mended', async () => {
  const files = filesOf(`${rule('a')}\n#- other/main.tf\n${rule('b')}`);
  const done = await allFixed(files, ({ place }) => place.path === '/w/other/main.tf');
  assert.deepEqual(names(done.mended), ['aws_vpc_security_group_ingress_rule.b 0.0.0.0/0']);
  assert.deepEqual(
    [...done.edits.keys()].filter((path) => !path.startsWith('/w/other/')),
    [],
  );
});

test('what stays is listed with its reason', async () => {
  const files = filesOf(`
    # A default may hold no reference, and a part of a longer text is no address of its own.
    ${rule('a', '"${split(",", "0.0.0.0/0,10.0.0.0/8")[0]}"')}
  `);
  const { left, mended } = await allFixed(files);
  assert.equal(left.length + mended.length, 1);
  for (const { reason } of left) assert.match(render(reason, 'en'), /\.$/);
  const suppressed = await allFixed(filesOf(`# portcullis:ignore EC2.13 reason: known\n${rule('a')}`));
  assert.equal(suppressed.mended.length + suppressed.left.length, workspaceOf(filesOf(rule('a'))).allFindings().length);
});

test('it gives way when it is told to stop', async () => {
  const stop = (): Promise<void> => Promise.reject(new Error('stopped'));
  const start = workspaceOf(filesOf(rule('a'))).trial(new Map());
  await assert.rejects(fixAll(start, { isWanted: () => true, referee, pause: stop }), /stopped/);
});

for (const [name, files] of Object.entries(workspaces)) {
  test(`a second time changes nothing: ${name}`, async () => {
    const once = await allFixed(files);
    assert.ok(once.mended.length > 0);
    const twice = await allFixed(after(files, once));
    assert.deepEqual([...twice.edits], []);
    assert.deepEqual(names(twice.left.map(({ finding }) => finding)), names(once.left.map(({ finding }) => finding)));
  });

  test(`single fixes in any order leave nothing that it would have mended: ${name}`, async () => {
    const once = await allFixed(files);
    const expected = names(workspaceOf(after(files, once)).allFindings());
    for (const seed of [1, 2, 3]) {
      const mended = await withSingleFixes(workspaceOf(files).trial(new Map()), seed);
      assert.deepEqual(names(mended.allFindings()), expected, `order ${seed}`);
    }
  });
}

/** Takes proven preferred fixes one at a time, in an order that the seed decides, until there are none. */
async function withSingleFixes(start: Trial, seed: number): Promise<Trial> {
  let trial = start;
  for (let round = 0; round < 500; round++) {
    const next = await oneFix(trial, shuffled(trial.allFindings(), seed + round));
    if (next === undefined) return trial;
    trial = next;
  }
  assert.fail('the fixes go round in circles');
}

async function oneFix(trial: Trial, findings: readonly FindingFacts[]): Promise<Trial | undefined> {
  for (const finding of findings) {
    if (finding.suppressedBy !== undefined) continue;
    const fix = proposeFixes(wholeFinding(trial, finding), fixContextOf(trial)).fixes.find(
      ({ preferred }) => preferred,
    );
    if (fix === undefined || fix.warning !== undefined || fix.outcome !== 'mends') continue;
    const attempt = attemptOf(fix, trial);
    if (attempt !== undefined && (await objectionTo([finding], attempt, referee)) === undefined) return attempt.after;
  }
  return undefined;
}

/** The same order for the same seed. */
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const order = items.map((item, index) => ({
    item,
    rank: (Math.imul(index + 1, 2654435761) ^ Math.imul(seed, 40503)) % 1009,
  }));
  return order.toSorted((a, b) => a.rank - b.rank).map(({ item }) => item);
}
