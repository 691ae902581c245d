// Evaluates an expression given as text, and writes the result down as text or as JSON.
// Called by the tests of the language's core.
import type { SourceFile } from '../../server/src/hcl/nodes.ts';
import type { World } from '../../server/src/terraform/scope.ts';
import { newMemo } from '../../server/src/terraform/memo.ts';
import type { Module } from '../../server/src/terraform/module.ts';
import type { ModuleInstance, Scope, Symbols } from '../../server/src/terraform/scope.ts';
import type { Type } from '../../server/src/terraform/type.ts';
import type { Value } from '../../server/src/terraform/value.ts';
import { message } from '../../server/src/messages.ts';
import { toDecimalText, toDouble } from '../../server/src/terraform/bigFloat.ts';
import { evaluate } from '../../server/src/terraform/evaluate.ts';
import { errorAt, typeOf } from '../../server/src/terraform/values.ts';
import { parse, parseTemplate } from './grammar.ts';

/** Where the expression of `evaluateText` starts in its file. */
export const expressionStart = 4;

/** The value of an expression that stands alone in a root module; `symbols` are further names. A syntax error is an error value. */
export function evaluateText(expression: string, symbols: Readonly<Record<string, Value>> = {}): Value {
  const file = parse('/w/main.tf', `x = ${expression}\n`);
  const [attribute] = file.body.attributes;
  if (attribute === undefined || file.errors.length > 0 || file.body.attributes.length !== 1) {
    return errorAt(message('terraform.invalidExpression'), {
      path: file.path,
      span: { start: 0, end: file.text.length },
    });
  }
  return evaluate(scopeOf(file, symbols), attribute.expression);
}

/** A scope at the root of a module of one file, with names bound to values. */
export function scopeOf(file: SourceFile, symbols: Readonly<Record<string, Value>> = {}): Scope {
  const module: Module = {
    dir: '/w',
    files: [file],
    variables: new Map(),
    locals: new Map(),
    resources: [],
    resourcesOf: () => [],
    resource: () => undefined,
    calls: new Map(),
    outputs: new Map(),
  };
  const instance: ModuleInstance = {
    module,
    callPath: [],
    caller: undefined,
    rootDir: '/w',
    world: emptyWorld,
    memo: newMemo(),
  };
  let inner: Symbols | undefined;
  for (const [name, value] of Object.entries(symbols)) inner = { name, value, outer: inner };
  return { instance, path: file.path, symbols: inner };
}

/** A value as a short text: JSON where it is known, `unknown(type)`, `oneOf(a | b)`, `error(message id)` where it is not. */
export function show(value: Value): string {
  switch (value.kind) {
    case 'string':
      return JSON.stringify(value.value);
    case 'number':
      return toDecimalText(value.value);
    case 'bool':
      return String(value.value);
    case 'null':
      return 'null';
    case 'list':
    case 'set':
    case 'tuple':
      return `[${value.elements.map(show).join(',')}]`;
    case 'map':
    case 'object':
      return `{${[...value.entries].map(([key, inner]) => `${JSON.stringify(key)}:${show(inner)}`).join(',')}}`;
    case 'unknown':
      return `unknown(${consoleType(value.type)})`;
    case 'oneOf':
      return `oneOf(${value.alternatives.map((alternative) => show(alternative.value)).join(' | ')})`;
    case 'error':
      return `error(${value.reason.message.id})`;
  }
}

/** A wholly known value as JSON data; a part that is not known is written as by `show`. */
export function toJson(value: Value): unknown {
  switch (value.kind) {
    case 'string':
    case 'bool':
      return value.value;
    case 'number':
      return toDouble(value.value);
    case 'null':
      return null;
    case 'list':
    case 'set':
    case 'tuple':
      return value.elements.map(toJson);
    case 'map':
    case 'object':
      return Object.fromEntries([...value.entries].map(([key, inner]) => [key, toJson(inner)]));
    case 'unknown':
    case 'oneOf':
    case 'error':
      return show(value);
  }
}

/** The type of a value in the notation of `terraform console`. */
export function showType(value: Value): string {
  return consoleType(typeOf(value));
}

function consoleType(type: Type): string {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return type.kind;
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind}(${consoleType(type.element)})`;
    case 'tuple':
      return `tuple([${type.elements.map((element) => `${consoleType(element)},`).join('')}])`;
    case 'object':
      return `object({${[...type.attributes].map(([name, inner]) => `${name}:${consoleType(inner)}`).join(',')}})`;
  }
}

const emptyWorld: World = {
  module: () => undefined,
  isIdleCall: () => false,
  installedModule: () => undefined,
  variableFiles: () => [],
  readText: () => ({ kind: 'missing' }),
  listFiles: () => undefined,
  parseTemplate: (_path, text) => parseTemplate(text).expression,
};
