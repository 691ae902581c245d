// The user's own address in the place of everyone: what is offered, and what comes of the address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixWithAddress, networkOfAddress } from '../../server/src/fixes/use-own-address.ts';
import { checkNoFix, checkProposed, fixTitles } from '../support/checkFix.ts';

/** Takes the fix with an address, as if it had been asked for. */
async function checkAddress(before: string, after: string, address = '203.0.113.7'): Promise<void> {
  await checkProposed(
    before,
    (finding, context) => {
      const network = networkOfAddress(address);
      return network === undefined ? undefined : fixWithAddress(finding, network, context);
    },
    after,
  );
}

const own = '203.0.113.7/32';

const group = (argument: string, more = ''): string => `
    resource "aws_security_group" "a" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        ${argument}
      }
    }
${more}`;

test('the fix is a request, and changes nothing by itself', () => {
  const [titles = []] = fixTitles(group('cidr_blocks = ["0.0.0.0/0"]'));
  assert.ok(
    titles.includes('Allow only my own address instead of 0.0.0.0/0 (asks a service on the internet)'),
    titles.join(),
  );
});

test('the open network gives way to the address, alone or beside others', async () => {
  await checkAddress(group('cidr_blocks = ["0.0.0.0/0"]'), group(`cidr_blocks = ["${own}"]`));
  await checkAddress(
    group('cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"] # all'),
    group(`cidr_blocks = ["10.0.0.0/8", "${own}"] # all`),
  );
  await checkAddress(group(`cidr_blocks = ["${own}", "0.0.0.0/0"]`), group(`cidr_blocks = ["${own}"]`));
});

test('IPv6 has addresses of its own', async () => {
  const six = (cidr: string): string =>
    group(`ipv6_cidr_blocks = ["${cidr}"]`).replaceAll(/(from_port|to_port|protocol) +/g, (_, name: string) =>
      name.padEnd(17),
    );
  await checkAddress(six('::/0'), six('2001:db8::7/128'), '2001:db8::7');
  assert.equal(networkOfAddress('203.0.113.7 '), undefined);
  for (const text of ['', '203.0.113.7/32', '203.0.113', '203.0.113.7"', '${evil}', '1::2::3'])
    assert.equal(networkOfAddress(text), undefined, text);
});

test('every form of a rule', async () => {
  const rule = (cidr: string): string => `
    resource "aws_security_group_rule" "a" {
      type              = "ingress"
      security_group_id = "sg-1"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_blocks       = ["${cidr}"]
    }
`;
  const single = (cidr: string): string => `
    resource "aws_vpc_security_group_ingress_rule" "a" {
      security_group_id = "sg-1"
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_ipv4         = "${cidr}"
    }
`;
  const repeated = (cidr: string): string => `
    resource "aws_vpc_security_group_ingress_rule" "a" {
      for_each = toset(["${cidr}"])

      security_group_id = "sg-1"
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_ipv4         = each.value
    }
`;
  const objects = (cidr: string): string => `
    resource "aws_security_group" "a" {
      ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["${cidr}"] }]
    }
`;
  const dynamic = (cidr: string): string => `
    resource "aws_security_group" "a" {
      dynamic "ingress" {
        for_each = ["${cidr}"]

        content {
          from_port   = 22
          to_port     = 22
          protocol    = "tcp"
          cidr_blocks = [ingress.value]
        }
      }
    }
`;
  const call = (cidr: string): string => `
    module "a" {
      source  = "terraform-aws-modules/security-group/aws"
      version = "5.3.1"

      ingress_with_cidr_blocks = [{ rule = "ssh-tcp", cidr_blocks = "${cidr}" }]
    }
`;
  for (const form of [rule, single, repeated, objects, dynamic, call]) await checkAddress(form('0.0.0.0/0'), form(own));
});

test('JSON is written as JSON', async () => {
  const json = (cidr: string): string =>
    `#- main.tf.json\n{\n  "resource": {"aws_security_group_rule": {"a": {\n    "type": "ingress", "security_group_id": "sg-1", "protocol": "tcp", "from_port": 22, "to_port": 22,\n    "cidr_blocks": ["${cidr}"]\n  }}}\n}\n`;
  await checkAddress(json('0.0.0.0/0'), json(own));
});

test('variable files and defaults hold the address where they hold the network', async () => {
  const variable = (cidr: string): string => `\n    variable "cidrs" {\n      default = ["${cidr}"]\n    }\n`;
  await checkAddress(
    group('cidr_blocks = var.cidrs', variable('0.0.0.0/0')),
    group('cidr_blocks = var.cidrs', variable(own)),
  );
  const file = (cidr: string): string =>
    `\n    variable "cidrs" {}\n    #- terraform.tfvars\n    cidrs = ["${cidr}"]\n`;
  await checkAddress(group('cidr_blocks = var.cidrs', file('0.0.0.0/0')), group('cidr_blocks = var.cidrs', file(own)));
});

test('a local value that others read too stays', async () => {
  const local = '\n    locals {\n      anywhere = ["0.0.0.0/0"]\n    }\n';
  await checkAddress(group('cidr_blocks = local.anywhere', local), group(`cidr_blocks = ["${own}"]`, local));
});

test('entries of network ACLs, and networks that are not everyone, keep what they have', () => {
  const acl = `
    resource "aws_network_acl_rule" "a" {
      network_acl_id = "acl-1"
      rule_number    = 100
      rule_action    = "allow"
      protocol       = "tcp"
      from_port      = 22
      to_port        = 22
      cidr_block     = "0.0.0.0/0"
    }
`;
  checkNoFix(acl, 'use-own-address');
  checkNoFix(group('cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]'), 'use-own-address');
});
