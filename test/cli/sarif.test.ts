import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checks } from '../../server/src/checks/index.ts';
import { defaultRemarkSeverities } from '../../server/src/checks/ignores/remark.ts';
import { sarifRule, type SarifRuleId } from '../../server/src/cli/report/sarifRules.ts';
import { openSsh, portcullis } from '../support/commandLine.ts';

test('SARIF has one run with the rules that it names, and each finding at its place', async () => {
  const { out, exitCode } = await portcullis({ '/w/infra/main.tf': openSsh }, 'check', '--format', 'sarif');
  assert.equal(exitCode, 1);
  const text =
    'Port 22 (SSH) is open to every IPv4 address. This fails EC2.19, EC2.18, EC2.13 and EC2.53. Allow only the addresses that need it.';
  const title = 'A high-risk port is open to the internet';
  const page = 'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19';
  const control = `EC2.19: Security groups should not allow unrestricted access to ports with high risk ${page}`;
  assert.deepEqual(JSON.parse(out), {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Portcullis',
            version: '1.2.3',
            semanticVersion: '1.2.3',
            rules: [
              {
                id: 'high-risk-port-open',
                shortDescription: { text: title },
                fullDescription: { text: title },
                helpUri: page,
                help: { text: `${title}\n${control}` },
                defaultConfiguration: { level: 'error' },
                properties: { tags: ['security', 'EC2.19'], 'security-severity': '9.5' },
              },
            ],
          },
        },
        language: 'en',
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: [] }],
        results: [
          {
            ruleId: 'high-risk-port-open',
            ruleIndex: 0,
            level: 'error',
            message: { text },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'infra/main.tf', uriBaseId: '%SRCROOT%' },
                  region: { startLine: 7, startColumn: 20, endLine: 7, endColumn: 31 },
                },
                logicalLocations: [{ fullyQualifiedName: 'aws_security_group.web', kind: 'resource' }],
              },
            ],
            partialFingerprints: {
              'portcullis/v1': 'infra|aws_security_group.web|high-risk-port-open|tcp|22-22|0.0.0.0/0|1',
            },
            properties: { controls: ['EC2.19', 'EC2.18', 'EC2.13', 'EC2.53'], verdict: 'open' },
          },
        ],
      },
    ],
  });
});

test('SARIF names files from the current folder, in the characters of a URI, wherever the check began', async () => {
  const { out } = await portcullis({ '/w/本番 a/main.tf': openSsh }, 'check', '/w/本番 a', '--format', 'sarif');
  assert.deepEqual(valuesOf(out, 'uri'), ['%E6%9C%AC%E7%95%AA%20a/main.tf']);
  const outside = await portcullis({ '/other/main.tf': openSsh }, 'check', '/other', '--format', 'sarif');
  assert.deepEqual(valuesOf(outside.out, 'uri'), ['../other/main.tf']);
});

test('SARIF leads to the text that decides, and holds what could not be seen into', async () => {
  const files = {
    '/w/main.tf': `${openSsh.replace('["0.0.0.0/0"]', 'var.from')}variable "from" {\n  default = ["0.0.0.0/0"]\n}\n`,
    '/w/call.tf': 'module "a" {\n  source = "example/a/aws"\n}\n',
  };
  const { out } = await portcullis(files, 'check', '--format', 'sarif', '--lang', 'ja');
  assert.deepEqual(valuesOf(out, 'relatedLocations'), [
    [
      {
        id: 1,
        physicalLocation: {
          artifactLocation: { uri: 'main.tf', uriBaseId: '%SRCROOT%' },
          region: { startLine: 11, startColumn: 14, endLine: 11, endColumn: 25 },
        },
        message: { text: '公開の範囲はこの "0.0.0.0/0" で指定されています。' },
      },
    ],
  ]);
  assert.match(JSON.stringify(valuesOf(out, 'toolExecutionNotifications')), /example\/a\/aws.*call\.tf/);
  assert.deepEqual(valuesOf(out, 'language'), ['ja']);
});

test('SARIF leaves out what a comment silences or the baseline knows, and numbers findings that are alike', async () => {
  const files: Record<string, string> = {
    '/w/main.tf': openSsh.replace('  ingress', '  # portcullis:ignore a bastion\n  ingress'),
  };
  const silenced = await portcullis(files, 'check', '--format', 'sarif');
  assert.equal(silenced.exitCode, 0);
  assert.deepEqual(valuesOf(silenced.out, 'results'), [[]]);
  files['/w/main.tf'] = openSsh.replace('["0.0.0.0/0"]', '["0.0.0.0/0", "0.0.0.0/0"]');
  const prints = valuesOf((await portcullis(files, 'check', '--format', 'sarif')).out, 'portcullis/v1');
  assert.equal(new Set(prints).size, prints.length);
  await portcullis(files, 'baseline');
  assert.deepEqual(valuesOf((await portcullis(files, 'check', '--format', 'sarif')).out, 'results'), [[]]);
  assert.equal(
    valuesOf((await portcullis(files, 'check', '--format', 'sarif', '--all')).out, 'ruleId').length,
    prints.length,
  );
});

test('SARIF holds remarks on ignore comments under rules of their own', async () => {
  const files = { '/w/main.tf': `# portcullis:ignore\n${openSsh.replace('0.0.0.0/0', '10.0.0.0/8')}` };
  const { out, exitCode } = await portcullis(files, 'check', '--format', 'sarif');
  assert.equal(exitCode, 0);
  assert.deepEqual(valuesOf(out, 'ruleId'), ['useless-ignore']);
});

test('every check and remark has a title for SARIF in both languages', () => {
  const ids = [...checks.map(({ id }) => id), ...Object.keys(defaultRemarkSeverities)];
  assert.ok(ids.every(isRuleId));
  for (const id of ids.filter(isRuleId))
    assert.notDeepEqual(sarifRule(id, 'en'), sarifRule(id, 'ja'), `${id} reads the same in both languages`);
});

function isRuleId(id: string): id is SarifRuleId {
  return checks.some((check) => check.id === id) || id in defaultRemarkSeverities;
}

/** Every value of a member with this name, wherever it is. */
function valuesOf(json: string, name: string): unknown[] {
  const values: unknown[] = [];
  JSON.parse(json, (key, value: unknown) => {
    if (key === name) values.push(value);
    return value;
  });
  return values;
}
