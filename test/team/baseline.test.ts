import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baselineText, readBaseline, withBaseline } from '../../server/src/team/baseline.ts';
import { findingsIn } from '../support/check.ts';

interface Options {
  readonly port?: number;
  readonly source?: string;
  readonly comment?: string;
  readonly name?: string;
}

function group({ port = 22, source = '0.0.0.0/0', comment = '', name = 'web' }: Options = {}): string {
  return `
resource "aws_security_group" "${name}" {
  ${comment}
  ingress {
    protocol    = "tcp"
    from_port   = ${port}
    to_port     = ${port}
    cidr_blocks = ["${source}"]
  }
}
`;
}

/** Which findings of the text after are marked, by the baseline of the text before. */
function marked(before: string, after: string): readonly boolean[] {
  const baseline = readBaseline('/w/.portcullis.baseline.json', baselineText('/w', findingsIn(before)));
  assert.deepEqual(baseline.problems, []);
  return withBaseline(baseline, findingsIn(after)).map(({ baselined }) => baselined === true);
}

test('a finding stays known when lines, neighbors and files change around it', () => {
  const before = group();
  assert.deepEqual(marked(before, before), [true]);
  assert.deepEqual(marked(before, `\n\n# more\n${group({ comment: '# moved' })}`), [true]);
  assert.deepEqual(marked(before, `${group({ name: 'other', source: '10.0.0.0/8' })}${before}`), [true]);
  assert.deepEqual(marked(before, `#- network.tf\n${before}`), [true]);
  assert.deepEqual(marked(group({ name: 'web' }), group({ name: 'app' })), [false]);
});

test('what is opened further is new', () => {
  assert.deepEqual(marked(group(), group({ port: 3389 })), [false]);
  assert.deepEqual(marked(group(), group({ source: '::/0' })), [false]);
});

test('a second finding that is alike is new', () => {
  const rule = (text: string): string => text.slice(text.indexOf('  ingress'), text.lastIndexOf('}'));
  const two = group().replace(/\}\n$/, `${rule(group())}}\n`);
  assert.deepEqual(marked(group(), two), [true, false]);
  assert.deepEqual(marked(two, two), [true, true]);
  assert.deepEqual(marked(two, group()), [true]);
});

test('what was possible does not stand for what is open now', () => {
  const counted = (count: string): string =>
    `variable "on" {\n  type = bool\n}\n${group().replace('  \n', `  count = ${count}\n`)}`;
  assert.deepEqual(marked(counted('var.on ? 1 : 0'), counted('1')), [false]);
  assert.deepEqual(marked(counted('1'), counted('var.on ? 1 : 0')), [true]);
});

test('keys of instances and the names of calls do not matter', () => {
  const module = (call: string, each: string): string =>
    `${call}\n#- web/main.tf\n${group().replace('  \n', `  ${each}\n`).trim()}\n`;
  const before = module('module "a" {\n  source = "./web"\n}', 'count = 1');
  const after = module('module "b" {\n  source   = "./web"\n  for_each = toset(["x"])\n}', 'for_each = toset(["y"])');
  assert.deepEqual(marked(before, after), [true]);
});

test('suppressed findings need no entry', () => {
  const text = baselineText('/w', findingsIn(group({ comment: '# portcullis:ignore' })));
  assert.equal(text, '{\n  "version": 1,\n  "findings": []\n}\n');
});

test('the text is the same for the same findings, an entry a line', () => {
  const text = baselineText('/w', findingsIn(`${group()}${group({ name: 'app' })}`));
  assert.equal(text.split('\n').length, 8);
  assert.match(text, /"address":"aws_security_group\.app".*\n.*"address":"aws_security_group\.web"/);
});

test('a text that is no baseline counts for nothing and says so', () => {
  for (const text of [
    '',
    '[]',
    '{"version": 2, "findings": []}',
    '{"version": 1, "findings": [{}]}',
    '{"version": 1}',
  ]) {
    const { entries, problems } = readBaseline('/w/.portcullis.baseline.json', text);
    assert.deepEqual(entries, []);
    assert.equal(problems.length, 1, text);
  }
});
