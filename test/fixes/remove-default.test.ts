// A variable that opens a rule by its default must be given a value.
import { test } from 'node:test';
import { checkFix, checkNoFix, fixTitles } from '../support/checkFix.ts';
import assert from 'node:assert/strict';

const title = 'Remove the open default of var.admins, so that a value must be given';

function rule(rest: string, sources = 'var.admins', file = 'main.tf'): string {
  return `
    #- ${file}
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

test('the default goes with its line and the comment above it; what is lined up stays so', async () => {
  const typed = '\n      type = list(string)\n    ';
  const open = '\n      type = list(string)\n      # For now.\n      default = ["0.0.0.0/0"] # everyone\n    ';
  await checkFix(rule(variable(open)), title, rule(variable(typed)));
  const linedUp = '\n      type    = list(string)\n      default = ["0.0.0.0/0"]\n    ';
  await checkFix(rule(variable(linedUp)), title, rule(variable(typed)));
  const last = '\n      type = list(string)\n\n      default = [\n        "0.0.0.0/0",\n      ]\n    ';
  await checkFix(rule(variable(last)), title, rule(variable(typed)));
  const windows = (fixture: string): string => fixture.replaceAll('\n', '\r\n');
  await checkFix(windows(rule(variable(open))), title, windows(rule(variable(typed))));
});

test('a block on one line, a single network, and JSON', async () => {
  await checkFix(rule(variable(' default = ["0.0.0.0/0"] ')), title, rule(variable('')));
  await checkFix(rule(variable(' default = "0.0.0.0/0" '), '[var.admins]'), title, rule(variable(''), '[var.admins]'));
  const json = (value: string): string =>
    rule(`#- variables.tf.json\n    {"variable": {"admins": {"type": "list(string)"${value}}}}\n    `);
  await checkFix(json(', "default": ["0.0.0.0/0"]'), title, json(''));
});

test('it is the one to take without choosing', () => {
  const [titles = []] = fixTitles(rule(variable(' default = ["0.0.0.0/0"] ')));
  assert.equal(titles[0], `* ${title}`);
  assert.equal(titles.filter((each) => each.startsWith('*')).length, 1);
});

test('a default that others need, or that a call relies on, stays', () => {
  checkNoFix(rule(variable(' default = ["0.0.0.0/0", "10.0.0.0/8"] ')), 'remove-default');
  checkNoFix(rule(variable(' default = { ssh = ["0.0.0.0/0"] } '), 'var.admins.ssh'), 'remove-default');
  const call = '#- main.tf\n    module "a" {\n      source = "./a"\n    }\n    ';
  checkNoFix(`${rule(variable(' default = ["0.0.0.0/0"] '), 'var.admins', 'a/main.tf')}${call}`, 'remove-default');
});
