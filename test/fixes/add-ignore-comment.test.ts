import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../server/src/text.ts';
import { checkFix, filesOf } from '../support/checkFix.ts';

const comment = (controls: string): string =>
  `# portcullis:ignore ${controls} reason: say here why everyone may connect`;

test('the comment stands above the line, inside the block, with every control that fails', async () => {
  const rule = (line: string): string => `
    resource "aws_security_group" "a" {
      ingress {
        from_port = 8081
        to_port   = 8081
        protocol  = "tcp"
    ${line}    cidr_blocks = [
          "10.0.0.0/8",
          "0.0.0.0/0",
        ]
      }
    }
    `;
  const before = rule('');
  await checkFix(
    before,
    'Ignore this finding with a reason (EC2.18)',
    before.replace('      "0.0.0.0/0"', `      ${comment('EC2.18')}\n          "0.0.0.0/0"`),
  );
});

test('two controls are named together', async () => {
  const rule = (line: string): string => `
    resource "aws_security_group_rule" "ssh" {
      type              = "ingress"
      security_group_id = "sg-1"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      ${line}cidr_blocks       = ["0.0.0.0/0"]
    }
    `;
  const controls = 'EC2.19, EC2.18, EC2.13, EC2.53';
  await checkFix(
    rule(''),
    `Ignore this finding with a reason (${controls})`,
    // A comment parts the lines above it from those below, for terraform fmt too.
    rule(`${comment(controls)}\n      `).replace('cidr_blocks       =', 'cidr_blocks ='),
  );
});

const until = 'Ignore this finding until 2027-02-22, with a reason (EC2.18)';

test('it may hold for a while only', async () => {
  const rule = (line: string): string => `
    resource "aws_vpc_security_group_ingress_rule" "a" {
      security_group_id = "sg-1"
      ip_protocol       = "tcp"
      from_port         = 8081
      to_port           = 8081

      ${line}cidr_ipv4 = "0.0.0.0/0"
    }
    `;
  await checkFix(rule(''), until, rule(`${comment('EC2.18 until 2027-02-22')}\n      `));
});

const reason = 'reason: say here why everyone may connect';

test('the reason is selected, in native syntax and in JSON', async () => {
  const native = `
    variable "admins" {}
    resource "aws_security_group_rule" "a" {
      type              = "ingress"
      security_group_id = "sg-1"
      protocol          = "tcp"
      from_port         = 8081
      to_port           = 8081
      cidr_blocks       = ["0.0.0.0/0"] # everyone
    }
    `;
  for (const before of [native, native.replaceAll('\n', '\r\n'), jsonRule('')]) {
    const after = before === jsonRule('') ? jsonRule(jsonComment(' until 2027-02-22')) : afterNative(before);
    const { cursor, edits } = await checkFix(before, until, after);
    for (const [path, text] of filesOf(before)) {
      assert.equal(cursor?.path, path);
      assert.equal(applyEdits(text, edits.get(path) ?? []).slice(cursor.span.start, cursor.span.end), reason);
    }
  }
});

function afterNative(before: string): string {
  const line = `${comment('EC2.18 until 2027-02-22')}${before.includes('\r') ? '\r' : ''}\n      `;
  return before.replace('cidr_blocks       =', `${line}cidr_blocks =`);
}

const jsonComment = (date = ''): string => `"//": "portcullis:ignore EC2.18${date} ${reason}"`;

function jsonRule(added: string): string {
  return `#- main.tf.json
{
  "resource": {
    "aws_vpc_security_group_ingress_rule": {
      "a": {${added === '' ? '' : `\n        ${added},`}
        "security_group_id": "sg-1",
        "ip_protocol": "tcp",
        "from_port": 8081,
        "to_port": 8081,
        "cidr_ipv4": "0.0.0.0/0"
      }
    }
  }
}
`;
}

test('in JSON the comment is a member of the rule, on one line where the rule is', async () => {
  const title = 'Ignore this finding with a reason (EC2.18)';
  const ports = (style: string): string =>
    `"from_port":${style}8081,${style}"to_port":${style}8081,${style}"protocol":${style}"tcp"`;
  const block = (added: string): string =>
    `#- main.tf.json\n{"resource":{"aws_security_group":{"a":{"ingress":[{${added}${ports('')},"cidr_blocks":["0.0.0.0/0"]}]}}}}\n`;
  await checkFix(block(''), title, block(`${jsonComment().replace(': "', ':"')},`));
  const call = (added: string): string => `#- main.tf.json
{"module": {"a": {
  "source": "terraform-aws-modules/security-group/aws",
  "version": "5.3.1",
  "ingress_with_cidr_blocks": [
    { ${added}${ports(' ')}, "cidr_blocks": "0.0.0.0/0" }
  ]
}}}
`;
  await checkFix(call(''), title, call(`${jsonComment()}, `));
});
