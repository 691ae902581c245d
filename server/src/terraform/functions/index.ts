// All functions by name, and the call of one: the only door to this folder.
// It never fails and does no I/O of its own; files are read through the scope's world.
// Called by evaluate.ts.
import type { FunctionCall } from '../../hcl/nodes.ts';
import { message } from '../../messages.ts';
import { evaluate, expandArguments } from '../evaluate.ts';
import type { Scope } from '../scope.ts';
import { dynamicType } from '../type.ts';
import type { Value } from '../value.ts';
import { errorWithin, unknownValue } from '../values.ts';
import { choiceFunctions } from './choice.ts';
import { cidrFunctions } from './cidr.ts';
import { concatFunctions } from './concat.ts';
import { controlFunctions } from './control.ts';
import { conversionFunctions } from './conversion.ts';
import { csvFunctions } from './csv.ts';
import { encodingFunctions } from './encoding.ts';
import { fileFunctions } from './file.ts';
import { formatFunctions } from './format.ts';
import type { FunctionFamily, LazyFunction, TerraformFunction } from './function.ts';
import { applyFunction, contextOf } from './function.ts';
import { hashFunctions } from './hash.ts';
import { impureFunctions } from './impure.ts';
import { jsonFunctions } from './json.ts';
import { mappingFunctions } from './mapping.ts';
import { numberFunctions } from './number.ts';
import { regexFunctions } from './regex.ts';
import { sequenceFunctions } from './sequence.ts';
import { setFunctions } from './set.ts';
import { stringFunctions } from './string.ts';
import { templateFunctions } from './template.ts';
import { timeFunctions } from './time.ts';
import { yamlFunctions } from './yaml.ts';

/** Calls a function, `core::` before its name or not. One that is no built-in of Terraform or OpenTofu has an unknown result. */
export function callFunction(scope: Scope, call: FunctionCall): Value {
  const definition = functionNamed(call.name.replace(/^core::/, ''));
  if (definition === undefined) return callUnknown(scope, call);
  if ('evaluate' in definition) return definition.evaluate(scope, call);
  const args = expandArguments(scope, call);
  if (!isList(args)) return args;
  return applyFunction(definition, args, contextOf(scope, call, args));
}

/** The names of all functions, in no particular order. */
export function functionNames(): readonly string[] {
  return families().flatMap((family) => Object.keys(family));
}

/** A function of a provider, or a name that is misspelled. */
function callUnknown(scope: Scope, call: FunctionCall): Value {
  const place = { path: scope.path, span: call.nameSpan };
  for (const argument of call.arguments) {
    const error = errorWithin(evaluate(scope, argument));
    if (error !== undefined) return error;
  }
  const isProvided = call.name.startsWith('provider::');
  const why = message(isProvided ? 'terraform.functionOfProvider' : 'terraform.functionUnknown', { name: call.name });
  return unknownValue(dynamicType, { message: why, place }, {}, [place]);
}

function functionNamed(name: string): TerraformFunction | LazyFunction | undefined {
  byName ??= new Map(
    families()
      .toReversed()
      .flatMap((family) => Object.entries(family)),
  );
  return byName.get(name);
}

/** Gathered when a function is first called. */
let byName: ReadonlyMap<string, TerraformFunction | LazyFunction> | undefined;

/** A function and no constant, because evaluate.ts and this folder import each other. */
function families(): readonly FunctionFamily[] {
  return [
    stringFunctions,
    concatFunctions,
    sequenceFunctions,
    choiceFunctions,
    mappingFunctions,
    setFunctions,
    cidrFunctions,
    conversionFunctions,
    controlFunctions,
    formatFunctions,
    regexFunctions,
    numberFunctions,
    jsonFunctions,
    yamlFunctions,
    csvFunctions,
    encodingFunctions,
    hashFunctions,
    timeFunctions,
    fileFunctions,
    templateFunctions,
    impureFunctions,
  ];
}

function isList(values: readonly Value[] | Value): values is readonly Value[] {
  return Array.isArray(values);
}
