// What is said of ignore comments themselves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remarksOf } from '../../../server/src/checks/ignores/remarks.ts';
import type { CheckSettings } from '../../../server/src/checks/settings.ts';
import { render } from '../../../server/src/messages.ts';
import { analysisOf } from '../../support/check.ts';

function remarks(text: string, settings: Partial<CheckSettings> = {}): readonly string[] {
  return remarksOf(analysisOf(text, settings).ignores).map(({ id, message }) => `${id}: ${render(message, 'en')}`);
}

function shown(text: string, settings: Partial<CheckSettings> = {}): number {
  return analysisOf(text, settings).findings.filter(({ suppressedBy }) => suppressedBy === undefined).length;
}

const rule = (comment: string, source = '0.0.0.0/0'): string => `
  resource "aws_security_group" "web" {
    name = "web"

    ingress {
      ${comment}
      protocol    = "tcp"
      from_port   = 22
      to_port     = 22
      cidr_blocks = ["${source}"]
    }
  }
`;

test('a comment that silences something is left in peace', () => {
  assert.deepEqual(remarks(rule('# portcullis:ignore a bastion')), []);
  assert.deepEqual(remarks(rule('# portcullis:ignore EC2.19, EC2.18, ec2.13 ssh-port-open')), []);
});

test('an expired one no longer counts, and says so', () => {
  const text = rule('# portcullis:ignore until 2027-01-31 moves behind the VPN');
  assert.deepEqual(remarks(text, { today: '2027-01-31' }), []);
  const [said, ...more] = remarks(text, { today: '2027-02-01' });
  assert.match(said ?? '', /^expired-ignore: .*2027-01-31/);
  assert.deepEqual(more, []);
  assert.equal(shown(text, { today: '2027-02-01' }), 1);
  assert.deepEqual(remarks(text, { today: '2027-02-01', remarkSeverities: off }), []);
});

const off = { 'expired-ignore': 'off', 'unreasoned-ignore': 'off', 'useless-ignore': 'off' } as const;

test('what is meant for a day and is none keeps it from counting', () => {
  for (const day of ['2027-02-30', '31.1.2027', '2027-1-31']) {
    const text = rule(`# portcullis:ignore until ${day} a bastion`);
    assert.match(remarks(text).join(), /^useless-ignore: .* is no day/);
    assert.equal(shown(text), 1);
  }
});

test('a reason is asked for only where the team wants one', () => {
  const required = { requireIgnoreReason: true };
  const bare = rule('# portcullis:ignore EC2.19 EC2.18 EC2.13 EC2.53');
  assert.deepEqual(remarks(bare), []);
  assert.match(remarks(bare, required).join(), /^unreasoned-ignore: /);
  assert.equal(shown(bare, required), 1);
  const reasoned = rule('# portcullis:ignore EC2.19 EC2.18 EC2.13 EC2.53 a bastion');
  assert.deepEqual(remarks(reasoned, required), []);
  assert.equal(shown(reasoned, required), 0);
});

test('one at a rule that passes is of no use', () => {
  assert.match(remarks(rule('# portcullis:ignore', '10.0.0.0/8')).join(), /^useless-ignore: .*nothing is found here/);
  assert.match(remarks(rule('# portcullis:ignore EC2.14')).join(), /^useless-ignore: .*EC2\.14/);
  assert.match(remarks(rule('# portcullis:ignore EC2.13 EC2.14')).join(), /for EC2\.14,/);
});

test('one that names what is switched off may be of use tomorrow', () => {
  const text = rule('# portcullis:ignore EC2.14 no Windows');
  assert.deepEqual(remarks(text, { disabledControls: ['EC2.14'] }), []);
});

test('an id that is no control and no check is named', () => {
  for (const slip of ['EC2.99', 'EC218', 'ssh-port-opne', 'ec2-18']) {
    const text = rule(`# portcullis:ignore ${slip}`);
    assert.match(remarks(text).join(), new RegExp(`^useless-ignore: .*${slip.toLowerCase()}`), slip);
    assert.equal(shown(text), 1);
  }
});

test('one that stands at no rule is of no use, whether the resource has other rules or it is another resource', () => {
  const texts = [
    `# portcullis:ignore
     ${rule('').trim()}`,
    `resource "aws_instance" "a" {
       # portcullis:ignore
       ami = "x"
     }`,
    'locals {\n  all = "0.0.0.0/0" # portcullis:ignore\n}\n',
  ];
  for (const text of texts) assert.match(remarks(text).join(), /^useless-ignore: .*no ingress rule stands here/, text);
});

test('where a rule may come to stand in another run nothing is said', () => {
  assert.deepEqual(
    remarks(`
      resource "aws_security_group" "web" {
        dynamic "ingress" {
          for_each = []
          content {
            # portcullis:ignore
            protocol    = "-1"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      }

      resource "aws_security_group_rule" "all" {
        # portcullis:ignore
        count       = 0
        type        = "ingress"
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
      }

      # portcullis:ignore
      module "elsewhere" {
        source = "git::https://example.com/elsewhere.git"
      }
    `),
    [],
  );
});

test('of two calls of a module one is enough to make a comment in it useful', () => {
  const text = `
    module "open" {
      source = "./web"
      cidrs  = ["0.0.0.0/0"]
    }

    module "closed" {
      source = "./web"
      cidrs  = ["10.0.0.0/8"]
    }
    #- web/main.tf
    variable "cidrs" {
      type = list(string)
    }

    resource "aws_security_group" "web" {
      ingress {
        # portcullis:ignore a public service
        protocol    = "-1"
        cidr_blocks = var.cidrs
      }
    }
  `;
  assert.deepEqual(remarks(text), []);
});

test('where ignore comments are not obeyed nothing is said of them', () => {
  assert.deepEqual(remarks(rule('# portcullis:ignore', '10.0.0.0/8'), { honorIgnoreComments: false }), []);
});
