// A new variable of a module that others call is handed through by all of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFix, fixTitles } from '../support/checkFix.ts';
import { declaredList } from './declared.ts';

const management = declaredList('allowed_management_cidrs', 'the management ports');
const title = 'Replace 0.0.0.0/0 with the new variable allowed_management_cidrs, passed in by every module call';

function sshModule(file: string, sources: string): string {
  return `#- ${file}
    resource "aws_security_group_rule" "ssh" {
      type              = "ingress"
      security_group_id = "sg-1"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_blocks       = ${sources}
    }
    `;
}

const open = '["0.0.0.0/0"]';
const closed = 'var.allowed_management_cidrs';

test('the argument joins those of the call, lined up with them', async () => {
  const call = (argument: string): string => `
    module "web" {
      source = "./web"

      vpc_id = "vpc-1" # main
      ${argument}depends_on = []
    }
    `;
  const before = call('').replace('vpc_id = "vpc-1" #', 'vpc_id     = "vpc-1" #');
  const after = call(`${closed}\n      `)
    .replace(
      'vpc_id = "vpc-1" # main\n      var',
      'vpc_id                   = "vpc-1" # main\n      allowed_management_cidrs = var',
    )
    .replace('depends_on =', 'depends_on               =');
  await checkFix(
    `${before}${sshModule('web/main.tf', open)}`,
    title,
    `${after}${sshModule('web/main.tf', closed)}#- web/variables.tf
    ${management}
    #- variables.tf
    ${management}
    `,
  );
});

test('every call of every caller gets it, and each root declares it, two levels up', async () => {
  const roots = (argument: string, last: string): string => `
    #- prod/main.tf
    module "stack" {
      source = "../modules/stack"
    ${argument}}
    #- dev/main.tf
    module "stack" {
      for_each = toset(["a", "b"])
      source   = "../modules/stack"
    ${argument}}
    module "second" {
      source = "../modules/ssh"

      name = "second"
    ${last}}
    `;
  const stack = (argument: string): string =>
    `#- modules/stack/main.tf
    module "ssh" { source = "../ssh" }
    #- modules/stack/inputs.tf
    variable "allowed_management_cidrs" {
      type = string
    }
    `.replace('{ source = "../ssh" }', argument);
  const second = declaredList('allowed_management_cidrs_2', 'the management ports');
  await checkFix(
    `${roots('', '')}${stack('{ source = "../ssh" }')}${sshModule('modules/ssh/main.tf', open)}`,
    title,
    `${roots('\n      allowed_management_cidrs_2 = var.allowed_management_cidrs\n    ', '  allowed_management_cidrs = var.allowed_management_cidrs\n    ').replace('name = "second"', 'name                     = "second"')}${stack(
      `{
      source = "../ssh"

      allowed_management_cidrs = var.allowed_management_cidrs_2
    }`,
    )}
    ${second}
    ${sshModule('modules/ssh/main.tf', closed)}#- modules/ssh/variables.tf
    ${management}
    #- prod/variables.tf
    ${management}
    #- dev/variables.tf
    ${management}
    `,
  );
});

test('a fitting variable of the caller is handed on', async () => {
  const root = (argument: string): string => `
    variable "allowed_management_cidrs" {
      default = ["10.0.0.0/8"]
    }
    module "web" {
      source = "./web"
    ${argument}}
    `;
  await checkFix(
    `${root('')}${sshModule('web/main.tf', open)}`,
    title,
    `${root('\n      allowed_management_cidrs = var.allowed_management_cidrs\n    ')}${sshModule('web/main.tf', closed)}#- web/variables.tf
    ${management}
    `,
  );
});

test('a variable that the module has is handed in by its callers already', async () => {
  const root = `
    module "web" {
      source                   = "./web"
      allowed_management_cidrs = ["10.0.0.0/8"]
    }
    #- web/variables.tf
    variable "allowed_management_cidrs" {}
    `;
  await checkFix(
    `${root}${sshModule('web/main.tf', open)}`,
    'Replace 0.0.0.0/0 with var.allowed_management_cidrs',
    `${root}${sshModule('web/main.tf', closed)}`,
  );
});

test('a variable that a caller opens is passed by', () => {
  const root = `
    module "web" {
      source                   = "./web"
      allowed_management_cidrs = ["0.0.0.0/0"]
    }
    #- web/variables.tf
    variable "allowed_management_cidrs" {}
    `;
  const [titles] = fixTitles(`${root}${sshModule('web/main.tf', open)}`);
  assert.equal(
    titles?.[0],
    '* Replace 0.0.0.0/0 with the new variable allowed_management_cidrs_2, passed in by every module call',
  );
});

test('where a call is half typed the module alone is mended, and that is not the preferred fix', () => {
  const root = `
    # broken
    module "web" {
      source = "./web"
      vpc_id = (
    }
    `;
  const [titles] = fixTitles(`${root}${sshModule('web/main.tf', open)}`);
  assert.equal(
    titles?.[0],
    'Replace 0.0.0.0/0 with the new variable allowed_management_cidrs (module calls must be given it by hand)',
  );
});
