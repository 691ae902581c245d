// Every fix × every form of a rule × every way of writing it: a before and an after, or the reason why it is not offered.
// The afters are kept in test/fixtures/fixTable.jsonl; PORTCULLIS_RECORD=1 writes them anew, to be read in the diff.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fixProducers } from '../../server/src/fixes/index.ts';
import { unformatted } from '../fixesProof/terraformVerdicts.ts';
import { hasTerraform } from '../support/terraform.ts';
import { rowOf, type Cell } from './table/cells.ts';
import { forms } from './table/forms.ts';
import { variations } from './table/fixtures.ts';
import { reasonAgainst } from './table/reasons.ts';

const recordPath = join(import.meta.dirname, '../fixtures/fixTable.jsonl');

test('every fix, form and way of writing it has its outcome, or the reason why there is none', async (context) => {
  const cells: Cell[] = [];
  const holes: string[] = [];
  const texts: (readonly [string | undefined, string])[] = [];
  let reasons = 0;
  for (const form of forms) {
    for (const variation of variations) {
      const row = await rowOf(form, variation);
      cells.push(...row.cells);
      texts.push(...row.texts);
      const offered = new Set(row.cells.map(({ fix }) => fix));
      for (const { id } of fixProducers) {
        if (offered.has(id)) continue;
        const reason = row.impossible ?? row.refused.get(id) ?? reasonAgainst(id, form, variation);
        if (reason === undefined) holes.push(`${id} × ${form.name} × ${variation}`);
        else reasons++;
      }
    }
  }
  context.diagnostic(`${cells.length} offered, ${reasons} not offered with a reason, ${holes.length} holes`);
  const lines = cells.map((cell) => JSON.stringify(cell)).join('\n');
  if (process.env['PORTCULLIS_RECORD'] !== undefined) writeFileSync(recordPath, `${lines}\n`);
  assert.deepEqual(holes, []);
  assert.deepEqual(lines.split('\n'), readFileSync(recordPath, 'utf8').trimEnd().split('\n'));
  if (!hasTerraform) return;
  const changes = unformatted(new Set(texts.flat().filter((text) => text !== undefined)));
  const worse = texts.filter(([before, after]) => (before === undefined || !changes.has(before)) && changes.has(after));
  assert.deepEqual(worse, []);
  // The check above must see texts that were formatted before.
  assert.ok(texts.filter(([before]) => before !== undefined && !changes.has(before)).length > texts.length / 3);
});
