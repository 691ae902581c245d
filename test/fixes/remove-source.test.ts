import { test } from 'node:test';
import { checkFix, checkNoFix } from '../support/checkFix.ts';

const title = 'Remove 0.0.0.0/0 from the list';

function sshRule(sources: string, rest = ''): string {
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

test('the open network leaves a list that has others', async () => {
  await checkFix(sshRule('["0.0.0.0/0", "10.0.0.0/8"]'), title, sshRule('["10.0.0.0/8"]'));
  await checkFix(sshRule('["10.0.0.0/8", "0.0.0.0/0"]'), title, sshRule('["10.0.0.0/8"]'));
  await checkFix(sshRule('["10.0.0.0/8", "0.0.0.0/0", local.x]'), title, sshRule('["10.0.0.0/8", local.x]'));
});

test('a default and a variable file lose it where they are', async () => {
  const list = (value: string): string => `variable "admins" {\n      default = ${value}\n    }\n    `;
  await checkFix(
    sshRule('var.admins', list('["0.0.0.0/0", "10.0.0.0/8"]')),
    title,
    sshRule('var.admins', list('["10.0.0.0/8"]')),
  );
  const file = (value: string): string => `variable "admins" {}\n    #- terraform.tfvars\n    admins = ${value}\n    `;
  await checkFix(
    sshRule('var.admins', file('["10.0.0.0/8", "0.0.0.0/0"]')),
    title,
    sshRule('var.admins', file('["10.0.0.0/8"]')),
  );
});

test('it leaves every variable file that opens the rule, because each of them may be the one', async () => {
  const files = (value: string): string =>
    `variable "admins" {}\n    #- envs/a.tfvars\n    admins = ${value}\n    #- envs/b.tfvars\n    admins = ${value}\n    `;
  const [both, kept] = ['["10.0.0.0/8", "0.0.0.0/0"]', '["10.0.0.0/8"]'];
  await checkFix(sshRule('var.admins', files(both)), title, sshRule('var.admins', files(kept)));
  const mixed = `variable "admins" {}\n    #- envs/a.tfvars\n    admins = ${both}\n    #- envs/b.tfvars\n    admins = ["0.0.0.0/0"]\n`;
  checkNoFix(sshRule('var.admins', mixed), 'remove-source');
});

test('the only network of a list stays, because a rule needs a source', () => {
  checkNoFix(sshRule('["0.0.0.0/0"]'), 'remove-source');
  checkNoFix(sshRule('["0.0.0.0/0", "0.0.0.0/0"]'), 'remove-source');
});

test('a list that is read by position keeps all it has', () => {
  checkNoFix(sshRule('[["10.0.0.0/8", "0.0.0.0/0"][1]]'), 'remove-source');
});

test('the argument goes where the rule lets in others by other arguments', async () => {
  const only = 'Remove 0.0.0.0/0 from the rule, which keeps its other sources';
  const block = (lines: string): string => `
    resource "aws_security_group" "a" {
      ingress {
        from_port = 22
        to_port   = 22
        protocol  = "tcp"
${lines}      }
    }
    `;
  await checkFix(
    block('        cidr_blocks     = ["0.0.0.0/0"] # everyone\n        security_groups = ["sg-1"]\n').replace(
      /(from_port|to_port  |protocol ) =/g,
      '$1       =',
    ),
    only,
    block('        security_groups = ["sg-1"]\n').replace(/(from_port|to_port  |protocol ) =/g, '$1       ='),
  );
  await checkFix(
    sshRule('["0.0.0.0/0"]\n      ipv6_cidr_blocks  = ["2001:db8::/32"]'),
    only,
    sshRule('X').replace('cidr_blocks       = X', 'ipv6_cidr_blocks  = ["2001:db8::/32"]'),
  );
  const element = (value: string): string => `
    resource "aws_security_group" "a" {
      ingress = [{
        from_port        = 22
        to_port          = 22
        protocol         = "tcp"
        description      = ""
        cidr_blocks      = ${value}
        ipv6_cidr_blocks = []
        prefix_list_ids  = []
        security_groups  = []
        self             = true
      }]
    }
    `;
  await checkFix(element('["0.0.0.0/0"]'), only, element('[]'));
  checkNoFix(sshRule('["0.0.0.0/0"]\n      ipv6_cidr_blocks  = ["::/0"]'), 'remove-source');
});
