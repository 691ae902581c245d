// A text with errors, read item by item: what is being typed in one block must not cost the nodes of another.
// It never decides what a sound text means: each item that the grammar accepts is converted as in a sound file.
// Called by read.ts, only where the whole text could not be read at once.
import type { Span } from '../text.ts';
import { attributeOf, bodyOf, refuseRepeated } from './bodies.ts';
import { decodeQuoted, holdsSequence } from './escapes.ts';
import { invalid } from './expressions.ts';
import type { Attribute, Block, Label, SourceFile, SyntaxError } from './nodes.ts';
import { repairedForGrammar, withSign } from './repair.ts';
import type { Header, ScanSource } from './lines.ts';
import {
  argumentAt,
  bracelessHeaderAt,
  headerAt,
  newScanSource,
  signlessArgumentAt,
  skipBlank,
  trimmed,
} from './lines.ts';
import type { ScannedItem } from './scan.ts';
import { scanItem, scanSuspectItem, scanSwallowingItem, scanUnclosedItem } from './scan.ts';
import type { Conversion, ReadTree, Tree, TreeNode } from './tree.ts';
import { childOfType, collectTreeErrors, newConversion } from './tree.ts';

/** A block whose text has been read before, where it stands now. */
export interface KnownBlock {
  readonly block: Block;
  readonly errors: readonly SyntaxError[];
  readonly complete: boolean;
}

/** Finds what a block that fills a span was read as; undefined where its text is new or not sound. */
export type KnownBlocks = (span: Span) => KnownBlock | undefined;

export interface Recovered {
  readonly file: SourceFile;
  /** Whether the grammar is sure to refuse the whole text, too: it refuses an item that cannot be a part of anything larger. */
  readonly isSurelyBroken: boolean;
}

/** Reads whatever can be read. `complete` tells whether that is all there is. Blocks that are known are not read again. */
export function recover(readTree: ReadTree, path: string, text: string, known?: KnownBlocks): Recovered {
  const comments: Span[] = [];
  const recovery: Recovery = {
    readTree,
    path,
    text,
    source: newScanSource(text),
    errors: [],
    scanBudget: 8 * text.length + 100_000,
    lost: false,
    repaired: 0,
    known,
    refused: 0,
    mayReachFurther: false,
  };
  const items: Items = { attributes: [], blocks: [] };
  const span = { start: 0, end: text.length };
  readItems(recovery, items, span, 0, comments);
  const conversion = newConversion(path, text);
  refuseRepeated(conversion, items.attributes);
  const met = new Map(comments.map((comment) => [comment.start, comment]));
  for (const comment of met.values()) {
    if (text.startsWith('/*', comment.start) && !text.startsWith('*/', comment.end - 2)) {
      conversion.errors.push({ span: comment, kind: 'unexpected' });
    }
  }
  const errors = [...recovery.errors, ...conversion.errors];
  errors.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const file = {
    path,
    text,
    body: { ...items, span },
    comments: [...met.values()].sort((a, b) => a.start - b.start).map((comment) => ({ span: comment })),
    errors,
    complete: !recovery.lost,
  };
  return { file, isSurelyBroken: recovery.refused > 0 && !recovery.mayReachFurther };
}

interface Recovery {
  readonly readTree: ReadTree;
  readonly path: string;
  readonly text: string;
  readonly source: ScanSource;
  readonly errors: SyntaxError[];
  /** Characters that scans may still run over in vain, so that many unclosed items do not each scan to the end. */
  scanBudget: number;
  lost: boolean;
  /** How many items were read after a repair: they are sound, though the grammar refused them. */
  repaired: number;
  readonly known: KnownBlocks | undefined;
  /** How many items at the top the grammar has refused. */
  refused: number;
  /** Whether an item at the top that is not known may end elsewhere for the grammar: it holds a heredoc, a comment over lines or an odd label. */
  mayReachFurther: boolean;
}

interface Items {
  readonly attributes: Attribute[];
  readonly blocks: Block[];
}

/** Blocks nested deeper than this are not looked into where they are broken. */
const deepestRecovery = 8;

function readItems(recovery: Recovery, items: Items, span: Span, depth: number, comments: Span[]): void {
  let offset = skipBlank(recovery.text, span.start, span.end, comments);
  while (offset < span.end) {
    const item = itemAt(recovery, offset, span.end, comments);
    const next = readItem(recovery, items, { start: offset, end: item.end }, item, depth);
    // The comments up to the item's end were already met when it was scanned.
    offset = skipBlank(recovery.text, next, item.end, []);
    if (offset === item.end) offset = skipBlank(recovery.text, item.end, span.end, comments);
  }
}

function itemAt(recovery: Recovery, start: number, limit: number, comments: Span[]): ScannedItem {
  if (recovery.scanBudget > 0) {
    const found: Span[] = [];
    const item = scanItem(recovery.source, start, limit, found);
    if (item.closed) {
      for (const comment of found) comments.push(comment);
      return item;
    }
    recovery.scanBudget -= item.end - start;
  }
  return scanUnclosedItem(recovery.source, start, limit, comments);
}

