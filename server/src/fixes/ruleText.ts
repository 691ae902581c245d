// The text that writes a rule: the arguments that stand side by side in its block, in its resource, or in the object of a list,
// in native syntax or in JSON.
// It evaluates nothing and proposes nothing.
// Used by the fixes that exchange one argument of a rule for another, or repeat the rule.
import type { Argument, IngressRule } from '../aws/ingressRule.ts';
import type { Attribute, Block, Body, Expression, ObjectConstructor, ObjectItem, SourceFile } from '../hcl/nodes.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { Span } from '../text.ts';
import type { ExpressionPath } from './expressionPath.ts';
import { pathTo } from './expressionPath.ts';
import type { FixContext } from './fix.ts';
import { isReadable, textOf } from './writtenSource.ts';

/** An argument of a rule, whether it is one of a block or an item of an object. */
export interface Member {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expression;
  /** From the name to the end of the value. */
  readonly span: Span;
}

/** Where the arguments of a rule are written. */
export interface RuleText {
  readonly file: SourceFile;
  readonly isJson: boolean;
  readonly kind: 'block' | 'object';
  readonly members: readonly Member[];
  /** The whole block, or the object with its braces. */
  readonly span: Span;
  /** What the braces hold. */
  readonly inside: Span;
  /** The blocks around it, the outermost first; the rule's own is the last where it is a block. */
  readonly blocks: readonly Block[];
  /** The argument whose value holds the object, and the expressions from there to the object; undefined for a block. */
  readonly within: { readonly attribute: Attribute; readonly around: readonly Expression[] } | undefined;
}

/** What holds an argument of a rule as one of its own; undefined where it is no argument by itself, or cannot be edited. */
export function ruleTextOf({ scope, expression }: Argument, context: FixContext): RuleText | undefined {
  const file = editableFile(scope.path, expression.span, context);
  const way = file === undefined ? undefined : pathTo(file, expression.span);
  if (file === undefined || way === undefined) return undefined;
  if (isSame(way.attribute.expression.span, expression.span)) return blockText(file, way.blocks);
  const index = way.expressions.findLastIndex(
    (outer) => outer.kind === 'object' && outer.items.some((item) => isSame(item.value.span, expression.span)),
  );
  return objectText(file, way, index);
}

/** What writes a rule as a whole: its block, or the object that it is; undefined where it is neither, or cannot be edited. */
export function textOfRule(rule: IngressRule, context: FixContext): RuleText | undefined {
  const { path, span } = rule.place;
  const file = editableFile(path, span, context);
  if (file === undefined) return undefined;
  if (rule.block !== undefined) {
    const blocks = blocksTo(file.body, rule.block);
    return rule.block.path === path && blocks.length > 0 ? blockText(file, blocks) : undefined;
  }
  const way = pathTo(file, span);
  const index = way?.expressions.findIndex((outer) => isSame(outer.span, span)) ?? -1;
  return way === undefined ? undefined : objectText(file, way, index);
}

/** The argument of a name; undefined where it is not written. */
export function memberOf({ members }: RuleText, name: string): Member | undefined {
  return members.find((member) => member.name === name);
}

/** A reference as a value: in JSON it is a text with an interpolation. */
export function referenceText({ isJson }: Pick<RuleText, 'isJson'>, reference: string): string {
  return isJson ? `"\${${reference}}"` : reference;
}

/** An expression without the parentheses around it. */
export function withoutParentheses(expression: Expression): Expression {
  return expression.kind === 'parentheses' ? withoutParentheses(expression.inner) : expression;
}

function editableFile(path: string, span: Span, context: FixContext): SourceFile | undefined {
  const file = context.file(path);
  // A module that a tool has fetched is not the user's to edit.
  if (file === undefined || /\/\.terraform\//.test(path)) return undefined;
  return isReadable(file, span) ? file : undefined;
}

function blockText(file: SourceFile, blocks: readonly Block[]): RuleText | undefined {
  const block = blocks.at(-1);
  if (block?.path !== file.path) return undefined;
  const members = block.body.attributes.map(({ name, nameSpan, expression, span }) => ({
    name,
    nameSpan,
    value: expression,
    span,
  }));
  const isJson = isJsonSyntax(file.path);
  return { file, isJson, kind: 'block', members, span: block.span, inside: block.body.span, blocks, within: undefined };
}

function objectText(file: SourceFile, way: ExpressionPath, index: number): RuleText | undefined {
  const object = way.expressions[index];
  if (object?.kind !== 'object') return undefined;
  return {
    file,
    isJson: isJsonSyntax(file.path),
    kind: 'object',
    members: membersOf(object),
    span: object.span,
    inside: { start: object.span.start + 1, end: object.span.end - 1 },
    blocks: way.blocks,
    within: { attribute: way.attribute, around: way.expressions.slice(0, index) },
  };
}

function membersOf(object: ObjectConstructor): readonly Member[] {
  return object.items.flatMap((item) => {
    const name = nameOf(item.key);
    return name === undefined ? [] : [{ name, nameSpan: item.key.span, value: item.value, span: item.span }];
  });
}

function nameOf(key: ObjectItem['key']): string | undefined {
  return key.kind === 'name' && 'name' in key ? key.name : textOf(key);
}

function blocksTo(body: Body, block: Block): readonly Block[] {
  for (const candidate of body.blocks) {
    if (candidate.type === block.type && isSame(candidate.span, block.span)) return [candidate];
    const inner = blocksTo(candidate.body, block);
    if (inner.length > 0) return [candidate, ...inner];
  }
  return [];
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}
