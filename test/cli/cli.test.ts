import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSsh as main, portcullis } from '../support/commandLine.ts';

test('findings exit with 1, none with 0', async () => {
  assert.equal((await portcullis({ '/w/main.tf': main }, 'check', '/w')).exitCode, 1);
  assert.equal(
    (await portcullis({ '/w/main.tf': main.replace('0.0.0.0/0', '10.0.0.0/8') }, 'check', '/w')).exitCode,
    0,
  );
});

test('text shows the line with the squiggle under it', async () => {
  const { out } = await portcullis({ '/w/main.tf': main }, 'check');
  const lines = out.split('\n');
  assert.match(lines[0] ?? '', /^main\.tf:7:20 {2}EC2\.19 EC2\.18 EC2\.13 EC2\.53 {2}aws_security_group\.web$/);
  assert.equal(lines[2], '  7 |     cidr_blocks = ["0.0.0.0/0"]');
  assert.equal(lines[3], '    |                    ~~~~~~~~~~~');
  assert.match(out, /Findings: 1 \(files read: 1, modules: 1, \d+ ms\)\.\n$/);
});

test('JSON has the promised shape', async () => {
  const { out } = await portcullis({ '/w/a/main.tf': main }, 'check', '/w', '--format', 'json');
  const report: unknown = JSON.parse(out, (key, value: unknown) => (key === 'milliseconds' ? 0 : value));
  assert.deepEqual(report, {
    version: '1.2.3',
    root: '/w',
    findings: [
      {
        file: 'a/main.tf',
        line: 7,
        column: 20,
        endLine: 7,
        endColumn: 31,
        address: 'aws_security_group.web',
        form: 'aws_security_group',
        check: 'high-risk-port-open',
        controls: ['EC2.19', 'EC2.18', 'EC2.13', 'EC2.53'],
        severity: 'error',
        verdict: 'open',
        protocol: 'tcp',
        ports: [{ from: 22, to: 22 }],
        sources: ['0.0.0.0/0'],
        origin: [],
        otherOrigins: [],
        via: [],
        message:
          'Port 22 (SSH) is open to every IPv4 address. This fails EC2.19, EC2.18, EC2.13 and EC2.53. Allow only the addresses that need it.',
        suppressed: false,
        baselined: false,
      },
    ],
    ignores: [],
    problems: [],
    stats: { files: 1, modules: 1, milliseconds: 0 },
  });
});

test('a rule that several calls open has the place of each call in the JSON', async () => {
  const call = (name: string): string => `module "${name}" {\n  source = "./m"\n  from   = ["0.0.0.0/0"]\n}\n`;
  const opened = main.replace('["0.0.0.0/0"]', 'var.from');
  const files = {
    '/w/main.tf': call('a') + call('b'),
    '/w/m/main.tf': `${opened}\nvariable "from" {}\n`,
  };
  const { out } = await portcullis(files, 'check', '/w', '--format', 'json');
  const others: unknown[] = [];
  JSON.parse(out, (key, value: unknown) => {
    if (key === 'otherOrigins') others.push(value);
    return value;
  });
  assert.deepEqual(others, [[{ file: 'main.tf', line: 7, column: 13 }]]);
});

test('a suppressed finding is in the JSON, marked, and does not fail the run', async () => {
  const ignored = main.replace(
    '    cidr_blocks',
    '    # portcullis:ignore EC2.19 EC2.18 EC2.13 EC2.53 a bastion\n    cidr_blocks',
  );
  const { exitCode, out } = await portcullis({ '/w/main.tf': ignored }, 'check', '--format', 'json');
  assert.equal(exitCode, 0);
  assert.match(out, /"suppressed": true/);
  assert.equal((await portcullis({ '/w/main.tf': ignored }, 'check', '--no-suppressions')).exitCode, 1);
});

test('ports may be authorized on the command line', async () => {
  const odd = main.replaceAll('22', '8443');
  assert.equal((await portcullis({ '/w/main.tf': odd }, 'check')).exitCode, 1);
  assert.equal(
    (await portcullis({ '/w/main.tf': odd }, 'check', '--authorized-tcp-ports', '443,8000-8999')).exitCode,
    0,
  );
});

