import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings } from '../../support/check.ts';

function listWith(entry: string): string {
  return `
    resource "aws_ec2_managed_prefix_list" "office" {
      name           = "office"
      address_family = "IPv6"
      max_entries    = 5
      entry {
        cidr = "fd00::/64"
      }
    }

    ${entry}

    resource "aws_security_group_rule" "database" {
      type              = "ingress"
      security_group_id = "sg-0123456789abcdef0"
      protocol          = "tcp"
      from_port         = 5432
      to_port           = 5432
      prefix_list_ids   = ["pl-0123456789abcdef0", aws_ec2_managed_prefix_list.office.id]
      #                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MARK
    }
  `;
}

const entry = (list: string, cidr: string, more = ''): string => `
  resource "aws_ec2_managed_prefix_list_entry" "other" {
    ${more}
    prefix_list_id = ${list}
    cidr           = ${cidr}
  }
`;

const office = 'aws_ec2_managed_prefix_list.office.id';

test('an entry outside of its list opens the rules that name the list', async () => {
  const [finding] = await checkFindings(
    listWith(entry(office, '"::1/0"')).replace(
      'MARK',
      'high-risk-port-open: Port 5432 (PostgreSQL) is open to every IPv6',
    ),
  );
  assert.equal(finding?.origin.at(-1)?.text, '"::1/0"');
});

test('an entry that may not be there makes them possible', async () => {
  const counted = entry(office, '"::/0"', 'count = var.public ? 1 : 0');
  const variable = 'variable "public" {\n type = bool\n }\n';
  await checkFindings(variable + listWith(counted).replace('MARK', 'high-risk-port-open (possible)'));
});

test('an entry of another list, of an unknown one or of null opens nothing here', async () => {
  for (const list of ['"pl-0123456789abcdef1"', 'var.list', 'null', 'aws_ec2_managed_prefix_list.other.id'])
    await checkFindings(
      `variable "list" {\n type = string\n }\n${listWith(entry(list, '"::/0"')).replace(/^.*MARK\n/m, '')}`,
    );
});

test('an entry of a list that is elsewhere opens the rules that name its id', async () => {
  await checkFindings(`
    resource "aws_ec2_managed_prefix_list_entry" "everyone" {
      prefix_list_id = "pl-0123456789abcdef0"
      cidr           = "0.0.0.0/0"
    }

    resource "aws_vpc_security_group_ingress_rule" "ssh" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 22
      prefix_list_id    = "pl-0123456789abcdef0"
      #                   ^^^^^^^^^^^^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address.
    }
  `);
});

test('without a network, or with an unknown one, an entry opens nothing', async () => {
  for (const cidr of ['null', 'var.cidr', '"::"'])
    await checkFindings(
      `variable "cidr" {\n type = string\n }\n${listWith(entry(office, cidr)).replace(/^.*MARK\n/m, '')}`,
    );
});
