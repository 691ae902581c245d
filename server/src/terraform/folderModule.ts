// The module that the files of a folder make. Nothing is read of it before anybody asks, and what was read can be dropped.
// It lists no folders; what the files declare is worked out in declared.ts.
// Made by the workspace, and by the test world.
import { forgetParsed } from '../hcl/lazyFile.ts';
import type { SourceFile } from '../hcl/nodes.ts';
import { Declared } from './declared.ts';
import type { Module, Resource, ResourceKind } from './module.ts';
import { filesInOrder } from './moduleFiles.ts';

/**
 * The module of some files; those that are no part of it may be among them. Of blocks with the same name the first
 * is the one that references mean; resources and calls are all kept, so that a copy being edited is judged like its model.
 */
export function moduleOf(dir: string, files: readonly SourceFile[]): Module {
  return new FolderModule(dir, filesInOrder(files));
}

/** Drops what was read of a module, so that the texts of its files are all that is kept; it is read again where anybody asks. */
export function forgetDeclared(module: Module): void {
  if (module instanceof FolderModule) module.forget();
  for (const file of module.files) forgetParsed(file);
}

class FolderModule implements Module {
  readonly dir: string;
  readonly files: readonly SourceFile[];
  #known: Declared | undefined;

  constructor(dir: string, files: readonly SourceFile[]) {
    this.dir = dir;
    this.files = files;
  }

  get variables(): Module['variables'] {
    return this.#declared.variables;
  }

  get locals(): Module['locals'] {
    return this.#declared.locals;
  }

  get resources(): Module['resources'] {
    return this.#declared.resources;
  }

  get calls(): Module['calls'] {
    return this.#declared.calls;
  }

  get outputs(): Module['outputs'] {
    return this.#declared.outputs;
  }

  resourcesOf(kind: ResourceKind): Module['resources'] {
    return this.#declared.resourcesOf(kind);
  }

  resource(mode: Resource['mode'], type: string, name: string): Resource | undefined {
    return this.#declared.resource(mode, type, name);
  }

  forget(): void {
    this.#known = undefined;
  }

  get #declared(): Declared {
    return (this.#known ??= new Declared(this.files));
  }
}
