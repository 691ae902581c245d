import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '../../../server/src/messages.ts';
import { checkFindings } from '../../support/check.ts';

/** A group rule that names a list, and the list with an entry. */
function ruleWith(entry: string): string {
  return `
    resource "aws_vpc_security_group_ingress_rule" "ssh" {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 22
      prefix_list_id    = aws_ec2_managed_prefix_list.office.id
      #                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MARK
    }

    resource "aws_ec2_managed_prefix_list" "office" {
      name           = "office"
      address_family = "IPv4"
      max_entries    = 5
      ${entry}
    }
  `;
}

function open(entry: string, mark: string): string {
  return ruleWith(entry).replace('MARK', mark);
}

function notOpen(entry: string): string {
  return ruleWith(entry).replace(/^.*MARK\n/m, '');
}

test('a rule that names a list with an open entry is open, and points at the entry', async () => {
  const [finding] = await checkFindings(
    open(
      'entry { cidr = "0.0.0.0/0" }',
      'high-risk-port-open: Port 22 (SSH) is open to every IPv4 address. This fails EC2.19',
    ),
  );
  assert.deepEqual(
    finding?.origin.map((step) => step.text),
    ['resource "aws_ec2_managed_prefix_list" "office"', '"0.0.0.0/0"'],
  );
  assert.deepEqual(
    finding.notes.map(({ message }) => render(message, 'en')),
    [
      'The open range passes through resource "aws_ec2_managed_prefix_list" "office".',
      'The open range comes from "0.0.0.0/0".',
    ],
  );
});

test('entries may be dynamic, and AWS masks their host bits without a word', async () => {
  const dynamic = `
    dynamic "entry" {
      for_each = ["10.0.0.0/8", "1.2.3.4/0"]
      content { cidr = entry.value }
    }`;
  const [finding] = await checkFindings(
    open(
      dynamic.replace('content { cidr = entry.value }', 'content {\n cidr = entry.value\n }'),
      'high-risk-port-open',
    ),
  );
  assert.equal(finding?.source?.text, '1.2.3.4/0');
  assert.ok(!finding.notes.some(({ message }) => message.id === 'checks.hostBits'));
});

test('an entry that is not sure to be there makes the rule possible', async () => {
  await checkFindings(`
    variable "public" {
      type = bool
    }
    ${open('entry { cidr = var.public ? "0.0.0.0/0" : "10.0.0.0/8" }', 'high-risk-port-open (possible): Port 22 (SSH) is open to every IPv4 address if var.public is true.')}
  `);
});

test('narrow, unknown and invalid entries, and a list without any, are not found', async () => {
  for (const entry of ['entry { cidr = "10.0.0.0/8" }', 'entry { cidr = var.cidr }', 'entry { cidr = "0.0.0.0" }', ''])
    await checkFindings(`
      variable "cidr" {
        type = string
      }
      ${notOpen(entry)}
    `);
});

test('a list is reached through outputs and arguments of modules', async () => {
  const [finding] = await checkFindings(`
    module "lists" {
      source = "./lists"
    }

    module "web" {
      source = "./web"
      lists  = [module.lists.all["office"]]
    }
    #- lists/main.tf
    resource "aws_ec2_managed_prefix_list" "this" {
      for_each       = { office = "0.0.0.0/0", home = "192.0.2.0/24" }
      name           = each.key
      address_family = "IPv4"
      max_entries    = 1
      entry {
        cidr = each.value
      }
    }

    output "all" {
      value = { for name, list in aws_ec2_managed_prefix_list.this : name => list.id }
    }
    #- web/main.tf
    variable "lists" {
      type = list(string)
    }

    resource "aws_security_group" "web" {
      ingress {
        protocol        = "-1"
        from_port       = 0
        to_port         = 0
        prefix_list_ids = var.lists
        #                 ^^^^^^^^^ high-risk-port-open: Every port of every protocol is open to every IPv4 address.
      }
    }
  `);
  assert.equal(finding?.origin.at(-1)?.text, '"0.0.0.0/0"');
  assert.equal(finding.origin.at(-1)?.place.path, '/w/lists/main.tf');
});

test('a list that is looked up is not open: one of AWS is never everyone, and no one knows the others', async () => {
  const names = ['com.amazonaws.global.cloudfront.origin-facing', 'com.amazonaws.${var.region}.s3', 'ours'];
  for (const name of names)
    for (const type of ['aws_ec2_managed_prefix_list', 'aws_prefix_list'])
      await checkFindings(`
        variable "region" {
          type = string
        }

        data "${type}" "known" {
          name = "${name}"
        }

        resource "aws_security_group_rule" "https" {
          type              = "ingress"
          security_group_id = "sg-0123456789abcdef0"
          protocol          = "tcp"
          from_port         = 22
          to_port           = 22
          prefix_list_ids   = [data.${type}.known.id, "pl-0123456789abcdef0"]
        }
      `);
});

test('an ignore comment in the rule speaks for what its list opens', async () => {
  await checkFindings(
    open('entry { cidr = "0.0.0.0/0" }', 'high-risk-port-open (suppressed)').replace(
      'ip_protocol',
      '# portcullis:ignore everyone may try\n ip_protocol',
    ),
  );
});
