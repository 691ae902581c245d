// An expression of the syntax tree becomes our own node, with the grammar's known slips mended on the way.
// It evaluates nothing and resolves no name.
// Called by bodies.ts, templates.ts and read.ts.
import type { Span } from '../text.ts';
import type { BinaryOperator, Expression, InvalidExpression, NumberLiteral, SplatStep } from './nodes.ts';
import { forExpressionOf, objectOf, tupleOf } from './collections.ts';
import { stringLiteralOf, templateOf } from './templates.ts';
import type { Conversion, TreeNode } from './tree.ts';
import { checkSameLine, childOfType, deepestNesting, hasNewline, spanOf, unexpected } from './tree.ts';

/** Where an expression stands. */
export interface Position {
  /** How many brackets, braces and templates it stands in. */
  readonly depth: number;
  /** Whether a line's end would end it: true outside of brackets and for the items of an object. */
  readonly lineBound: boolean;
}

/** Converts an `expression` node. What cannot be read becomes an invalid expression, of that part only. */
export function expressionOf(conversion: Conversion, node: TreeNode, position: Position): Expression {
  if (position.depth > deepestNesting) {
    unexpected(conversion, spanOf(node));
    return invalid(node);
  }
  return termOf(conversion, node.children, spanOf(node), position);
}

/** An expression standing inside brackets, where line ends mean nothing. */
export function inner(position: Position): Position {
  return { depth: position.depth + 1, lineBound: false };
}

/** An expression that could not be read. */
export function invalid(span: Span): InvalidExpression {
  return { kind: 'invalid', span: { start: span.start, end: span.end } };
}

/**
 * The grammar lists a primary expression and its postfix operations side by side: `a.b[0]` is three siblings.
 * An empty list stands where the parser made a node up.
 */
function termOf(conversion: Conversion, nodes: readonly TreeNode[], span: Span, position: Position): Expression {
  const [first, second, third] = nodes;
  if (first === undefined || nodes.some((node) => node.missing || node.type === 'ERROR')) return invalid(span);
  let result: Expression;
  let index = 1;
  if (first.type === '(') {
    if (second === undefined || third?.type !== ')') return invalid(span);
    result = {
      kind: 'parentheses',
      inner: expressionOf(conversion, second, inner(position)),
      span: { start: first.start, end: third.end },
    };
    index = 3;
  } else {
    result = primaryOf(conversion, first, position);
  }
  for (; index < nodes.length; index++) {
    const node = nodes[index];
    if (node === undefined) break;
    if (position.lineBound) checkSameLine(conversion, result.span.end, node);
    result = postfixOf(conversion, result, node, position);
    if (index > longestChain) return invalid(span);
  }
  return result;
}

/** More operations in a row than anyone writes; it bounds how deep our nodes nest to the left. */
const longestChain = 500;

function primaryOf(conversion: Conversion, node: TreeNode, position: Position): Expression {
  const child = node.children[0];
  switch (node.type) {
    case 'literal_value':
      return child === undefined ? invalid(node) : literalOf(conversion, child);
    case 'template_expr':
      return child === undefined ? invalid(node) : templateOf(conversion, child, position.depth + 1);
    case 'collection_value':
      if (child?.type === 'tuple') return tupleOf(conversion, child, position.depth + 1);
      return child?.type === 'object' ? objectOf(conversion, child, position.depth + 1) : invalid(node);
    case 'variable_expr':
      return { kind: 'name', name: conversion.text.slice(node.start, node.end), span: spanOf(node) };
    case 'function_call':
      return callOf(conversion, node, position);
    case 'for_expr':
      return child === undefined ? invalid(node) : forExpressionOf(conversion, child, position.depth + 1);
    case 'operation':
      return child === undefined ? invalid(node) : operationOf(conversion, child, position);
    case 'conditional':
      return conditionalOf(conversion, node, position);
    default:
      return invalid(node);
  }
}

