// Where the open network stands, and what takes its place there. The variable itself is tested in sourceVariable.test.ts.
import { test } from 'node:test';
import { checkFix } from '../support/checkFix.ts';
import { declaredList, declaredSingle } from './declared.ts';

const management = declaredList('allowed_management_cidrs', 'the management ports');
const title = 'Replace 0.0.0.0/0 with the new variable allowed_management_cidrs';
const knownTitle = 'Replace 0.0.0.0/0 with var.allowed_management_cidrs';

/** A group with one SSH rule whose argument for networks is given; variables.tf has the variable already. */
function sshRule(argument: string): string {
  return `
    resource "aws_security_group" "a" {
      ingress {
        from_port = 22
        to_port   = 22
        protocol  = "tcp"

        ${argument.split('\n').join('\n        ')}
      }
    }
    #- variables.tf
    variable "allowed_management_cidrs" {
      type = list(string)
    }
    `;
}

async function checkArgument(before: string, after: string): Promise<void> {
  await checkFix(sshRule(before), knownTitle, sshRule(after));
}

test('the only network of a list gives way to a new variable in a new file', async () => {
  await checkFix(
    `
    resource "aws_security_group" "a" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
    `,
    title,
    `
    resource "aws_security_group" "a" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = var.allowed_management_cidrs
      }
    }
    #- variables.tf
    ${management}
    `,
  );
});

test('the other networks of a list stay', async () => {
  await checkArgument(
    'cidr_blocks = ["0.0.0.0/0", "10.0.0.0/8"]',
    'cidr_blocks = concat(var.allowed_management_cidrs, ["10.0.0.0/8"])',
  );
  await checkArgument(
    'cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0", local.office]',
    'cidr_blocks = concat(var.allowed_management_cidrs, ["10.0.0.0/8", local.office])',
  );
  await checkArgument(
    'cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]',
    'cidr_blocks = concat(var.allowed_management_cidrs, ["10.0.0.0/8"])',
  );
  await checkArgument(
    'cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0",]',
    'cidr_blocks = concat(var.allowed_management_cidrs, ["10.0.0.0/8",])',
  );
});

test('a network that is listed twice goes twice', async () => {
  await checkArgument('cidr_blocks = ["0.0.0.0/0", "0.0.0.0/00"]', 'cidr_blocks = var.allowed_management_cidrs');
});

test('a list over several lines loses the line', async () => {
  await checkArgument(
    'cidr_blocks = [\n  "10.0.0.0/8", # office\n  "0.0.0.0/0",  # everyone\n  "10.1.0.0/16", # branch\n]',
    'cidr_blocks = concat(var.allowed_management_cidrs, [\n  "10.0.0.0/8", # office\n  "10.1.0.0/16", # branch\n])',
  );
  await checkArgument(
    'cidr_blocks = [\n  "10.0.0.0/8",\n  "0.0.0.0/0"\n]',
    'cidr_blocks = concat(var.allowed_management_cidrs, [\n  "10.0.0.0/8"\n])',
  );
});

test('comments between the networks of a list stay where they were', async () => {
  await checkArgument(
    'cidr_blocks = [\n  # everyone, for now\n  "0.0.0.0/0",\n\n  # the office\n  "10.0.0.0/8", /* until May */\n]',
    'cidr_blocks = concat(var.allowed_management_cidrs, [\n  # everyone, for now\n\n  # the office\n  "10.0.0.0/8", /* until May */\n])',
  );
  await checkArgument(
    'cidr_blocks = [ /* a */ "0.0.0.0/0" /* b */, /* c */ "10.0.0.0/8" /* d */ ]',
    'cidr_blocks = concat(var.allowed_management_cidrs, [ /* a */ /* c */ "10.0.0.0/8" /* d */ ])',
  );
});

