import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSsh, portcullis } from '../support/commandLine.ts';

test('each finding is an annotation for GitHub at its place, then the sum', async () => {
  const { out, exitCode } = await portcullis(
    { '/w/infra/main.tf': openSsh },
    'check',
    '/w/infra',
    '--format',
    'github',
  );
  assert.equal(exitCode, 1);
  const lines = out.split('\n');
  assert.equal(
    lines[0],
    '::error file=infra/main.tf,line=7,endLine=7,col=20,endColumn=31,title=EC2.19 EC2.18 EC2.13 EC2.53::' +
      'Port 22 (SSH) is open to every IPv4 address. This fails EC2.19, EC2.18, EC2.13 and EC2.53. Allow only the addresses that need it.',
  );
  assert.match(lines[1] ?? '', /^Findings: 1 /);
  assert.deepEqual(lines.slice(2), ['']);
});

test('names with colons, commas and percent signs do not break the annotations of GitHub', async () => {
  const { out } = await portcullis({ '/w/a,b:c 100%/main.tf': openSsh }, 'check', '--format', 'github');
  assert.match(out, /^::error file=a%2Cb%3Ac 100%25\/main\.tf,line=7,/);
});

test('what is possible, remarks and calls that nobody can see into are notices for GitHub', async () => {
  const files = {
    '/w/main.tf': openSsh.replace('= 22', '= var.port').replace('= 22', '= var.port'),
    '/w/vars.tf': '# portcullis:ignore\nvariable "port" {}\nmodule "a" {\n  source = "example/a/aws"\n}\n',
  };
  const { out } = await portcullis(files, 'check', '--format', 'github');
  const lines = out.split('\n').filter((line) => line.startsWith('::'));
  assert.deepEqual(
    lines.map((line) => /^::(\w+) file=([^,]+),line=(\d+),.*title=([^:]+)::/.exec(line)?.slice(1)),
    [
      ['notice', 'main.tf', '7', 'EC2.18'],
      ['notice', 'vars.tf', '1', 'useless-ignore'],
      ['notice', 'vars.tf', '3', 'portcullis'],
    ],
  );
});

test('only check knows the formats of CI systems', async () => {
  for (const format of ['sarif', 'github'])
    assert.match(
      (await portcullis({ '/w/main.tf': openSsh }, 'config', '--format', format)).error,
      /^--format takes text and json, not /,
    );
  assert.match((await portcullis({}, 'check', '--format', 'xml')).error, /takes text, json, sarif and github, not xml/);
});
