// What the files of a module declare, override files merged in. A file whose text cannot hold the answer is not looked into.
// It evaluates nothing; broken input never throws, what has no sense is left out.
// Made by folderModule.ts.
import { mayHoldLabel, mayHoldWord, wordPattern } from '../hcl/glance.ts';
import type { Attribute, Block, Body, SourceFile } from '../hcl/nodes.ts';
import type { Module, ModuleCall, Output, Resource, ResourceKind, VariableDeclaration } from './module.ts';
import { isOverrideFile } from './moduleFiles.ts';
import { mergeOverride } from './override.ts';
import { baseName } from './path.ts';

/** Past so many resources that were looked for by name, all of them are put in order. */
const maximumSearches = 40;

/** What the files declare, and what was made of it so far. */
export class Declared {
  readonly #files: readonly SourceFile[];
  readonly #overrides: readonly SourceFile[];
  #variables: Module['variables'] | undefined;
  #locals: Module['locals'] | undefined;
  #calls: Module['calls'] | undefined;
  #outputs: Module['outputs'] | undefined;
  #resources: Module['resources'] | undefined;
  readonly #resourcesOfFile = new Map<SourceFile, readonly Resource[]>();
  readonly #resourcesOfKind = new Map<ResourceKind, readonly Resource[]>();
  #searched = new Map<string, Resource | undefined>();
  #hasSearchedAll = false;

  /** Override files come last. */
  constructor(files: readonly SourceFile[]) {
    const first = files.findIndex((file) => isOverrideFile(baseName(file.path)));
    this.#files = first < 0 ? files : files.slice(0, first);
    this.#overrides = first < 0 ? [] : files.slice(first);
  }

