// A variable is closed where it is opened, and refuses to be opened again.
import { test } from 'node:test';
import { checkFix, checkNoFix } from '../support/checkFix.ts';

const title = 'Remove 0.0.0.0/0 and have var.admins refuse a /0 from now on';

function rule(rest: string, sources = 'var.admins'): string {
  return `
    resource "aws_security_group_rule" "a" {
      type              = "ingress"
      security_group_id = "sg-1"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_blocks       = ${sources}
    }
    ${rest}`;
}

const variable = (lines: string): string => `variable "admins" {${lines}}\n    `;

const ofList = `
      validation {
        condition     = alltrue([for cidr in var.admins : !can(regex("/0+$", cidr))])
        error_message = "List the networks that need access: a /0 would open this to everyone."
      }
    `;
const ofOne = `
      validation {
        condition     = !can(regex("/0+$", var.admins))
        error_message = "Name the network that needs access: a /0 would open this to everyone."
      }
    `;

test('an open default loses the network, or goes', async () => {
  const list = (value: string, added = ''): string =>
    rule(variable(`\n      type    = list(string)\n      default = ${value}\n    ${added}`));
  await checkFix(
    list('["0.0.0.0/0", "10.0.0.0/8"]'),
    title,
    list('["10.0.0.0/8"]', ofList).replace('\n    \n', '\n\n'),
  );
  await checkFix(list('["0.0.0.0/0"]'), title, rule(variable(`\n      type = list(string)\n${ofList}`)));
  await checkFix(
    rule(variable('\n      type    = string\n      default = "0.0.0.0/0"\n    '), '[var.admins]'),
    title,
    rule(variable(`\n      type = string\n${ofOne}`), '[var.admins]'),
  );
});

test('an open value in a variable file loses the network, and the variable in its own file gets the validation', async () => {
  const files = (value: string, body: string): string =>
    rule(`${variable(body)}#- terraform.tfvars\n    admins = ${value}\n    `);
  await checkFix(files('["10.0.0.0/8", "0.0.0.0/0"]', ''), title, files('["10.0.0.0/8"]', ofList));
});

test('in JSON the validation is a member', async () => {
  const json = (value: string, added: string): string =>
    rule(`#- variables.tf.json\n    {"variable": {"admins": {"default": ${value}${added}}}}\n    `);
  const validation = JSON.stringify({
    condition: '${alltrue([for cidr in var.admins : !can(regex("/0+$", cidr))])}',
    error_message: 'List the networks that need access: a /0 would open this to everyone.',
  })
    .replace('":"', '": "')
    .replace(',"error_message":', ', "error_message": ');
  await checkFix(
    json('["0.0.0.0/0", "10.0.0.0/8"]', ''),
    title,
    json('["10.0.0.0/8"]', `, "validation": ${validation}`),
  );
});

test('a variable with a validation of its own, or of another shape, is left to its author', () => {
  const own = `\n      default = ["0.0.0.0/0", "10.0.0.0/8"]\n      validation {\n        condition     = true\n        error_message = "No."\n      }\n    `;
  checkNoFix(rule(variable(own)), 'add-validation');
  checkNoFix(rule(variable(' default = { a = ["0.0.0.0/0", "10.0.0.0/8"] } '), 'var.admins.a'), 'add-validation');
});
