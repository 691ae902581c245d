// Tuples, objects and for expressions of the syntax tree become our nodes.
// It checks the separators of object items, which the grammar leaves open.
// Called by expressions.ts.
import type { Expression, ForExpression, ObjectItem } from './nodes.ts';
import { expressionOf, invalid } from './expressions.ts';
import type { Conversion, TreeNode } from './tree.ts';
import { checkKeywords, checkSameLine, childOfType, spanOf, unexpected } from './tree.ts';

/** `[a, b]`; an element that could not be read makes the tuple invalid, since its length is then not known. */
export function tupleOf(conversion: Conversion, node: TreeNode, depth: number): Expression {
  if (node.children.some((child) => child.missing || child.type === 'ERROR')) return invalid(node);
  const elements = node.children
    .filter((child) => child.type === 'expression')
    .map((child) => expressionOf(conversion, child, { depth, lineBound: false }));
  return { kind: 'tuple', elements, span: spanOf(node) };
}

/** `{ a = 1 }`; text between the items that could not be read makes the object invalid. */
export function objectOf(conversion: Conversion, node: TreeNode, depth: number): Expression {
  if (node.children.some((child) => child.missing || child.type === 'ERROR')) return invalid(node);
  const items: ObjectItem[] = [];
  let previousEnd: number | undefined;
  for (const child of node.children) {
    if (child.type !== 'object_elem') continue;
    if (previousEnd !== undefined) checkSeparator(conversion, previousEnd, child);
    previousEnd = child.end;
    items.push(itemOf(conversion, child, depth));
  }
  if (previousEnd !== undefined) checkTrailingComma(conversion, previousEnd, node.end - 1);
  return { kind: 'object', items, span: spanOf(node) };
}

/** `[for ...]` or `{for ...}`. */
export function forExpressionOf(conversion: Conversion, node: TreeNode, depth: number): ForExpression | Expression {
  const position = { depth, lineBound: false };
  const intro = childOfType(node, 'for_intro');
  const collection = intro === undefined ? undefined : childOfType(intro, 'expression');
  const names = intro?.children.filter((child) => child.type === 'identifier') ?? [];
  const results = node.children.filter((child) => child.type === 'expression');
  const form = node.type === 'for_tuple_expr' ? 'tuple' : 'object';
  const value = results[form === 'tuple' ? 0 : 1];
  const key = form === 'tuple' ? undefined : results[0];
  const valueName = names.at(-1);
  const damaged = [...node.children, ...(intro?.children ?? [])].some(
    (child) => child.missing || child.type === 'ERROR',
  );
  if (damaged || collection === undefined || value === undefined || valueName === undefined) return invalid(node);
  const condition = childOfType(node, 'for_cond');
  const test = condition === undefined ? undefined : childOfType(condition, 'expression');
  if (condition !== undefined && test === undefined) return invalid(node);
  checkKeywords(conversion, [...(intro?.children ?? []), ...(condition?.children ?? [])]);
  const keyName = names.length > 1 ? names[0] : undefined;
  return {
    kind: 'for',
    form,
    keyName: keyName === undefined ? undefined : conversion.text.slice(keyName.start, keyName.end),
    valueName: conversion.text.slice(valueName.start, valueName.end),
    collection: expressionOf(conversion, collection, position),
    key: key === undefined ? undefined : expressionOf(conversion, key, position),
    value: expressionOf(conversion, value, position),
    grouping: childOfType(node, 'ellipsis') !== undefined,
    condition: test === undefined ? undefined : expressionOf(conversion, test, position),
    span: spanOf(node),
  };
}

function itemOf(conversion: Conversion, node: TreeNode, depth: number): ObjectItem {
  const [key, sign, value] = node.children;
  if (key === undefined || sign === undefined || value === undefined || node.children.length !== 3) {
    return { key: invalid(node), value: invalid(node), span: spanOf(node) };
  }
  checkSameLine(conversion, key.end, sign);
  checkSameLine(conversion, sign.end, value);
  const position = { depth, lineBound: true };
  return {
    key: bareKeyOf(conversion, key) ?? expressionOf(conversion, key, position),
    value: expressionOf(conversion, value, position),
    span: spanOf(node),
  };
}

/** A name alone is taken as text, keywords such as `null` included. */
function bareKeyOf(conversion: Conversion, node: TreeNode): ObjectItem['key'] | undefined {
  const only = node.children.length === 1 ? node.children[0] : undefined;
  const literal = only?.type === 'literal_value' ? only.children[0]?.type : undefined;
  if (only?.type !== 'variable_expr' && literal !== 'null_lit' && literal !== 'bool_lit') return undefined;
  return { kind: 'name', name: conversion.text.slice(node.start, node.end), span: spanOf(node) };
}

/** Items stand apart by one comma or by line ends; a comma that starts a line is refused. */
function checkSeparator(conversion: Conversion, previousEnd: number, next: TreeNode): void {
  const gap = withoutComments(conversion.text.slice(previousEnd, next.start));
  if (/^[ \t]*(,|\r?\n)/.test(gap) && !/\n\s*,/.test(gap)) return;
  unexpected(conversion, spanOf(next));
}

function checkTrailingComma(conversion: Conversion, previousEnd: number, end: number): void {
  const gap = withoutComments(conversion.text.slice(previousEnd, end));
  if (!/\n\s*,/.test(gap)) return;
  const comma = conversion.text.lastIndexOf(',', end);
  unexpected(conversion, { start: comma, end: comma + 1 });
}

function withoutComments(gap: string): string {
  if (!gap.includes('#') && !gap.includes('/')) return gap;
  return gap.replace(/\/\*[^]*?\*\/|(?:#|\/\/)[^\n]*/g, ' ');
}
