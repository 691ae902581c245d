import { test } from 'node:test';
import { checkFix } from '../support/checkFix.ts';

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
