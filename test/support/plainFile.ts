// A reading with all that is in it, as plain data: what a file works out when it is asked for is asked for.
// Called by tests that hold one reading against another.
import type { Block, Body, SourceFile } from '../../server/src/hcl/nodes.ts';

/** The whole of a reading, comparable with `deepEqual` and as JSON. */
export function plainFile({ path, text, body, comments, errors, complete, failure }: SourceFile): SourceFile {
  const plain = { path, text, body: plainBody(body), comments, errors, complete };
  return failure === undefined ? plain : { ...plain, failure };
}

/** The same of a block. */
export function plainBlock(block: Block): Block {
  const { path, type, typeSpan, labels, body, span, isAssumed } = block;
  const plain = { path, type, typeSpan, labels, body: plainBody(body), span };
  return isAssumed === undefined ? plain : { ...plain, isAssumed };
}

function plainBody({ attributes, blocks, span }: Body): Body {
  return { attributes, blocks: blocks.map(plainBlock), span };
}
