// An expression of the syntax tree becomes our own node, with the grammar's known slips mended on the way.
// It evaluates nothing and resolves no name.
// Called by bodies.ts, templates.ts and read.ts.
import type { Span } from '../text.ts';
import type { Expression, InvalidExpression, NumberLiteral } from './nodes.ts';
import { conditionalOf, operationOf } from './operations.ts';
import { splatOf } from './splat.ts';
import { forExpressionOf, objectOf, tupleOf } from './collections.ts';
import { stringLiteralOf, templateOf } from './templates.ts';
import type { Conversion, TreeNode } from './tree.ts';
import { checkSameLine, childOfType, deepestNesting, hasNewline, spanOf, tooDeep, unexpected } from './tree.ts';

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
    tooDeep(conversion, spanOf(node));
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
export function termOf(conversion: Conversion, nodes: readonly TreeNode[], span: Span, position: Position): Expression {
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
    if (index > longestChain) {
      tooDeep(conversion, span);
      return invalid(span);
    }
  }
  return result;
}

/** More operations in a row than anyone writes; it bounds how deep our nodes nest to the left. */
export const longestChain = 500;

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
      // An empty name is one that the parser made up.
      if (node.end === node.start) return invalid(node);
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

/** Adds one postfix operation to what it applies to. */
export function postfixOf(conversion: Conversion, target: Expression, node: TreeNode, position: Position): Expression {
  const span = { start: target.span.start, end: node.end };
  const child = node.children[0];
  switch (node.type) {
    case 'get_attr': {
      const step = accessStepOf(conversion, node, position);
      if (step === undefined) return invalid(span);
      return { kind: 'access', target, name: step.name, nameSpan: step.nameSpan, span };
    }
    case 'index':
      // HCL refuses `a.0.1`.
      if (
        child?.type === 'legacy_index' &&
        target.kind === 'index' &&
        !conversion.text.startsWith(']', target.span.end - 1)
      ) {
        unexpected(conversion, spanOf(node));
      }
      return { kind: 'index', target, key: indexKeyOf(conversion, node, position), span };
    case 'splat':
      return child === undefined ? invalid(span) : splatOf(conversion, target, child, position);
    default:
      return invalid(span);
  }
}

/** The name that a `get_attr` node asks for. */
export function accessStepOf(
  conversion: Conversion,
  node: TreeNode,
  position: Position,
): { readonly name: string; readonly nameSpan: Span } | undefined {
  const name = childOfType(node, 'identifier');
  if (name === undefined || name.missing) return undefined;
  if (position.lineBound) checkSameLine(conversion, node.start + 1, name);
  return { name: conversion.text.slice(name.start, name.end), nameSpan: spanOf(name) };
}

/** The key of an `index` node. */
export function indexKeyOf(conversion: Conversion, node: TreeNode, position: Position): Expression {
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
