// Which files of a folder make its module, and the module they make.
// It lists no folders and parses nothing; broken input never throws, what has no sense is left out.
// Called by the workspace, and by the test world.
import { forgetParsed } from '../hcl/lazyFile.ts';
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
 * The module that a folder's files make; files that are no part of it may be among them. It is made as it is asked for: no block's
 * inside is read before. Of blocks with the same name the first
 * is the one that references mean; resources and calls are all kept, so that a copy being edited is judged like its model.
 */
export function moduleOf(dir: string, files: readonly SourceFile[]): Module {
  const read = filesOf(files);
  let known: Declared | undefined;
  const declared = (): Declared => (known ??= declaredIn(read));
  const module: Module = {
    dir,
    files: read,
    get variables() {
      return declared().variables();
    },
    get locals() {
      return declared().locals();
    },
    get resources() {
      return declared().resources;
    },
    get calls() {
      return declared().calls();
    },
    get outputs() {
      return declared().outputs();
    },
  };
  forgetters.set(module, () => {
    known = undefined;
  });
  return module;
}

/** Drops what was read of a module, so that the texts of its files are all that is kept; it is read again where anybody asks. */
export function forgetDeclared(module: Module): void {
  forgetters.get(module)?.();
  for (const file of module.files) forgetParsed(file);
}

const forgetters = new WeakMap<Module, () => void>();

interface Declared {
  readonly variables: () => Module['variables'];
  readonly locals: () => Module['locals'];
  readonly resources: Module['resources'];
  readonly calls: () => Module['calls'];
  readonly outputs: () => Module['outputs'];
}

function declaredIn(files: readonly SourceFile[]): Declared {
  const base = declarationsOf(files.filter((file) => !isOverrideFile(baseName(file.path))));
  const whole = files.filter((file) => isOverrideFile(baseName(file.path))).reduce(mergeFile, base);
  return {
    variables: once(() => byName(whole.variables)),
    locals: once(() => byName(whole.locals)),
    resources: whole.resources,
    calls: once(() => callsByKey(whole.calls)),
    outputs: once(() => byName(whole.outputs)),
  };
}

/** Works out what it is asked for when it is first asked. */
function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | undefined;
  return () => (made ??= { result: make() }).result;
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
  return Number(isOverrideFile(a)) - Number(isOverrideFile(b)) || compareBytes(a, b);
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

/** Whether a file of this name changes what the others of its folder declare. */
export function isOverrideFile(name: string): boolean {
  const base = name.slice(0, -(suffixOf(name)?.suffix.length ?? 0));
  return base === 'override' || base.endsWith('_override');
}

function rank(file: SourceFile): number {
  const index = alwaysLoaded.indexOf(baseName(file.path));
  return index < 0 ? alwaysLoaded.length : index;
}

function declarationsOf(files: readonly SourceFile[]): Declarations {
  const blocks = files.flatMap((file) => file.body.blocks);
  const locals = once(() => blocks.filter(({ type }) => type === 'locals').flatMap(({ body }) => body.attributes));
  return {
    variables: named(blocks, 'variable'),
    get locals() {
      return locals();
    },
    resources: blocks.flatMap(resourceOf),
    calls: named(blocks, 'module'),
    outputs: named(blocks, 'output'),
  };
}

/** Blocks of one type with their one label; a block without it has no name to be called by. */
function named(blocks: readonly Block[], type: string): readonly (VariableDeclaration & ModuleCall & Output)[] {
  return blocks.flatMap((block) => {
    const name = block.labels[0]?.value;
    return block.type !== type || name === undefined ? [] : [declared(name, block)];
  });
}

/** Its body is read when it is asked for. */
function declared(name: string, block: Block): VariableDeclaration & ModuleCall & Output {
  return {
    name,
    block,
    get body() {
      return block.body;
    },
  };
}

function resourceOf(block: Block): readonly Resource[] {
  if (block.type !== 'resource' && block.type !== 'data') return [];
  const [type, name] = block.labels;
  if (type === undefined || name === undefined) return [];
  const mode = block.type === 'data' ? 'data' : 'managed';
  return [
    {
      mode,
      type: type.value,
      name: name.value,
      block,
      get body() {
        return block.body;
      },
    },
  ];
}

/** What an override file changes; what it names without there being such a thing is an error to Terraform and is left out. */
function mergeFile(base: Declarations, file: SourceFile): Declarations {
  const over = declarationsOf([file]);
  const sameName = (a: { readonly name: string }, b: { readonly name: string }): boolean => a.name === b.name;
  const locals = once(() =>
    base.locals.map((local) => over.locals.findLast((other) => other.name === local.name) ?? local),
  );
  return {
    variables: merged(base.variables, over.variables, sameName, 'attributes'),
    get locals() {
      return locals();
    },
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

/** A further call of the same name, such as a copy that is being edited, has a key that no reference can write. */
function callsByKey(calls: readonly ModuleCall[]): ReadonlyMap<string, ModuleCall> {
  const map = new Map<string, ModuleCall>();
  for (const call of calls) {
    let key = call.name;
    for (let number = 2; map.has(key); number++) key = `${call.name} (${number})`;
    map.set(key, call);
  }
  return map;
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
