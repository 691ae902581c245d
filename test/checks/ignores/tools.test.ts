// The ignore comments of other tools, each where its tool lets it count.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CheckSettings } from '../../../server/src/checks/settings.ts';
import { findingsIn } from '../../support/check.ts';

/** What is still shown: the controls of each finding. */
function shown(text: string, settings: Partial<CheckSettings> = {}): readonly string[] {
  return findingsIn(text, settings)
    .filter(({ suppressedBy }) => suppressedBy === undefined)
    .map(({ controls }) => controls.join(' '));
}

interface Comments {
  readonly above?: string;
  readonly inside?: string;
  readonly aboveRule?: string;
  readonly insideRule?: string;
  readonly aboveSource?: string;
  readonly atSource?: string;
}

/** A group with one rule that is open on a port, or on a range of them, and a second one open on 3306. */
function group(ports: string, comments: Comments): string {
  const [from = '', to = from] = ports.split('-');
  return `
    ${comments.above ?? ''}
    resource "aws_security_group" "web" {
      name = "web"
      ${comments.inside ?? ''}

      ${comments.aboveRule ?? ''}
      ingress {
        from_port   = ${from}
        to_port     = ${to}
        protocol    = "tcp"
        ${comments.insideRule ?? ''}

        ${comments.aboveSource ?? ''}
        cidr_blocks = ["0.0.0.0/0"] ${comments.atSource ?? ''}
      }

      ingress {
        from_port   = 3306
        to_port     = 3306
        protocol    = "tcp"
        cidr_blocks = ["10.0.0.0/8"]
      }
    }
  `;
}

const ssh = 'EC2.19 EC2.18 EC2.13 EC2.53';

/** Whether the finding of the rule on port 22 is silenced. */
function silences(comments: Comments, settings: Partial<CheckSettings> = {}): boolean {
  const left = shown(group('22', comments), settings);
  assert.ok(left.length === 0 || left[0] === ssh, left.join('; '));
  return left.length === 0;
}

describe('Checkov', () => {
  test('skips for the whole resource, from inside it', () => {
    const skip = '#checkov:skip=CKV_AWS_24:a bastion';
    assert.ok(silences({ inside: skip }));
    assert.ok(silences({ insideRule: skip }));
    assert.ok(silences({ inside: '# bridgecrew:skip=CKV_AWS_24' }));
    assert.ok(silences({ inside: '# checkov:skip=CKV_AWS_1,CKV_AWS_24: two at once' }));
    assert.ok(!silences({ above: skip }));
  });

  test('skips what its check is about and nothing else', () => {
    assert.ok(!silences({ inside: '#checkov:skip=CKV_AWS_25:RDP' }));
    assert.ok(!silences({ inside: '#checkov:skip=CKV_AWS_23:descriptions' }));
    assert.ok(!silences({ inside: '#checkov:skip=CKV_AWS_277:every port' }));
    assert.deepEqual(shown(group('3389', { inside: '#checkov:skip=CKV_AWS_25' })), []);
    assert.deepEqual(shown(group('0-65535', { inside: '#checkov:skip=CKV_AWS_277' })), []);
  });

  test('of a range leaves the controls that other ports of it fail', () => {
    const range = group('22-23', { inside: '#checkov:skip=CKV_AWS_24' });
    assert.deepEqual(shown(range), ['EC2.19 EC2.18']);
    const two = group('22-3389', { inside: '#checkov:skip=CKV_AWS_24\n#checkov:skip=CKV_AWS_25' });
    assert.deepEqual(shown(two), ['EC2.19 EC2.18']);
  });
});

