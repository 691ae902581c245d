// Fixes for what is found by looking at more than one open source of one rule: pieces, wide ranges, prefix lists, network ACLs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkEveryFix, checkFix, checkNoFix, filesOf, fixTitles } from '../support/checkFix.ts';
import { declaredSingle } from './declared.ts';

const pieces = `
    resource "aws_security_group" "web" {
      ingress {
        protocol    = "tcp"
        from_port   = 22
        to_port     = 22
        cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]
      }
    }
`;

const listed = (cidr: string, rest = ''): string => `
    resource "aws_vpc_security_group_ingress_rule" "ssh" {
      security_group_id = "sg-1"
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 22
      prefix_list_id    = module.lists.office
    }

    module "lists" {
      source = "./lists"
${rest === '' ? '' : '\n      allowed_management_cidr = var.allowed_management_cidr\n'}    }
    ${rest === '' ? '' : `#- variables.tf\n    ${rest}\n    `}#- lists/main.tf
    resource "aws_ec2_managed_prefix_list" "office" {
      name           = "office"
      address_family = "IPv4"
      max_entries    = 1

      entry {
        cidr = ${cidr}
      }
    }

    output "office" {
      value = aws_ec2_managed_prefix_list.office.id
    }
    ${rest === '' ? '' : `#- lists/variables.tf\n    ${rest}\n`}`;

const acl = `
    resource "aws_network_acl_rule" "rdp" {
      network_acl_id = "acl-1"
      rule_number    = 100
      rule_action    = "allow"
      protocol       = "tcp"
      from_port      = 3389
      to_port        = 3389
      cidr_block     = "0.0.0.0/0"
    }
`;

test('every fix mends what it is offered for', async () => {
  for (const text of [pieces, listed('"0.0.0.0/0"'), acl]) assert.ok((await checkEveryFix(filesOf(text))) > 1, text);
});

test('the pieces of the internet leave their list together, because each is more than anybody owns', async () => {
  const beside = pieces.replace('"128.0.0.0/1"', '"128.0.0.0/1", "10.0.0.0/8"');
  await checkFix(
    beside,
    'Remove 0.0.0.0/1 from the list',
    pieces.replace('"0.0.0.0/1", "128.0.0.0/1"', '"10.0.0.0/8"'),
  );
});

test('a check without a control is ignored by its name', () => {
  const [first = []] = fixTitles(pieces);
  assert.ok(first.includes('Ignore this finding with a reason (open-in-pieces)'), first.join());
});

test('the entry of a prefix list gives way to a variable, in the module of the list', async () => {
  await checkFix(
    listed('"0.0.0.0/0"'),
    'Replace 0.0.0.0/0 with the new variable allowed_management_cidr, passed in by every module call',
    listed('var.allowed_management_cidr', declaredSingle('allowed_management_cidr', 'the management ports')),
  );
});

test('what AWS will refuse, and a default group, are for the user to mend', () => {
  const narrow = pieces.replace('["0.0.0.0/1", "128.0.0.0/1"]', '["10.0.0.0/8"]');
  const invalid = narrow.replace('to_port     = 22', 'to_port     = 20');
  const group = narrow.replace('aws_security_group', 'aws_default_security_group');
  for (const text of [invalid, group]) {
    checkNoFix(text, 'replace-source');
    checkNoFix(text, 'remove-source');
  }
});
