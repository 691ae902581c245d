// Where an open source is written, and what may be done to it there.
// It proposes no edit.
// Used by replace-source.ts and remove-source.ts.
import { readCidr } from '../aws/cidr.ts';
import type { CidrSource } from '../aws/ingressRule.ts';
import type { Finding } from '../checks/check.ts';
import type { Attribute, Block, Expression, SourceFile, TupleConstructor } from '../hcl/nodes.ts';
import type { Span } from '../text.ts';
import { contains, overlaps } from '../text.ts';
import type { ExpressionPath } from './expressionPath.ts';
import { pathTo } from './expressionPath.ts';
import type { FixContext } from './fix.ts';

/** The text of an open source where the user wrote it, as a value by itself. */
export interface WrittenSource {
  readonly source: CidrSource;
  readonly file: SourceFile;
  readonly blocks: readonly Block[];
  readonly attribute: Attribute;
  /** From the argument's expression to the one around the text, the text itself not among them. */
  readonly around: readonly Expression[];
  readonly expression: Expression;
  /** The list that holds it as one of its networks; undefined where the text stands for a single value. */
  readonly list: ListPlace | undefined;
}

/** A `[...]` of networks. */
export interface ListPlace {
  readonly tuple: TupleConstructor;
  /** What goes: the source, and the same family's other open networks beside it. */
  readonly open: readonly Expression[];
  readonly kept: readonly Expression[];
  /** Whether the list is itself an argument of `concat`. */
  readonly inConcat: boolean;
}

/**
 * Finds the text that opens a source: the one its value comes from, where that is a quoted string of just this network and
 * reaches the rule unchanged. Undefined where it is part of a longer text, goes through a function that reads it, or cannot be
 * read without errors.
 */
export function writtenSourceOf({ source }: Pick<Finding, 'source'>, context: FixContext): WrittenSource | undefined {
  const place = source?.origin[0];
  const file = place === undefined ? undefined : context.file(place.path);
  if (source === undefined || place === undefined || file === undefined || !isReadable(file, place.span))
    return undefined;
  const path = pathTo(file, place.span);
  const expression = path?.expressions.at(-1);
  if (path === undefined || expression === undefined || textOf(expression) !== source.text) return undefined;
  return sourceAt(file, path, source);
}

/** The source as the expression that ends a path; undefined where something around it does not hand it on as it is. */
export function sourceAt(file: SourceFile, path: ExpressionPath, source: CidrSource): WrittenSource | undefined {
  const expression = path.expressions.at(-1);
  if (expression === undefined) return undefined;
  const around = path.expressions.slice(0, -1);
  if (!around.every((outer, index) => handsOn(outer, path.expressions[index + 1]))) return undefined;
  const { blocks, attribute } = path;
  return { source, file, blocks, attribute, around, expression, list: listPlaceOf(around, expression, source) };
}

/** Whether the item of a file that holds a span was read without errors. The rest of the file may be half typed. */
export function isReadable(file: SourceFile, span: Span): boolean {
  const items = [...file.body.blocks, ...file.body.attributes];
  const holder = items.find((item) => contains(item.span, span))?.span ?? file.body.span;
  return !file.errors.some((error) => overlaps(holder, error.span));
}

/** The text of a quoted string that has no interpolation; undefined for anything else. */
export function textOf(expression: Expression): string | undefined {
  if (expression.kind !== 'template' || expression.form !== 'quoted') return undefined;
  const [part, another] = expression.parts;
  return part?.kind === 'literal' && another === undefined ? part.value : undefined;
}

/** Whether a text is a network that is everyone; with a family, everyone of that family. */
export function isOpenCidr(text: string, family?: CidrSource['family']): boolean {
  const cidr = readCidr(text.trim());
  return cidr.kind === 'cidr' && cidr.prefixLength === 0 && (family === undefined || cidr.family === family);
}

/** Networks wider than this are pieces of the internet, not somebody's. */
const widePrefixLength = 8;

/** Whether a network is everyone of a source's family, or a piece of the internet where the source is one. */
function isAsOpen(text: string, { family, prefixLength }: CidrSource): boolean {
  if (prefixLength === 0 || prefixLength >= widePrefixLength) return isOpenCidr(text, family);
  const cidr = readCidr(text.trim());
  return cidr.kind === 'cidr' && cidr.family === family && cidr.prefixLength < widePrefixLength;
}

/** Functions that give back, among others, the values they are given. */
const transparentFunctions: ReadonlySet<string> = new Set([
  'coalesce',
  'coalescelist',
  'compact',
  'concat',
  'distinct',
  'element',
  'flatten',
  'lookup',
  'merge',
  'nonsensitive',
  'one',
  'reverse',
  'sensitive',
  'setproduct',
  'setunion',
  'slice',
  'sort',
  'tolist',
  'tomap',
  'toset',
  'try',
  'values',
]);

function handsOn(outer: Expression, inner: Expression | undefined): boolean {
  switch (outer.kind) {
    case 'tuple':
    case 'parentheses':
      return true;
    case 'object':
      return outer.items.some((item) => item.value === inner);
    case 'conditional':
      return outer.condition !== inner;
    case 'for':
      return outer.collection === inner || outer.value === inner;
    case 'access':
    case 'index':
    case 'splat':
      return outer.target === inner;
    case 'call':
      return transparentFunctions.has(outer.name);
    case 'number':
    case 'bool':
    case 'null':
    case 'name':
    case 'binary':
    case 'unary':
    case 'invalid':
      return false;
    // An interpolation and nothing else is its value, as every expression in JSON is written.
    case 'template': {
      const [part, another] = outer.parts;
      return another === undefined && part?.kind === 'interpolation' && part.expression === inner;
    }
  }
}

function listPlaceOf(around: readonly Expression[], expression: Expression, source: CidrSource): ListPlace | undefined {
  const outward = around.toReversed().filter(({ kind }) => kind !== 'parentheses' && kind !== 'template');
  const [tuple, holder] = outward;
  if (tuple?.kind !== 'tuple' || isReadByPosition(tuple, holder)) return undefined;
  const open = tuple.elements.filter(
    (element) => withoutParentheses(element) === expression || isAsOpen(textOf(element) ?? '', source),
  );
  const kept = tuple.elements.filter((element) => !open.includes(element));
  if (!kept.every(mayBeNetwork)) return undefined;
  return { tuple, open, kept, inConcat: holder?.kind === 'call' && holder.name === 'concat' };
}

/** Whether the list's elements mean something by where they stand: then none of them may go or come. */
function isReadByPosition(tuple: TupleConstructor, holder: Expression | undefined): boolean {
  if (holder?.kind === 'index') return holder.target === tuple;
  return holder?.kind === 'call' && (holder.name === 'element' || holder.name === 'slice');
}

/** A list that also holds a port or a name is a record written as a list, and its elements are not all networks. */
function mayBeNetwork(expression: Expression): boolean {
  switch (expression.kind) {
    case 'number':
    case 'bool':
    case 'object':
    case 'tuple':
      return false;
    case 'template': {
      const text = textOf(expression);
      return text === undefined || readCidr(text).kind === 'cidr';
    }
    case 'parentheses':
      return mayBeNetwork(expression.inner);
    case 'null':
    case 'name':
    case 'access':
    case 'index':
    case 'splat':
    case 'call':
    case 'conditional':
    case 'binary':
    case 'unary':
    case 'for':
    case 'invalid':
      return true;
  }
}

function withoutParentheses(expression: Expression): Expression {
  return expression.kind === 'parentheses' ? withoutParentheses(expression.inner) : expression;
}
