// Text becomes a SourceFile: block by block as they are asked for, or the whole text at once, and, where that has errors, item by item.
// It never throws and keeps nothing between two texts but what the caller hands in again.
// Called by treeSitter.ts, which gives it the way to read a tree.
import type { Span } from '../text.ts';
import { bodyOf } from './bodies.ts';
import { expressionOf, invalid } from './expressions.ts';
import { isJsonSyntax, readJsonFile } from './jsonFile.ts';
import { lazyFile } from './lazyFile.ts';
import type { Expression, SourceFile, SyntaxError, Template } from './nodes.ts';
import { recover, type KnownBlocks } from './recover.ts';
import { templateFrom } from './templates.ts';
import { repairedForGrammar } from './repair.ts';
import type { ReadTree, Tree, TreeNode } from './tree.ts';
import { childOfType, collectTreeErrors, newConversion } from './tree.ts';

/** The loaded grammar. Every function is synchronous and takes any string whatever. */
export interface Grammar {
  /**
   * Reads a file; `path` is absolute, with forward slashes, and says by its end whether the text is in JSON syntax. Nothing is parsed
   * before it is asked for. Of `last`, the reading of an earlier text of the file, sound blocks that are the same are taken over.
   */
  readonly parse: (path: string, text: string, last?: SourceFile) => SourceFile;
  /** The same, parsed at once and as one. */
  readonly parseWhole: (path: string, text: string) => SourceFile;
  /** Reads a bare template: a template file, or the decoded text of a JSON string. Spans are offsets into `text`. */
  readonly parseTemplate: (text: string) => Reading<Template>;
  /** Reads an expression that stands alone, line ends allowed anywhere. Spans are offsets into `text`. */
  readonly parseExpression: (text: string) => Reading<Expression>;
}

/** What a text outside a file was read as; with errors, the expression is invalid or holds an invalid one. */
export interface Reading<T> {
  readonly expression: T;
  readonly errors: readonly SyntaxError[];
}

/** Builds the parsing functions on a way to read a tree. */
export function grammarOf(readTree: ReadTree): Grammar {
  const readMasked: ReadTree = (text, offset) => readTree(maskForGrammar(text), offset);
  const within: Pick<Grammar, 'parseTemplate' | 'parseExpression'> = {
    parseTemplate: (text) =>
      guarded(
        () => parseTemplate(readMasked, text),
        () => unreadTemplate(text),
      ),
    parseExpression: (text) =>
      guarded(
        () => parseExpression(readMasked, text),
        () => unreadExpression(text),
      ),
  };
  const parseWhole = (path: string, text: string, known?: KnownBlocks): SourceFile =>
    guarded(
      () => (isJsonSyntax(path) ? readJsonFile(path, text, within) : readWhole(readMasked, path, text, known)),
      (error) => unreadFile(path, text, error),
    );
  return {
    ...within,
    parse: (path, text, last) => lazyFile({ parseWhole, readTree: readMasked, guarded }, path, text, last),
    parseWhole: (path, text) => parseWhole(path, text),
  };
}

/** One text on which reading fails must not take the others with it, whatever the cause: a parser that traps, a stack that overflows. */
function guarded<T>(read: () => T, otherwise: (error: unknown) => T): T {
  try {
    return read();
  } catch (error) {
    return otherwise(error);
  }
}

function unreadFile(path: string, text: string, error: unknown): SourceFile {
  const span = { start: 0, end: text.length };
  const body = { attributes: [], blocks: [], span };
  const failure = error instanceof Error ? error.message : String(error);
  return { path, text, body, comments: [], errors: [{ span, kind: 'unexpected' }], complete: false, failure };
}

function unreadExpression(text: string): Reading<Expression> {
  const span = { start: 0, end: text.length };
  return { expression: invalid(span), errors: [{ span, kind: 'unexpected' }] };
}

function unreadTemplate(text: string): Reading<Template> {
  const { expression, errors } = unreadExpression(text);
  const parts = [{ kind: 'interpolation', expression, span: expression.span }] as const;
  return { expression: { kind: 'template', form: 'file', parts, span: expression.span }, errors };
}

