import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkFindings, findingsIn } from '../support/check.ts';

/** An entry inside an ACL: `allow 100 tcp 22-22 0.0.0.0/0`. */
function entry(text: string): string {
  const [action = '', number = '', protocol = '', ports = '', cidr = ''] = text.split(' ');
  const [from = '', to = ''] = ports.split('-');
  return `
    ingress {
      action     = ${action.startsWith('var.') ? action : `"${action}"`}
      rule_no    = ${number}
      protocol   = ${protocol.startsWith('var.') ? protocol : `"${protocol}"`}
      from_port  = ${from}
      to_port    = ${to}
      ${cidr.includes(':') ? 'ipv6_cidr_block' : 'cidr_block'} = ${cidr.startsWith('var.') ? cidr : `"${cidr}"`}
    }
  `;
}

/** Verdict, number of the entry and ports of each finding. */
function found(...entries: readonly string[]): readonly string[] {
  return inConfiguration(`resource "aws_network_acl" "main" {\n${entries.map(entry).join('')}\n}`);
}

function inConfiguration(text: string): readonly string[] {
  return findingsIn(`
    variable "unknown" {}
    variable "public" { type = bool }
    ${text}
  `).map(({ verdict, controls, message, source }) => {
    const { reached } = message.values;
    return `${verdict} ${controls.join()} ${source?.text ?? ''} ${
      JSON.stringify(reached)
        .match(/(?<="port":)\d+/g)
        ?.join('+') ?? ''
    }`;
  });
}

const everyone = 'allow 100 tcp 22-22 0.0.0.0/0';

test('an entry that lets everyone in is found at its network', async () => {
  const [finding] = await checkFindings(`
    resource "aws_network_acl" "main" {
      vpc_id = "vpc-0123456789abcdef0"

      ingress {
        rule_no    = 100
        action     = "allow"
        protocol   = "-1"
        from_port  = 0
        to_port    = 0
        cidr_block = "0.0.0.0/0"
        #            ^^^^^^^^^^^ network-acl-admin-port-open: This network ACL lets every IPv4 address reach ports 22 (SSH) and 3389 (RDP). This fails EC2.21.
      }

      egress {
        rule_no    = 100
        action     = "allow"
        protocol   = "-1"
        from_port  = 0
        to_port    = 0
        cidr_block = "0.0.0.0/0"
      }
    }
  `);
  assert.deepEqual([finding?.controls, finding?.severity], [['EC2.21'], 'warning']);
});

describe('the first entry that matches decides', () => {
  test('and the order is that of the numbers', () => {
    assert.deepEqual(found('deny 90 tcp 22-22 0.0.0.0/0', everyone), []);
    assert.deepEqual(found(everyone, 'deny 90 tcp 22-22 0.0.0.0/0'), []);
    assert.deepEqual(found('deny 110 tcp 22-22 0.0.0.0/0', everyone), ['open EC2.21 0.0.0.0/0 22']);
    assert.deepEqual(found('deny 90 tcp 22-22 0.0.0.0/0', 'allow 100 -1 0-0 0.0.0.0/0'), [
      'open EC2.21 0.0.0.0/0 22+3389',
    ]);
    assert.deepEqual(
      found('deny 90 tcp 0-3000 0.0.0.0/0', 'deny 91 udp 0-65535 0.0.0.0/0', 'allow 100 -1 0-0 0.0.0.0/0'),
      ['open EC2.21 0.0.0.0/0 3389'],
    );
  });

  test('a narrower deny does not close, and a narrower allow does not open', () => {
    assert.deepEqual(found('deny 90 tcp 22-22 10.0.0.0/8', everyone), ['open EC2.21 0.0.0.0/0 22']);
    assert.deepEqual(found('allow 90 tcp 22-22 10.0.0.0/8', 'deny 100 -1 0-0 0.0.0.0/0'), []);
  });

  test('each family has its own', () => {
    assert.deepEqual(found('deny 90 tcp 22-22 ::/0', everyone), ['open EC2.21 0.0.0.0/0 22']);
    assert.deepEqual(found('allow 90 tcp 3389-3389 ::/0'), ['open EC2.21 ::/0 3389']);
  });

  test('other ports, ICMP and other protocols let no one reach them', () => {
    for (const other of ['allow 1 tcp 80-443 0.0.0.0/0', 'allow 1 icmp 0-0 0.0.0.0/0', 'allow 1 gre 0-0 0.0.0.0/0'])
      assert.deepEqual(found(other), []);
    assert.deepEqual(found('allow 1 udp 3389-3389 0.0.0.0/0'), ['open EC2.21 0.0.0.0/0 3389']);
  });

  test('what follows decides nothing', () => {
    assert.deepEqual(found(everyone, 'allow 200 -1 0-0 0.0.0.0/0'), [
      'open EC2.21 0.0.0.0/0 22',
      'open EC2.21 0.0.0.0/0 22+3389',
    ]);
    assert.deepEqual(found('allow 100 -1 0-0 0.0.0.0/0', 'allow 200 -1 0-0 0.0.0.0/0').length, 1);
  });
});