/** Reads one item and tells where the next may start. */
function readItem(recovery: Recovery, items: Items, span: Span, item: ScannedItem, depth: number): number {
  if (depth === 0 && takeKnown(recovery, items, span, item)) return span.end;
  const header = headerIn(recovery, span);
  const swallows = depth === 0 && item.closed && header !== undefined ? swallowingItem(recovery, span) : undefined;
  if (swallows !== undefined) {
    recovery.scanBudget -= span.end - span.start;
    // To the grammar all of it is one sound block.
    recovery.mayReachFurther = true;
    const shorter = { start: span.start, end: swallows.end };
    return readBroken(recovery, items, { span: shorter, item: swallows, tree: undefined }, depth);
  }
  const tree = item.closed || header === undefined ? treeOf(recovery, span) : undefined;
  if (tree !== undefined && takeSound(recovery, items, tree, span, depth)) return span.end;
  if (depth === 0) recovery.refused++;
  if (tree === undefined || header === undefined || recovery.scanBudget <= 0) {
    return readBroken(recovery, items, { span, item, tree }, depth);
  }
  const suspect = scanSuspectItem(recovery.source, span.start, span.end);
  if (suspect.end >= span.end) return readBroken(recovery, items, { span, item, tree }, depth);
  recovery.scanBudget -= span.end - span.start;
  const shorter = { start: span.start, end: suspect.end };
  return readBroken(recovery, items, { span: shorter, item: suspect, tree: undefined }, depth);
}

/** The part of a block that comes before a block which it can only have swallowed: two mistakes together may well be balanced. */
function swallowingItem({ source, text }: Recovery, span: Span): ScannedItem | undefined {
  if (!twiceLabeled.test(text.slice(span.start, span.end))) return undefined;
  const item = scanSwallowingItem(source, span.start, span.end);
  return item.end < span.end ? item : undefined;
}

