// The examples on the pages of the checks are run: what stands under "Found" is found, what stands under "Not found" and
// "How to mend it" is not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { checks } from '../../server/src/checks/index.ts';
import { readFixture } from '../support/fixture.ts';
import { checkFindings, findingsIn, switchedOn } from '../support/check.ts';

const headings = {
  '': {
    found: 'Found',
    notFound: 'Not found',
    mend: 'How to mend it',
    others: ['What it looks at', 'Why it is dangerous', 'When to ignore it'],
    ways: ['In Terraform: ', 'In the console', 'AWS CLI'],
  },
  '.ja': {
    found: '検出される例',
    notFound: '検出されない例',
    mend: '直し方',
    others: ['対象', '危険な理由', '無視してよい場合'],
    ways: ['Terraform では、', 'コンソールでは', 'AWS CLI では'],
  },
} as const;

for (const { id, controls, defaultSeverity } of checks)
  for (const [suffix, { found, notFound, mend, others, ways }] of Object.entries(headings)) {
    const file = path.join(import.meta.dirname, `../../docs/checks/${id}${suffix}.md`);
    const page = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');

    test(`${id}${suffix}.md is about its check and links its controls`, () => {
      assert.ok(page.startsWith(`# ${id}\n`));
      for (const control of controls) assert.ok(page.includes(`[${control}](https://docs.aws.amazon.com/`), control);
    });

    test(`${id}${suffix}.md says what, why, how to mend it in every way, and when to ignore it`, () => {
      for (const heading of others) assert.ok(sectionOf(page, heading).trim() !== '', heading);
      for (const way of ways) assert.ok(sectionOf(page, mend).includes(way), way);
      assert.match(sectionOf(page, mend), /`aws [a-z0-9-]+ [a-z-]+/);
    });

    test(`the examples of ${id}${suffix}.md are what they are said to be`, async () => {
      const settings = defaultSeverity === 'off' ? switchedOn(id) : {};
      const bad = examplesUnder(page, found);
      const good = [...examplesUnder(page, notFound), ...examplesUnder(page, mend)];
      assert.ok(bad.length > 0 && good.length > 0);
      for (const example of bad) {
        assert.deepEqual(readFixture(example).markers, []);
        const isFound = findingsIn(example, settings).some(
          (finding) => finding.check === id || controls.some((control) => finding.controls.includes(control)),
        );
        assert.ok(isFound, example);
      }
      for (const example of good) await checkFindings(example, settings);
    });
  }

function examplesUnder(page: string, heading: string): readonly string[] {
  return [...sectionOf(page, heading).matchAll(/```hcl\n(.*?)```/gs)].map((match) => match[1] ?? '');
}

function sectionOf(page: string, heading: string): string {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section.slice(heading.length + 1);
}
