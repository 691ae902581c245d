// Which files of a folder make its module, and in which order.
// It lists no folders, and looks at nothing but names.
// Called by the workspace, and by the test world.
import type { SourceFile } from '../hcl/nodes.ts';
import { baseName } from './path.ts';

const suffixes = [
  { suffix: '.tf', hiddenBy: '.tofu' },
  { suffix: '.tofu', hiddenBy: undefined },
  { suffix: '.tf.json', hiddenBy: '.tofu.json' },
  { suffix: '.tofu.json', hiddenBy: undefined },
] as const;

/** Whether a file of this name is part of the module in its folder, so that it is not hidden; a folder of such a name is none. */
export function isModuleFile(name: string): boolean {
  return suffixOf(name) !== undefined && !name.startsWith('.');
}

/** Whether Terraform loads a file of this name as a variable file by itself, in a root module's folder. */
export function isVariableFile(name: string): boolean {
  if (!name.endsWith('.tfvars') && !name.endsWith('.tfvars.json')) return false;
  return alwaysLoaded.includes(name) || name.endsWith('.auto.tfvars') || name.endsWith('.auto.tfvars.json');
}

/** The weakest first. */
const alwaysLoaded: readonly string[] = ['terraform.tfvars', 'terraform.tfvars.json'];

/**
 * Variable files in the order in which they win, the weakest first: terraform.tfvars, terraform.tfvars.json, then the others by
 * the bytes of their names, in whichever syntax.
 */
export function variableFilesInOrder(files: readonly SourceFile[]): readonly SourceFile[] {
  const loaded = files.filter((file) => isVariableFile(baseName(file.path)));
  return loaded.toSorted((a, b) => rank(a) - rank(b) || compareBytes(baseName(a.path), baseName(b.path)));
}

/** Those of some files that make a module, in the order in which Terraform reads them: override files last. */
export function filesInOrder(files: readonly SourceFile[]): readonly SourceFile[] {
  const named = files.map((file) => ({ file, name: baseName(file.path) }));
  const names = new Set(named.map(({ name }) => name));
  return named
    .filter(({ name }) => isModuleFile(name) && !isShadowed(name, names))
    .map(({ file, name }) => ({ file, name, isOverride: isOverrideFile(name) }))
    .sort((a, b) => Number(a.isOverride) - Number(b.isOverride) || compareBytes(a.name, b.name))
    .map(({ file }) => file);
}

/** OpenTofu reads `x.tofu` in place of `x.tf`. Terraform would not, but whoever writes `.tofu` files runs OpenTofu. */
function isShadowed(name: string, names: ReadonlySet<string>): boolean {
  const found = suffixOf(name);
  if (found?.hiddenBy === undefined) return false;
  return names.has(name.slice(0, -found.suffix.length) + found.hiddenBy);
}

function suffixOf(name: string): (typeof suffixes)[number] | undefined {
  // Nearly all names end in the first.
  return name.endsWith('.tf') ? suffixes[0] : suffixes.find(({ suffix }) => name.endsWith(suffix));
}

/** Whether a file of this name changes what the others of its folder declare. */
export function isOverrideFile(name: string): boolean {
  const base = name.slice(0, -(suffixOf(name)?.suffix.length ?? 0));
  return base === 'override' || base.endsWith('_override');
}

function rank(file: SourceFile): number {
  const index = alwaysLoaded.indexOf(baseName(file.path));
  return index < 0 ? alwaysLoaded.length : index;
}

/** By bytes of UTF-8, which is by code points. */
function compareBytes(a: string, b: string): number {
  // Only halves of surrogate pairs stand in another order than their characters.
  if (!surrogate.test(a) && !surrogate.test(b)) return a < b ? -1 : a > b ? 1 : 0;
  const left = Array.from(a, (character) => character.codePointAt(0) ?? 0);
  const right = Array.from(b, (character) => character.codePointAt(0) ?? 0);
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const surrogate = /[\ud800-\udfff]/;