function readWhole(readTree: ReadTree, path: string, text: string, known: KnownBlocks | undefined): SourceFile {
  // Where most of the text is known, reading the rest item by item costs little, and often settles that the whole is broken.
  const recovered = known && recover(readTree, path, text, known);
  if (recovered?.isSurelyBroken === true) return recovered.file;
  const tree = readTree(text, 0);
  const conversion = newConversion(path, text);
  if (!tree.broken) {
    const span = { start: 0, end: text.length };
    const body = bodyOf(conversion, childOfType(tree.root, 'body'), span, 0);
    const whole = childOfType(tree.root, 'object');
    if (whole !== undefined)
      conversion.errors.push({ span: { start: whole.start, end: whole.end }, kind: 'unexpected' });
    if (!conversion.misread) {
      return {
        path,
        text,
        body,
        comments: tree.comments,
        errors: sorted(conversion.errors),
        complete: whole === undefined && !conversion.lost,
      };
    }
  }
  return (recovered ?? recover(readTree, path, text)).file;
}

/** A heredoc is the one place where the grammar reads a bare template; two lines around the text make it one. */
function parseTemplate(readTree: ReadTree, text: string): Reading<Template> {
  let marker = 'EOT';
  while (text.includes(marker)) marker += '_';
  const prefix = `x = <<${marker}\n`;
  const span = { start: 0, end: text.length };
  const conversion = newConversion('', text);
  // The offset makes the positions those of the text without its prefix.
  const tree = readRepaired(readTree, `${prefix}${text}\n${marker}\n`, -prefix.length);
  const heredoc = tree.broken ? undefined : onlyExpression(tree.root)?.children[0]?.children[0];
  const inside = heredoc?.children.slice(2, -1) ?? [];
  const source = { form: 'file', start: span.start, end: span.end, dedented: false } as const;
  const template = heredoc === undefined ? undefined : templateFrom(conversion, heredoc, inside, source, 0);
  if (template?.kind === 'template') return { expression: { ...template, span }, errors: conversion.errors };
  collectTreeErrors(conversion.errors, tree.root);
  return { ...unreadTemplate(text), errors: clipped(conversion.errors, span) };
}

/** Parentheses around the text make line ends meaningless, as they are for an expression that stands alone. */
function parseExpression(readTree: ReadTree, text: string): Reading<Expression> {
  const prefix = 'x = (';
  const span = { start: 0, end: text.length };
  const conversion = newConversion('', text);
  const tree = readRepaired(readTree, `${prefix}${text}\n)\n`, -prefix.length);
  const outer = tree.broken ? undefined : onlyExpression(tree.root)?.children;
  const inside = outer?.length === 3 && outer[0]?.type === '(' ? outer[1] : undefined;
  if (inside !== undefined) {
    const expression = expressionOf(conversion, inside, { depth: 0, lineBound: false });
    return { expression, errors: conversion.errors };
  }
  collectTreeErrors(conversion.errors, tree.root);
  return { ...unreadExpression(text), errors: clipped(conversion.errors, span) };
}

/** A file's parts are repaired one by one (recover.ts); a text that is one part, as a whole. */
function readRepaired(readTree: ReadTree, text: string, offset: number): Tree {
  const tree = readTree(text, offset);
  if (!tree.broken) return tree;
  const repaired = repairedForGrammar(text);
  const again = repaired === text ? tree : readTree(repaired, offset);
  return again.broken ? tree : again;
}

function onlyExpression(root: TreeNode): TreeNode | undefined {
  const items = childOfType(root, 'body')?.children ?? [];
  return items.length === 1 && items[0] !== undefined ? childOfType(items[0], 'expression') : undefined;
}

/** Keeps errors inside the text that was asked about; there is always at least one. */
function clipped(errors: readonly SyntaxError[], span: Span): SyntaxError[] {
  const kept = errors.map((error) => {
    const start = Math.min(Math.max(error.span.start, span.start), span.end);
    return { span: { start, end: Math.max(start, Math.min(error.span.end, span.end)) }, kind: error.kind };
  });
  return kept.length > 0 ? kept : [{ span, kind: 'unexpected' }];
}

function sorted(errors: readonly SyntaxError[]): SyntaxError[] {
  return [...errors].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/**
 * Replaces what the grammar's scanner stumbles over by characters of the same length; values are read from the text as
 * written. NUL would end the text; of `$$${` HCL makes a dollar sign and an escape, the grammar an interpolation.
 */
function maskForGrammar(text: string): string {
  let masked = text;
  if (masked.includes('\0')) masked = masked.replaceAll('\0', '\u0001');
  if (masked.includes('$$${')) masked = masked.replace(/\$\$+\$\{/g, (run) => '.'.repeat(run.length));
  if (masked.includes('%%%{')) masked = masked.replace(/%%+%\{/g, (run) => '.'.repeat(run.length));
  return masked;
}
