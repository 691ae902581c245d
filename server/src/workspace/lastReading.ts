// What a file last said as a whole, for the time while the user is typing in it.
// A block that does not parse at the moment is answered for by its last whole reading, moved to where it stands now.
// Called by workspace.ts for open files; a file that parses is never touched.
import type { Block, SourceFile } from '../hcl/nodes.ts';
import { withSpansMoved } from '../hcl/spans.ts';
import { overlaps } from '../text.ts';

/**
 * The current reading with those blocks of the last whole one put back that are broken or gone now.
 * `last` must be complete. Where the user deletes a block and leaves other text broken, the block stays until the text is whole.
 */
export function steadied(last: SourceFile, current: SourceFile): SourceFile {
  if (current.complete) return current;
  const move = mover(last.text, current.text);
  const sound = current.body.blocks.filter(
    (block) => !current.errors.some((error) => overlaps(block.span, error.span)),
  );
  const soundKeys = keyed(sound);
  const kept: Block[] = [];
  for (const [key, block] of keyed(last.body.blocks)) {
    if (!soundKeys.has(key)) kept.push(move(block));
  }
  const keptKeys = keyed(kept);
  const others = [...keyed(current.body.blocks)].filter(([key]) => !keptKeys.has(key)).map(([, block]) => block);
  const blocks = [...others, ...kept].sort((a, b) => a.span.start - b.span.start);
  const { path, text, body, comments, errors, complete } = current;
  return { path, text, body: { ...body, blocks }, comments, errors, complete, failure: current.failure };
}

/** Blocks by type, labels and how many of the same came before. */
function keyed(blocks: readonly Block[]): Map<string, Block> {
  const byKey = new Map<string, Block>();
  const counts = new Map<string, number>();
  for (const block of blocks) {
    const name = JSON.stringify([block.type, ...block.labels.map((label) => label.value)]);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    byKey.set(`${name}#${count}`, block);
  }
  return byKey;
}

/** Moves nodes from the old text to the new one: what lies before or after the changed stretch keeps to its own characters. */
function mover(oldText: string, newText: string): (block: Block) => Block {
  const shorter = Math.min(oldText.length, newText.length);
  let prefix = 0;
  while (prefix < shorter && oldText.charCodeAt(prefix) === newText.charCodeAt(prefix)) prefix++;
  let suffix = 0;
  while (
    suffix < shorter - prefix &&
    oldText.charCodeAt(oldText.length - 1 - suffix) === newText.charCodeAt(newText.length - 1 - suffix)
  ) {
    suffix++;
  }
  const shift = newText.length - oldText.length;
  const start = (offset: number): number => {
    if (offset <= prefix) return offset;
    return offset >= oldText.length - suffix ? offset + shift : prefix;
  };
  const end = (offset: number): number => {
    if (offset <= prefix) return offset;
    return offset >= oldText.length - suffix ? offset + shift : newText.length - suffix;
  };
  // What a block works out when it is asked for is no part of the copy by itself.
  return (block) =>
    withSpansMoved({ ...block, typeSpan: block.typeSpan, body: block.body }, (span) => ({
      start: start(span.start),
      end: end(span.end),
    }));
}
