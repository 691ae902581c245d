// What `var.x` is in one module instance: the caller's argument, a variable file, or the default.
// It never takes the default for an explicit null, unless the variable is declared `nullable = false`.
// Called by references.ts and trace.ts.
import type { Attribute, Body } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import type { Place } from '../text.ts';
import { modulePrefix } from './address.ts';
import { distributeOne } from './alternatives.ts';
import { inFile } from './body.ts';
import { outside, readsVariable, watched } from './callerReads.ts';
import { applyConstraint, typeOfConstraint } from './convert.ts';
import { evaluate } from './evaluate.ts';
import { headerOf } from './header.ts';
import { literalScope, literalValue } from './literals.ts';
import type { VariableDeclaration } from './module.ts';
import { inProgress } from './progress.ts';
import type { ModuleInstance, Scope } from './scope.ts';
import type { TypeConstraint } from './type.ts';
import { dynamicType } from './type.ts';
import { parseConstraint } from './typeConstraint.ts';
import type { Facts, Reason, Value } from './value.ts';
import { errorAt, unknownValue } from './values.ts';

/**
 * The value of a variable. Without a value it is unknown, of the declared type, and the reason names the variable and where it is
 * declared; a variable that is not declared is an error at `place`.
 */
export function variableValue(instance: ModuleInstance, name: string, place: Place): Value {
  const declaration = instance.module.variables.get(name);
  if (declaration === undefined) return errorAt(message('terraform.undeclaredVariable', { name }), place);
  readsVariable(instance, name);
  const key = `var.${name}`;
  const known = instance.memo.values.get(key);
  if (known !== undefined) return known;
  const value = outside(instance, () =>
    inProgress(
      instance,
      key,
      () => workOut(instance, declaration),
      (why) => unknownValue(dynamicType, { message: why, place: headerOf(declaration.block) }),
    ),
  );
  instance.memo.values.set(key, value);
  return value;
}

/** Whether the value of a variable has been asked for in this instance. What nothing asks for makes no difference to anything. */
export function isAskedFor(instance: ModuleInstance, name: string): boolean {
  return instance.memo.values.has(`var.${name}`);
}

/** Where a variable's value is written. */
export type Assignment =
  | { readonly kind: 'argument'; readonly attribute: Attribute; readonly scope: Scope }
  | { readonly kind: 'file'; readonly attribute: Attribute; readonly scope: Scope }
  | { readonly kind: 'default'; readonly attribute: Attribute; readonly scope: Scope }
  | { readonly kind: 'none' };

/** The text that gives a variable its value here; an explicit null counts as one. */
export function assignmentOf(instance: ModuleInstance, declaration: VariableDeclaration): Assignment {
  return givenTo(instance, declaration.name) ?? defaultOf(instance, declaration);
}

function givenTo(instance: ModuleInstance, name: string): Assignment | undefined {
  const { caller } = instance;
  if (caller !== undefined) {
    const attribute = argumentOf(caller.call.body, name);
    return attribute && { kind: 'argument', attribute, scope: inFile(caller.scope, attribute.path) };
  }
  const attribute = assignedIn(instance).get(name);
  return attribute && { kind: 'file', attribute, scope: literalScope(instance, attribute.path) };
}

/** What the variable files of a root assign: of several assignments the last counts. */
function assignedIn({ memo, world, rootDir }: ModuleInstance): ReadonlyMap<string, Attribute> {
  memo.assigned ??= new Map(
    world.variableFiles(rootDir).flatMap(({ body }) => body.attributes.map((attribute) => [attribute.name, attribute])),
  );
  return memo.assigned;
}

/** Inputs whose names mean something else in a module block stand in a nested `_` block. */
function argumentOf(body: Body, name: string): Attribute | undefined {
  const escaped = body.blocks.filter((block) => block.type === '_').flatMap((block) => block.body.attributes);
  const plain = metaArguments.has(name) ? [] : body.attributes;
  return [...plain, ...escaped].find((attribute) => attribute.name === name);
}

