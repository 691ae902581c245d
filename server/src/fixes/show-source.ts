// Goes to where a variable is given the open network: only a person knows what should stand there instead.
// It answers every check, where a default or a variable file opens a rule; it changes nothing.
// Listed in index.ts.
import type { Finding } from '../checks/check.ts';
import { message } from '../messages.ts';
import { baseName } from '../terraform/path.ts';
import { samePlace } from '../text.ts';
import { pathTo } from './expressionPath.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { plainMend } from './fix.ts';

/** Puts the cursor on an open default or an open value in a variable file. */
export const showSource: FixProducer = { id: 'show-source', writesJson: true, propose };

function propose({ source, place }: Finding, context: FixContext): readonly Fix[] {
  const cursor = source?.origin[0];
  const file = cursor === undefined ? undefined : context.file(cursor.path);
  if (source === undefined || cursor === undefined || file === undefined || samePlace(cursor, place)) return [];
  const [block] = pathTo(file, cursor.span)?.blocks ?? [];
  if (block !== undefined && block.type !== 'variable') return [];
  const title = message('fixes.showSource', { cidr: source.text, file: baseName(cursor.path) });
  return [{ ...plainMend, outcome: 'shows', id: showSource.id, title, edits: new Map(), cursor, preferred: true }];
}
