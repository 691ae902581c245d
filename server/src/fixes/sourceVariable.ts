// The variable that takes an open source's place: one the module has, or a new one and where it is declared.
// It never uses a variable that is open itself.
// Used by replace-source.ts and passThrough.ts.
import type { Expression, SourceFile } from '../hcl/nodes.ts';
import type { Module, VariableDeclaration } from '../terraform/module.ts';
import { baseName } from '../terraform/path.ts';
import type { World } from '../terraform/scope.ts';
import type { TextEdit } from '../text.ts';
import { allWithin } from './expressionPath.ts';
import type { FixContext } from './fix.ts';
import { isEditable } from './fileEdits.ts';
import { indentStepOf, lineEndOf } from './layout.ts';
import { callsOf } from './moduleCalls.ts';
import { isOpenCidr, textOf } from './writtenSource.ts';

/** What a variable is for; the texts are for the user's file, so in English. */
export interface VariablePurpose {
  /** Of the first choice; a number is added while it is taken. */
  readonly name: string;
  readonly kind: 'list' | 'single';
  readonly family: 'IPv4' | 'IPv6';
  /** What may be reached: `port 8080`. */
  readonly target: string;
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

/** The first name for a purpose that the module has a fitting variable of, or none of. */
export function sourceVariableFor(
  module: Module,
  purpose: VariablePurpose,
  surroundings: Surroundings,
): SourceVariable | undefined {
  for (let number = 1; number <= maximumNumber; number++) {
    const name = number === 1 ? purpose.name : `${purpose.name}_${number}`;
    const declared = module.variables.get(name);
    if (declared === undefined || fits(declared, purpose, module, surroundings)) return { name, declared };
  }
  return undefined;
}

/** How to refer to it where a list or a single network is wanted, whatever type it was declared with. */
export function referenceTo({ name, declared }: SourceVariable, wanted: 'any collection' | 'list' | 'single'): string {
  return wanted === 'list' && typeTextOf(declared) === 'set(string)' ? `tolist(var.${name})` : `var.${name}`;
}

/** Declares a variable at the end of a file of the module's, or in a new one; undefined where none can be edited. */
export function declarationEdit(
  module: Module,
  name: string,
  purpose: VariablePurpose,
  surroundings: Surroundings,
): { readonly path: string; readonly edit: TextEdit } | undefined {
  const path = pathForVariables(module);
  const file = surroundings.file(path);
  if (file === undefined ? !surroundings.isFree(path) : !isEditable(file)) return undefined;
  const text = file?.text ?? '';
  // A new file is indented as terraform fmt does, but ends its lines as its neighbors do.
  const newline = lineEndOf(file === undefined ? (module.files[0]?.text ?? '') : text);
  const block = declarationText(name, purpose, indentStepOf(text));
  const gap = text.trim() === '' ? '' : text.endsWith('\n') ? newline : newline + newline;
  const newText = gap + block.replaceAll('\n', newline);
  return { path, edit: { span: { start: text.length, end: text.length }, newText } };
}

/** variables.tf where there is one; else the file with the most variables; else a new variables.tf. */
function pathForVariables(module: Module): string {
  const named = module.files.find((file) => /^variables\.(?:tf|tofu)$/.test(baseName(file.path)));
  if (named !== undefined) return named.path;
  const counted = module.files
    .filter((file) => !/(?:^|_)override\.\w+$/.test(baseName(file.path)))
    .map((file) => ({ file, count: variableCountOf(file) }))
    .filter(({ count }) => count > 0);
  const [most] = counted.toSorted((a, b) => b.count - a.count);
  if (most !== undefined) return most.file.path;
  const suffix = module.files.every((file) => file.path.endsWith('.tofu')) ? 'tofu' : 'tf';
  return `${module.dir}/variables.${suffix}`;
}

function variableCountOf(file: SourceFile): number {
  return file.body.blocks.filter((block) => block.type === 'variable').length;
}

/** Lengths may be written with leading zeros, so that looking for "/0" at the end alone would let "/00" through. */
function declarationText(name: string, purpose: VariablePurpose, step: string): string {
  const family = purpose.family === 'IPv6' ? 'IPv6 ' : '';
  const [type, description, condition, refusal] =
    purpose.kind === 'list'
      ? [
          'list(string)',
          `${family}CIDR blocks that may reach ${purpose.target}.`,
          `alltrue([for cidr in var.${name} : !can(regex("/0+$", cidr))])`,
          `List the networks that need access: a /0 would open ${purpose.target} to everyone.`,
        ]
      : [
          'string',
          `${family}CIDR block that may reach ${purpose.target}.`,
          `!can(regex("/0+$", var.${name}))`,
          `Name the network that needs access: a /0 would open ${purpose.target} to everyone.`,
        ];
  const lines = [
    `variable "${name}" {`,
    `${step}description = "${description}"`,
    `${step}type        = ${type}`,
    '',
    `${step}validation {`,
    `${step}${step}condition     = ${condition}`,
    `${step}${step}error_message = "${refusal}"`,
    `${step}}`,
    '}',
    '',
  ];
  return lines.join('\n');
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
  return ![given, ...valuesGiven(module, declared.name, surroundings)].some(
    (value) => value !== undefined && isOpen(value),
  );
}

/** The type constraint without its white space; undefined where there is none, which takes any value. */
function typeTextOf(declared: VariableDeclaration | undefined): string | undefined {
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

/** What variable files and calls give a variable, as far as it is written. */
function valuesGiven(module: Module, name: string, surroundings: Surroundings): readonly Expression[] {
  const fromFiles = surroundings
    .variableFiles(module.dir)
    .flatMap((file) => file.body.attributes.filter((attribute) => attribute.name === name));
  const fromCalls = callsOf(module.dir, surroundings).flatMap(({ call }) =>
    call.body.attributes.filter((attribute) => attribute.name === name),
  );
  return [...fromFiles, ...fromCalls].map((attribute) => attribute.expression);
}

function isOpen(value: Expression): boolean {
  return allWithin(value).some((part) => isOpenCidr(textOf(part) ?? ''));
}
