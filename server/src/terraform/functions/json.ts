// `jsondecode` and `jsonencode`.
import { message } from '../../messages.ts';
import { dynamicType, stringType } from '../type.ts';
import { stringValue } from '../values.ts';
import { textAt } from './arguments.ts';
import type { FunctionFamily } from './function.ts';
import { refuse } from './function.ts';
import { parseJson } from './jsonParse.ts';
import { jsonText } from './jsonText.ts';

export const jsonFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/jsondecode */
  jsondecode: {
    parameters: [{ name: 'str', type: stringType }],
    result: dynamicType,
    mayBeNull: true,
    call: (args, context) =>
      parseJson(textAt(args, 0), context.origin) ?? refuse(context, message('terraform.notJson')),
  },
  /** https://developer.hashicorp.com/terraform/language/functions/jsonencode */
  jsonencode: {
    parameters: [{ name: 'val', type: dynamicType, allowNull: true, allowUntyped: true }],
    result: stringType,
    call: ([value], context) => {
      const text = value === undefined ? undefined : jsonText(value);
      return text === undefined
        ? refuse(context, message('terraform.infinityInText'))
        : stringValue(text, context.origin);
    },
  },
};
