// The functions whose results differ from run to run. Only a run of Terraform knows them.
import { message } from '../../messages.ts';
import { numberType, stringType } from '../type.ts';
import type { FunctionFamily, Parameter, TerraformFunction } from './function.ts';
import { notEvaluated } from './function.ts';

export const impureFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/bcrypt */
  bcrypt: impure([{ name: 'str', type: stringType }], { name: 'cost', type: numberType }),
  /** https://developer.hashicorp.com/terraform/language/functions/plantimestamp */
  plantimestamp: impure([]),
  /** https://developer.hashicorp.com/terraform/language/functions/timestamp */
  timestamp: impure([]),
  /** https://developer.hashicorp.com/terraform/language/functions/uuid */
  uuid: impure([]),
};

function impure(parameters: readonly Parameter[], variadic?: Parameter): TerraformFunction {
  return {
    parameters,
    ...(variadic === undefined ? {} : { variadic }),
    result: stringType,
    call: (_, context) =>
      notEvaluated(context, stringType, message('terraform.functionImpure', { name: context.name })),
  };
}
