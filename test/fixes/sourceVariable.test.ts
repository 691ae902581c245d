// Which variable takes the open network's place, and where and how a new one is declared.
import { test } from 'node:test';
import { checkFix } from '../support/checkFix.ts';
import { declaredList, declaredSingle } from './declared.ts';

const management = declaredList('allowed_management_cidrs', 'the management ports');
const declareTitle = 'Replace 0.0.0.0/0 with the new variable allowed_management_cidrs';
const declareSecondTitle = 'Replace 0.0.0.0/0 with the new variable allowed_management_cidrs_2';
const useTitle = 'Replace 0.0.0.0/0 with var.allowed_management_cidrs';

/** An SSH rule with the given networks, and whatever else the module has. */
function module(sources: string, rest: string): string {
  return `
    resource "aws_security_group_rule" "ssh" {
      type              = "ingress"
      security_group_id = "sg-1"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_blocks       = ${sources}
    }
    ${rest}`;
}

const open = '["0.0.0.0/0"]';
const closed = 'var.allowed_management_cidrs';

async function checkDeclared(before: string, after: string): Promise<void> {
  await checkFix(module(open, before), declareTitle, module(closed, after));
}

async function checkUsed(declaration: string): Promise<void> {
  await checkFix(module(open, declaration), useTitle, module(closed, declaration));
}

async function checkSecond(declaration: string): Promise<void> {
  const second = declaredList('allowed_management_cidrs_2', 'the management ports');
  await checkFix(
    module(open, declaration),
    declareSecondTitle,
    module('var.allowed_management_cidrs_2', declaration.replace(/ *$/, `\n    ${second}\n    `)),
  );
}

test('variables.tf is where a variable is declared, whatever other files hold', async () => {
  const others = `
    #- inputs.tf
    variable "a" {}
    variable "b" {}
    #- variables.tf
    # Inputs.
    `;
  await checkDeclared(others, `${others}\n    ${management}\n    `);
});

test('without variables.tf it is the file with the most variables', async () => {
  const inputs = (more: string): string => `
    variable "z" {}
    #- inputs.tf
    variable "a" {
      default = "x"
    }

    variable "b" {}
    ${more}#- other.tf
    variable "c" {}
    `;
  await checkDeclared(inputs(''), inputs(`\n    ${management}\n    `));
});

test('the file of the rule itself may be the one', async () => {
  const own = `
    variable "a" {}
    `;
  await checkDeclared(own, `${own}\n    ${management}\n    `);
});

test('a file without a line end at its end gets one', async () => {
  await checkDeclared(
    '#- variables.tf\n    variable "a" {}',
    `#- variables.tf\n    variable "a" {}\n\n    ${management}\n    `,
  );
});

test('an empty variables.tf is filled from its start', async () => {
  await checkDeclared('#- variables.tf\n    ', `#- variables.tf\n    ${management}\n    `);
});

test('the indentation of the file is kept', async () => {
  const four = (more: string): string => `#- variables.tf
    variable "a" {
        type = string
    }
    ${more}`;
  const wide = management.replaceAll(/^ {4}((?: {2})+)/gm, (_, own: string) => '    ' + own + own);
  await checkDeclared(four(''), four(`\n    ${wide}\n    `));
});

test('a fitting variable is used as it is', async () => {
  await checkUsed('variable "allowed_management_cidrs" {}\n    ');
  await checkUsed('variable "allowed_management_cidrs" {\n      type = list(string)\n    }\n    ');
  await checkUsed('variable "allowed_management_cidrs" {\n      type = set( string )\n    }\n    ');
  await checkUsed(
    'variable "allowed_management_cidrs" {\n      type    = list(string)\n      default = ["10.0.0.0/8"]\n    }\n    ',
  );
});

test('a set of networks is made a list where others stand beside it', async () => {
  const set = 'variable "allowed_management_cidrs" {\n      type = set(string)\n    }\n    ';
  await checkFix(
    module('["0.0.0.0/0", "10.0.0.0/8"]', set),
    useTitle,
    module('concat(tolist(var.allowed_management_cidrs), ["10.0.0.0/8"])', set),
  );
});

test('a variable of another type is left alone and another name is found', async () => {
  await checkSecond('variable "allowed_management_cidrs" {\n      type = string\n    }\n    ');
  await checkSecond('variable "allowed_management_cidrs" {\n      type = list(object({ cidr = string }))\n    }\n    ');
  await checkSecond('variable "allowed_management_cidrs" {\n      default = "10.0.0.0/8"\n    }\n    ');
  await checkSecond('variable "allowed_management_cidrs" {\n      sensitive = true\n    }\n    ');
});

test('a variable that is open itself mends nothing', async () => {
  await checkSecond('variable "allowed_management_cidrs" {\n      default = ["0.0.0.0/0"]\n    }\n    ');
  const files = `#- terraform.tfvars
    allowed_management_cidrs = ["0.0.0.0/0"]
    #- variables.tf
    variable "allowed_management_cidrs" {}
    `;
  await checkSecond(files);
});

test('the second name is used again once it is there', async () => {
  const declared = `#- variables.tf
    variable "allowed_management_cidrs" {
      type = string
    }

    variable "allowed_management_cidrs_2" {
      type = list(string)
    }
    `;
  await checkFix(
    module(open, declared),
    'Replace 0.0.0.0/0 with var.allowed_management_cidrs_2',
    module('var.allowed_management_cidrs_2', declared),
  );
});

test('a variable of one network is used where one is wanted', async () => {
  const rule = (source: string, rest: string): string => `
    resource "aws_vpc_security_group_ingress_rule" "db" {
      security_group_id = "sg-1"
      ip_protocol       = "tcp"
      from_port         = 5432
      to_port           = 5432
      cidr_ipv4         = ${source}
    }
    ${rest}`;
  const fitting =
    'variable "allowed_database_cidr" {\n      type    = string\n      default = "10.0.0.0/8"\n    }\n    ';
  await checkFix(
    rule('"0.0.0.0/0"', fitting),
    'Replace 0.0.0.0/0 with var.allowed_database_cidr',
    rule('var.allowed_database_cidr', fitting),
  );
  const list = 'variable "allowed_database_cidr" {\n      type = list(string)\n    }\n    ';
  await checkFix(
    rule('"0.0.0.0/0"', list),
    'Replace 0.0.0.0/0 with the new variable allowed_database_cidr_2',
    rule(
      'var.allowed_database_cidr_2',
      `${list}\n    ${declaredSingle('allowed_database_cidr_2', 'the database ports')}\n    `,
    ),
  );
});

test('a module of .tofu files gets a .tofu file', async () => {
  const files = (source: string, rest: string): string => `
    #- main.tofu
    resource "aws_security_group_rule" "ssh" {
      type              = "ingress"
      security_group_id = "sg-1"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_blocks       = ${source}
    }
    ${rest}`;
  await checkFix(files(open, ''), declareTitle, files(closed, `#- variables.tofu\n    ${management}\n    `));
});
