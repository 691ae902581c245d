// The module in which generated expressions stand, once for Terraform and once for us, and our answer in the notation of Terraform's.
// Called by console.ts, expressions.ts and the replay.
import type { Value } from '../../server/src/terraform/value.ts';
import type { Type } from '../../server/src/terraform/type.ts';
import type { BigFloat } from '../../server/src/terraform/bigFloat.ts';
import { compare, fromDouble, toBigInt, toDecimalText, toDouble } from '../../server/src/terraform/bigFloat.ts';
import { evaluate } from '../../server/src/terraform/evaluate.ts';
import { scopeOf } from '../../server/src/terraform/moduleInstance.ts';
import { errorWithin, typeOf } from '../../server/src/terraform/values.ts';
import { parse } from '../support/grammar.ts';
import { worldOf } from '../support/world.ts';
import { outputOf } from './expressionsOutput.ts';
import { files } from './expressionsTexts.ts';

/** The files of the module by name. `unknown` is an expression for a string that no plan knows. */
export function configuration(unknown: string): Readonly<Record<string, string>> {
  return { 'main.tf': mainFile(unknown), ...files };
}

/**
 * What we make of an expression, in a tuple of its own; undefined where the text is no expression to us. Judged as `try` judges
 * it: elsewhere we keep what stands beside a part that Terraform refuses.
 */
export function ourValue(expression: string): Value | undefined {
  const file = parse('/w/output.tf', outputOf(0, expression));
  const attribute = file.body.blocks[0]?.body.attributes[0];
  if (attribute === undefined || file.errors.length > 0 || !file.complete) return undefined;
  return evaluate({ ...scopeOf(world.root, file.path), strict: true }, attribute.expression);
}

/** Whether Terraform would refuse. */
export function isError(value: Value | undefined): boolean {
  return value === undefined || errorWithin(value) !== undefined || failsEitherWay(value);
}

/** Whether each of several alternatives, somewhere in a value, is an error. */
function failsEitherWay(value: Value): boolean {
  switch (value.kind) {
    case 'oneOf':
      return value.alternatives.every((alternative) => isError(alternative.value));
    case 'list':
    case 'set':
    case 'tuple':
      return value.elements.some(failsEitherWay);
    case 'map':
    case 'object':
      return [...value.entries.values()].some(failsEitherWay);
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'unknown':
    case 'error':
      return false;
  }
}

/** A value as JSON with all digits and sorted keys; a part that is not known is `?` and what it may be. */
export function valueText(value: Value): string {
  switch (value.kind) {
    case 'string':
      return JSON.stringify(value.value);
    case 'number':
      return numberText(value.value);
    case 'bool':
      return String(value.value);
    case 'null':
      return 'null';
    case 'list':
    case 'set':
    case 'tuple':
      return `[${value.elements.map(valueText).join(',')}]`;
    case 'map':
    case 'object': {
      const entries = [...value.entries].toSorted(([a], [b]) => (a < b ? -1 : 1));
      return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${valueText(inner)}`).join(',')}}`;
    }
    case 'unknown':
      return `?${value.reason.message.id}`;
    case 'oneOf':
      return `?(${value.alternatives.map((alternative) => valueText(alternative.value)).join(' | ')})`;
    case 'error':
      return `!${value.reason.message.id}`;
  }
}

/**
 * A number as a plan holds it: all its digits, but of a fraction that is exactly a double the shortest that are that double, and of
 * a whole number of 64 bits always all.
 */
function numberText(value: BigFloat): string {
  if (value.kind === 'infinite') return toDecimalText(value);
  const whole = toBigInt(value);
  if (whole !== undefined) return BigInt.asIntN(64, whole) === whole ? whole.toString() : toDecimalText(value);
  const double = fromDouble(toDouble(value));
  return compare(double, value) === 0 ? toDecimalText(double) : toDecimalText(value);
}

/** The type of a value in Terraform's JSON notation, keys sorted. */
export function typeText(value: Value): string {
  return textOfType(typeOf(value));
}

function textOfType(type: Type): string {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return JSON.stringify(type.kind);
    case 'list':
    case 'set':
    case 'map':
      return `["${type.kind}",${textOfType(type.element)}]`;
    case 'tuple':
      return `["tuple",[${type.elements.map(textOfType).join(',')}]]`;
    case 'object': {
      const attributes = [...type.attributes].toSorted(([a], [b]) => (a < b ? -1 : 1));
      return `["object",{${attributes.map(([name, inner]) => `${JSON.stringify(name)}:${textOfType(inner)}`).join(',')}}]`;
    }
  }
}

function mainFile(unknown: string): string {
  return `
variable "u" {
  type     = string
  nullable = false
  ${unknown === 'var.u' ? '' : 'default  = "unused"'}
}

resource "terraform_data" "x" {}

locals {
  u        = ${unknown}
  u_number = tonumber(local.u)
  u_bool   = tobool(local.u)
  u_list   = split(",", local.u)
  ports    = tolist([22, 80, 443])
  names    = toset(["web", "db"])
  rule     = { from_port = 22, to_port = 22, protocol = "tcp", cidrs = ["10.0.0.0/8"], description = null, a = "x" }
  template = "%%{ for v in items ~}\\n - $\${v}\\n%%{ endfor ~}"
}
`;
}

const world = worldOf(
  Object.entries(configuration('var.u'))
    .map(([name, text]) => `#- ${name}\n${text}`)
    .join(''),
);
