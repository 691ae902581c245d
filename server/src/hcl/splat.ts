// Splats of the syntax tree become our nodes: which of the operations after them apply to each element.
// The grammar lists nested splats side by side and hangs everything else below the splat before it.
// Called by expressions.ts.
import type { Position } from './expressions.ts';
import { accessStepOf, indexKeyOf, invalid, postfixOf } from './expressions.ts';
import type { Expression, Splat, SplatStep } from './nodes.ts';
import type { Conversion, TreeNode } from './tree.ts';
import { checkSameLine, spanOf, unexpected } from './tree.ts';

/**
 * What follows `[*]` applies to each element, further splats included. What follows `.*` does so only up to the first
 * index in brackets: that and the rest apply to the resulting list.
 */
export function splatOf(conversion: Conversion, target: Expression, node: TreeNode, position: Position): Expression {
  const whole = { start: target.span.start, end: node.end };
  if (node.children.some((child) => child.missing || child.type === 'ERROR')) return invalid(whole);
  const form = node.type === 'full_splat' ? 'full' : 'attribute';
  const operations = node.children.filter((child) => child.type === 'get_attr' || child.type === 'index');
  const stop = form === 'full' ? -1 : operations.findIndex((child) => child.children[0]?.type === 'new_index');
  const own = stepsOf(conversion, stop < 0 ? operations : operations.slice(0, stop), position);
  const later = stop < 0 ? [] : operations.slice(stop);
  if (own === undefined) return invalid(whole);
  const end = own.at(-1)?.span.end ?? node.children[0]?.end ?? node.end;
  if (position.lineBound) checkSteps(conversion, node, operations);
  if (target.kind === 'splat' && target.form === 'full') {
    // `a[*].b[*].c`: the second splat, and whatever follows it, belongs to each element of the first.
    const rest = stepsOf(conversion, later, position);
    if (rest === undefined) return invalid(whole);
    const nested: SplatStep = { kind: 'splat', form, steps: own, span: { start: node.start, end } };
    return [nested, ...rest].reduce<Splat>(withStep, target);
  }
  // HCL refuses `a.*.b.*.c`.
  if (target.kind === 'splat' && form === 'attribute') unexpected(conversion, spanOf(node));
  const splat: Splat = { kind: 'splat', form, target, steps: own, span: { start: target.span.start, end } };
  return later.reduce<Expression>((result, operation) => postfixOf(conversion, result, operation, position), splat);
}

function stepsOf(
  conversion: Conversion,
  operations: readonly TreeNode[],
  position: Position,
): readonly SplatStep[] | undefined {
  const steps: SplatStep[] = [];
  for (const operation of operations) {
    if (operation.type === 'index') {
      steps.push({ kind: 'index', key: indexKeyOf(conversion, operation, position), span: spanOf(operation) });
      continue;
    }
    const step = accessStepOf(conversion, operation, position);
    if (step === undefined) return undefined;
    steps.push({ kind: 'access', name: step.name, span: spanOf(operation) });
  }
  return steps;
}

function checkSteps(conversion: Conversion, node: TreeNode, operations: readonly TreeNode[]): void {
  let end = node.children[0]?.end ?? node.start;
  for (const operation of operations) {
    checkSameLine(conversion, end, operation);
    end = operation.end;
  }
}

/** Adds a step at the inner end of a full splat: inside the last full splat nested in it, where there is one. */
function withStep(splat: Splat, step: SplatStep): Splat {
  const span = { start: splat.span.start, end: step.span.end };
  return { ...splat, steps: stepsWith(splat.steps, step), span };
}

function stepsWith(steps: readonly SplatStep[], step: SplatStep): readonly SplatStep[] {
  const last = steps.at(-1);
  if (last?.kind !== 'splat' || last.form !== 'full') return [...steps, step];
  const span = { start: last.span.start, end: step.span.end };
  return [...steps.slice(0, -1), { ...last, steps: stepsWith(last.steps, step), span }];
}
