// Blocks of HCL as text.
// Called by the generators of resources and modules.
import type { Shape } from './configurationsShapes.ts';
import { constraintText } from './configurationsShapes.ts';

/** A block as HCL; members stand on their own lines. */
export function block(type: string, labels: readonly string[], lines: readonly string[]): string {
  const header = [type, ...labels.map((label) => `"${label}"`)].join(' ');
  const body = lines.map((line) => indent(line)).join('\n');
  return body === '' ? `${header} {\n}` : `${header} {\n${body}\n}`;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : `  ${line}`))
    .join('\n');
}

/** A `variable` block; `fallback` is the text of its default. */
export function variableBlock(
  name: string,
  shape: Shape,
  typed: boolean,
  fallback: string | undefined,
  nullable: boolean | undefined,
): string {
  return block(
    'variable',
    [name],
    [
      ...(typed ? [`type = ${constraintText(shape)}`] : []),
      ...(fallback === undefined ? [] : [`default = ${fallback}`]),
      ...(nullable === undefined ? [] : [`nullable = ${nullable}`]),
    ],
  );
}
