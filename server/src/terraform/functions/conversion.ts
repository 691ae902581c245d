// The functions that convert: `tostring` and its like, and `convert`, which is given a type as one writes it for a variable.
import type { FunctionCall } from '../../hcl/nodes.ts';
import { message } from '../../messages.ts';
import { applyConstraint, convert } from '../convert.ts';
import { evaluate } from '../evaluate.ts';
import type { Scope } from '../scope.ts';
import type { Type } from '../type.ts';
import { dynamicType } from '../type.ts';
import { parseConstraint } from '../typeConstraint.ts';
import type { Value } from '../value.ts';
import type { FunctionFamily, TerraformFunction } from './function.ts';
import { contextOf, refuse } from './function.ts';

export const conversionFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/convert */
  convert: { evaluate: convertToWritten },
  /** https://developer.hashicorp.com/terraform/language/functions/list */
  list: { evaluate: removed },
  /** https://developer.hashicorp.com/terraform/language/functions/map */
  map: { evaluate: removed },
  /** https://developer.hashicorp.com/terraform/language/functions/tobool */
  tobool: conversion({ kind: 'bool' }),
  /** https://developer.hashicorp.com/terraform/language/functions/tolist */
  tolist: conversion({ kind: 'list', element: dynamicType }),
  /** https://developer.hashicorp.com/terraform/language/functions/tomap */
  tomap: conversion({ kind: 'map', element: dynamicType }),
  /** https://developer.hashicorp.com/terraform/language/functions/tonumber */
  tonumber: conversion({ kind: 'number' }),
  /** https://developer.hashicorp.com/terraform/language/functions/toset */
  toset: conversion({ kind: 'set', element: dynamicType }),
  /** https://developer.hashicorp.com/terraform/language/functions/tostring */
  tostring: conversion({ kind: 'string' }),
};

function conversion(type: Type): TerraformFunction {
  return {
    parameters: [{ name: 'v', type: dynamicType, allowNull: true, allowUnknown: true, allowPartlyUnknown: true }],
    result: type,
    mayBeNull: true,
    call: ([value], context) => {
      const converted = value === undefined ? undefined : convert(value, type);
      if (converted === undefined) return refuse(context, message('terraform.tooFewArguments'));
      return converted.kind === 'error' ? refuse(context, converted.reason.message) : converted;
    },
  };
}

/** Terraform 1.15 and later. Attributes that the type makes optional are filled in. */
function convertToWritten(scope: Scope, call: FunctionCall): Value {
  const [value, written, ...others] = call.arguments;
  const context = contextOf(scope, call, []);
  if (value === undefined || written === undefined) return refuse(context, message('terraform.tooFewArguments'));
  if (others.length > 0) return refuse(context, message('terraform.tooManyArguments'));
  const constraint = parseConstraint(scope, written);
  if (constraint === undefined) return refuse(context, message('terraform.notType'));
  const converted = applyConstraint(evaluate(scope, value), constraint);
  return converted.kind === 'error' ? refuse(context, converted.reason.message) : converted;
}

function removed(scope: Scope, call: FunctionCall): Value {
  return refuse(
    contextOf(scope, call, []),
    message('terraform.functionRemoved', { replacement: `to${call.name.replace('core::', '')}` }),
  );
}
