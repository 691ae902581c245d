// `templatefile` and `templatestring`: templates that see their variables and nothing else.
import type { Expression, FunctionCall } from '../../hcl/nodes.ts';
import { message } from '../../messages.ts';
import { convert } from '../convert.ts';
import { evaluate } from '../evaluate.ts';
import { inProgress } from '../progress.ts';
import type { Scope, Symbols } from '../scope.ts';
import { dynamicType, stringType } from '../type.ts';
import type { Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { entriesOf, textAt } from './arguments.ts';
import { readFile } from './file.ts';
import { freeNames } from './freeNames.ts';
import type { CallContext, FunctionFamily, TerraformFunction } from './function.ts';
import { applyFunction, contextOf, refuse, unknownResult } from './function.ts';
import { relocate } from './relocate.ts';

const variables = { name: 'vars', type: dynamicType, allowPartlyUnknown: true } as const;

export const templateFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/templatefile */
  templatefile: {
    parameters: [{ name: 'path', type: stringType }, variables],
    result: dynamicType,
    mayBeNull: true,
    call: templateFile,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/templatestring */
  templatestring: { evaluate: templateString },
};

function templateFile(args: readonly PlainValue[], context: CallContext): Value {
  const written = textAt(args, 0);
  const answer = readFile(written, context, dynamicType);
  if (answer.kind === 'value') return answer.value;
  if (answer.kind !== 'text') return refuse(context, message('terraform.noSuchFile', { path: written }));
  const { world } = context.scope.instance;
  const template = world.parseTemplate(answer.path, answer.text);
  return inProgress(
    context.scope.instance,
    `templatefile("${written}")`,
    () => {
      const rendered = render(template, answer.path, args[1], context);
      return rendered.kind === 'null'
        ? refuse(context, message('terraform.argumentIsNull', { parameter: 'vars' }))
        : rendered;
    },
    (why) => refuse(context, why),
  );
}

const fromText: TerraformFunction = {
  parameters: [{ name: 'template', type: stringType }, variables],
  result: stringType,
  call: (args, context) => {
    // The text stands in no file, so what comes out of it is placed at the call.
    const path = `${context.place.path}#template`;
    const template = context.scope.instance.world.parseTemplate(path, textAt(args, 0));
    const rendered = relocate(render(template, path, args[1], context), path, context.place);
    const text = convert(rendered, stringType);
    return text.kind === 'error' ? refuse(context, text.reason.message) : text;
  },
};

/** The template must come from somewhere: a literal in its place would be a template already. */
function templateString(scope: Scope, call: FunctionCall): Value {
  const [template] = call.arguments;
  const context = contextOf(scope, call, []);
  if (template !== undefined && !['name', 'access', 'index'].includes(template.kind)) {
    return refuse(context, message('terraform.templateNotReference'));
  }
  const args = call.arguments.map((argument) => evaluate(scope, argument));
  return applyFunction(fromText, args, contextOf(scope, call, args));
}

function render(template: Expression, path: string, vars: PlainValue | undefined, context: CallContext): Value {
  const entries = entriesOf(vars);
  if (vars?.kind === 'unknown') return unknownResult({ result: dynamicType, mayBeNull: true }, [vars], context);
  if (entries === undefined || vars === undefined) return refuse(context, message('terraform.notMap'));
  const missing = freeNames(template).find((name) => !entries.has(name));
  if (missing !== undefined) return refuse(context, message('terraform.noTemplateVariable', { name: missing }));
  let symbols: Symbols | undefined;
  for (const [name, value] of entries) symbols = { name, value, outer: symbols };
  return evaluate({ ...context.scope, path, symbols }, template);
}