test('comments in a list that goes move above the argument', async () => {
  await checkArgument(
    'cidr_blocks = [\n  # TICKET-7\n  "0.0.0.0/0", # everyone\n]',
    '# TICKET-7\ncidr_blocks = var.allowed_management_cidrs',
  );
});

test('a list that shrinks to one line is lined up with its neighbors', async () => {
  await checkFix(
    `
    variable "allowed_management_cidrs" {}
    resource "aws_security_group" "a" {
      ingress {
        from_port = 22
        to_port   = 22
        cidr_blocks = [
          "0.0.0.0/0",
        ]
        protocol = "tcp" # always
      }
    }
    `,
    knownTitle,
    `
    variable "allowed_management_cidrs" {}
    resource "aws_security_group" "a" {
      ingress {
        from_port   = 22
        to_port     = 22
        cidr_blocks = var.allowed_management_cidrs
        protocol    = "tcp" # always
      }
    }
    `,
  );
});

test('Windows line ends and tabs are kept', async () => {
  const before = `
    resource "aws_security_group" "a" {
    \tingress {
    \t\tfrom_port   = 22
    \t\tto_port     = 22
    \t\tprotocol    = "tcp"
    \t\tcidr_blocks = [
    \t\t\t"0.0.0.0/0",
    \t\t\t"10.0.0.0/8",
    \t\t]
    \t}
    }
    `;
  const after = `
    resource "aws_security_group" "a" {
    \tingress {
    \t\tfrom_port   = 22
    \t\tto_port     = 22
    \t\tprotocol    = "tcp"
    \t\tcidr_blocks = concat(var.allowed_management_cidrs, [
    \t\t\t"10.0.0.0/8",
    \t\t])
    \t}
    }
    #- variables.tf
    ${management}
    `;
  await checkFix(windows(before), title, windows(after));
});

function windows(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

test('in an argument of concat the list is spliced in', async () => {
  await checkArgument(
    'cidr_blocks = concat(["0.0.0.0/0"], ["10.1.0.0/16"])',
    'cidr_blocks = concat(var.allowed_management_cidrs, ["10.1.0.0/16"])',
  );
  await checkArgument(
    'cidr_blocks = concat(["10.1.0.0/16"], ["0.0.0.0/0", "10.0.0.0/8"])',
    'cidr_blocks = concat(["10.1.0.0/16"], var.allowed_management_cidrs, ["10.0.0.0/8"])',
  );
});

test('functions and conditions that hand a list on keep it', async () => {
  await checkArgument(
    'cidr_blocks = distinct(tolist(["0.0.0.0/0"]))',
    'cidr_blocks = distinct(tolist(var.allowed_management_cidrs))',
  );
  await checkArgument(
    'cidr_blocks = 1 > 0 ? ["0.0.0.0/0"] : []',
    'cidr_blocks = 1 > 0 ? var.allowed_management_cidrs : []',
  );
  await checkArgument(
    'cidr_blocks = [for cidr in ["0.0.0.0/0"] : cidr]',
    'cidr_blocks = [for cidr in var.allowed_management_cidrs : cidr]',
  );
});

test('a single value in a list stays a single value where the list is read by position', async () => {
  await checkFix(
    `
    locals {
      ssh = [22, "0.0.0.0/0"]
    }
    resource "aws_security_group" "a" {
      ingress {
        from_port   = local.ssh[0]
        to_port     = local.ssh[0]
        protocol    = "tcp"
        cidr_blocks = [local.ssh[1]]
      }
    }
    `,
    'Replace 0.0.0.0/0 with the new variable allowed_management_cidr',
    `
    locals {
      ssh = [22, var.allowed_management_cidr]
    }
    resource "aws_security_group" "a" {
      ingress {
        from_port   = local.ssh[0]
        to_port     = local.ssh[0]
        protocol    = "tcp"
        cidr_blocks = [local.ssh[1]]
      }
    }
    #- variables.tf
    ${declaredSingle('allowed_management_cidr', 'the management ports')}
    `,
  );
});
