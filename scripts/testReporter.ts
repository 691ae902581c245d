// Writes how many tests passed and failed, for test.ts to add up; what a person reads comes from another reporter.
import type { TestEvent } from 'node:test/reporters';

/** The counts of one run as JSON, written once at its end. A cancelled test counts as failed. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
}

/** Called by node --test. */
async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    // A summary that names a file is of that file alone; the last one is of all.
    if (event.type !== 'test:summary' || event.data.file !== undefined) continue;
    const { tests, passed, skipped, todo } = event.data.counts;
    const counts: TestCounts = { passed, failed: tests - passed - skipped - todo };
    yield JSON.stringify(counts);
  }
}

// A default export, which the house otherwise has none of: node --test takes nothing else.
export default report;