describe('tfsec and Trivy', () => {
  test('ignore on the line, above it, above the block and above the resource', () => {
    for (const ignore of [
      '#tfsec:ignore:aws-ec2-no-public-ingress-sgr',
      '# tfsec:ignore:aws-vpc-no-public-ingress-sgr why it is so',
      '#tfsec:ignore:AWS008',
      '#tfsec:ignore:*',
      '//trivy:ignore:AVD-AWS-0107',
      '# trivy:ignore:aws-ec2-no-public-*',
      '# trivy:ignore:AWS-0104 trivy:ignore:AWS-0107',
    ]) {
      assert.ok(silences({ atSource: ignore }), ignore);
      assert.ok(silences({ aboveSource: ignore }), ignore);
      assert.ok(silences({ aboveRule: ignore }), ignore);
      assert.ok(silences({ above: ignore }), ignore);
      assert.ok(!silences({ inside: ignore }), ignore);
      assert.ok(!silences({ insideRule: ignore }), ignore);
    }
  });

  test('leave what the id is not about', () => {
    assert.ok(!silences({ above: '#tfsec:ignore:AWS018' }));
    assert.ok(!silences({ above: '#tfsec:ignore:aws-ec2-no-public-egress-sgr' }));
    assert.ok(!silences({ above: '#trivy:ignore:AVD-AWS-0105' }));
    assert.ok(!silences({ above: '# see tfsec:ignored' }));
  });

  test('count as one where they stand on lines that follow one another', () => {
    assert.ok(silences({ above: '#tfsec:ignore:aws-ec2-no-public-ingress-sgr\n#tfsec:ignore:AWS018' }));
  });

  test('end on their day', () => {
    const ignore = { atSource: '#trivy:ignore:AVD-AWS-0107:exp:2027-01-31' };
    assert.ok(silences(ignore, { today: '2027-01-30' }));
    assert.ok(!silences(ignore, { today: '2027-01-31' }));
    assert.ok(!silences({ atSource: '#trivy:ignore:AVD-AWS-0107:exp:soon' }));
  });

  test('for one workspace do not count, because nobody knows which one will run', () => {
    assert.ok(!silences({ atSource: '#tfsec:ignore:AWS008:ws:dev' }));
  });

  test('with arguments count where the rule has them', () => {
    assert.ok(silences({ above: '#trivy:ignore:AVD-AWS-0107[from_port=22]' }));
    assert.ok(!silences({ above: '#trivy:ignore:AVD-AWS-0107[from_port=3306]' }));
    assert.ok(!silences({ above: '#trivy:ignore:AVD-AWS-0107[name=web]' }));
  });

  test('above a module call speak for all that it makes', () => {
    const made = group('22', {}).replaceAll(/^ {4}/gm, '').trim();
    const text = (above: string): string =>
      `${above}\nmodule "web" {\n  source = "./web"\n}\n#- web/main.tf\n${made}\n`;
    assert.deepEqual(shown(text('#tfsec:ignore:aws-vpc-no-public-ingress-sgr')), []);
    assert.deepEqual(shown(text('# nothing')), [ssh]);
  });
});

describe('KICS', () => {
  test('ignores the next line, or its own', () => {
    assert.ok(silences({ aboveSource: '# kics-scan ignore-line' }));
    assert.ok(silences({ atSource: '# kics-scan ignore-line' }));
    assert.ok(silences({ aboveSource: '// kics-scan ignore-line\n# and why' }));
    assert.ok(!silences({ above: '# kics-scan ignore-line' }));
  });

  test('ignores the next block, whether rule or resource', () => {
    assert.ok(silences({ above: '# kics-scan ignore-block' }));
    assert.ok(silences({ aboveRule: '# kics-scan ignore-block' }));
    assert.ok(!silences({ inside: '# kics-scan ignore-block' }));
  });

  test('ignores a file from its top', () => {
    assert.ok(silences({ above: '# kics-scan ignore' }));
    assert.ok(silences({ above: '# kics-scan disable=65905cec-d691-4320-b320-2000436cb696' }));
    assert.ok(!silences({ above: '# kics-scan disable=151187cb-0efc-481c-babd-ad24e3c9bc22' }));
    assert.ok(!silences({ inside: '# kics-scan ignore' }));
  });
});

describe('Terrascan', () => {
  test('skips for the whole resource, from inside it', () => {
    assert.ok(silences({ inside: '#ts:skip=AC_AWS_0227 a bastion' }));
    assert.ok(!silences({ above: '#ts:skip=AC_AWS_0227 a bastion' }));
    assert.ok(!silences({ inside: '#ts:skip=AC_AWS_0319 wide ranges' }));
    assert.deepEqual(shown(group('3306', { inside: '#ts:skip=AC_AWS_0253' })), []);
    assert.deepEqual(shown(group('27017', { inside: '#ts:skip=AC_AWS_0274' })), []);
  });
});

describe('Semgrep', () => {
  test('counts on the line and alone on the line above', () => {
    assert.ok(silences({ atSource: '# nosemgrep' }));
    assert.ok(silences({ aboveSource: '# nosemgrep' }));
    assert.ok(silences({ aboveRule: '# nosemgrep: aws-ec2-security-group-allows-public-ingress' }));
    assert.ok(!silences({ above: '# nosemgrep' }));
    assert.ok(!silences({ aboveRule: '# nosemgrep: another-rule' }));
    assert.ok(!silences({ aboveSource: '# nosemgrepping' }));
  });
});

describe('Sonar', () => {
  test('counts on the line of the source', () => {
    assert.ok(silences({ atSource: '# NOSONAR' }));
    assert.ok(silences({ atSource: '# NOSONAR reviewed' }));
    assert.ok(!silences({ aboveSource: '# NOSONAR' }));
    assert.ok(!silences({ aboveRule: '# NOSONAR' }));
  });
});

test('where other tools are switched off, none of them counts, and our own still do', () => {
  const settings = { honorOtherTools: false };
  assert.ok(!silences({ inside: '#checkov:skip=CKV_AWS_24' }, settings));
  assert.ok(!silences({ atSource: '# NOSONAR' }, settings));
  assert.ok(silences({ atSource: '# portcullis:ignore' }, settings));
  assert.ok(!silences({ inside: '#checkov:skip=CKV_AWS_24' }, { honorIgnoreComments: false }));
});
