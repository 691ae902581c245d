// A finding with its rule and source, for tests that make fixes of it.
import assert from 'node:assert/strict';
import type { Finding } from '../../server/src/checks/check.ts';
import type { FindingFacts } from '../../server/src/checks/findingFacts.ts';

/** Of a workspace or a trial, in which it must be found. */
export function wholeFinding(
  where: { readonly whole: (finding: FindingFacts) => Finding | undefined },
  finding: FindingFacts,
): Finding {
  const whole = where.whole(finding);
  assert.ok(whole !== undefined, `not found again: ${finding.rule.address}`);
  return whole;
}
