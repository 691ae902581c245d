// The open network of a finding as the rule itself has it: an element of an argument's list, the whole argument, or the reference
// that brings it.
// It proposes no edit. It is undefined where the rule says more at that place than that everyone may connect.
// Used by the fixes that let something else in instead.
import type { CidrSource, Source } from '../aws/ingressRule.ts';
import type { Finding } from '../checks/check.ts';
import type { Expression, TupleConstructor } from '../hcl/nodes.ts';
import { folderOf } from '../terraform/path.ts';
import type { Scope } from '../terraform/scope.ts';
import { contains } from '../text.ts';
import { allWithin } from './expressionPath.ts';
import type { FixContext } from './fix.ts';
import type { Member, RuleText } from './ruleText.ts';
import { ruleTextOf, withoutParentheses } from './ruleText.ts';
import { isOpenCidr, textOf } from './writtenSource.ts';

/** What a rule says of an open source. */
export interface RuleSource {
  readonly source: CidrSource;
  readonly text: RuleText;
  readonly argument: Member;
  /** The list that the argument is; undefined where it is one text, or a reference. */
  readonly tuple: TupleConstructor | undefined;
  /** What goes: the network or the reference to it, and the same family's other open networks beside it. */
  readonly open: readonly Expression[];
  readonly kept: readonly Expression[];
}

/** Where the rule has the open source of a finding. */
export function ruleSourceOf(
  { rule, source, place, variableFiles }: Finding,
  context: FixContext,
): RuleSource | undefined {
  // The entry of a prefix list is no part of the rule, and another piece of the same cover would stay.
  if (source === undefined || source.listed !== undefined) return undefined;
  const text = ruleTextOf(source.argument, context);
  const argument = text?.members.find(({ value }) => contains(value.span, source.argument.expression.span));
  if (text === undefined || argument?.name !== source.argument.name) return undefined;
  const { scope } = source.argument;
  const value = withoutParentheses(argument.value);
  if (value.kind === 'tuple') {
    const isGone = (element: Expression): boolean =>
      isOpenCidr(textOf(element) ?? '', source.family) ||
      (place.path === text.file.path && contains(element.span, place.span));
    const open = value.elements.filter(isGone);
    const kept = value.elements.filter((element) => !isGone(element));
    const isPlain = open.every((element) => isLiteral(element) || mayGo(element, scope, source, variableFiles));
    return open.length > 0 && isPlain ? { source, text, argument, tuple: value, open, kept } : undefined;
  }
  const siblings = rule.sources.filter((other) => other.argument.expression === source.argument.expression);
  if (!siblings.every((other) => isOpen(other) || other === source)) return undefined;
  const isPlain = isLiteral(value) || mayGo(value, scope, source, variableFiles);
  return isPlain ? { source, text, argument, tuple: undefined, open: [value], kept: [] } : undefined;
}

/** Whether an expression reads what stands outside of its block: not a round of `for_each`, `count` or a `dynamic` block. */
export function isFree(expression: Expression, scope: Scope): boolean {
  return allWithin(expression).every((part) => part.kind !== 'name' || !isBound(part.name, scope));
}

function isOpen(source: Source): boolean {
  return source.kind === 'cidr' && source.prefixLength === 0;
}

function isLiteral(expression: Expression): boolean {
  return textOf(withoutParentheses(expression)) !== undefined;
}

/** A plain reference, which says the same in every run and every call of the module. */
function mayGo(expression: Expression, scope: Scope, source: CidrSource, variableFiles: readonly string[]): boolean {
  if (!isReference(withoutParentheses(expression)) || !isFree(expression, scope) || variableFiles.length > 0)
    return false;
  const { module, callPath } = scope.instance;
  return callPath.length === 0 || source.origin.every(({ path }) => folderOf(path) === module.dir);
}

function isReference(expression: Expression): boolean {
  switch (expression.kind) {
    case 'name':
      return true;
    case 'access':
    case 'index':
      return isReference(expression.target);
    default:
      // In JSON a reference is a text that is nothing but an interpolation.
      return expression.kind === 'template' && isWrappedReference(expression.parts);
  }
}

function isWrappedReference(parts: Extract<Expression, { kind: 'template' }>['parts']): boolean {
  const [part, another] = parts;
  return another === undefined && part?.kind === 'interpolation' && isReference(part.expression);
}

function isBound(name: string, scope: Scope): boolean {
  if (name === 'each' || name === 'count') return true;
  for (let symbol = scope.symbols; symbol !== undefined; symbol = symbol.outer) if (symbol.name === name) return true;
  return false;
}
