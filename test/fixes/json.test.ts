// No fix writes JSON yet, wherever it would have to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addIgnoreComment } from '../../server/src/fixes/add-ignore-comment.ts';
import { proposeFixes } from '../../server/src/fixes/index.ts';
import { findingsIn } from '../support/check.ts';
import { fixTitles } from '../support/checkFix.ts';
import { parse } from '../support/grammar.ts';

const rule = (cidrs: string): string =>
  `{"resource": {"aws_security_group_rule": {"ssh": {"type": "ingress", "security_group_id": "sg-1", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ${cidrs}}}}}`;

test('a rule in JSON syntax is offered no fix that edits it', () => {
  assert.deepEqual(fixTitles(`#- main.tf.json\n${rule('["10.0.0.0/8", "0.0.0.0/0"]')}\n`), [[]]);
});

test('a producer that knows nothing of JSON cannot get through', () => {
  const text = rule('["0.0.0.0/0"]');
  const [finding] = findingsIn(`#- main.tf.json\n${text}\n`);
  assert.ok(finding);
  const file = parse('/w/main.tf.json', `${text}\n`);
  const context = { module: () => undefined, file: () => file, callers: () => [], isFree: () => true };
  assert.notEqual(addIgnoreComment.propose(finding, context).length, 0);
  assert.deepEqual(proposeFixes(finding, context, [addIgnoreComment]).fixes, []);
});

test('where the value comes from a file in JSON syntax, what is offered stays outside of it', () => {
  const native = `
    resource "aws_security_group_rule" "ssh" {
      type              = "ingress"
      security_group_id = "sg-1"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_blocks       = var.cidrs
    }`;
  for (const other of [
    '#- variables.tf.json\n{"variable": {"cidrs": {"type": "list(string)", "default": ["0.0.0.0/0"]}}}\n',
    '#- variables.tf\nvariable "cidrs" {}\n#- terraform.tfvars.json\n{"cidrs": ["0.0.0.0/0"]}\n',
  ]) {
    const fixture = `#- main.tf\n${native.replaceAll(/^ {4}/gm, '').trim()}\n${other}`;
    assert.deepEqual(fixTitles(fixture), [['Ignore this finding with a reason (EC2.19, EC2.18, EC2.13, EC2.53)']]);
  }
});
