// Operations of the syntax tree become our nodes, with the association that HCL gives them.
// It evaluates nothing.
// Called by expressions.ts.
import type { Span } from '../text.ts';
import type { Position } from './expressions.ts';
import { expressionOf, invalid, longestChain, termOf } from './expressions.ts';
import type { BinaryOperator, Expression } from './nodes.ts';
import type { Conversion, TreeNode } from './tree.ts';
import { checkSameLine, deepestNesting, spanOf, tooDeep } from './tree.ts';

/** Converts a `unary_operation` or a `binary_operation`. */
export function operationOf(conversion: Conversion, node: TreeNode, position: Position): Expression {
  if (node.type === 'unary_operation') return unaryOf(conversion, node, position);
  if (node.type !== 'binary_operation') return invalid(node);
  // `a + b + c + ...` nests to the left: walk down that spine in a loop, then build upwards.
  const spine: BinaryParts[] = [];
  let leftmost: readonly TreeNode[] = [];
  for (let current: TreeNode | undefined = node; current !== undefined;) {
    const parts = binaryPartsOf(current);
    if (spine.length > longestChain) tooDeep(conversion, spanOf(node));
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
    tooDeep(conversion, spanOf(node));
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
export function conditionalOf(conversion: Conversion, node: TreeNode, position: Position): Expression {
  const links: { condition: Expression; then: Expression }[] = [];
  const nodes: (readonly TreeNode[])[] = [];
  for (let current: TreeNode | undefined = node; current !== undefined;) {
    const parts: readonly TreeNode[] = current.children;
    if (nodes.length > deepestNesting) tooDeep(conversion, spanOf(node));
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
