// Stand-in until the functions are here: every call is unknown.
import type { FunctionCall } from '../../hcl/nodes.ts';
import { message } from '../../messages.ts';
import type { Scope } from '../scope.ts';
import { dynamicType } from '../type.ts';
import type { Value } from '../value.ts';
import { unknownValue } from '../values.ts';

/** Calls a built-in function. */
export function callFunction(scope: Scope, call: FunctionCall): Value {
  const place = { path: scope.path, span: call.span };
  return unknownValue(dynamicType, { message: message('terraform.tooLarge'), place }, {}, [place]);
}
