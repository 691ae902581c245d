import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ignoreCommentsOf } from '../../server/src/checks/suppress.ts';
import type { CheckSettings } from '../../server/src/checks/settings.ts';
import { findingsIn } from '../support/check.ts';
import { parse } from '../support/grammar.ts';

function shown(text: string, settings: Partial<CheckSettings> = {}): readonly string[] {
  return findingsIn(text, settings)
    .filter(({ suppressedBy }) => suppressedBy === undefined)
    .map(({ rule, controls }) => `${rule.address} ${controls.join()}`);
}

describe('an ignore comment', () => {
  test('counts on the line, on the line above, above the block and inside it', () => {
    assert.deepEqual(
      shown(`
        resource "aws_security_group" "web" {
          ingress {
            protocol    = "-1"
            cidr_blocks = ["0.0.0.0/0"] # portcullis:ignore
          }
          ingress {
            protocol = "-1"
            // portcullis:ignore
            cidr_blocks = ["0.0.0.0/0"]
          }
          # portcullis:ignore
          ingress {
            protocol    = "-1"
            cidr_blocks = ["0.0.0.0/0"]
          }
          ingress { /* portcullis:ignore */
            protocol    = "-1"
            cidr_blocks = ["0.0.0.0/0"]
          }
          ingress {
            cidr_blocks = ["0.0.0.0/0"]
            protocol    = "-1"
            # portcullis:ignore
          }
          # portcullis:ignore
          # and why it is so
          ingress {
            protocol    = "-1"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `),
      [],
    );
  });

  test('speaks for its own rule only', () => {
    const text = `
      # portcullis:ignore
      resource "aws_security_group" "web" {
        # portcullis:ignore

        ingress {
          # portcullis:ignore
          protocol    = "-1"
          cidr_blocks = ["0.0.0.0/0"]
        }

        ingress {
          protocol    = "-1"
          cidr_blocks = ["0.0.0.0/0"]
        }
      }
    `;
    assert.equal(findingsIn(text).length, 2);
    assert.equal(shown(text).length, 1);
  });

  test('at the end of a line does not speak for the next', () => {
    assert.equal(
      shown(`
        resource "aws_security_group" "web" {
          ingress = [
            { protocol = "-1", cidr_blocks = ["10.0.0.0/8"] }, # portcullis:ignore
            { protocol = "-1", cidr_blocks = ["0.0.0.0/0"] },
          ]
        }
      `).length,
      1,
    );
  });

  test('counts inside the element of ingress = [...]', () => {
    assert.deepEqual(
      shown(`
        resource "aws_security_group" "web" {
          ingress = [
            {
              # portcullis:ignore
              protocol = "-1"

              cidr_blocks = ["0.0.0.0/0"]
            },
          ]
        }
      `),
      [],
    );
  });

  test('inside the resource of a rule, and inside the content of a dynamic block, counts', () => {
    assert.deepEqual(
      shown(`
        resource "aws_security_group_rule" "all" {
          # portcullis:ignore
          type = "ingress"

          protocol    = "-1"
          cidr_blocks = ["0.0.0.0/0"]
        }

        resource "aws_security_group" "web" {
          dynamic "ingress" {
            for_each = [22]
            content {
              # portcullis:ignore
              protocol = "-1"

              cidr_blocks = ["0.0.0.0/0"]
            }
          }
        }
      `),
      [],
    );
  });

  test('with ids silences those and leaves the others', () => {
    const rule = (comment: string): string => `
      resource "aws_security_group" "web" {
        ingress {
          # ${comment}
          protocol    = "tcp"
          from_port   = 22
          to_port     = 22
          cidr_blocks = ["0.0.0.0/0"]
        }
      }
    `;
    assert.deepEqual(shown(rule('portcullis:ignore EC2.13 ec2.53')), ['aws_security_group.web EC2.19,EC2.18']);
    assert.deepEqual(shown(rule('portcullis:ignore high-risk-port-open, EC2.18')), [
      'aws_security_group.web EC2.13,EC2.53',
    ]);
    assert.deepEqual(shown(rule('portcullis:ignore EC2.99')), ['aws_security_group.web EC2.19,EC2.18,EC2.13,EC2.53']);
    assert.deepEqual(shown(rule('portcullis:ignore ssh-port-opne')), [
      'aws_security_group.web EC2.19,EC2.18,EC2.13,EC2.53',
    ]);
    assert.deepEqual(shown(rule('portcullis:ignored')), ['aws_security_group.web EC2.19,EC2.18,EC2.13,EC2.53']);
    assert.deepEqual(shown(rule('see portcullis:ignore')), ['aws_security_group.web EC2.19,EC2.18,EC2.13,EC2.53']);
  });

  test('with a date counts until that day is over', () => {
    const text = `
      resource "aws_security_group" "web" {
        ingress {
          protocol    = "-1"
          cidr_blocks = ["0.0.0.0/0"] # portcullis:ignore until 2027-01-31 moves behind the VPN
        }
      }
    `;
    assert.equal(shown(text).length, 0);
    assert.equal(shown(text, { today: '2027-01-31' }).length, 0);
    assert.equal(shown(text, { today: '2027-02-01' }).length, 1);
  });

  test('is not obeyed where that is switched off', () => {
    const text = `
      resource "aws_security_group" "web" {
        ingress {
          protocol    = "-1"
          cidr_blocks = ["0.0.0.0/0"] # portcullis:ignore
        }
      }
    `;
    assert.equal(shown(text, { honorIgnoreComments: false }).length, 1);
  });
});

test('ids, the date and the reason of a comment are read', () => {
  const read = (comment: string): unknown => {
    const [first] = ignoreCommentsOf(parse('/w/main.tf', `${comment}\n`));
    return first === undefined ? undefined : [first.ids, first.until, first.reason];
  };
  assert.deepEqual(read('# portcullis:ignore'), [[], undefined, '']);
  assert.deepEqual(read('#portcullis:ignore EC2.18'), [['ec2.18'], undefined, '']);
  assert.deepEqual(read('// portcullis:ignore EC2.18, ssh-port-open public host'), [
    ['ec2.18', 'ssh-port-open'],
    undefined,
    'public host',
  ]);
  assert.deepEqual(read('/* portcullis:ignore EC2.18 until 2027-01-31 behind a proxy */'), [
    ['ec2.18'],
    '2027-01-31',
    'behind a proxy',
  ]);
  assert.deepEqual(read('# portcullis:ignore until further notice'), [[], undefined, 'until further notice']);
  assert.deepEqual(read('# portcullis:ignore 公開サーバー'), [[], undefined, '公開サーバー']);
  assert.equal(read('# portcullis:ignore-nothing'), undefined);
});
