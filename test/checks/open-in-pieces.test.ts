import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import { render } from '../../server/src/messages.ts';
import { checkFindings, findingsIn } from '../support/check.ts';

/** What is found in pieces of one rule with these sources: verdict, ports and message. */
function inRule(sources: string, more = ''): readonly string[] {
  return found(`
    variable "public" { type = bool }
    variable "other" { type = bool }
    resource "aws_security_group" "web" {
      ingress {
        protocol  = "tcp"
        from_port = 22
        to_port   = 22
        ${sources}
      }
      ${more}
    }
  `);
}

function found(text: string): readonly string[] {
  return findingsIn(text)
    .filter(({ check }) => check === 'open-in-pieces')
    .map(({ rule, source, verdict }) => {
      const { protocol, ports } = rule;
      const range = ports.kind === 'range' ? `${ports.from}-${ports.to}` : ports.kind;
      return `${verdict} ${protocol.kind} ${range} ${source?.text ?? ''}`;
    });
}

describe('open in pieces', () => {
  const whole = [
    'cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]',
    'cidr_blocks = ["0.0.0.0/2", "10.0.0.0/8", "64.0.0.0/2", "128.0.0.0/1"]',
    'ipv6_cidr_blocks = ["::/1", "8000::/1"]',
    'ipv6_cidr_blocks = ["2000::/3"]',
    'ipv6_cidr_blocks = ["2000::/4", "3000::/4"]',
    'ipv6_cidr_blocks = ["::/1"]',
  ];
  for (const sources of whole)
    test(`are ${sources}`, () => {
      const [first = ''] = /(?<=\[")[^"]+/.exec(sources) ?? [];
      assert.deepEqual(inRule(sources), [`open tcp 22-22 ${first}`]);
    });

  test('are all IPv4 addresses but those that no one on the internet has', () => {
    const networks = ['1.0.0.0/8', '2.0.0.0/7', '4.0.0.0/6', '8.0.0.0/7', '11.0.0.0/8', '12.0.0.0/6', '16.0.0.0/4'];
    const others = ['32.0.0.0/3', '64.0.0.0/2', '128.0.0.0/2', '192.0.0.0/3'];
    const all = JSON.stringify([...networks, ...others]);
    assert.deepEqual(inRule(`cidr_blocks = ${all}`), ['open tcp 22-22 1.0.0.0/8']);
    assert.deepEqual(inRule(`cidr_blocks = ${all.replace('"11.0.0.0/8",', '')}`), []);
  });

  test('are not ranges with a gap, of both families, or beside a /0 that says it already', () => {
    const none = [
      'cidr_blocks = ["0.0.0.0/1"]',
      'cidr_blocks = ["0.0.0.0/1", "128.0.0.0/2"]',
      'cidr_blocks = ["0.0.0.0/1"]\n ipv6_cidr_blocks = ["8000::/1"]',
      'cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1", "0.0.0.0/0"]',
      'ipv6_cidr_blocks = ["2000::/4", "fc00::/7"]',
    ];
    for (const sources of none) assert.deepEqual(inRule(sources), [], sources);
  });

  test('name no control of AWS, and say so', async () => {
    const [finding] = await checkFindings(`
      resource "aws_security_group" "web" {
        ingress {
          protocol  = "tcp"
          from_port = 20
          to_port   = 22
          cidr_blocks = concat(["0.0.0.0/1"],
          #                     ^^^^^^^^^^^ open-in-pieces: Ports 20 to 22 (FTP data, FTP and SSH among them) are open to every IPv4 address. 0.0.0.0/1 and 128.0.0.0/1 together hold every public address, which no AWS control notices.
            tolist(["128.0.0.0/1"]))
        }
      }
    `);
    assert.deepEqual(finding?.controls, []);
    assert.equal(finding.severity, 'warning');
    assert.deepEqual(
      finding.notes.map(({ message }) => render(message, 'en')),
      ['128.0.0.0/1 is another piece.'],
    );
  });
});

describe('pieces in several rules', () => {
  const half = (name: string, from: number, to: number, cidr: string, group = 'aws_security_group.web.id'): string => `
    resource "aws_vpc_security_group_ingress_rule" "${name}" {
      security_group_id = ${group}
      ip_protocol       = "tcp"
      from_port         = ${from}
      to_port           = ${to}
      cidr_ipv4         = "${cidr}"
    }
  `;
  const group = 'resource "aws_security_group" "web" {}\n';

  test('of one group count where their ports overlap', () => {
    const text = group + half('a', 20, 30, '0.0.0.0/1') + half('b', 25, 40, '128.0.0.0/1');
    assert.deepEqual(found(text), ['open tcp 25-30 0.0.0.0/1']);
    const apart = group + half('a', 20, 24, '0.0.0.0/1') + half('b', 25, 40, '128.0.0.0/1');
    assert.deepEqual(found(apart), []);
  });

  test('of two groups do not', () => {
    assert.deepEqual(found(half('a', 22, 22, '0.0.0.0/1') + half('b', 22, 22, '128.0.0.0/1', '"sg-1"')), []);
    assert.deepEqual(found(half('a', 22, 22, '0.0.0.0/1', 'var.a') + half('b', 22, 22, '128.0.0.0/1', 'var.b')), []);
  });

  test('of a group known by its id count', () => {
    const text = half('a', 22, 22, '0.0.0.0/1', '"sg-1"') + half('b', 22, 22, '128.0.0.0/1', '"sg-1"');
    assert.deepEqual(found(text), ['open tcp 22-22 0.0.0.0/1']);
  });

  test('inside the group and outside of it count, each range of ports once', () => {
    const inline = `
      resource "aws_security_group" "web" {
        ingress {
          protocol    = "tcp"
          from_port   = 0
          to_port     = 65535
          cidr_blocks = ["0.0.0.0/1"]
        }
      }
    `;
    const text =
      inline + half('a', 22, 22, '128.0.0.0/1') + half('b', 25, 26, '128.0.0.0/1') + half('c', 443, 443, '128.0.0.0/1');
    assert.deepEqual(found(text), ['open tcp 22-22 0.0.0.0/1', 'open tcp 25-26 0.0.0.0/1']);
  });

  test('of every protocol add to those of one', () => {
    const everything = `
      resource "aws_security_group" "web" {
        ingress {
          protocol    = "-1"
          from_port   = 0
          to_port     = 0
          cidr_blocks = ["0.0.0.0/1"]
        }
      }
    `;
    assert.deepEqual(found(everything + half('a', 22, 22, '128.0.0.0/1')), ['open tcp 22-22 0.0.0.0/1']);
    assert.deepEqual(found(everything.replace('"0.0.0.0/1"', '"0.0.0.0/1", "128.0.0.0/1"')), [
      'open all all 0.0.0.0/1',
    ]);
  });
});

describe('what is not sure', () => {
  test('makes pieces possible, and opposite conditions none', () => {
    const possible = 'cidr_blocks = var.public ? ["0.0.0.0/1", "128.0.0.0/1"] : ["10.0.0.0/8"]';
    assert.deepEqual(inRule(possible), ['possible tcp 22-22 0.0.0.0/1']);
    assert.deepEqual(inRule('cidr_blocks = var.public ? ["0.0.0.0/1"] : ["128.0.0.0/1"]'), []);
    const both = 'cidr_blocks = [var.public ? "0.0.0.0/1" : "10.0.0.0/8", var.other ? "128.0.0.0/1" : "10.0.0.0/8"]';
    const [finding] = findingsIn(`
      variable "public" { type = bool }
      variable "other" { type = bool }
      resource "aws_security_group" "web" {
        ingress {
          protocol  = "-1"
          from_port = 0
          to_port   = 0
          ${both}
        }
      }
    `).filter(({ check }) => check === 'open-in-pieces');
    assert.match(
      render(finding?.message ?? assert.fail(), 'en'),
      /^Every port of every protocol is open to every IPv4 address if var\.public is true and var\.other is true\./,
    );
  });

  test('as an unknown list or unknown ports is at most possible', () => {
    assert.deepEqual(inRule('cidr_blocks = concat(["0.0.0.0/1"], var.unknown)'), []);
    const ports = found(`
      resource "aws_security_group_rule" "a" {
        type        = "ingress"
        protocol    = "tcp"
        from_port   = var.port
        to_port     = var.port
        cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]
      }
    `);
    assert.deepEqual(ports, ['possible tcp unknown 0.0.0.0/1']);
  });
});

test('entries of a prefix list are pieces too', () => {
  const text = `
    resource "aws_security_group_rule" "a" {
      type            = "ingress"
      protocol        = "tcp"
      from_port       = 22
      to_port         = 22
      prefix_list_ids = [aws_ec2_managed_prefix_list.halves.id]
    }
    resource "aws_ec2_managed_prefix_list" "halves" {
      dynamic "entry" {
        for_each = ["0.0.0.0/1", "128.0.0.0/1"]
        content { cidr = entry.value }
      }
    }
  `;
  assert.deepEqual(found(text), ['open tcp 22-22 0.0.0.0/1']);
});

test('authorized ports and ICMP may be open in pieces', () => {
  for (const [protocol, port] of [
    ['tcp', 443],
    ['icmp', -1],
  ])
    assert.deepEqual(
      found(`
        resource "aws_security_group_rule" "a" {
          type        = "ingress"
          protocol    = "${protocol}"
          from_port   = ${port}
          to_port     = ${port}
          cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]
        }
      `),
      [],
    );
});

test('it is silenced by its name, and can be off', async () => {
  const text = `
    resource "aws_security_group_rule" "a" {
      type        = "ingress"
      protocol    = "tcp"
      from_port   = 22
      to_port     = 22
      # portcullis:ignore open-in-pieces a policy refuses a /0
      ipv6_cidr_blocks = ["2000::/3"]
      #                   ^^^^^^^^^^ open-in-pieces (suppressed)
    }
  `;
  await checkFindings(text);
  const severities = { ...defaultCheckSettings.severities, 'open-in-pieces': 'off' } as const;
  await checkFindings(text.replace('open-in-pieces (suppressed)', 'wide-range'), { severities });
});
