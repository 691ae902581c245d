// Quoted strings, heredocs and template files become our nodes: literal text taken from the source, decoded, stripped and
// dedented as HCL does it, token by token. The grammar's own literal nodes lack the whitespace at their ends and are not used.
// Called by expressions.ts and read.ts.
import type { Span } from '../text.ts';
import { decodeBare, decodeQuoted } from './escapes.ts';
import { expressionOf, invalid } from './expressions.ts';
import type { Expression, InvalidExpression, Template, TemplatePart } from './nodes.ts';
import { hidesBlock } from './lines.ts';
import { dedent, strip } from './templateWhitespace.ts';
import type { Conversion, TreeNode } from './tree.ts';
import { checkKeywords, childOfType, deepestNesting, spanOf, tooDeep, unexpected } from './tree.ts';

/** One token of a template, as HCL's scanner cuts it: in a heredoc each physical line is a literal of its own. */
export type TemplateToken = LiteralToken | SequenceToken;

export interface LiteralToken {
  readonly kind: 'literal';
  /** Decoded; stripping and dedenting change it. */
  value: string;
  readonly span: Span;
}

/** `${ ... }` or one `%{ ... }`. */
export interface SequenceToken {
  readonly kind: 'interpolation' | 'if' | 'else' | 'endif' | 'for' | 'endfor';
  readonly node: TreeNode;
  readonly stripBefore: boolean;
  readonly stripAfter: boolean;
}

/** Converts a `string_lit`: a quoted template without interpolation. */
export function stringLiteralOf(conversion: Conversion, node: TreeNode): Expression {
  if (node.children.some((child) => child.missing || child.type === 'ERROR')) return invalid(node);
  const span = { start: node.start + 1, end: node.end - 1 };
  return {
    kind: 'template',
    form: 'quoted',
    parts: span.end > span.start ? [quotedLiteral(conversion, span)] : [],
    span: spanOf(node),
  };
}

/** Converts a `quoted_template` or a `heredoc_template`. */
export function templateOf(conversion: Conversion, node: TreeNode, depth: number): Template | InvalidExpression {
  if (depth > deepestNesting) {
    tooDeep(conversion, spanOf(node));
    return invalid(node);
  }
  if (node.type === 'quoted_template') {
    const inside = node.children.filter((child) => !child.type.startsWith('quoted_template_'));
    return templateFrom(
      conversion,
      node,
      inside,
      { form: 'quoted', start: node.start + 1, end: node.end - 1, dedented: false },
      depth,
    );
  }
  const [opening, marker, ...rest] = node.children;
  const closing = rest.pop();
  if (node.type !== 'heredoc_template' || !opening || !marker || closing?.type !== 'heredoc_identifier')
    return invalid(node);
  const { text } = conversion;
  const lineEnd = text.indexOf('\n', marker.end);
  if (lineEnd < 0 || lineEnd >= closing.start) return invalid(node);
  if (closing.missing && !isClosingLine(text, closing.start, text.slice(marker.start, marker.end)))
    return invalid(node);
  if (!/^\r?$/.test(text.slice(marker.end, lineEnd))) unexpected(conversion, { start: marker.end, end: lineEnd });
  const start = lineEnd + 1;
  const end = Math.max(start, text.lastIndexOf('\n', closing.start) + 1);
  const dedented = text.startsWith('<<-', opening.start);
  if (hidesBlock(text, text.slice(marker.start, marker.end), { start, end })) {
    // Sound for the grammar, but what was typed is the start of a heredoc that has no end yet.
    conversion.misread = true;
    unexpected(conversion, opening);
  }
  return templateFrom(conversion, node, rest, { form: 'heredoc', start, end, dedented }, depth);
}

/** A closing marker at the very end of a file lacks its line end, and so is missing for the grammar, but it is there. */
function isClosingLine(text: string, offset: number, marker: string): boolean {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end).trim() === marker;
}

interface TemplateSource {
  readonly form: Template['form'];
  /** The text between the delimiters. */
  readonly start: number;
  readonly end: number;
  readonly dedented: boolean;
}

/** Converts the nodes between a template's delimiters. */
export function templateFrom(
  conversion: Conversion,
  node: TreeNode,
  inside: readonly TreeNode[],
  source: TemplateSource,
  depth: number,
): Template | InvalidExpression {
  const sequences: SequenceToken[] = [];
  if (!flatten(conversion, inside, sequences, depth)) return invalid(node);
  const tokens: TemplateToken[] = [];
  let offset = source.start;
  for (const sequence of sequences) {
    checkKeywords(conversion, sequence.node.children);
    checkMarkers(conversion, sequence.node);
    addLiterals(conversion, tokens, { start: offset, end: sequence.node.start }, source.form);
    tokens.push(sequence);
    offset = sequence.node.end;
  }
  addLiterals(conversion, tokens, { start: offset, end: source.end }, source.form);
  strip(tokens);
  if (source.dedented) dedent(tokens);
  const reader = { tokens, index: 0 };
  const parts = partsOf(conversion, reader, depth);
  if (reader.index < tokens.length) return invalid(node);
  return { kind: 'template', form: source.form, parts, span: spanOf(node) };
}

/** Lists interpolations and directives in the order of the text, those inside a directive's arms too. */
function flatten(conversion: Conversion, nodes: readonly TreeNode[], tokens: SequenceToken[], depth: number): boolean {
  if (depth > deepestNesting) {
    const [first] = nodes;
    if (first !== undefined) tooDeep(conversion, spanOf(first));
    return false;
  }
  for (const node of nodes) {
    if (node.missing || node.type === 'ERROR') return false;
    const kind = sequenceKinds.get(node.type);
    if (kind !== undefined) tokens.push(sequenceOf(kind, node));
    else if (
      node.type.startsWith('template_') &&
      node.type !== 'template_literal' &&
      !flatten(conversion, node.children, tokens, depth + 1)
    ) {
      return false;
    }
  }
  return true;
}

