// What belongs together stands together: a check with its page, test and setting, a fix and a form with their tests.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import {
  forms,
  networkAclForms,
  prefixListForms,
  rulesExclusiveForms,
  serviceForms,
} from '../server/src/aws/forms/index.ts';
import { defaultRemarkSeverities } from '../server/src/checks/ignores/remark.ts';
import { checks } from '../server/src/checks/index.ts';
import { fixProducers } from '../server/src/fixes/index.ts';
import { configurationProperties } from './support/manifest.ts';

const root = dirname(import.meta.dirname);

test('every check has a page in both languages, a test and a setting', () => {
  const settings = configurationProperties();
  for (const { id, defaultSeverity } of checks) {
    isThere(`docs/checks/${id}.md`);
    isThere(`docs/checks/${id}.ja.md`);
    isThere(`test/checks/${id}.test.ts`);
    const setting = settings.get(`portcullis.severity.${id}`);
    assert.ok(setting, `package.json has no setting portcullis.severity.${id}.`);
    assert.equal(setting['default'], defaultSeverity, `The default severity of ${id} is not the one in package.json.`);
  }
});

test('every severity setting and every page is that of a check', () => {
  const ids: readonly string[] = checks.map(({ id }) => id);
  for (const name of configurationProperties().keys()) {
    const id = /^portcullis\.severity\.(.+)$/.exec(name)?.[1];
    const isRemark = id !== undefined && id in defaultRemarkSeverities;
    assert.ok(id === undefined || id === 'possible' || isRemark || ids.includes(id), `${name} is of no check.`);
  }
  for (const page of readdirSync(join(root, 'docs', 'checks'))) {
    assert.ok(ids.includes(page.replace(/(\.ja)?\.md$/, '')), `docs/checks/${page} is of no check.`);
  }
});

test('every file that carries the name of a check is in the list of checks', () => {
  const listed = checks.map(({ id }) => id);
  assert.deepEqual(publicNames('server/src/checks'), listed.toSorted());
});

test('every fix has a test and is in the list of fixes', () => {
  const listed = fixProducers.map(({ id }) => id);
  for (const id of listed) isThere(`test/fixes/${id}.test.ts`);
  assert.deepEqual(publicNames('server/src/fixes'), listed.toSorted());
});

test('every resource form has a test and is in the list of forms', () => {
  const listed = [...forms, ...prefixListForms, ...networkAclForms, ...rulesExclusiveForms, ...serviceForms].map(
    ({ resourceType }) => resourceType,
  );
  for (const type of listed) isThere(`test/aws/forms/${type}.test.ts`);
  const files = readdirSync(join(root, 'server', 'src', 'aws', 'forms'));
  const types = files.map((file) => file.replace(/\.ts$/, '')).filter((name) => name !== 'index');
  assert.deepEqual(types.toSorted(), listed.toSorted());
});

test('the code map stays short enough to be read', () => {
  const lines = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').trimEnd().split('\n').length;
  assert.ok(lines <= 150, `ARCHITECTURE.md has ${lines} lines; 150 are the most.`);
});

/** The public names of a room: files with a hyphen in their name carry one, `ssh-port-open.ts`. */
function publicNames(folder: string): readonly string[] {
  const files = readdirSync(join(root, folder)).filter((file) => file.includes('-') && file.endsWith('.ts'));
  return files.map((file) => file.replace(/\.ts$/, '')).toSorted();
}

function isThere(path: string): void {
  assert.ok(existsSync(join(root, path)), `${path} is missing.`);
}
