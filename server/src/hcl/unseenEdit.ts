// Edits that nobody can have seen: of comments, of blanks, and of blocks into which nobody has looked.
// It compares two readings of a file, the later made on top of the earlier. Called by workspace/.
import type { Span } from '../text.ts';
import { traceableBlocks, type TraceableBlock } from './lazyFile.ts';
import type { SourceFile } from './nodes.ts';

/** Where something stands now that stood elsewhere before the edit; undefined where nobody can say. */
export type Move = (span: Span) => Span | undefined;

/**
 * How an edit has moved what it has left as it was; undefined where somebody may have seen what it has changed, or where either text
 * does not parse. `matters` tells whether there may be a comment in a text that somebody listens to.
 */
export function moveOfUnseenEdit(
  before: SourceFile,
  now: SourceFile,
  matters: (text: string) => boolean,
): Move | undefined {
  const [old, blocks] = [traceableBlocks(before), traceableBlocks(now)];
  if (old === undefined || blocks?.length !== old.length || !before.complete || !now.complete) return undefined;
  const [was, is] = [stretches(before.text, old), stretches(now.text, blocks)];
  for (const [index, { block, span }] of is.entries()) {
    const earlier = was[index];
    if (earlier === undefined || (block && !isUnseen(earlier.block, block))) return undefined;
    if (earlier.block !== undefined && earlier.block.use === block?.use) continue;
    const [left, right] = [textIn(before, earlier.span), textIn(now, span)];
    if (left !== right && (matters(left) || matters(right))) return undefined;
  }
  return (span) => {
    const index = was.findIndex((each) => each.span.start <= span.start && span.end <= each.span.end);
    const [from, to] = [was[index]?.span, is[index]?.span];
    if (from === undefined || to === undefined || textIn(before, from) !== textIn(now, to))
      return spanOfAll(span, before, now);
    const shift = to.start - from.start;
    return { start: span.start + shift, end: span.end + shift };
  };
}

/** The blocks of a text and what stands between them, by turns; a stretch between blocks may be empty. */
function stretches(text: string, blocks: readonly TraceableBlock[]): readonly Stretch[] {
  const found: Stretch[] = [];
  let end = 0;
  for (const block of blocks) {
    found.push({ span: { start: end, end: block.span.start } }, { span: block.span, block });
    end = block.span.end;
  }
  return [...found, { span: { start: end, end: text.length } }];
}

interface Stretch {
  readonly span: Span;
  readonly block?: TraceableBlock;
}

function textIn({ text }: SourceFile, { start, end }: Span): string {
  return text.slice(start, end);
}

/** Whether one block may stand in for another as far as anybody has looked. */
function isUnseen(was: TraceableBlock | undefined, block: TraceableBlock): boolean {
  if (was === undefined || was.type !== block.type || was.labels.length !== block.labels.length) return false;
  if (was.labels.some(({ value }, index) => value !== block.labels[index]?.value)) return false;
  // Where a call leads is looked up in the text.
  return was.use === block.use || (!was.use.isRead && was.type !== 'module');
}

/** What is about the whole file names its start, or all of it. */
function spanOfAll({ start, end }: Span, before: SourceFile, now: SourceFile): Span | undefined {
  if (start !== 0 || (end !== 0 && end !== before.text.length)) return undefined;
  return { start: 0, end: end === 0 ? 0 : now.text.length };
}