const sequenceKinds: ReadonlyMap<string, SequenceToken['kind']> = new Map([
  ['template_interpolation', 'interpolation'],
  ['template_if_intro', 'if'],
  ['template_else_intro', 'else'],
  ['template_if_end', 'endif'],
  ['template_for_start', 'for'],
  ['template_for_end', 'endfor'],
]);

function sequenceOf(kind: SequenceToken['kind'], node: TreeNode): SequenceToken {
  return {
    kind,
    node,
    stripBefore: node.children[1]?.type === 'strip_marker',
    // In `${~}` the one marker belongs to the opening.
    stripAfter: node.children.length > 3 && node.children.at(-2)?.type === 'strip_marker',
  };
}

/** A strip marker touches the brace it belongs to; the grammar lets it stand apart. */
function checkMarkers(conversion: Conversion, node: TreeNode): void {
  for (const child of node.children) {
    if (child.type !== 'strip_marker') continue;
    if (child.start !== node.start + 2 && child.end !== node.end - 1) unexpected(conversion, spanOf(child));
  }
}

function addLiterals(conversion: Conversion, tokens: TemplateToken[], span: Span, form: Template['form']): void {
  if (form === 'quoted') {
    if (span.end > span.start) tokens.push(quotedLiteral(conversion, span));
    return;
  }
  for (let start = span.start; start < span.end;) {
    const newline = conversion.text.indexOf('\n', start);
    const end = newline < 0 || newline >= span.end ? span.end : newline + 1;
    tokens.push({ kind: 'literal', value: decodeBare(conversion.text.slice(start, end)), span: { start, end } });
    start = end;
  }
}

function quotedLiteral(conversion: Conversion, span: Span): LiteralToken {
  const written = conversion.text.slice(span.start, span.end);
  const newline = written.indexOf('\n');
  if (newline >= 0) {
    // The grammar lets a string run over lines; HCL does not, and the quote that closes it belongs to another string.
    conversion.misread = true;
    unexpected(conversion, { start: span.start + newline, end: span.end });
  }
  if (written.includes('"') && written.replace(/\\[^]/g, '').includes('"')) {
    // Inside a directive the grammar takes the closing quote for text.
    conversion.misread = true;
    unexpected(conversion, span);
  }
  return { kind: 'literal', value: decodeQuoted(written), span };
}

interface TokenReader {
  readonly tokens: readonly TemplateToken[];
  index: number;
}

/** Reads parts up to the directive that ends this arm, and leaves that one to the caller. */
function partsOf(conversion: Conversion, reader: TokenReader, depth: number): TemplatePart[] {
  const parts: TemplatePart[] = [];
  for (; reader.index < reader.tokens.length; reader.index++) {
    const token = reader.tokens[reader.index];
    if (token === undefined || token.kind === 'else' || token.kind === 'endif' || token.kind === 'endfor') break;
    if (token.kind === 'literal') addLiteralPart(parts, token);
    else parts.push(sequencePartOf(conversion, reader, token, depth + 1));
  }
  return parts;
}

/** Literals side by side become one part. An empty one stays: a template of two parts always yields a string. */
function addLiteralPart(parts: TemplatePart[], token: LiteralToken): void {
  const last = parts.at(-1);
  if (last?.kind !== 'literal') {
    parts.push({ kind: 'literal', value: token.value, span: token.span });
    return;
  }
  const span = { start: last.span.start, end: token.span.end };
  parts[parts.length - 1] = { kind: 'literal', value: last.value + token.value, span };
}

function sequencePartOf(
  conversion: Conversion,
  reader: TokenReader,
  token: SequenceToken,
  depth: number,
): TemplatePart {
  const { node } = token;
  const inside = { depth: depth + 1, lineBound: false };
  const written = childOfType(node, 'expression');
  let expression: Expression = invalid({ start: node.start, end: node.end });
  if (written !== undefined && !damaged(node)) expression = expressionOf(conversion, written, inside);
  else if (written === undefined) unexpected(conversion, spanOf(node));
  if (token.kind === 'interpolation') return { kind: 'interpolation', expression, span: spanOf(node) };
  reader.index++;
  const body = partsOf(conversion, reader, depth);
  if (token.kind === 'for') {
    const names = node.children.filter((child) => child.type === 'identifier');
    const [first, second] = names.map((name) => conversion.text.slice(name.start, name.end));
    return {
      kind: 'for',
      keyName: second === undefined ? undefined : first,
      valueName: second ?? first ?? '',
      collection: expression,
      body,
      span: { start: node.start, end: endOfCurrent(reader, node) },
    };
  }
  let otherwise: readonly TemplatePart[] = [];
  if (reader.tokens[reader.index]?.kind === 'else') {
    reader.index++;
    otherwise = partsOf(conversion, reader, depth);
  }
  const span = { start: node.start, end: endOfCurrent(reader, node) };
  return { kind: 'if', condition: expression, then: body, else: otherwise, span };
}

function damaged(node: TreeNode): boolean {
  return node.children.some((child) => child.missing || child.type === 'ERROR');
}

function endOfCurrent(reader: TokenReader, fallback: TreeNode): number {
  const token = reader.tokens[reader.index];
  return token === undefined || token.kind === 'literal' ? fallback.end : token.node.end;
}
