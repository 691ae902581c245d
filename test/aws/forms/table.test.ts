// The table of forms and questions: every form of the lists has a row, every cell is a text that is held against what is found
// in it, or says why there is none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  forms,
  networkAclForms,
  prefixListForms,
  rulesExclusiveForms,
  serviceForms,
} from '../../../server/src/aws/forms/index.ts';
import { moduleModels } from '../../../server/src/aws/modules/index.ts';
import { prefixListLookups } from '../../../server/src/aws/ownPrefixList.ts';
import { checkFindings, everyCheckOn } from '../../support/check.ts';
import { questions } from './tableRow.ts';
import type { Network, Question, Row } from './tableRow.ts';
import { rowsOfGroups } from './tableRowsOfGroups.ts';
import { rowsOfOthers } from './tableRowsOfOthers.ts';

const rows = [...rowsOfGroups, ...rowsOfOthers];
const brackets = /[⟦⟧]/g;

const variables = 'variable "unknown" {}\nvariable "public" {\n  type = bool\n}\n';

// Every check is asked for, those that are off by default too.
// That a default group has rules, and that half of all addresses are very many, are other questions.
const severities = { ...everyCheckOn, 'default-group-has-rules': 'off', 'wide-range': 'off' } as const;

test('every form, lookup and modelled module has a row', () => {
  const known = [
    ...[...forms, ...networkAclForms, ...prefixListForms, ...rulesExclusiveForms, ...serviceForms].map(
      ({ resourceType }) => resourceType,
    ),
    ...prefixListLookups.filter((type) => type !== 'aws_prefix_list').map((type) => `data.${type}`),
    ...moduleModels.map(({ module }) => module),
  ];
  assert.deepEqual([...new Set(rows.map(({ form }) => form))].toSorted(), known.toSorted());
});

for (const row of rows)
  for (const question of questions) {
    const name = `${row.form}${row.way === '' ? '' : `, ${row.way}`}: ${question}`;
    const never = row.never[question];
    const silent = row.silent?.[question];
    if (never !== undefined) test(`${name}, never: ${never}`, () => assert.notEqual(never, ''));
    else if (silent !== undefined)
      test(`${name}, silent: ${silent}`, async () => {
        await checkFindings(variables + row.write(networksOf(question), '').replaceAll(brackets, ''), { severities });
      });
    else
      test(name, async () => {
        await checkFindings(cell(row, question), { severities });
      });
  }

function cell(row: Row, question: Question): string {
  const comment = question === 'suppressed' ? `# portcullis:ignore ${row.ignoreId} a test` : '';
  const text = row.write(networksOf(question), comment);
  const says = sayingOf(row, question);
  return variables + (says === undefined ? text.replaceAll(brackets, '') : withMark(text, says));
}

/** What is written, with brackets around what is to be found. */
function networksOf(question: Question): readonly Network[] {
  const family = 'IPv4';
  switch (question) {
    case 'open v4':
    case 'suppressed':
      return [{ family, written: '⟦"0.0.0.0/0"⟧' }];
    case 'open v6':
      return [{ family: 'IPv6', written: '⟦"::/0"⟧' }];
    case 'union':
      return [
        { family, written: '⟦"0.0.0.0/1"⟧' },
        { family, written: '"128.0.0.0/1"' },
      ];
    case 'possible':
      return [{ family, written: 'var.public ? ⟦"0.0.0.0/0"⟧ : "10.0.0.0/8"' }];
    case 'unknown':
      return [{ family, written: 'var.unknown' }];
    case 'not open':
      return [{ family, written: '"10.0.0.0/8"' }];
  }
}

/** What the finding is called, undefined where there is none. */
function sayingOf(row: Row, question: Question): string | undefined {
  const surely = row.verdict === undefined ? '' : ` (${row.verdict})`;
  switch (question) {
    case 'open v4':
    case 'open v6':
      return `${row.check}${surely}:`;
    case 'union':
      return `${row.union}${surely}:`;
    case 'possible':
      return `${row.check} (possible):`;
    case 'suppressed':
      return `${row.check} (suppressed):`;
    case 'unknown':
    case 'not open':
      return undefined;
  }
}

/** The text with a mark under what the first brackets hold; a rule that names a prefix list is found at the name. */
function withMark(text: string, says: string): string {
  let isMarked = false;
  const atList = text.includes('prefix_list_ids = [⟦');
  return text
    .split('\n')
    .flatMap((line) => {
      const start = line.indexOf('⟦');
      const plain = line.replaceAll(brackets, '');
      if (start < 0 || isMarked || (atList && !line.includes('prefix_list_ids'))) return [plain];
      isMarked = true;
      const length = line.indexOf('⟧') - start - 1;
      return [plain, `#${' '.repeat(start - 1)}${'^'.repeat(length)} ${says}`];
    })
    .join('\n');
}