function literalOf(conversion: Conversion, node: TreeNode): Expression {
  switch (node.type) {
    case 'string_lit':
      return stringLiteralOf(conversion, node);
    case 'numeric_lit':
      return numberOf(conversion, node);
    case 'bool_lit':
      return { kind: 'bool', value: conversion.text.startsWith('true', node.start), span: spanOf(node) };
    case 'null_lit':
      return { kind: 'null', span: spanOf(node) };
    default:
      return invalid(node);
  }
}

/** The grammar takes hexadecimal numbers, HCL does not. */
function numberOf(conversion: Conversion, node: TreeNode): NumberLiteral | InvalidExpression {
  const text = conversion.text.slice(node.start, node.end);
  if (/^\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return { kind: 'number', text, span: spanOf(node) };
  unexpected(conversion, spanOf(node));
  return invalid(node);
}

function callOf(conversion: Conversion, node: TreeNode, position: Position): Expression {
  const name = childOfType(node, 'identifier');
  if (name === undefined || node.children.some((child) => child.missing || child.type === 'ERROR'))
    return invalid(node);
  const parenthesis = conversion.text.indexOf('(', name.end);
  if (position.lineBound && hasNewline(conversion.text, name.end, parenthesis)) {
    checkSameLine(conversion, name.end, { start: parenthesis, end: parenthesis + 1 });
  }
  const list = childOfType(node, 'function_arguments')?.children ?? [];
  return {
    kind: 'call',
    name: conversion.text.slice(name.start, name.end),
    nameSpan: spanOf(name),
    arguments: list
      .filter((child) => child.type === 'expression' || child.type === 'ERROR')
      .map((child) => (child.type === 'ERROR' ? invalid(child) : expressionOf(conversion, child, inner(position)))),
    expandFinal: list.some((child) => child.type === 'ellipsis'),
    span: spanOf(node),
  };
}

function postfixOf(conversion: Conversion, target: Expression, node: TreeNode, position: Position): Expression {
  const span = { start: target.span.start, end: node.end };
  const child = node.children[0];
  switch (node.type) {
    case 'get_attr': {
      const step = accessStepOf(conversion, node, position);
      if (step === undefined) return invalid(span);
      return { kind: 'access', target, name: step.name, nameSpan: step.nameSpan, span };
    }
    case 'index':
      return { kind: 'index', target, key: indexKeyOf(conversion, node, position), span };
    case 'splat':
      return child === undefined ? invalid(span) : splatOf(conversion, target, child, position);
    default:
      return invalid(span);
  }
}

function accessStepOf(
  conversion: Conversion,
  node: TreeNode,
  position: Position,
): { readonly name: string; readonly nameSpan: Span } | undefined {
  const name = childOfType(node, 'identifier');
  if (name === undefined || name.missing) return undefined;
  if (position.lineBound) checkSameLine(conversion, node.start + 1, name);
  return { name: conversion.text.slice(name.start, name.end), nameSpan: spanOf(name) };
}

function indexKeyOf(conversion: Conversion, node: TreeNode, position: Position): Expression {
  const child = node.children[0];
  if (child?.type === 'new_index') {
    const expression = childOfType(child, 'expression');
    if (expression === undefined || childOfType(child, 'ERROR') !== undefined) return invalid(node);
    return expressionOf(conversion, expression, inner(position));
  }
  // `a.0`: the digits after the dot, as older Terraform wrote an index.
  const digits = /\d+$/.exec(conversion.text.slice(node.start, node.end))?.[0];
  if (digits === undefined) return invalid(node);
  return { kind: 'number', text: digits, span: { start: node.end - digits.length, end: node.end } };
}

/**
 * What follows `[*]` applies to each element, further splats included. What follows `.*` does so only up to the first
 * index in brackets: that and the rest apply to the resulting list, though the grammar hangs them all below the splat.
 */
function splatOf(conversion: Conversion, target: Expression, node: TreeNode, position: Position): Expression {
  const form = node.type === 'full_splat' ? 'full' : 'attribute';
  const operations = node.children.filter((child) => child.type === 'get_attr' || child.type === 'index');
  if (operations.length + 1 < node.children.length && node.children.some((child) => child.type === 'ERROR')) {
    return invalid({ start: target.span.start, end: node.end });
  }
  const stop = form === 'full' ? -1 : operations.findIndex((child) => child.children[0]?.type === 'new_index');
  const steps: SplatStep[] = [];
  let end = node.children[0]?.end ?? node.end;
  for (const operation of stop < 0 ? operations : operations.slice(0, stop)) {
    if (position.lineBound) checkSameLine(conversion, end, operation);
    end = operation.end;
    const step = splatStepOf(conversion, operation, position);
    if (step === undefined) return invalid({ start: target.span.start, end: node.end });
    steps.push(step);
  }
  const outer = innermostFullSplat(target);
  let result: Expression;
  if (outer === undefined) {
    result = { kind: 'splat', form, target, steps, span: { start: target.span.start, end } };
  } else {
    result = withStep(outer, { kind: 'splat', form, steps, span: { start: node.start, end } }, end);
  }
  if (stop < 0) return result;
  for (const operation of operations.slice(stop)) {
    if (position.lineBound) checkSameLine(conversion, result.span.end, operation);
    result = postfixOf(conversion, result, operation, position);
  }
  return result;
}

function splatStepOf(conversion: Conversion, node: TreeNode, position: Position): SplatStep | undefined {
  if (node.type === 'index') {
    return { kind: 'index', key: indexKeyOf(conversion, node, position), span: spanOf(node) };
  }
  const step = accessStepOf(conversion, node, position);
  return step === undefined ? undefined : { kind: 'access', name: step.name, span: spanOf(node) };
}

type FullSplat = Extract<Expression, { kind: 'splat' }>;

/** `a[*].b[*].c` reaches us as two splats in a row; the second one belongs to each element of the first. */
function innermostFullSplat(target: Expression): FullSplat | undefined {
  return target.kind === 'splat' && target.form === 'full' ? target : undefined;
}

/** Adds a step at the inner end of a splat: below the last nested full splat, where there is one. */
function withStep(splat: FullSplat, step: SplatStep, end: number): FullSplat {
  return { ...splat, steps: stepsWith(splat.steps, step, end), span: { start: splat.span.start, end } };
}

function stepsWith(steps: readonly SplatStep[], step: SplatStep, end: number): readonly SplatStep[] {
  const last = steps.at(-1);
  if (last?.kind !== 'splat' || last.form !== 'full') return [...steps, step];
  return [
    ...steps.slice(0, -1),
    { ...last, steps: stepsWith(last.steps, step, end), span: { start: last.span.start, end } },
  ];
}

function operationOf(conversion: Conversion, node: TreeNode, position: Position): Expression {
  if (node.type === 'unary_operation') return unaryOf(conversion, node, position);
  if (node.type !== 'binary_operation') return invalid(node);
  // `a + b + c + ...` nests to the left: walk down that spine in a loop, then build upwards.
  const spine: BinaryParts[] = [];
  let leftmost: readonly TreeNode[] = [];
  for (let current: TreeNode | undefined = node; current !== undefined;) {
    const parts = binaryPartsOf(current);
    if (parts === undefined || spine.length > longestChain) return invalid(node);
    spine.push(parts);
    leftmost = parts.left;
    current = leftmost.length === 1 ? leftmost[0]?.children[0] : undefined;
    if (leftmost[0]?.type !== 'operation' || current?.type !== 'binary_operation') current = undefined;
  }
  let result = termOf(conversion, leftmost, groupSpan(leftmost, node), position);
  for (const parts of spine.reverse()) {
    if (position.lineBound) {
      checkSameLine(conversion, result.span.end, parts.operatorNode);
      checkSameLine(conversion, parts.operatorNode.end, groupSpan(parts.right, node));
    }
    const right = termOf(conversion, parts.right, groupSpan(parts.right, node), position);
    const span = { start: result.span.start, end: right.span.end };
    result = { kind: 'binary', operator: parts.operator, left: result, right, span };
  }
  return result;
}

interface BinaryParts {
  readonly left: readonly TreeNode[];
  readonly operator: BinaryOperator;
  readonly operatorNode: TreeNode;
  readonly right: readonly TreeNode[];
}

function binaryPartsOf(node: TreeNode): BinaryParts | undefined {
  const at = node.children.findIndex((child) => operators.has(child.type));
  const operatorNode = node.children[at];
  const operator = operatorNode === undefined ? undefined : operators.get(operatorNode.type);
  if (operatorNode === undefined || operator === undefined) return undefined;
  return { left: node.children.slice(0, at), operator, operatorNode, right: node.children.slice(at + 1) };
}

const operators: ReadonlyMap<string, BinaryOperator> = new Map(
  (['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||'] as const).map((text) => [text, text]),
);

function unaryOf(conversion: Conversion, node: TreeNode, position: Position): Expression {
  const [operator, ...rest] = node.children;
  if (operator === undefined) return invalid(node);
  if (position.depth > deepestNesting) {
    unexpected(conversion, spanOf(node));
    return invalid(node);
  }
  const span = groupSpan(rest, node);
  if (position.lineBound) checkSameLine(conversion, operator.end, span);
  // `!!!!a` nests without brackets, so each sign counts as a level.
  const operand = termOf(conversion, rest, span, { depth: position.depth + 1, lineBound: position.lineBound });
  return { kind: 'unary', operator: operator.type === '!' ? '!' : '-', operand, span: spanOf(node) };
}

/**
 * `a ? b : c ? d : e` comes grouped to the left, as `(a ? b : c) ? d : e`, for HCL it associates to the right:
 * take the left spine apart into its conditions and arms, and build from the last one.
 */
function conditionalOf(conversion: Conversion, node: TreeNode, position: Position): Expression {
  const links: { condition: Expression; then: Expression }[] = [];
  const nodes: (readonly TreeNode[])[] = [];
  for (let current: TreeNode | undefined = node; current !== undefined;) {
    const parts: readonly TreeNode[] = current.children;
    if (parts.length !== 5 || nodes.length > deepestNesting) return invalid(node);
    nodes.unshift(parts);
    const condition: TreeNode | undefined = parts[0];
    const only: TreeNode | undefined = condition?.children.length === 1 ? condition.children[0] : undefined;
    current = only?.type === 'conditional' ? only : undefined;
  }
  const next: Position = { depth: position.depth + 1, lineBound: position.lineBound };
  let last: Expression = invalid(node);
  nodes.forEach(([condition, question, then, colon, otherwise], index) => {
    if (!condition || !question || !then || !colon || !otherwise) return;
    if (position.lineBound) {
      checkSameLine(conversion, condition.end, question);
      checkSameLine(conversion, question.end, then);
      checkSameLine(conversion, then.end, colon);
      checkSameLine(conversion, colon.end, otherwise);
    }
    const first = index === 0 ? expressionOf(conversion, condition, next) : last;
    links.push({ condition: first, then: expressionOf(conversion, then, next) });
    last = expressionOf(conversion, otherwise, next);
  });
  let result: Expression = last;
  for (const { condition, then } of links.reverse()) {
    const span: Span = { start: condition.span.start, end: result.span.end };
    result = { kind: 'conditional', condition, then, else: result, span };
  }
  return result;
}

function groupSpan(nodes: readonly TreeNode[], fallback: TreeNode): Span {
  const first = nodes[0];
  const last = nodes.at(-1);
  return first === undefined || last === undefined ? spanOf(fallback) : { start: first.start, end: last.end };
}