/** After another line. */
const twiceLabeled = /\n[ \t]*[\p{ID_Start}_][\p{ID_Continue}-]*[ \t]*"[^"\n]*"[ \t]*"[^"\n]*"[ \t]*\{/u;

interface BrokenItem {
  readonly span: Span;
  readonly item: ScannedItem;
  readonly tree: Tree | undefined;
}

function readBroken(recovery: Recovery, items: Items, { span, item, tree }: BrokenItem, depth: number): number {
  const header = headerIn(recovery, span);
  const argument = header === undefined ? argumentIn(recovery, span.start) : undefined;
  const errorsBefore = recovery.errors.length;
  const repairedBefore = recovery.repaired;
  let next = span.end;
  if (header !== undefined && depth < deepestRecovery) {
    const { close } = item;
    items.blocks.push(blockFrom(recovery, header, span, close, depth));
    if (close !== undefined) next = close + 1;
  } else if (tree !== undefined && argument !== undefined) {
    items.attributes.push(attributeFrom(recovery, tree, argument, span, depth));
  } else {
    recovery.lost = true;
  }
  if (recovery.errors.length === errorsBefore && recovery.repaired === repairedBefore) {
    recovery.errors.push({ span: trimmed(recovery.text, span), kind: 'unexpected' });
    recovery.lost = true;
  }
  return next;
}

function headerIn({ text }: Recovery, { start, end }: Span): Header | undefined {
  return headerAt(text, start) ?? bracelessHeaderAt(text, start, end);
}

function argumentIn({ text }: Recovery, start: number): ReturnType<typeof argumentAt> {
  return argumentAt(text, start) ?? signlessArgumentAt(text, start);
}

function treeOf(recovery: Recovery, span: Span): Tree {
  return recovery.readTree(recovery.text.slice(span.start, span.end), span.start);
}

/** Takes over a block that was read before; nothing but a comment may follow it. */
function takeKnown(recovery: Recovery, items: Items, span: Span, { closed, close }: ScannedItem): boolean {
  const { text, known } = recovery;
  if (known === undefined) return false;
  const end = (close ?? span.end) + 1;
  const isAlone = closed && close !== undefined && onlyComment.test(text.slice(end, span.end));
  const found = isAlone ? known({ start: span.start, end }) : undefined;
  if (found === undefined) {
    recovery.mayReachFurther ||= farReaching.test(text.slice(span.start, span.end));
    return false;
  }
  items.blocks.push(found.block);
  recovery.errors.push(...found.errors);
  if (!found.complete) recovery.lost = true;
  return true;
}

const onlyComment = /^[ \t]*(?:(?:#|\/\/)[^\n]*)?\r?\n?$/;
/** Among them labels that hold a sequence, which the grammar reads as plain text. */
const farReaching =
  /<<|\/\*|\0|\r(?!\n)|^[ \t]*[\p{ID_Start}_][\p{ID_Continue}-]*(?:[ \t]*"[^"\n]*"|[ \t]+[\p{ID_Start}_][\p{ID_Continue}-]*)*[ \t]*"[^"\n]*[$%]\{/mu;

/** Takes an item over as it would be in a sound file, if the grammar accepts it. */
function takeSound(recovery: Recovery, items: Items, tree: Tree, span: Span, depth: number): boolean {
  const inside = childOfType(tree.root, 'body');
  if (tree.broken || inside === undefined) return false;
  const conversion = newConversion(recovery.path, recovery.text);
  const body = bodyOf(conversion, inside, span, depth);
  if (conversion.misread) return false;
  if (conversion.lost) recovery.lost = true;
  items.attributes.push(...body.attributes);
  items.blocks.push(...body.blocks);
  recovery.errors.push(...conversion.errors);
  return true;
}

function blockFrom(recovery: Recovery, header: Header, span: Span, close: number | undefined, depth: number): Block {
  const { text, path } = recovery;
  const inside: Items = { attributes: [], blocks: [] };
  const end = trimmed(text, span).end;
  const isOpened = text[header.open] === '{';
  const start = isOpened ? header.open + 1 : header.open;
  const body = { start, end: close ?? Math.max(start, end) };
  readItems(recovery, inside, body, depth + 1, []);
  const conversion = newConversion(path, text);
  refuseRepeated(conversion, inside.attributes);
  recovery.errors.push(...conversion.errors);
  if (!isOpened) {
    recovery.errors.push({ span: { start, end: start }, kind: 'missing' });
    recovery.lost = true;
  }
  if (close === undefined) {
    recovery.errors.push({ span: { start: end, end }, kind: 'missing' });
    recovery.lost = true;
  }
  return {
    path,
    ...(!isOpened && { isAssumed: true }),
    type: header.type,
    typeSpan: { start: span.start, end: span.start + header.type.length },
    labels: header.labels.map((label) => labelFrom(recovery, label)),
    body: { ...inside, span: body },
    span: { start: span.start, end: close === undefined ? body.end : close + 1 },
  };
}

function labelFrom(recovery: Recovery, span: Span): Label {
  const written = recovery.text.slice(span.start, span.end);
  if (holdsSequence(written)) recovery.errors.push({ span, kind: 'unexpected' });
  return { value: written.startsWith('"') ? decodeQuoted(written.slice(1, -1)) : written, span };
}

/** An argument that did not parse stays an argument: its value is unknown, which is not the same as its being absent. */
function attributeFrom(
  recovery: Recovery,
  tree: Tree,
  argument: { readonly name: string; readonly value: number },
  span: Span,
  depth: number,
): Attribute {
  const conversion = newConversion(recovery.path, recovery.text);
  const whole = trimmed(recovery.text, span);
  const mended = mendedAttribute(recovery, conversion, span, argument.value, depth);
  if (mended !== undefined) return mended;
  const node = attributeNode(tree.root, span.start, 0);
  collectTreeErrors(conversion.errors, tree.root);
  const written = node === undefined || restIsFilled(recovery.text, node.end, span.end) ? undefined : node;
  const attribute = written === undefined ? undefined : attributeOf(conversion, written, depth);
  recovery.errors.push(...conversion.errors);
  recovery.lost = true;
  if (attribute !== undefined) return attribute;
  const value = trimmed(recovery.text, { start: argument.value, end: Math.max(argument.value, whole.end) });
  return {
    path: recovery.path,
    name: argument.name,
    nameSpan: { start: span.start, end: span.start + argument.name.length },
    expression: invalid(value),
    span: { start: span.start, end: Math.max(value.end, argument.value) },
  };
}

/** Tries again where HCL accepts what the grammar refuses. */
function mendedAttribute(
  recovery: Recovery,
  conversion: Conversion,
  span: Span,
  value: number,
  depth: number,
): Attribute | undefined {
  const written = recovery.text.slice(span.start, span.end);
  const hasSign = argumentAt(recovery.text, span.start) !== undefined;
  const repaired = repairedForGrammar(hasSign ? written : withSign(written, value - span.start));
  if (repaired === written) return undefined;
  const tree = recovery.readTree(repaired, span.start);
  const nodes = childOfType(tree.root, 'body')?.children ?? [];
  const [node] = nodes;
  if (tree.broken || node?.type !== 'attribute' || nodes.length !== 1) return undefined;
  const attribute = attributeOf(conversion, node, depth);
  if (attribute === undefined || conversion.misread) return undefined;
  recovery.errors.push(...conversion.errors);
  if (hasSign) recovery.repaired++;
  else {
    recovery.errors.push({ span: { start: value, end: value }, kind: 'missing' });
    recovery.lost = true;
  }
  return attribute;
}

/** The `attribute` node at an offset, wherever the parser's own recovery has hung it. */
function attributeNode(node: TreeNode, start: number, depth: number): TreeNode | undefined {
  if (depth > 4) return undefined;
  for (const child of node.children) {
    if (child.start > start) return undefined;
    if (child.type === 'attribute' && child.start === start) return child;
    const found = attributeNode(child, start, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function restIsFilled(text: string, start: number, end: number): boolean {
  return !/^\s*(?:(?:#|\/\/)[^\n]*\s*)?$/.test(text.slice(start, end));
}
