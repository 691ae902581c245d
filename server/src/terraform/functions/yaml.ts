// `yamldecode` and `yamlencode`.
import { message } from '../../messages.ts';
import { dynamicType, stringType } from '../type.ts';
import { stringValue } from '../values.ts';
import { textAt } from './arguments.ts';
import type { FunctionFamily } from './function.ts';
import { refuse, tooLarge } from './function.ts';
import { parseYaml } from './yamlParse.ts';
import { yamlText } from './yamlText.ts';

/** The reader takes its time: about a second for a megabyte. */
const maximumYamlLength = 300_000;

export const yamlFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/yamldecode */
  yamldecode: {
    parameters: [{ name: 'src', type: stringType }],
    result: dynamicType,
    mayBeNull: true,
    call: (args, context) => {
      const text = textAt(args, 0);
      const value = text.length > maximumYamlLength ? 'tooLarge' : parseYaml(text, context.origin);
      if (value === 'tooLarge') return tooLarge(context, dynamicType);
      return value ?? refuse(context, message('terraform.notYaml'));
    },
  },
  /** https://developer.hashicorp.com/terraform/language/functions/yamlencode */
  yamlencode: {
    parameters: [{ name: 'value', type: dynamicType, allowNull: true, allowUntyped: true }],
    result: stringType,
    call: ([value], context) => {
      const text = value === undefined ? undefined : yamlText(value);
      return text === undefined
        ? refuse(context, message('terraform.infinityInText'))
        : stringValue(text, context.origin);
    },
  },
};
