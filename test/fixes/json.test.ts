// What holds for files in JSON syntax, whichever fix would edit them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addIgnoreComment } from '../../server/src/fixes/add-ignore-comment.ts';
import { proposeFixes } from '../../server/src/fixes/index.ts';
import { findingsIn } from '../support/check.ts';
import { parse } from '../support/grammar.ts';

const rule = (cidrs: string): string =>
  `{"resource": {"aws_security_group_rule": {"ssh": {"type": "ingress", "security_group_id": "sg-1", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ${cidrs}}}}}`;

test('a producer that knows nothing of JSON cannot get through', () => {
  const text = rule('["0.0.0.0/0"]');
  const [finding] = findingsIn(`#- main.tf.json\n${text}\n`);
  assert.ok(finding);
  const file = parse('/w/main.tf.json', `${text}\n`);
  const context = { module: () => undefined, file: () => file, callers: () => [], isFree: () => true };
  assert.equal(proposeFixes(finding, context, [addIgnoreComment]).fixes.length, 1);
  assert.deepEqual(proposeFixes(finding, context, [{ ...addIgnoreComment, writesJson: false }]).fixes, []);
});