test('a file can be checked alone, with its module around it', async () => {
  const files = { '/w/main.tf': main, '/w/b.tf': main.replace('"web"', '"b"') };
  const { out } = await portcullis(files, 'check', '/w/b.tf');
  assert.match(out, /^b\.tf:7:20/);
  assert.match(out, /Findings: 1 /);
});

test('what cannot run exits with 2 and says why', async () => {
  for (const words of [
    ['check', '/nowhere'],
    ['check', '--format', 'xml'],
    ['check', '--authorized-tcp-ports', 'ssh'],
    ['check', '--lang', 'fr'],
    ['check', '--what'],
    ['frobnicate'],
  ]) {
    const { exitCode, error, out } = await portcullis({ '/w/main.tf': main }, ...words);
    assert.equal(exitCode, 2, words.join(' '));
    assert.equal(out, '');
    assert.ok(error.length > 10);
  }
});

test('help and version answer and exit with 0', async () => {
  assert.match((await portcullis({}, '--help')).out, /portcullis check/);
  assert.equal((await portcullis({}, '--version')).out, 'portcullis 1.2.3\n');
});

test('--lang ja answers in Japanese', async () => {
  const { out } = await portcullis({ '/w/main.tf': main }, 'check', '--lang', 'ja');
  assert.match(out, /ポート 22/);
  assert.match(out, /検出: 1 件/);
});

test('what a variable file opens is possible, and both reports lead into that file', async () => {
  const files = {
    '/w/main.tf': `${main.replace('["0.0.0.0/0"]', 'var.cidrs')}variable "cidrs" {\n  type = list(string)\n}\n`,
    '/w/envs/prod.tfvars': 'cidrs = ["0.0.0.0/0"]\n',
    '/w/envs/dev.tfvars': 'cidrs = ["::/0"]\n',
  };
  const { exitCode, out } = await portcullis(
    files,
    'check',
    '--var-file',
    'envs/prod.*',
    '--var-file',
    'other/*.tfvars',
  );
  assert.equal(exitCode, 1);
  assert.match(out, /is open to every IPv4 address with envs\/prod\.tfvars\. That would fail EC2\.19/);
  assert.match(out, /^ {2}<- envs\/prod\.tfvars:1:10 {2}"0\.0\.0\.0\/0"$/m);
  assert.match(out, /Findings: 1 \(files read: 2, modules: 1,/);
  const json = (await portcullis(files, 'check', '--format', 'json')).out;
  const members: Record<string, unknown[]> = { verdict: [], severity: [], origin: [] };
  JSON.parse(json, (key, value: unknown) => {
    members[key]?.push(value);
    return value;
  });
  assert.deepEqual(members, {
    verdict: ['possible', 'possible'],
    severity: ['information', 'information'],
    origin: [
      [{ file: 'envs/prod.tfvars', line: 1, column: 10, text: '"0.0.0.0/0"' }],
      [{ file: 'envs/dev.tfvars', line: 1, column: 10, text: '"::/0"' }],
    ],
  });
});

test("a team's file counts up to the root of the repository, and a command line wins over it", async () => {
  const files = {
    '/w/.git/HEAD': '',
    '/w/.portcullis.yaml': 'authorizedTcpPorts: [8443]\n',
    '/w/environments/dev/main.tf': main.replaceAll('22', '8443'),
  };
  assert.equal((await portcullis(files, 'check', '/w/environments/dev')).exitCode, 0);
  assert.equal((await portcullis(files, 'check', '/w/environments/dev', '--authorized-tcp-ports', '443')).exitCode, 1);
});

test('without a repository it counts up to the current folder', async () => {
  const files = {
    '/w/.portcullis.yaml': 'authorizedTcpPorts: [8443]\n',
    '/w/a/main.tf': main.replaceAll('22', '8443'),
  };
  assert.equal((await portcullis(files, 'check', 'a')).exitCode, 0);
  const above = { '/.portcullis.yaml': 'authorizedTcpPorts: [8443]\n', '/w/a/main.tf': main.replaceAll('22', '8443') };
  assert.equal((await portcullis(above, 'check', 'a')).exitCode, 1);
});

test("a mistake in a team's file is among the problems, with its place", async () => {
  const files = { '/w/.portcullis.yaml': '\ncolour: red\n', '/w/main.tf': main };
  const { out, exitCode } = await portcullis(files, 'check', '--format', 'json');
  assert.equal(exitCode, 1);
  assert.match(out, /"file": "\.portcullis\.yaml",\s+"line": 2,\s+"column": 1,[^}]*line 2: colour/);
});