describe('what cannot be known is possible', () => {
  test('a number, an action or a protocol', () => {
    for (const unknown of [
      'allow var.unknown tcp 22-22 0.0.0.0/0',
      'var.unknown 100 tcp 22-22 0.0.0.0/0',
      'allow 100 var.unknown 22-22 0.0.0.0/0',
    ])
      assert.deepEqual(found(unknown), ['possible EC2.21 0.0.0.0/0 22'], unknown);
  });

  test('ports of which one is unknown, which may be any', () => {
    assert.deepEqual(found('allow 100 tcp var.unknown-3400 0.0.0.0/0'), ['possible EC2.21 0.0.0.0/0 22+3389']);
  });

  test('a deny before it', () => {
    for (const deny of [
      'deny var.unknown tcp 22-22 0.0.0.0/0',
      'deny 90 tcp 22-22 var.unknown',
      'deny 90 var.unknown 22-22 0.0.0.0/0',
    ])
      assert.deepEqual(found(deny, everyone), ['possible EC2.21 0.0.0.0/0 22'], deny);
  });

  test('an unknown network lets no one in', () => {
    assert.deepEqual(found('allow 100 tcp 22-22 var.unknown'), []);
  });

  test('an entry that may not be there, unless a deny is there whenever it is', () => {
    const counted = (name: string, action: string, number: number, count: string): string => `
      resource "aws_network_acl_rule" "${name}" {
        count          = ${count}
        network_acl_id = aws_network_acl.main.id
        rule_number    = ${number}
        rule_action    = "${action}"
        protocol       = "tcp"
        from_port      = 22
        to_port        = 22
        cidr_block     = "0.0.0.0/0"
      }
    `;
    const acl = 'resource "aws_network_acl" "main" {}\n';
    const allow = counted('allow', 'allow', 100, 'var.public ? 1 : 0');
    assert.deepEqual(inConfiguration(acl + allow), ['possible EC2.21 0.0.0.0/0 22']);
    assert.deepEqual(inConfiguration(acl + allow + counted('deny', 'deny', 90, 'var.public ? 1 : 0')), []);
    assert.deepEqual(
      inConfiguration(acl + counted('allow', 'allow', 100, '1') + counted('deny', 'deny', 90, 'var.public ? 1 : 0')),
      ['possible EC2.21 0.0.0.0/0 22'],
    );
  });
});

test('where TCP is denied first, the entry behind it lets in UDP alone', async () => {
  await checkFindings(`
    resource "aws_network_acl" "main" {
      ingress {
        rule_no    = 90
        action     = "deny"
        protocol   = "tcp"
        from_port  = 22
        to_port    = 22
        cidr_block = "0.0.0.0/0"
      }

      ingress {
        rule_no    = 100
        action     = "allow"
        protocol   = "-1"
        from_port  = 0
        to_port    = 0
        cidr_block = "0.0.0.0/0"
        #            ^^^^^^^^^^^ network-acl-admin-port-open: This network ACL lets every IPv4 address reach ports 22 (UDP) and 3389 (RDP). This fails EC2.21.
      }
    }
  `);
});

test('the entries that a dynamic block makes are one finding where they share their network', async () => {
  await checkFindings(`
    resource "aws_network_acl" "main" {
      dynamic "ingress" {
        for_each = [3389, 22, 443]
        content {
          rule_no    = 100 + ingress.key
          action     = "allow"
          protocol   = "tcp"
          from_port  = ingress.value
          to_port    = ingress.value
          cidr_block = "0.0.0.0/0"
          #            ^^^^^^^^^^^ network-acl-admin-port-open: This network ACL lets every IPv4 address reach ports 22 (SSH) and 3389 (RDP). This fails EC2.21.
        }
      }
    }
  `);
});

test('it is silenced by its control, and a group rule is no matter of it', async () => {
  await checkFindings(`
    resource "aws_network_acl" "main" {
      ingress {
        # portcullis:ignore EC2.21 the groups are strict
        rule_no    = 100
        action     = "allow"
        protocol   = "tcp"
        from_port  = 22
        to_port    = 22
        cidr_block = "0.0.0.0/0"
        #            ^^^^^^^^^^^ network-acl-admin-port-open (suppressed)
      }
    }
  `);
});

test('an entry whose ports cannot be known says why', async () => {
  await checkFindings(`
variable "last" {
  type = number
}
resource "aws_network_acl" "a" {
  vpc_id = "vpc-0123456789abcdef0"
  ingress {
    rule_no    = 1
    protocol   = "tcp"
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    #            ^^^^^^^^^^^ network-acl-admin-port-open (possible): This network ACL may let every IPv4 address reach ports 22 (SSH) and 3389 (RDP), which would fail EC2.21. The variable last has no default and no value. Allow only
    from_port  = 5
    to_port    = var.last
  }
}
`);
});
