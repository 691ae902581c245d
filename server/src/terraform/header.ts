// The header of a block: what a user points at when naming it.
// It reads syntax only.
// Used by references.ts, expand.ts, body.ts and the resource forms.
import type { Block } from '../hcl/nodes.ts';
import type { Place } from '../text.ts';

/** From a block's type to its last label: `resource "aws_vpc" "main"`, `dynamic "ingress"`, `ingress`. */
export function headerOf(block: Block): Place {
  const end = block.labels.at(-1)?.span.end ?? block.typeSpan.end;
  return { path: block.path, span: { start: block.typeSpan.start, end } };
}