test('config prints every setting with its source', async () => {
  const files = {
    '/w/.portcullis.yaml': 'authorizedTcpPorts: [443]\noverrides:\n  - paths: [dev]\n    authorizedTcpPorts: [8080]\n',
    '/w/dev/main.tf': main,
  };
  const { out, exitCode } = await portcullis(files, 'config', 'dev', '--authorized-udp-ports', '53');
  assert.equal(exitCode, 0);
  assert.match(out, /^For \/w\/dev \.\.\/\.portcullis\.yaml counts\.\n/);
  assert.match(out, /\nauthorizedTcpPorts +\[8080\] +\.\.\/\.portcullis\.yaml:4\n/);
  assert.match(out, /\nauthorizedUdpPorts +\[53\] +command line\n/);
  assert.match(out, /\nseverity\.ssh-port-open +"error" +default\n/);
  const json: unknown = JSON.parse((await portcullis(files, 'config', '/w', '--format', 'json')).out);
  assert.match(
    JSON.stringify(json),
    /"name":"authorizedTcpPorts","value":\[443\],"source":"file","file":"\/w\/\.portcullis\.yaml","line":1/,
  );
  assert.match((await portcullis({ '/w/main.tf': main }, 'config')).out, /no \.portcullis\.yaml counts/);
  assert.equal((await portcullis(files, 'config', '/w', '/w/dev')).exitCode, 2);
});

test('remarks on ignore comments are reported and fail no run', async () => {
  const files = {
    '/w/main.tf': main.replace('0.0.0.0/0', '10.0.0.0/8').replace('  ingress', '  # portcullis:ignore\n  ingress'),
  };
  const { out, exitCode } = await portcullis(files, 'check');
  assert.equal(exitCode, 0);
  assert.match(out, /^main\.tf:2:3 {2}useless-ignore\n/);
});

test('after baseline only new findings are shown, unless all are asked for', async () => {
  const files: Record<string, string> = { '/w/a/main.tf': main, '/w/b/main.tf': main };
  const written = await portcullis(files, 'baseline');
  assert.equal(written.exitCode, 0);
  assert.match(written.out, /^2 findings are put off in \/w\/\.portcullis\.baseline\.json/);
  const quiet = await portcullis(files, 'check');
  assert.equal(quiet.exitCode, 0);
  assert.match(quiet.out, /^Findings: 0 .* Known to the baseline: 2\.\n$/);
  assert.equal((await portcullis(files, 'check', '/w/a')).exitCode, 0);
  const all = await portcullis(files, 'check', '--all');
  assert.equal(all.exitCode, 1);
  assert.match(all.out, /Findings: 2 /);
  assert.match((await portcullis(files, 'check', '--format', 'json')).out, /"baselined": true/);
  files['/w/c/main.tf'] = main.replaceAll('22', '3389');
  assert.match((await portcullis(files, 'check')).out, /^c\/main\.tf/);
  assert.equal((await portcullis(files, 'check')).exitCode, 1);
});

test('baseline says why it cannot write', async () => {
  assert.match(
    (await portcullis({ '/read-only/main.tf': main }, 'baseline', '/read-only')).error,
    /could not be written: EROFS/,
  );
  assert.equal((await portcullis({ '/w/main.tf': main }, 'baseline', '/w/main.tf')).exitCode, 2);
});
