// What Terraform 1.11.4 has said of some thousands of expressions made by chance, and whether we say the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionNames } from '../../server/src/terraform/functions/index.ts';
import { calledFunctions } from './expressionsCalls.ts';
import { disagreement } from './expressionsCompare.ts';
import { contradiction } from './expressionsLater.ts';
import { readRecord } from './expressionsRecord.ts';

test('recorded expressions come to what Terraform said', (context) => {
  const recorded = readRecord();
  assert.ok(recorded.length >= 2000);
  const explained = new Map<string, number>();
  const wrong = recorded.flatMap(({ expression, answer, later }) => {
    const found = disagreement(expression, answer);
    const ruledOut = contradiction(expression, answer, later ?? []);
    if (ruledOut !== undefined) return [`${expression}\n    said to be sure, and later ${ruledOut}`];
    if (found === undefined) return [];
    if (found.kind === 'disagreement') return [`${expression}\n    ${found.theirs}, not ${found.ours}`];
    explained.set(found.why, (explained.get(found.why) ?? 0) + 1);
    return [];
  });
  context.diagnostic(`${recorded.length} compared`);
  for (const [why, count] of explained) context.diagnostic(`${count} differ on purpose: ${why}`);
  assert.deepEqual(wrong, []);
});

test('every pure function is among those that are tried', () => {
  const tried = new Set(calledFunctions());
  assert.deepEqual(
    functionNames()
      .filter((name) => !tried.has(name) && !untried.has(name))
      .toSorted(),
    [],
  );
});

/** Functions that are not tried: their results change, depend on the machine, or are known to OpenTofu or later releases only. */
const untried = new Set([
  ...[
    'bcrypt',
    'plantimestamp',
    'timestamp',
    'uuid',
    'abspath',
    'pathexpand',
    'rsadecrypt',
    'base64gzip',
    'base64gunzip',
  ],
  ...['cidrcontains', 'urldecode', 'convert', 'ephemeralasnull', 'sensitive', 'list', 'map'],
  ...['filesha256', 'filesha512', 'filebase64sha512'],
]);
