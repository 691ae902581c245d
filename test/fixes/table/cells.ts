// The cells of the table of fixes: what each fix makes of each form in each way of writing it, as a diff.
// Called by table.test.ts.
import { unifiedDiff } from '../../../server/src/cli/report/unifiedDiff.ts';
import { defaultCheckSettings } from '../../../server/src/checks/settings.ts';
import { proposeFixes } from '../../../server/src/fixes/index.ts';
import { render } from '../../../server/src/messages.ts';
import { attemptOf, fixContextOf } from '../../../server/src/proof/attempt.ts';
import { objectionTo } from '../../../server/src/proof/proof.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { parse, parseTemplate } from '../../support/grammar.ts';
import { referee } from '../../support/hclReferee.ts';
import { memoryFileSystem } from '../../support/memoryFileSystem.ts';
import type { Form, Ports } from './forms.ts';
import { fixtureOf, type Variation } from './fixtures.ts';
import { wholeFinding } from '../../support/wholeFinding.ts';

/** A fix that is offered. */
export interface Cell {
  readonly form: string;
  readonly variation: Variation;
  readonly fix: string;
  /** What the rule opens where the fix is offered: the first of SSH, HTTPS and all ports. */
  readonly ports: Ports;
  readonly title: string;
  /** What changes, or the place that is shown. */
  readonly result: string;
}

/** What is offered for a form in one way of writing it, and the texts before and after, for `terraform fmt`. */
export interface Row {
  readonly cells: readonly Cell[];
  /** Why there is no such text; undefined where there is one. */
  readonly impossible: string | undefined;
  /** Fixes that the proof kept from being offered. */
  readonly refused: ReadonlyMap<string, string>;
  readonly texts: readonly (readonly [before: string | undefined, after: string])[];
}

/** Asks every fix for one form in one way of writing it, proof included. */
export async function rowOf(form: Form, variation: Variation): Promise<Row> {
  const cells = new Map<string, Cell>();
  const refused = new Map<string, string>();
  const texts: (readonly [string | undefined, string])[] = [];
  for (const ports of ['ssh', 'https', 'all'] as const) {
    const files = await fixtureOf(form, variation, ports);
    if (typeof files === 'string') return { cells: [], impossible: files, refused, texts };
    const trial = opened(files, ports).trial(new Map());
    for (const finding of trial.allFindings()) {
      for (const fix of proposeFixes(wholeFinding(trial, finding), { ...fixContextOf(trial), today: '2026-11-24' })
        .fixes) {
        if (cells.has(fix.id)) continue;
        const attempt = attemptOf(fix, trial);
        const objection = attempt === undefined ? undefined : await objectionTo([finding], attempt, referee);
        if (attempt === undefined || (objection !== undefined && fix.command === undefined)) {
          refused.set(fix.id, objection === undefined ? 'overlapping edits' : render(objection, 'en'));
          continue;
        }
        const diffs = [...fix.edits].map(([path, edits]) => unifiedDiff(path.slice(3), files.get(path), edits));
        const shown = fix.cursor === undefined ? 'asks first' : `shows ${fix.cursor.path.slice(3)}`;
        const result = fix.edits.size === 0 ? shown : diffs.sort().join('');
        cells.set(fix.id, { form: form.name, variation, fix: fix.id, ports, title: render(fix.title, 'en'), result });
        const native = [...attempt.texts].filter(([path]) => path.endsWith('.tf'));
        texts.push(...native.map(([path, text]) => [files.get(path), text] as const));
      }
    }
  }
  return { cells: [...cells.values()], impossible: undefined, refused, texts };
}

function opened(files: ReadonlyMap<string, string>, ports: Ports): Workspace {
  const checks = ports === 'https' ? { ...defaultCheckSettings, authorizedTcpPorts: [] } : defaultCheckSettings;
  const workspace = new Workspace(
    memoryFileSystem(new Map(files)),
    { parse, parseTemplate },
    { checks, exclude: [], variableFiles: [] },
  );
  workspace.setFolders(['/w']);
  workspace.catchUp();
  return workspace;
}