const metaArguments: ReadonlySet<string> = new Set([
  'source',
  'version',
  'count',
  'for_each',
  'providers',
  'depends_on',
]);

function defaultOf(instance: ModuleInstance, { body }: VariableDeclaration): Assignment {
  const attribute = attributeOf(body, 'default');
  if (attribute === undefined) return { kind: 'none' };
  return { kind: 'default', attribute, scope: literalScope(instance, attribute.path) };
}

function workOut(instance: ModuleInstance, declaration: VariableDeclaration): Value {
  const declared = declaredOf(instance, declaration);
  const given = givenTo(instance, declaration.name);
  const value = given === undefined ? declared.fallback(instance) : valueOf(given, declared.constraint);
  if (value === undefined) return withoutValue(instance, declaration, declared);
  if (declared.isNullable) return value;
  return distributeOne(value, (plain) =>
    plain.kind === 'null' ? (declared.fallback(instance) ?? withoutValue(instance, declaration, declared)) : plain,
  );
}

/** What a variable is declared to be: the same for every instance of its module. */
interface Declared {
  readonly constraint: TypeConstraint;
  readonly isNullable: boolean;
  /** The default; any instance of the module will do. */
  readonly fallback: (instance: ModuleInstance) => Value | undefined;
}

function declaredOf(instance: ModuleInstance, declaration: VariableDeclaration): Declared {
  const known = declarations.get(declaration);
  if (known !== undefined) return known;
  const { result, reads } = watched(instance, () => ({
    constraint: constraintOf(instance, declaration),
    isNullable: isNullable(instance, declaration),
  }));
  let fallback: { readonly value: Value | undefined } | undefined;
  const declared: Declared = {
    ...result,
    fallback: (asking) => {
      if (fallback !== undefined) return fallback.value;
      const read = watched(asking, () => valueOf(defaultOf(asking, declaration), result.constraint));
      // Terraform refuses a name in it; what one comes to here may differ from root to root.
      if (!read.reads.others) fallback = { value: read.result };
      return read.result;
    },
  };
  if (!reads.others) declarations.set(declaration, declared);
  return declared;
}

const declarations = new WeakMap<VariableDeclaration, Declared>();

function valueOf(assignment: Assignment, constraint: TypeConstraint): Value | undefined {
  switch (assignment.kind) {
    case 'none':
      return undefined;
    case 'argument':
      return applyConstraint(evaluate(assignment.scope, assignment.attribute.expression), constraint);
    case 'file':
    case 'default':
      return applyConstraint(literalValue(assignment.scope, assignment.attribute.expression), constraint);
  }
}

function withoutValue(
  instance: ModuleInstance,
  declaration: VariableDeclaration,
  { constraint, isNullable }: Declared,
): Value {
  const place = headerOf(declaration.block);
  const reason: Reason = { message: message('terraform.noDefault', { name: declaration.name }), place };
  const identity = { address: `${modulePrefix(instance)}var.${declaration.name}`, type: 'var', attribute: '' };
  const facts: Facts = isNullable ? { identity } : { identity, notNull: true };
  return unknownValue(typeOfConstraint(constraint), reason, facts, [place]);
}

/** The declared type; `any` without one, and for one that Terraform would not accept. */
function constraintOf(instance: ModuleInstance, { body }: VariableDeclaration): TypeConstraint {
  const type = attributeOf(body, 'type');
  const parsed = type && parseConstraint(literalScope(instance, type.path), type.expression);
  return parsed ?? { kind: 'dynamic' };
}

function isNullable(instance: ModuleInstance, { body }: VariableDeclaration): boolean {
  const attribute = attributeOf(body, 'nullable');
  if (attribute === undefined) return true;
  const value = literalValue(literalScope(instance, attribute.path), attribute.expression);
  return !(value.kind === 'bool' && !value.value);
}

function attributeOf(body: Body, name: string): Attribute | undefined {
  return body.attributes.find((attribute) => attribute.name === name);
}
