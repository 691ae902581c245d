import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readVersionConstraint } from '../../../server/src/aws/modules/versionRange.ts';

// https://developer.hashicorp.com/terraform/language/expressions/version-constraints
const constraints: readonly (readonly [string, string])[] = [
  ['5.3.1', '5.3.1 before 5.3.2'],
  ['= 5.3', '5.3.0 before 5.3.1'],
  ['~> 5.3.1', '5.3.1 before 5.4.0'],
  ['~> 5.3', '5.3.0 before 6.0.0'],
  ['~> 5', '5.0.0 before none'],
  ['>= 4.0, < 6.0', '4.0.0 before 6.0.0'],
  ['> 4.0.0, <= 5.1.0', '4.0.1 before 5.1.1'],
  ['>=4.0,!=4.1.0', '4.0.0 before none'],
  [' v5.0.0 ', '5.0.0 before 5.0.1'],
];

test('a constraint is a range of versions', () => {
  for (const [text, expected] of constraints) {
    const range = readVersionConstraint(text);
    assert.equal(`${range?.from.join('.')} before ${range?.before?.join('.') ?? 'none'}`, expected, text);
  }
});

test('other text is no constraint', () => {
  for (const text of ['', 'latest', '>= ', '5.x', '~> 5.0,'])
    assert.equal(readVersionConstraint(text), undefined, text);
});
