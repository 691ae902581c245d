// The variable that takes an open source's place: one the module has, or the name of a new one.
// It never uses a variable that is open itself.
// Used by replace-source.ts and passThrough.ts.
import type { Expression } from '../hcl/nodes.ts';
import type { Module, VariableDeclaration } from '../terraform/module.ts';
import type { World } from '../terraform/scope.ts';
import { allWithin } from './expressionPath.ts';
import type { FixContext } from './fix.ts';
import { callsOf } from './moduleCalls.ts';
import { suitability } from './variableWords.ts';
import { isOpenCidr, textOf } from './writtenSource.ts';

/** What a variable is for; the texts are for the user's file, so in English. */
export interface VariablePurpose {
  /** Of the first choice; a number is added while it is taken. */
  readonly name: string;
  readonly kind: 'list' | 'single';
  readonly family: 'IPv4' | 'IPv6';
  /** What may be reached: `port 8080`. */
  readonly target: string;
  /** Words of variables that are for the same access. */
  readonly words: readonly string[];
}

/** What a fix may look at, and the variable files that Terraform loads for a root by itself. */
export interface Surroundings extends FixContext {
  readonly variableFiles: World['variableFiles'];
}

/** A variable to refer to. */
export interface SourceVariable {
  readonly name: string;
  /** Undefined where it is to be declared. */
  readonly declared: VariableDeclaration | undefined;
}

/** Past this many taken names the module is an odd one, and no fix is offered. */
const maximumNumber = 20;

/**
 * The variables of a module that fit a purpose, the best first: the one that would be declared, then those whose name and
 * description speak of the ports, then those that speak of networks that are trusted.
 */
export function fittingVariables(
  module: Module,
  purpose: VariablePurpose,
  surroundings: Surroundings,
): readonly SourceVariable[] {
  return [...module.variables.values()]
    .map((declared) => ({ declared, rank: rankOf(declared, purpose) }))
    .filter(({ declared, rank }) => rank > 0 && fits(declared, purpose, module, surroundings))
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ declared }) => ({ name: declared.name, declared }));
}

/** The first name for a purpose that the module has no variable of; undefined where too many are taken. */
export function newVariable(module: Module, { name }: VariablePurpose): SourceVariable | undefined {
  for (let number = 1; number <= maximumNumber; number++) {
    const numbered = number === 1 ? name : `${name}_${number}`;
    if (!module.variables.has(numbered)) return { name: numbered, declared: undefined };
  }
  return undefined;
}

/** 0 where it is not for the purpose, for all its name and description say. */
function rankOf(declared: VariableDeclaration, purpose: VariablePurpose): number {
  if (declared.name === purpose.name) return 10_000;
  const number = declared.name.startsWith(`${purpose.name}_`) ? declared.name.slice(purpose.name.length + 1) : '';
  if (/^\d+$/.test(number)) return 10_000 - Number(number);
  // Without a type it may be anything; only a name that this fix gives is trusted then.
  if (typeTextOf(declared) === undefined) return 0;
  const description = declared.body.attributes.find(({ name }) => name === 'description')?.expression;
  const text = description === undefined ? undefined : textOf(description);
  return suitability(declared.name, text ?? '', purpose);
}

/** How to refer to it where a list or a single network is wanted, whatever type it was declared with. */
export function referenceTo({ name, declared }: SourceVariable, wanted: 'any collection' | 'list' | 'single'): string {
  return wanted === 'list' && typeTextOf(declared) === 'set(string)' ? `tolist(var.${name})` : `var.${name}`;
}

function fits(
  declared: VariableDeclaration,
  purpose: VariablePurpose,
  module: Module,
  surroundings: Surroundings,
): boolean {
  const types = purpose.kind === 'list' ? ['list(string)', 'set(string)'] : ['string'];
  const type = typeTextOf(declared);
  if (type !== undefined && !types.includes(type)) return false;
  // An ephemeral value may not stand in a resource, and a sensitive one in no for_each.
  if (isTrue(declared, 'ephemeral') || isTrue(declared, 'sensitive')) return false;
  const given = defaultOf(declared);
  if (given !== undefined && !isOfKind(given, purpose.kind)) return false;
  return !isOpenVariable(declared, module, surroundings, 0);
}

/** The type constraint without its white space; undefined where there is none, which takes any value. */
export function typeTextOf(declared: VariableDeclaration | undefined): string | undefined {
  const type = declared?.body.attributes.find((attribute) => attribute.name === 'type')?.expression;
  return type === undefined ? undefined : typeText(type);
}

function typeText(type: Expression): string {
  switch (type.kind) {
    case 'name':
      return type.name;
    case 'call':
      return `${type.name}(${type.arguments.map(typeText).join(',')})`;
    default:
      return type.kind;
  }
}

function isTrue(declared: VariableDeclaration, name: string): boolean {
  const value = declared.body.attributes.find((attribute) => attribute.name === name)?.expression;
  return value?.kind === 'bool' && value.value;
}

function defaultOf(declared: VariableDeclaration): Expression | undefined {
  return declared.body.attributes.find((attribute) => attribute.name === 'default')?.expression;
}

/** A default of null is refused too: what it would do to the rule is another story. */
function isOfKind(expression: Expression, kind: VariablePurpose['kind']): boolean {
  return kind === 'list' ? expression.kind === 'tuple' : expression.kind === 'template';
}

/** What variable files and calls give a variable, each with the module it is written in, as far as it is written. */
function valuesGiven(module: Module, name: string, surroundings: Surroundings): readonly Given[] {
  const fromFiles = surroundings
    .variableFiles(module.dir)
    .flatMap((file) => file.body.attributes.filter((attribute) => attribute.name === name))
    .map(({ expression }) => ({ expression, module: undefined }));
  const fromCalls = callsOf(module.dir, surroundings).flatMap((site) =>
    site.call.body.attributes
      .filter((attribute) => attribute.name === name)
      .map(({ expression }) => ({ expression, module: site.module })),
  );
  return [...fromFiles, ...fromCalls];
}

/** A value and the module whose names it uses; undefined in a variable file, which uses none. */
interface Given {
  readonly expression: Expression;
  readonly module: Module | undefined;
}

/** Calls lead to calls; past this many a variable is taken to be what it is said to be. */
const maximumDepth = 8;

/** Whether a variable is open by default, or is given something open somewhere, through other variables and local values too. */
function isOpenVariable(
  declared: VariableDeclaration,
  module: Module,
  surroundings: Surroundings,
  depth: number,
): boolean {
  const given = defaultOf(declared);
  const own = given === undefined ? [] : [{ expression: given, module: undefined }];
  return [...own, ...valuesGiven(module, declared.name, surroundings)].some((value) =>
    isOpen(value, surroundings, depth),
  );
}

function isOpen({ expression, module }: Given, surroundings: Surroundings, depth: number): boolean {
  return allWithin(expression).some((part) => {
    if (isOpenCidr(textOf(part) ?? '')) return true;
    if (module === undefined || depth >= maximumDepth || part.kind !== 'access' || part.target.kind !== 'name')
      return false;
    const local = part.target.name === 'local' ? module.locals.get(part.name)?.expression : undefined;
    if (local !== undefined) return isOpen({ expression: local, module }, surroundings, depth + 1);
    const variable = part.target.name === 'var' ? module.variables.get(part.name) : undefined;
    return variable !== undefined && isOpenVariable(variable, module, surroundings, depth + 1);
  });
}
