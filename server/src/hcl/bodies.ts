// The body of a file or of a block becomes our nodes, and HCL's rules of layout are checked, of which the grammar knows none.
// It knows no block type: `resource` is a name like any other.
// Called by read.ts and recover.ts.
import type { Attribute, Block, Body, Label } from './nodes.ts';
import type { Span } from '../text.ts';
import { expressionOf, invalid } from './expressions.ts';
import { decodeQuoted, holdsSequence } from './escapes.ts';
import type { Conversion, TreeNode } from './tree.ts';
import { checkSameLine, childOfType, deepestNesting, hasNewline, spanOf, tooDeep, unexpected } from './tree.ts';

/** Converts what the tree holds below its root; `span` is the stretch of text that the body fills. */
export function bodyOf(conversion: Conversion, node: TreeNode | undefined, span: Span, depth: number): Body {
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  let previousEnd: number | undefined;
  for (const child of node?.children ?? []) {
    if (child.type === 'attribute') {
      const attribute = attributeOf(conversion, child, depth);
      if (attribute !== undefined) attributes.push(attribute);
    } else if (child.type === 'block') {
      const block = blockOf(conversion, child, depth);
      if (block !== undefined) blocks.push(block);
    } else continue;
    if (previousEnd !== undefined && !hasNewline(conversion.text, previousEnd, child.start)) {
      unexpected(conversion, spanOf(child));
    }
    previousEnd = child.end;
  }
  refuseRepeated(conversion, attributes);
  return { attributes, blocks, span };
}

/** Converts an `attribute` node; `undefined` where it has no name. */
export function attributeOf(conversion: Conversion, node: TreeNode, depth: number): Attribute | undefined {
  const [name, sign] = node.children;
  if (name?.type !== 'identifier' || name.missing) return undefined;
  if (sign !== undefined) checkSameLine(conversion, name.end, sign);
  const value = childOfType(node, 'expression');
  if (value !== undefined && sign !== undefined) checkSameLine(conversion, sign.end, value);
  const expression =
    value === undefined || node.children.length !== 3
      ? invalid({ start: sign?.end ?? name.end, end: node.end })
      : expressionOf(conversion, value, { depth, lineBound: true });
  return {
    path: conversion.path,
    name: conversion.text.slice(name.start, name.end),
    nameSpan: spanOf(name),
    expression,
    span: { start: name.start, end: Math.max(expression.span.end, name.end) },
  };
}

/** An argument may be written once in a body; the later ones are reported, and kept. */
export function refuseRepeated(conversion: Conversion, attributes: readonly Attribute[]): void {
  if (attributes.length < 2) return;
  const seen = new Set<string>();
  for (const attribute of attributes) {
    if (seen.has(attribute.name)) unexpected(conversion, attribute.nameSpan);
    seen.add(attribute.name);
  }
}

function blockOf(conversion: Conversion, node: TreeNode, depth: number): Block | undefined {
  const [type, ...rest] = node.children;
  const open = childOfType(node, 'block_start');
  const close = childOfType(node, 'block_end');
  if (type?.type !== 'identifier' || open === undefined || close === undefined) return undefined;
  let previousEnd = type.end;
  const labels: Label[] = [];
  for (const child of rest) {
    if (child === open) break;
    checkSameLine(conversion, previousEnd, child);
    previousEnd = child.end;
    const label = labelOf(conversion, child);
    if (label !== undefined) labels.push(label);
  }
  checkSameLine(conversion, previousEnd, open);
  if (depth >= deepestNesting) {
    tooDeep(conversion, spanOf(node));
    return undefined;
  }
  const inside = childOfType(node, 'body');
  checkBraces(conversion, open, inside, close);
  const span = { start: open.end, end: close.start };
  return {
    path: conversion.path,
    type: conversion.text.slice(type.start, type.end),
    typeSpan: spanOf(type),
    labels,
    body: bodyOf(conversion, inside, span, depth + 1),
    span: spanOf(node),
  };
}

function labelOf(conversion: Conversion, node: TreeNode): Label | undefined {
  if (node.type === 'identifier') {
    return { value: conversion.text.slice(node.start, node.end), span: spanOf(node) };
  }
  if (node.type !== 'string_lit') return undefined;
  const written = conversion.text.slice(node.start + 1, node.end - 1);
  if (written.includes('\n')) conversion.misread = true;
  if (holdsSequence(written)) unexpected(conversion, spanOf(node));
  return { value: decodeQuoted(written), span: spanOf(node) };
}

/** A block stands on one line with at most one argument in it, or its braces stand apart from what they hold. */
function checkBraces(conversion: Conversion, open: TreeNode, inside: TreeNode | undefined, close: TreeNode): void {
  const items = inside?.children.filter((child) => child.type === 'attribute' || child.type === 'block') ?? [];
  const [first] = items;
  const last = items.at(-1);
  if (first === undefined || last === undefined) return;
  if (hasNewline(conversion.text, open.end, first.start)) {
    if (!hasNewline(conversion.text, last.end, close.start)) unexpected(conversion, spanOf(close));
    return;
  }
  const allowed =
    items.length === 1 && first.type === 'attribute' && !hasNewline(conversion.text, first.end, close.start);
  if (!allowed)
    unexpected(conversion, spanOf(first.type === 'block' || items.length === 1 ? first : (items[1] ?? first)));
}
