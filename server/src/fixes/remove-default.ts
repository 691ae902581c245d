// A variable that opens a rule when nobody gives it a value loses its default, so that whoever runs this must say who may connect.
// It answers every check. It is not offered where a call relies on the default, nor for a default that holds more than open networks.
// Listed in index.ts.
import type { Finding } from '../checks/check.ts';
import { message } from '../messages.ts';
import { finishedEdits } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { plainMend } from './fix.ts';
import { callsOf } from './moduleCalls.ts';
import type { OpenOrigin } from './originVariable.ts';
import { argumentRemoval, isNothingElse, openOriginOf } from './originVariable.ts';

/** Removes the default of a variable that is nothing but open networks. */
export const removeDefault: FixProducer = { id: 'remove-default', writesJson: true, propose };

function propose(finding: Finding, context: FixContext): readonly Fix[] {
  const origin = openOriginOf(finding, context);
  const edit = origin === undefined ? undefined : defaultRemoval(origin, context);
  if (origin === undefined || edit === undefined) return [];
  const { written, variable } = origin;
  const edits = finishedEdits(new Map([[written.file.path, [edit]]]), context);
  const title = message('fixes.removeDefault', { name: variable.name });
  return [{ ...plainMend, id: removeDefault.id, title, edits, preferred: true }];
}

/** Undefined where the default is not all open, or where something relies on there being one. */
export function defaultRemoval(origin: OpenOrigin, context: FixContext): ReturnType<typeof argumentRemoval> {
  const { kind, written, module, variable } = origin;
  const [block] = written.blocks;
  if (kind !== 'default' || block === undefined || !isNothingElse(origin)) return undefined;
  const isGiven = callsOf(module.dir, context).every(({ call }) =>
    call.body.attributes.some(({ name }) => name === variable.name),
  );
  return isGiven ? argumentRemoval(written.file, block, written.attribute) : undefined;
}
