// What the names in an expression mean at one place, on one way of calling a module.
// It does no I/O: everything it can ask for is in its World.
// Made by moduleInstance.ts and expand.ts, handed to evaluate.ts.
import type { Attribute, Expression, SourceFile } from '../hcl/nodes.ts';
import type { Message } from '../messages.ts';
import type { Place } from '../text.ts';
import type { Existence } from './existence.ts';
import type { ResourceInstance } from './expand.ts';
import type { Module, ModuleCall, Resource } from './module.ts';
import type { Value } from './value.ts';

/** Where an expression stands and what it can see. */
export interface Scope {
  readonly instance: ModuleInstance;
  /** The file that holds the expression: its spans are offsets into that file. */
  readonly path: string;
  /** Names that hide all others: for-variables, dynamic iterators, template variables; and `each`, `count`, `self` as objects. */
  readonly symbols: Symbols | undefined;
  /**
   * Whether a part that Terraform refuses spoils the whole, as it does for Terraform. Only `try` and `can` need to know; elsewhere
   * the other parts are worth keeping.
   */
  readonly strict?: true;
}

/** A linked list, innermost name first. */
export interface Symbols {
  readonly name: string;
  readonly value: Value;
  readonly outer: Symbols | undefined;
  /** Where the values of an iterator, of `each` or of `count` come from: the `for_each` or `count` expression. */
  readonly source?: SymbolSource;
}

/** An expression with the scope to evaluate it in. */
export interface SymbolSource {
  readonly scope: Scope;
  readonly expression: Expression;
}

/** One module as one call path makes it: a folder called twice has two. Its memo is filled as values are asked for. */
export interface ModuleInstance {
  readonly module: Module;
  /** Empty for a root. */
  readonly callPath: readonly CallStep[];
  /** Undefined for a root. */
  readonly caller: Caller | undefined;
  /** The folder Terraform would run in: the root's. */
  readonly rootDir: string;
  readonly world: World;
  readonly memo: Memo;
}

export interface Caller {
  readonly instance: ModuleInstance;
  readonly call: ModuleCall;
  /** The scope of the call's arguments, with `each` and `count` of this instance. */
  readonly scope: Scope;
  /** Whether this instance of the call exists, its own callers included. */
  readonly existence: Existence;
}

/** One `module` call on the way from the root. */
export interface CallStep {
  readonly name: string;
  readonly key: InstanceKey;
  /** The header of the call. */
  readonly place: Place;
}

/** The key of an instance under `count` or `for_each`; `none` without either, `unknown` where it cannot be known. */
export type InstanceKey =
  | { readonly kind: 'none' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'unknown' };

/** Everything outside the expression: folders, files, variable files. Handed in by the workspace or by a test. */
export interface World {
  /** The module in a folder (absolute path), or undefined where there is none or it was not read. */
  readonly module: (dir: string) => Module | undefined;
  /** Whether the module that a call leads to, by the folder and the name of the call, holds nothing that is ever told of. */
  readonly isIdleCall: (dir: string, call: string) => boolean;
  /** The folder of a non-local module call by its key in the root's `.terraform/modules/modules.json`, if it is on disk. */
  readonly installedModule: (rootDir: string, key: string) => string | undefined;
  /** Variable files that Terraform loads by itself for a root, in the order of precedence, the weakest first. */
  readonly variableFiles: (rootDir: string) => readonly SourceFile[];
  /** The text of a file for `file`, `templatefile` and their like. */
  readonly readText: (path: string) => FileAnswer;
  /** The regular files below a folder, relative to it, for `fileset`; undefined where it may not or cannot be listed. */
  readonly listFiles: (dir: string) => readonly string[] | undefined;
  /** Parses a bare template, for `templatefile` and `templatestring`. */
  readonly parseTemplate: (path: string, text: string) => SourceFile['body']['attributes'][number]['expression'];
}

export type FileAnswer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  /** Outside the workspace, too large, not UTF-8, unreadable: the value is unknown, for this reason. */
  | { readonly kind: 'refused'; readonly message: Message };

/** What is already worked out for one module instance, by name. */
export interface Memo {
  readonly values: Map<string, Value>;
  /** What is being worked out, to find cycles; one set for a root and everything it calls. */
  readonly inProgress: Set<string>;
  /** Where what is read just now is noted; one for a root and everything it calls. */
  readonly trail: Trail;
  readonly children: Map<ModuleCall, readonly ModuleInstance[]>;
  readonly resources: Map<Resource, readonly ResourceInstance[]>;
  readonly others: Map<string, unknown>;
  /** Of the module instance. */
  address: string | undefined;
  /** Of a root: what its variable files assign, by name. */
  assigned: ReadonlyMap<string, Attribute> | undefined;
  /** What was read for values and resources that are already worked out. */
  readonly reads: Map<ReadsKey, CallerReads>;
}

/** A value by its name in the memo, or a resource. */
export type ReadsKey = string | Resource;

/** What an evaluation reads of whoever calls its module. */
export interface CallerReads {
  /** Variables of the module, in the order in which they are first read. */
  readonly variables: Set<string>;
  /** Whether it reads anything else that may differ from caller to caller. */
  others: boolean;
}

/** `current` is undefined where nobody watches. */
export interface Trail {
  current: CallerReads | undefined;
}
