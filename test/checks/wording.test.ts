// What findings say, in both languages, one of each kind.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FindingFacts } from '../../server/src/checks/findingFacts.ts';
import { originMessage } from '../../server/src/checks/wording.ts';
import { render } from '../../server/src/messages.ts';
import { findingsIn } from '../support/check.ts';

function inline(protocol: string, ports: string, source = '["0.0.0.0/0"]', outer = ''): readonly FindingFacts[] {
  const [from = '', to = ''] = ports.split('-');
  return findingsIn(`
    variable "public" { type = bool }
    variable "port" { type = number }
    resource "aws_security_group" "web" {
      ${outer}
      ingress {
        protocol    = ${protocol}
        from_port   = ${from}
        to_port     = ${to}
        cidr_blocks = ${source}
      }
    }
  `);
}

const sentences: readonly (readonly [string, readonly FindingFacts[], string, string])[] = [
  [
    'one port',
    inline('"tcp"', '22-22'),
    'Port 22 (SSH) is open to every IPv4 address. This fails EC2.19, EC2.18, EC2.13 and EC2.53. Allow only the addresses that need it.',
    'ポート 22 (SSH) がすべての IPv4 アドレスに公開されています。EC2.19、EC2.18、EC2.13、EC2.53 に違反します。必要なアドレスだけを許可してください。',
  ],
  [
    'a range of ports',
    inline('"tcp"', '8000-8081'),
    'Ports 8000 to 8081 (HTTP proxy among them) are open to every IPv4 address. This fails EC2.19 and EC2.18. Allow only the addresses that need it.',
    'ポート 8000 から 8081 (HTTP proxy を含む) がすべての IPv4 アドレスに公開されています。EC2.19、EC2.18 に違反します。必要なアドレスだけを許可してください。',
  ],
  [
    'a range that holds what is only known by its product',
    inline('"tcp"', '6000-7000'),
    'Ports 6000 to 7000 (Redis and Kubernetes API among them) are open to every IPv4 address. This fails EC2.18. Allow only the addresses that need it.',
    'ポート 6000 から 7000 (Redis、Kubernetes API を含む) がすべての IPv4 アドレスに公開されています。EC2.18 に違反します。必要なアドレスだけを許可してください。',
  ],
  [
    'a range that holds more than can be named',
    inline('"tcp"', '1-65535'),
    'Ports 1 to 65535 (FTP data, SSH and RDP among them) are open to every IPv4 address. This fails EC2.19, EC2.18, EC2.13, EC2.14 and EC2.53. Allow only the addresses that need it.',
    'ポート 1 から 65535 (FTP data、SSH、RDP を含む) がすべての IPv4 アドレスに公開されています。EC2.19、EC2.18、EC2.13、EC2.14、EC2.53 に違反します。必要なアドレスだけを許可してください。',
  ],
  [
    'a range of UDP ports',
    inline('"udp"', '6000-6001', '["::/0"]'),
    'UDP ports 6000 to 6001 are open to every IPv6 address. This fails EC2.18. Allow only the addresses that need it.',
    'UDP ポート 6000 から 6001 がすべての IPv6 アドレスに公開されています。EC2.18 に違反します。必要なアドレスだけを許可してください。',
  ],
  [
    'every port',
    inline('"tcp"', '0-65535'),
    'Every TCP port is open to every IPv4 address. This fails EC2.19, EC2.18, EC2.13, EC2.14 and EC2.53. Allow only the addresses that need it.',
    'すべての TCP ポートがすべての IPv4 アドレスに公開されています。EC2.19、EC2.18、EC2.13、EC2.14、EC2.53 に違反します。必要なアドレスだけを許可してください。',
  ],
  [
    'another protocol',
    inline('"50"', '0-0'),
    'IP protocol 50 is open to every IPv4 address. This fails EC2.18. Allow only the addresses that need it.',
    'IP プロトコル 50 がすべての IPv4 アドレスに公開されています。EC2.18 に違反します。必要なアドレスだけを許可してください。',
  ],
  [
    'a condition',
    inline('"tcp"', '9000-9000', 'var.public ? ["0.0.0.0/0"] : []'),
    'Port 9000 is open to every IPv4 address if var.public is true. That would fail EC2.18. Allow only the addresses that need it.',
    'var.public が true である場合、ポート 9000 がすべての IPv4 アドレスに公開されます。これは EC2.18 に違反します。必要なアドレスだけを許可してください。',
  ],
  [
    'ports that are not written',
    inline('"tcp"', 'null-null'),
    'This rule is open to every IPv4 address, but its ports are not written. This may fail EC2.18. Write the protocol and the ports.',
    'このルールはすべての IPv4 アドレスに公開されていますが、ポートが指定されていません。EC2.18 に違反する可能性があります。プロトコルとポートを指定してください。',
  ],
  [
    'ports that cannot be known',
    inline('"tcp"', 'var.port-var.port'),
    'This rule is open to every IPv4 address and may fail EC2.18, but its ports cannot be known. The variable port has no default and no value. Allow only the addresses that need it.',
    'このルールはすべての IPv4 アドレスに公開されており、EC2.18 に違反する可能性がありますが、ポートが分かりません。',
  ],
  [
    'a rule that may not be there',
    inline('"tcp"', '9000-9000', '["0.0.0.0/0"]', 'count = var.port'),
    'Port 9000 is open to every IPv4 address if the rule exists, which would fail EC2.18. ',
    'ルールが存在する場合、ポート 9000 がすべての IPv4 アドレスに公開され、EC2.18 に違反します。',
  ],
];

describe('the message of a finding says', () => {
  for (const [what, [finding], en, ja] of sentences)
    test(what, () => {
      assert.ok(finding !== undefined);
      const inEnglish = render(finding.message, 'en');
      const inJapanese = render(finding.message, 'ja');
      assert.ok(inEnglish.startsWith(en), inEnglish);
      assert.ok(inJapanese.startsWith(ja), inJapanese);
      // Three sentences at most, whatever is put into them.
      assert.ok(inEnglish.split(/\.(?: |$)/).filter((sentence) => sentence !== '').length <= 3, inEnglish);
      assert.ok(inJapanese.split('。').filter((sentence) => sentence !== '').length <= 3, inJapanese);
      assert.doesNotMatch(inEnglish + inJapanese, /[{}!！]/);
    });
});

test('the text that decides several rules names them', () => {
  const findings = findingsIn(`
    locals {
      all = ["0.0.0.0/0"]
    }

    resource "aws_security_group_rule" "a" {
      type        = "ingress"
      protocol    = "-1"
      cidr_blocks = local.all
    }

    resource "aws_security_group_rule" "b" {
      type        = "ingress"
      protocol    = "-1"
      cidr_blocks = local.all
    }
  `);
  assert.equal(
    render(originMessage(findings), 'en'),
    'This range opens 2 rules to every address: aws_security_group_rule.a and aws_security_group_rule.b.',
  );
});
