import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSettings, readSettings } from '../../server/src/lsp/settings.ts';

function read(section: unknown, filesExclude?: unknown) {
  const { settings, warnings } = readSettings(section, filesExclude);
  return { settings, names: warnings.map(({ values }) => values['name']) };
}

test('absent and null settings are the defaults, without a word', () => {
  for (const section of [undefined, null, {}, { severity: null }]) {
    assert.deepEqual(read(section), { settings: defaultSettings, names: [] });
  }
});

test("ports are read as Security Hub's list and as AWS Config's string", () => {
  const ranges = [
    { from: 443, to: 443 },
    { from: 1020, to: 1025 },
  ];
  for (const authorizedTcpPorts of ['443,1020-1025', [443, '1020-1025'], ' 443 , 1020 - 1025 ']) {
    const { settings, names } = read({ authorizedTcpPorts });
    assert.deepEqual(settings.checks.authorizedTcpPorts, ranges);
    assert.deepEqual(names, []);
  }
  for (const authorizedTcpPorts of ['', []])
    assert.deepEqual(read({ authorizedTcpPorts }).settings.checks.authorizedTcpPorts, []);
});

test('what is no port is refused by name and the default holds', () => {
  for (const authorizedTcpPorts of ['ssh', '0', '65536', '90-80', [80, 'x'], [1.5], 443, { a: 1 }, '1,,2']) {
    const { settings, names } = read({ authorizedTcpPorts });
    assert.deepEqual(names, ['portcullis.authorizedTcpPorts'], JSON.stringify(authorizedTcpPorts));
    assert.deepEqual(settings.checks.authorizedTcpPorts, defaultSettings.checks.authorizedTcpPorts);
  }
});

test('severities may be nested or dotted, and each bad one is named once', () => {
  const nested = read({ severity: { 'ssh-port-open': 'hint', 'rdp-port-open': 'loud' } });
  assert.equal(nested.settings.checks.severities['ssh-port-open'], 'hint');
  assert.deepEqual(nested.names, ['portcullis.severity.rdp-port-open']);
  const dotted = read({ 'severity.possible': 'off' });
  assert.equal(dotted.settings.checks.possibleSeverity, 'off');
});

test('files.exclude gives the globs that are true, and takes the place of the default ones', () => {
  const { settings } = read(
    { exclude: ['build'] },
    { '**/.git': true, '**/kept': false, '**/*.js': { when: '$(basename).ts' } },
  );
  assert.deepEqual(settings.hidden, ['**/.git']);
  assert.deepEqual(settings.exclude, ['build']);
});

test('variable files are named by a list of globs', () => {
  assert.deepEqual(read({ variableFiles: ['envs/*.tfvars'] }).settings.variableFiles, ['envs/*.tfvars']);
  assert.deepEqual(read({ variableFiles: 'envs/*.tfvars' }), {
    settings: defaultSettings,
    names: ['portcullis.variableFiles'],
  });
});

test('controls are switched off by name, and a name that is none is refused', () => {
  const off = read({ controls: { 'EC2.18': false, 'EC2.19': true } });
  assert.deepEqual(off.settings.checks.disabledControls, ['EC2.18']);
  assert.deepEqual(off.names, []);
  assert.deepEqual(read({ controls: { 'EC2.81': false } }).names, ['portcullis.controls']);
});
