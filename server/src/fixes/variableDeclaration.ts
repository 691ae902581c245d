// A variable that a module gets: the file it is declared in, and what the declaration says.
// It chooses no name.
// Used by passThrough.ts and add-validation.ts.
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { SourceFile } from '../hcl/nodes.ts';
import type { Module } from '../terraform/module.ts';
import { baseName } from '../terraform/path.ts';
import type { TextEdit } from '../text.ts';
import { isEditable } from './fileEdits.ts';
import { jsonFileText, memberObject, nestedMember, rootObjectOf } from './jsonEdits.ts';
import type { JsonValue } from './jsonEdits.ts';
import { indentStepOf, lineEndOf } from './layout.ts';
import type { Surroundings, VariablePurpose } from './sourceVariable.ts';

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
  if (isJsonSyntax(path)) {
    const edit = jsonDeclaration(text, newline, name, purpose);
    return edit === undefined ? undefined : { path, edit };
  }
  const block = declarationText(name, purpose, indentStepOf(text));
  const gap = text.trim() === '' ? '' : text.endsWith('\n') ? newline : newline + newline;
  const newText = gap + block.replaceAll('\n', newline);
  return { path, edit: { span: { start: text.length, end: text.length }, newText } };
}

/** variables.tf where there is one; else the file with the most variables; else a new file, in JSON where all others are. */
function pathForVariables(module: Module): string {
  const named = module.files.filter((file) => /^variables\.(?:tf|tofu)(?:\.json)?$/.test(baseName(file.path)));
  const [first] = named.toSorted((a, b) => Number(isJsonSyntax(a.path)) - Number(isJsonSyntax(b.path)));
  if (first !== undefined) return first.path;
  const counted = module.files
    .filter((file) => !/(?:^|_)override\.\w+(?:\.json)?$/.test(baseName(file.path)))
    .map((file) => ({ file, count: variableCountOf(file) }))
    .filter(({ count }) => count > 0);
  const [most] = counted.toSorted((a, b) => b.count - a.count);
  if (most !== undefined) return most.file.path;
  const isTofu = module.files.every((file) => /\.tofu(?:\.json)?$/.test(file.path));
  const isJson = module.files.every((file) => isJsonSyntax(file.path));
  return `${module.dir}/variables.${isTofu ? 'tofu' : 'tf'}${isJson ? '.json' : ''}`;
}

function variableCountOf(file: SourceFile): number {
  return file.body.blocks.filter((block) => block.type === 'variable').length;
}

/** How a variable refuses to be open, as native syntax has it; the text without its quotes. */
export interface Refusal {
  readonly condition: string;
  readonly refusal: string;
}

/** Lengths may be written with leading zeros, so that looking for "/0" at the end alone would let "/00" through. */
export function refusalOf(name: string, { kind, target }: Pick<VariablePurpose, 'kind' | 'target'>): Refusal {
  return kind === 'list'
    ? {
        condition: `alltrue([for cidr in var.${name} : !can(regex("/0+$", cidr))])`,
        refusal: `List the networks that need access: a /0 would open ${target} to everyone.`,
      }
    : {
        condition: `!can(regex("/0+$", var.${name}))`,
        refusal: `Name the network that needs access: a /0 would open ${target} to everyone.`,
      };
}

interface Declaration extends Refusal {
  readonly type: string;
  readonly description: string;
}

function declarationOf(name: string, purpose: VariablePurpose): Declaration {
  const { kind, family, target } = purpose;
  const networks = family === 'IPv6' ? 'IPv6 CIDR' : 'CIDR';
  const [type, blocks] = kind === 'list' ? ['list(string)', 'blocks'] : ['string', 'block'];
  return { type, description: `${networks} ${blocks} that may reach ${target}.`, ...refusalOf(name, purpose) };
}

function declarationText(name: string, purpose: VariablePurpose, step: string): string {
  const { type, description, condition, refusal } = declarationOf(name, purpose);
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

/** In JSON a type is a text of native syntax, and every other expression an interpolation. */
function jsonDeclaration(text: string, newline: string, name: string, purpose: VariablePurpose): TextEdit | undefined {
  const { type, description, condition, refusal } = declarationOf(name, purpose);
  const validation = { condition: `\${${condition}}`, error_message: refusal };
  const declared: JsonValue = { description, type, validation };
  if (text.trim() === '')
    return { span: { start: 0, end: text.length }, newText: jsonFileText({ variable: { [name]: declared } }, newline) };
  const root = rootObjectOf(text);
  if (root === undefined) return undefined;
  const isThere = root.members.some((member) => member.name.value === 'variable');
  if (isThere && memberObject(root, 'variable') === undefined) return undefined;
  return nestedMember(text, ['variable', name], declared);
}
