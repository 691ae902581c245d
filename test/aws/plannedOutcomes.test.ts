import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsIn, switchedOn } from '../support/check.ts';
import { rowsOfGroups } from './plannedOutcomes.groups.ts';
import { rowsOfResources } from './plannedOutcomes.resources.ts';

const rows = [...rowsOfGroups, ...rowsOfResources];

test('every row of what was planned is here, in order', () => {
  const numbers = [...new Set(rows.map(([row]) => row))];
  assert.deepEqual(
    numbers,
    Array.from({ length: 49 }, (_, index) => index + 1),
  );
});

for (const [row, shows, text, found] of rows)
  test(`row ${row}: ${shows}`, () => {
    const findings = findingsIn(text, switchedOn('eks-endpoint-open'));
    assert.deepEqual(findings.map(({ check, verdict }) => `${check} ${verdict}`).toSorted(), found.toSorted(), text);
  });
