// What a reference means: `var.a`, `local.b`, `module.c.d`, `aws_vpc.main.cidr_block`.
// Only what is asked for is worked out: of a resource one argument, of a module one output. It never invents an error for an
// attribute of a resource, because it knows no schema.
// Called by evaluate.ts for every name that is no function and no operator.
// https://developer.hashicorp.com/terraform/language/expressions/references
import type { Expression } from '../hcl/nodes.ts';
import type { Message } from '../messages.ts';
import { message } from '../messages.ts';
import type { Place, Span } from '../text.ts';
import { keptOnce, readsOthers, takenAgain } from './callerReads.ts';
import { evaluate } from './evaluate.ts';
import { moduleReference } from './moduleReference.ts';
import type { Resource } from './module.ts';
import { relativePath } from './path.ts';
import { inProgress } from './progress.ts';
import { resourceReference } from './resourceReference.ts';
import type { ModuleInstance, Scope, Symbols } from './scope.ts';
import { dynamicType, stringType } from './type.ts';
import type { Value } from './value.ts';
import { errorAt, stringValue, unknownValue } from './values.ts';
import { variableValue } from './variables.ts';

/** One step behind the first name: `.name`, or `[key]` with a key to be evaluated in the scope of the reference. */
export type ReferenceStep =
  | { readonly kind: 'access'; readonly name: string; readonly span: Span }
  | { readonly kind: 'index'; readonly key: Expression; readonly span: Span };

/** The value that the name and the first `consumed` steps come to; the other steps are to be taken on that value. */
export interface Resolved {
  readonly value: Value;
  readonly consumed: number;
}

/** Looks a name up, bound names first. What is not declared is an error, unless a file of the module could not be read whole. */
export function resolveReference(scope: Scope, name: string, steps: readonly ReferenceStep[]): Resolved {
  const bound = symbolNamed(scope.symbols, name);
  if (bound !== undefined) return { value: bound.value, consumed: 0 };
  const [first] = steps;
  const at = first && { path: scope.path, span: first.span };
  if (at === undefined || first?.kind !== 'access') return { value: invalid(name, at), consumed: 0 };
  switch (name) {
    case 'var':
      return { value: orUnread(scope, variableValue(scope.instance, first.name, at), at), consumed: 1 };
    case 'local':
      return { value: localValue(scope, first.name, at), consumed: 1 };
    case 'each':
    case 'count':
    case 'self':
      return { value: errorAt(message('terraform.outsideBlock', { name }), at), consumed: 1 };
    case 'path':
      return { value: pathValue(scope.instance, first.name, at), consumed: 1 };
    case 'terraform':
      return {
        value: unknownValue(stringType, reasonAt('terraform.workspace', at), { notNull: true }, [at]),
        consumed: 1,
      };
    case 'ephemeral':
    case 'action':
    case 'list':
      return {
        value: unknownValue(dynamicType, reasonAt('terraform.notModelled', at), {}, [at]),
        consumed: steps.length,
      };
    case 'module':
      return orUndeclared(scope, moduleReference(scope, first.name, steps.slice(1)), 1, `module.${first.name}`, at);
    case 'data':
      return named(scope, 'data', first.name, steps.slice(1), at, 1);
    case 'resource':
      return named(scope, 'managed', first.name, steps.slice(1), at, 1);
    default:
      return named(scope, 'managed', name, steps, at, 0);
  }
}

/** The innermost symbol of a name: a for-variable, an iterator, `each`, `count`. */
export function symbolNamed(symbols: Symbols | undefined, name: string): Symbols | undefined {
  for (let symbol = symbols; symbol !== undefined; symbol = symbol.outer) if (symbol.name === name) return symbol;
  return undefined;
}

function named(
  scope: Scope,
  mode: Resource['mode'],
  type: string,
  steps: readonly ReferenceStep[],
  at: Place,
  before: number,
): Resolved {
  const [step] = steps;
  if (step?.kind !== 'access') return { value: invalid(type, at), consumed: before };
  const resource = scope.instance.module.resource(mode, type, step.name);
  const resolved = resource && resourceReference(scope, resource, steps.slice(1));
  return orUndeclared(scope, resolved, before + 1, `${mode === 'data' ? 'data.' : ''}${type}.${step.name}`, at);
}

function invalid(name: string, at: Place | undefined): Value {
  return errorAt(message('terraform.invalidReference', { name }), at);
}

function orUndeclared(
  scope: Scope,
  resolved: Resolved | undefined,
  before: number,
  address: string,
  at: Place,
): Resolved {
  if (resolved !== undefined) return { value: resolved.value, consumed: resolved.consumed + before };
  const undeclared = errorAt(message('terraform.undeclared', { address }), at);
  return { value: orUnread(scope, undeclared, at), consumed: before };
}

function localValue(scope: Scope, name: string, at: Place): Value {
  const { instance } = scope;
  const key = `local.${name}`;
  const known = instance.memo.values.get(key);
  if (known !== undefined) {
    takenAgain(instance, key);
    return known;
  }
  const local = instance.module.locals.get(name);
  if (local === undefined) return orUnread(scope, errorAt(message('terraform.undeclared', { address: key }), at), at);
  const own: Place = { path: local.path, span: local.nameSpan };
  const value = keptOnce(instance, key, () =>
    inProgress(
      instance,
      key,
      () => evaluate({ instance, path: local.path, symbols: undefined }, local.expression),
      (why) => unknownValue(dynamicType, { message: why, place: own }, {}, [own]),
    ),
  );
  instance.memo.values.set(key, value);
  return value;
}

/** Terraform runs in the root's folder, so the paths are relative to that. */
function pathValue(instance: ModuleInstance, name: string, at: Place): Value {
  readsOthers(instance);
  switch (name) {
    case 'module':
      return stringValue(relativePath(instance.rootDir, instance.module.dir), [at]);
    case 'root':
      return stringValue('.', [at]);
    case 'cwd':
      return stringValue(instance.rootDir, [at]);
    default:
      return errorAt(message('terraform.undeclared', { address: `path.${name}` }), at);
  }
}

/** What is missing may stand in text that could not be read, while it is being typed. */
function orUnread(scope: Scope, value: Value, at: Place): Value {
  const isUndeclared = value.kind === 'error' && undeclaredIds.has(value.reason.message.id);
  if (!isUndeclared || scope.instance.module.files.every((file) => file.complete)) return value;
  return unknownValue(dynamicType, value.reason, {}, [at]);
}

const undeclaredIds: ReadonlySet<string> = new Set(['terraform.undeclared', 'terraform.undeclaredVariable']);

function reasonAt(
  id: 'terraform.workspace' | 'terraform.notModelled',
  place: Place,
): { message: Message; place: Place } {
  return { message: message(id), place };
}
