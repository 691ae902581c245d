import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import type { CheckSettings } from '../../server/src/checks/settings.ts';
import { render } from '../../server/src/messages.ts';
import { decisionsFor, effectiveSettings } from '../../server/src/team/effectiveSettings.ts';
import { readTeamFile } from '../../server/src/team/teamFile.ts';
import { matchedByGlobs } from '../../server/src/workspace/exclude.ts';

function read(text: string) {
  const file = readTeamFile('/w/.portcullis.yaml', text);
  return { file, problems: file.problems.map(({ message }) => render(message, 'en')) };
}

function settingsAt(text: string, path: string, forced: Partial<CheckSettings> = {}): CheckSettings {
  const { file, problems } = read(text);
  assert.deepEqual(problems, []);
  return effectiveSettings(defaultCheckSettings, file, forced, matchedByGlobs)([path]);
}

test('an empty file, and one of comments, decides nothing', () => {
  for (const text of ['', '\n', '# nothing yet\n', '---\n', '{}']) {
    assert.deepEqual(settingsAt(text, '/w/main.tf'), defaultCheckSettings, JSON.stringify(text));
  }
});

test('every setting of the checks may stand in it', () => {
  const settings = settingsAt(
    `
authorizedTcpPorts: [443, "1020-1025"]
authorizedUdpPorts: "53,500"
severity:
  ssh-port-open: warning
  possible: off
  useless-ignore: hint
wideRange:
  ipv4PrefixLength: 12
controls:
  EC2.18: off
  EC2.54: false
  EC2.19: on
ignoreComments: true
otherToolsIgnoreComments: off
requireIgnoreReason: on
`,
    '/w/main.tf',
  );
  assert.deepEqual(settings, {
    ...defaultCheckSettings,
    authorizedTcpPorts: [
      { from: 443, to: 443 },
      { from: 1020, to: 1025 },
    ],
    authorizedUdpPorts: [
      { from: 53, to: 53 },
      { from: 500, to: 500 },
    ],
    severities: { ...defaultCheckSettings.severities, 'ssh-port-open': 'warning' },
    possibleSeverity: 'off',
    remarkSeverities: { ...defaultCheckSettings.remarkSeverities, 'useless-ignore': 'hint' },
    wideRange: { ...defaultCheckSettings.wideRange, ipv4PrefixLength: 12 },
    disabledControls: ['EC2.18', 'EC2.54'],
    honorOtherTools: false,
    requireIgnoreReason: true,
  });
});

test('an override decides for the paths that it names, and a later one wins', () => {
  const text = `
authorizedTcpPorts: [443]
overrides:
  - paths: ["environments/dev/**", sandbox]
    authorizedTcpPorts: [443, 8080]
    severity:
      ssh-port-open: hint
  - paths: ["**/legacy/**"]
    severity:
      ssh-port-open: off
`;
  const ports = (path: string): unknown => settingsAt(text, path).authorizedTcpPorts.map(({ from }) => from);
  const ssh = (path: string): unknown => settingsAt(text, path).severities['ssh-port-open'];
  assert.deepEqual(ports('/w/main.tf'), [443]);
  assert.deepEqual(ports('/w/environments/dev/main.tf'), [443, 8080]);
  assert.deepEqual(ports('/w/environments/prod/main.tf'), [443]);
  assert.deepEqual(ports('/w/sandbox/a/b/main.tf'), [443, 8080]);
  assert.equal(ssh('/w/environments/dev/main.tf'), 'hint');
  assert.equal(ssh('/w/environments/dev/legacy/main.tf'), 'off');
  assert.equal(ssh('/w/prod/legacy/main.tf'), 'off');
});

test('an override holds for a module that is called from the paths it names', () => {
  const { file } = read('overrides:\n  - paths: [dev]\n    authorizedTcpPorts: [8080]\n');
  const settingsFor = effectiveSettings(defaultCheckSettings, file, {}, matchedByGlobs);
  const ports = (paths: readonly string[]): unknown => settingsFor(paths).authorizedTcpPorts.map(({ from }) => from);
  assert.deepEqual(ports(['/w/modules/web/main.tf', '/w/dev/main.tf']), [8080]);
  assert.deepEqual(ports(['/w/modules/web/main.tf', '/w/prod/main.tf']), [80, 443]);
  assert.equal(settingsFor(['/w/dev/a.tf']), settingsFor(['/w/dev/b.tf']));
});

test('what a command line says wins over the file', () => {
  const authorizedTcpPorts = [{ from: 22, to: 22 }];
  const text = 'authorizedTcpPorts: [443]\noverrides:\n  - paths: ["**"]\n    authorizedTcpPorts: [80]\n';
  assert.deepEqual(settingsAt(text, '/w/main.tf', { authorizedTcpPorts }).authorizedTcpPorts, authorizedTcpPorts);
});

test('globs of what is left out and of variable files stand at the top', () => {
  const { file, problems } = read('exclude: [vendor]\nvariableFiles:\n  - "envs/*.tfvars"\n');
  assert.deepEqual(problems, []);
  assert.deepEqual(file.exclude?.globs, ['vendor']);
  assert.deepEqual(file.variableFiles?.globs, ['envs/*.tfvars']);
});

test('each mistake is named with file, line and key, and the rest counts', () => {
  const text = `authorizedTcpPorts: [ssh]
severity:
  ssh-port-open: loud
  ssh-port-opne: error
  rdp-port-open: hint
colour: red
exclude: vendor
controls:
  EC2.81: off
overrides:
  - authorizedTcpPorts: [1]
  - paths: [dev]
    exclude: [vendor]
  - nothing
`;
  const { file, problems } = read(text);
  assert.deepEqual(
    problems.map((problem) => /^\.portcullis\.yaml, line (\d+): (\S+)/.exec(problem)?.slice(1).join(' ')),
    [
      '1 authorizedTcpPorts',
      '3 severity.ssh-port-open',
      '4 severity.ssh-port-opne',
      '6 colour',
      '7 exclude',
      '8 controls',
      '11 this',
      '13 exclude',
      '14 overrides',
    ],
  );
  const settings = effectiveSettings(defaultCheckSettings, file, {}, matchedByGlobs)(['/w/main.tf']);
  assert.deepEqual(settings, {
    ...defaultCheckSettings,
    severities: { ...defaultCheckSettings.severities, 'rdp-port-open': 'hint' },
  });
});

test('a text that is no YAML, or holds no mapping, counts for nothing and says so once', () => {
  for (const text of ['a: [1', 'a: 1\na: 2\n', '- a\n', 'text', '\t- x: [', '"', '[[[[', '[1,2]', '[: a', 'x: *y\n']) {
    const { file, problems } = read(text);
    assert.equal(problems.length, 1, `${text}: ${problems.join('; ')}`);
    assert.deepEqual(file.decisions, []);
  }
});

test('a text that nests without end is left unread', () => {
  for (const text of ['['.repeat(50_000), '- '.repeat(50_000), '{a: '.repeat(50_000), 'a'.repeat(300_000)]) {
    assert.match(read(text).problems.join(), /left unread/);
  }
});

test('the place of each decision is that of its key', () => {
  const text = 'severity:\n  ssh-port-open: hint\n';
  const { file } = read(text);
  const [decision] = decisionsFor(file, matchedByGlobs, ['/w/main.tf']);
  assert.equal(text.slice(decision?.place.span.start, decision?.place.span.end), 'ssh-port-open');
});
