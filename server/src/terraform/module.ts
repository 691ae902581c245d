// The files of one folder read as one Terraform module.
// It evaluates nothing and knows nothing of AWS.
// Made by the workspace (folderModule.ts), read by scope, references and the forms above.
import type { Attribute, Block, Body, SourceFile } from '../hcl/nodes.ts';

/** A module as written, override files already merged in. */
export interface Module {
  /** The folder: absolute, forward slashes, no slash at the end. */
  readonly dir: string;
  /** In the order read: primary files by name, then override files by name. */
  readonly files: readonly SourceFile[];
  readonly variables: ReadonlyMap<string, VariableDeclaration>;
  readonly locals: ReadonlyMap<string, Attribute>;
  /** Managed resources and data sources, in file order. */
  readonly resources: readonly Resource[];
  /** Those of a kind; no file is looked into that holds none. For the same kind it is the same list. */
  readonly resourcesOf: (kind: ResourceKind) => readonly Resource[];
  /** The one that a reference means: of several the first. */
  readonly resource: (mode: Resource['mode'], type: string, name: string) => Resource | undefined;
  /** By name; a further call of the same name has a key of its own, which is no name. */
  readonly calls: ReadonlyMap<string, ModuleCall>;
  readonly outputs: ReadonlyMap<string, Output>;
}

/** A `variable` block. */
export interface VariableDeclaration {
  readonly name: string;
  readonly block: Block;
  readonly body: Body;
}

/** Some resources, told by their types. */
export interface ResourceKind {
  /** Whether a file may declare any; where it says no, there are none. */
  readonly mayStandIn: (file: SourceFile) => boolean;
  readonly includes: (resource: Resource) => boolean;
}

/** A `resource` or `data` block. */
export interface Resource {
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** The block that declares it; its `body` lacks what override files change. */
  readonly block: Block;
  /** The body after override files. */
  readonly body: Body;
}

/** A `module` block. */
export interface ModuleCall {
  readonly name: string;
  readonly block: Block;
  readonly body: Body;
}

/** An `output` block. */
export interface Output {
  readonly name: string;
  readonly block: Block;
  readonly body: Body;
}