  get variables(): Module['variables'] {
    return (this.#variables ??= byName(this.#named('variable', 'attributes')));
  }

  get locals(): Module['locals'] {
    if (this.#locals === undefined) {
      const change = (base: readonly Attribute[], file: SourceFile): readonly Attribute[] => {
        const over = localsOf(file);
        return base.map((local) => over.findLast((other) => other.name === local.name) ?? local);
      };
      this.#locals = byName(this.#overrides.reduce(change, this.#files.flatMap(localsOf)));
    }
    return this.#locals;
  }

  get calls(): Module['calls'] {
    return (this.#calls ??= callsByKey(this.#named('module', 'attributes and blocks')));
  }

  get outputs(): Module['outputs'] {
    return (this.#outputs ??= byName(this.#named('output', 'attributes')));
  }

  get resources(): Module['resources'] {
    return (this.#resources ??= this.#files.flatMap((file) => this.#resourcesWith(file)));
  }

  resourcesOf(kind: ResourceKind): Module['resources'] {
    let found = this.#resourcesOfKind.get(kind);
    if (found === undefined) {
      const files = this.#files.filter((file) => kind.mayStandIn(file));
      found = files.flatMap((file) => this.#resourcesWith(file)).filter((resource) => kind.includes(resource));
      this.#resourcesOfKind.set(kind, found);
    }
    return found;
  }

  resource(mode: Resource['mode'], type: string, name: string): Resource | undefined {
    const key = keyOf({ mode, type, name });
    const known = this.#searched.get(key);
    if (known !== undefined || this.#hasSearchedAll || this.#searched.has(key)) return known;
    if (this.#searched.size >= maximumSearches) {
      this.#searched = new Map(this.resources.toReversed().map((resource) => [keyOf(resource), resource]));
      this.#hasSearchedAll = true;
      return this.#searched.get(key);
    }
    const found = this.#search(mode, type, name);
    this.#searched.set(key, found);
    return found;
  }

  #search(mode: Resource['mode'], type: string, name: string): Resource | undefined {
    for (const file of this.#files) {
      if (!mayHoldLabel(file, type) || !mayHoldLabel(file, name)) continue;
      const found = this.#resourcesWith(file).find(
        (each) => each.name === name && each.type === type && each.mode === mode,
      );
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Those of one file, with what override files change. */
  #resourcesWith(file: SourceFile): readonly Resource[] {
    let found = this.#resourcesOfFile.get(file);
    if (found === undefined) {
      found = this.#overridden(resourcesOf(file), resourcesOf, sameResource, 'attributes and blocks');
      this.#resourcesOfFile.set(file, found);
    }
    return found;
  }

  #named(type: BlockType, what: Overridden): readonly NamedBlock[] {
    const declared = (file: SourceFile): readonly NamedBlock[] => namedIn(file, type);
    return this.#overridden(this.#files.flatMap(declared), declared, sameName, what);
  }

  /** What override files name without there being such a thing is an error to Terraform and is left out. */
  #overridden<T extends { readonly body: Body }>(
    items: readonly T[],
    declared: (file: SourceFile) => readonly T[],
    same: (a: T, b: T) => boolean,
    what: Overridden,
  ): readonly T[] {
    const change = (base: readonly T[], file: SourceFile): readonly T[] => {
      const overrides = declared(file);
      return base.map((item) =>
        overrides
          .filter((over) => same(item, over))
          .reduce((result, over) => ({ ...result, body: mergeOverride(result.body, over.body, what) }), item),
      );
    };
    return this.#overrides.reduce(change, items);
  }
}

type Overridden = 'attributes' | 'attributes and blocks';

type BlockType = 'variable' | 'locals' | 'module' | 'output' | 'resource' | 'data';

const patterns: Readonly<Record<BlockType, RegExp>> = {
  variable: wordPattern(['variable']),
  locals: wordPattern(['locals']),
  module: wordPattern(['module']),
  output: wordPattern(['output']),
  resource: wordPattern(['resource']),
  data: wordPattern(['data']),
};

function blocksIn(file: SourceFile, type: BlockType): readonly Block[] {
  return mayHoldWord(file, patterns[type]) ? file.body.blocks.filter((block) => block.type === type) : [];
}

function localsOf(file: SourceFile): readonly Attribute[] {
  return blocksIn(file, 'locals').flatMap(({ body }) => body.attributes);
}

/** Blocks of one type with their one label; a block without it has no name to be called by. */
function namedIn(file: SourceFile, type: BlockType): readonly NamedBlock[] {
  return blocksIn(file, type).flatMap((block) => {
    const name = block.labels[0]?.value;
    return name === undefined ? [] : [new NamedBlock(name, block)];
  });
}

/** Its body is read when it is asked for. */
class NamedBlock implements VariableDeclaration, ModuleCall, Output {
  readonly name: string;
  readonly block: Block;

  constructor(name: string, block: Block) {
    this.name = name;
    this.block = block;
  }

  get body(): Body {
    return this.block.body;
  }
}

function resourcesOf(file: SourceFile): readonly Resource[] {
  if (!mayHoldWord(file, patterns.resource) && !mayHoldWord(file, patterns.data)) return [];
  return file.body.blocks.flatMap((block) => {
    if (block.type !== 'resource' && block.type !== 'data') return [];
    const [type, name] = block.labels;
    return type === undefined || name === undefined ? [] : [new ResourceBlock(type.value, name.value, block)];
  });
}

/** Its body is read when it is asked for. */
class ResourceBlock implements Resource {
  readonly mode: Resource['mode'];
  readonly type: string;
  readonly name: string;
  readonly block: Block;

  constructor(type: string, name: string, block: Block) {
    this.mode = block.type === 'data' ? 'data' : 'managed';
    this.type = type;
    this.name = name;
    this.block = block;
  }

  get body(): Body {
    return this.block.body;
  }
}

function sameName(a: NamedBlock, b: NamedBlock): boolean {
  return a.name === b.name;
}

function sameResource(a: Resource, b: Resource): boolean {
  return a.mode === b.mode && a.type === b.type && a.name === b.name;
}

function keyOf({ mode, type, name }: Pick<Resource, 'mode' | 'type' | 'name'>): string {
  return `${mode} ${type} ${name}`;
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
