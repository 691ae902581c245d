// Which files of a folder make its module, and the module they make.
// It lists no folders and parses nothing; broken input never throws, what has no sense is left out.
// Called by the workspace, and by the test world.
import type { Attribute, Block, SourceFile } from '../hcl/nodes.ts';
import type { Module, ModuleCall, Output, Resource, VariableDeclaration } from './module.ts';
import { mergeOverride } from './override.ts';
import { baseName } from './path.ts';

const suffixes = [
  { suffix: '.tf', hiddenBy: '.tofu' },
  { suffix: '.tofu', hiddenBy: undefined },
  { suffix: '.tf.json', hiddenBy: '.tofu.json' },
  { suffix: '.tofu.json', hiddenBy: undefined },
] as const;

/** Whether a file of this name is part of the module in its folder; a folder of such a name is not. */
export function isModuleFile(name: string): boolean {
  return suffixOf(name) !== undefined && !isHidden(name);
}

/** Whether Terraform loads a file of this name as a variable file by itself, in a root module's folder. */
export function isVariableFile(name: string): boolean {
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

/**
 * The module that a folder's files make; files that are no part of it may be among them. Of blocks with the same name the first
 * is the one that references mean; resources are all kept, so that a copy being edited is judged like its model.
 */
export function moduleOf(dir: string, files: readonly SourceFile[]): Module {
  const read = filesOf(files);
  const base = declarationsOf(read.filter((file) => !isOverride(baseName(file.path))));
  const whole = read.filter((file) => isOverride(baseName(file.path))).reduce(mergeFile, base);
  return {
    dir,
    files: read,
    variables: byName(whole.variables),
    locals: byName(whole.locals),
    resources: whole.resources,
    calls: byName(whole.calls),
    outputs: byName(whole.outputs),
  };
}

interface Declarations {
  readonly variables: readonly VariableDeclaration[];
  readonly locals: readonly Attribute[];
  readonly resources: readonly Resource[];
  readonly calls: readonly ModuleCall[];
  readonly outputs: readonly Output[];
}

function filesOf(files: readonly SourceFile[]): readonly SourceFile[] {
  const names = new Set(files.map((file) => baseName(file.path)));
  return files
    .filter((file) => isModuleFile(baseName(file.path)) && !isShadowed(baseName(file.path), names))
    .toSorted((a, b) => compareFiles(baseName(a.path), baseName(b.path)));
}

function compareFiles(a: string, b: string): number {
  return Number(isOverride(a)) - Number(isOverride(b)) || compareBytes(a, b);
}

/** OpenTofu reads `x.tofu` in place of `x.tf`. Terraform would not, but whoever writes `.tofu` files runs OpenTofu. */
function isShadowed(name: string, names: ReadonlySet<string>): boolean {
  const found = suffixOf(name);
  if (found?.hiddenBy === undefined) return false;
  return names.has(name.slice(0, -found.suffix.length) + found.hiddenBy);
}

function suffixOf(name: string): (typeof suffixes)[number] | undefined {
  return suffixes.find(({ suffix }) => name.endsWith(suffix));
}

function isHidden(name: string): boolean {
  return name.startsWith('.') || name.endsWith('~') || (name.startsWith('#') && name.endsWith('#'));
}

function isOverride(name: string): boolean {
  const base = name.slice(0, -(suffixOf(name)?.suffix.length ?? 0));
  return base === 'override' || base.endsWith('_override');
}

function rank(file: SourceFile): number {
  const index = alwaysLoaded.indexOf(baseName(file.path));
  return index < 0 ? alwaysLoaded.length : index;
}

function declarationsOf(files: readonly SourceFile[]): Declarations {
  const blocks = files.flatMap((file) => file.body.blocks);
  return {
    variables: named(blocks, 'variable'),
    locals: blocks.filter((block) => block.type === 'locals').flatMap((block) => block.body.attributes),
    resources: blocks.flatMap(resourceOf),
    calls: named(blocks, 'module'),
    outputs: named(blocks, 'output'),
  };
}

/** Blocks of one type with their one label; a block without it has no name to be called by. */
function named(blocks: readonly Block[], type: string): readonly (VariableDeclaration & ModuleCall & Output)[] {
  return blocks.flatMap((block) => {
    const name = block.labels[0]?.value;
    return block.type !== type || name === undefined ? [] : [{ name, block, body: block.body }];
  });
}

function resourceOf(block: Block): readonly Resource[] {
  if (block.type !== 'resource' && block.type !== 'data') return [];
  const [type, name] = block.labels;
  if (type === undefined || name === undefined) return [];
  const mode = block.type === 'data' ? 'data' : 'managed';
  return [{ mode, type: type.value, name: name.value, block, body: block.body }];
}

/** What an override file changes; what it names without there being such a thing is an error to Terraform and is left out. */
function mergeFile(base: Declarations, file: SourceFile): Declarations {
  const over = declarationsOf([file]);
  const sameName = (a: { readonly name: string }, b: { readonly name: string }): boolean => a.name === b.name;
  return {
    variables: merged(base.variables, over.variables, sameName, 'attributes'),
    locals: base.locals.map((local) => over.locals.findLast((other) => other.name === local.name) ?? local),
    resources: merged(base.resources, over.resources, sameResource, 'attributes and blocks'),
    calls: merged(base.calls, over.calls, sameName, 'attributes and blocks'),
    outputs: merged(base.outputs, over.outputs, sameName, 'attributes'),
  };
}

function merged<T extends { readonly body: Block['body'] }>(
  base: readonly T[],
  overrides: readonly T[],
  same: (a: T, b: T) => boolean,
  what: 'attributes' | 'attributes and blocks',
): readonly T[] {
  return base.map((item) =>
    overrides
      .filter((over) => same(item, over))
      .reduce((result, over) => ({ ...result, body: mergeOverride(result.body, over.body, what) }), item),
  );
}

function sameResource(a: Resource, b: Resource): boolean {
  return a.mode === b.mode && a.type === b.type && a.name === b.name;
}

function byName<T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const item of items) if (!map.has(item.name)) map.set(item.name, item);
  return map;
}

/** By bytes of UTF-8, which is by code points. */
function compareBytes(a: string, b: string): number {
  const left = Array.from(a, (character) => character.codePointAt(0) ?? 0);
  const right = Array.from(b, (character) => character.codePointAt(0) ?? 0);
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
