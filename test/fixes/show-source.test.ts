// The way to the text that opens a rule, where a person has to decide what should stand there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFix, checkNoFix, filesOf } from '../support/checkFix.ts';

function rule(sources: string, rest: string): string {
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

async function checkShown(fixture: string, file: string): Promise<void> {
  const { cursor } = await checkFix(fixture, `Go to 0.0.0.0/0 in ${file}`, fixture);
  const text = filesOf(fixture).get(`/w/${file}`) ?? '';
  assert.equal(cursor?.path, `/w/${file}`);
  assert.equal(text.slice(cursor.span.start, cursor.span.end), '"0.0.0.0/0"');
}

test('the cursor goes to the variable file or the default, and nothing changes', async () => {
  await checkShown(
    rule('var.a', 'variable "a" {}\n    #- x.auto.tfvars\n    a = ["0.0.0.0/0"]\n    '),
    'x.auto.tfvars',
  );
  await checkShown(
    rule('var.a', 'variable "a" {}\n    #- terraform.tfvars.json\n    {"a": ["0.0.0.0/0"]}\n    '),
    'terraform.tfvars.json',
  );
  await checkShown(rule('var.a', 'variable "a" {\n      default = ["0.0.0.0/0"]\n    }\n    '), 'main.tf');
  const map = 'variable "a" {\n      default = { ssh = "0.0.0.0/0" }\n    }\n    ';
  await checkShown(rule('values(var.a)', map), 'main.tf');
});

test('where the text is in the rule there is nowhere to go', () => {
  checkNoFix(rule('["0.0.0.0/0"]', ''), 'show-source');
  checkNoFix(rule('local.a', 'locals {\n      a = ["0.0.0.0/0"]\n    }\n    '), 'show-source');
});
