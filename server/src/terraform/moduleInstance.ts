// Module instances: a root, and what its `module` calls make, call path by call path.
// It reads no disk: folders are asked for in the World. Whatever calls itself is stopped.
// Called by the workspace (rootInstance), references.ts and analyze.ts (allInstances).
import { message } from '../messages.ts';
import type { Place } from '../text.ts';
import { sourceAtTop } from './callSource.ts';
import { evaluate } from './evaluate.ts';
import { both, exists } from './existence.ts';
import type { KeyedInstance } from './expand.ts';
import { keyedInstances } from './expand.ts';
import { headerOf } from './header.ts';
import { memoBelow, newMemo } from './memo.ts';
import type { Module, ModuleCall } from './module.ts';
import { isLocalSource, joinPath } from './path.ts';
import { inProgress } from './progress.ts';
import type { CallStep, ModuleInstance, Scope, World } from './scope.ts';
import type { Reason } from './value.ts';
import { stringValue } from './values.ts';

const maximumCallDepth = 30;
const maximumInstances = 2000;

/** A module as Terraform would run it: its variables come from variable files and defaults. */
export function rootInstance(module: Module, world: World): ModuleInstance {
  return { module, callPath: [], caller: undefined, rootDir: module.dir, world, memo: newMemo() };
}

/** The scope of an expression in one of the instance's files, outside everything that binds names. */
export function scopeOf(instance: ModuleInstance, path: string): Scope {
  return { instance, path, symbols: undefined };
}

/** The instances a call makes, by its `count` or `for_each`; none where the module is not at hand (see `childAvailability`). */
export function childInstances(instance: ModuleInstance, call: ModuleCall): readonly ModuleInstance[] {
  const known = instance.memo.children.get(call);
  if (known !== undefined) return known;
  const availability = childAvailability(instance, call);
  const made = availability.kind === 'available' ? makeInstances(instance, call, availability.module) : [];
  instance.memo.children.set(call, made);
  return made;
}

/** Whether the code a call names is at hand, and if not, why. */
export type Availability =
  | { readonly kind: 'available'; readonly module: Module }
  | {
      readonly kind: 'missing';
      readonly reason: Reason;
      /** The source of a module that would have to be downloaded; undefined where something else is the matter. */
      readonly toDownload: string | undefined;
    };

/** The instances of a call by its `count` or `for_each`, in the caller's scope, whether its module is at hand or not. */
export function callInstances(instance: ModuleInstance, call: ModuleCall): readonly KeyedInstance[] {
  const outer = instance.caller?.existence ?? exists;
  const scope = scopeOf(instance, call.block.path);
  return keyedInstances(scope, `module.${call.name}`, call.block, call.body).flatMap((keyed) => {
    const existence = both(outer, keyed.existence);
    return existence === undefined ? [] : [{ ...keyed, existence }];
  });
}

/** Looks for the folder of a call: beside the caller for a local source, else where `terraform init` put it. */
export function childAvailability(instance: ModuleInstance, call: ModuleCall): Availability {
  const place = (): Place => headerOf(call.block);
  const source = sourceOf(instance, call);
  if (source === undefined)
    return missing({ message: message('terraform.moduleSourceUnknown', { name: call.name }), place: place() });
  const dir = folderOfCall(instance, call, source);
  const module = dir === undefined ? undefined : instance.world.module(dir);
  if (module === undefined) {
    const isLocal = isLocalSource(source);
    const id = isLocal ? 'terraform.moduleFolderMissing' : 'terraform.moduleNotInstalled';
    const reason = { message: message(id, { name: call.name, source }), place: place() };
    return { kind: 'missing', reason, toDownload: isLocal ? undefined : source };
  }
  if (isCallerOf(instance, module))
    return missing({ message: message('terraform.moduleCallsItself', { name: call.name }), place: place() });
  if (instance.callPath.length >= maximumCallDepth) {
    return missing({
      message: message('terraform.moduleTooDeep', { name: call.name, maximum: maximumCallDepth }),
      place: place(),
    });
  }
  return { kind: 'available', module };
}

/** Every instance reachable from a root, callers before what they call. */
export interface Reachable {
  readonly instances: readonly ModuleInstance[];
  /** Calls that were not followed, with the reason: the module is not at hand, or there are too many instances. */
  readonly left: readonly LeftCall[];
}

export interface LeftCall {
  readonly instance: ModuleInstance;
  readonly call: ModuleCall;
  readonly reason: Reason;
  /** As in Availability. */
  readonly toDownload: string | undefined;
}

/** Every instance reachable from a root, at most two thousand; what is left out is listed. */
export function allInstances(root: ModuleInstance): Reachable {
  return reachable(root, () => false);
}

/** The same without what idle calls make: it is not even counted. */
export function tellingInstances(root: ModuleInstance): Reachable {
  return reachable(root, ({ module, world }, key) => world.isIdleCall(module.dir, key));
}

/** Drops what was worked out for a root and all that it calls: it is worked out again where anybody asks. */
export function forgetValues(root: ModuleInstance): void {
  const pending = [root];
  for (let instance = pending.pop(); instance !== undefined; instance = pending.pop()) {
    const { values, children, resources, others, reads } = instance.memo;
    for (const made of children.values()) pending.push(...made);
    instance.memo.assigned = undefined;
    for (const known of [values, children, resources, others, reads]) known.clear();
  }
}

function reachable(root: ModuleInstance, isLeftOut: (caller: ModuleInstance, key: string) => boolean): Reachable {
  const instances: ModuleInstance[] = [root];
  const left: LeftCall[] = [];
  for (let position = 0; position < instances.length; position++) {
    const instance = instances[position];
    if (instance === undefined) break;
    for (const [key, call] of instance.module.calls) {
      if (isLeftOut(instance, key)) continue;
      const children = childInstances(instance, call);
      if (children.length === 0) left.push(...leftOut(instance, call));
      else if (instances.length + children.length <= maximumInstances) instances.push(...children);
      else left.push({ instance, call, reason: tooManyInstances(call), toDownload: undefined });
    }
  }
  return { instances, left };
}

function leftOut(instance: ModuleInstance, call: ModuleCall): readonly LeftCall[] {
  const availability = childAvailability(instance, call);
  if (availability.kind === 'available') return [];
  return [{ instance, call, reason: availability.reason, toDownload: availability.toDownload }];
}

function tooManyInstances(call: ModuleCall): Reason {
  return {
    message: message('terraform.tooManyModules', { name: call.name, maximum: maximumInstances }),
    place: headerOf(call.block),
  };
}

function makeInstances(instance: ModuleInstance, call: ModuleCall, module: Module): readonly ModuleInstance[] {
  return callInstances(instance, call).map(({ key, scope, existence }): ModuleInstance => {
    const step: CallStep = { name: call.name, key, place: headerOf(call.block) };
    return {
      module,
      callPath: [...instance.callPath, step],
      caller: { instance, call, scope, existence },
      rootDir: instance.rootDir,
      world: instance.world,
      memo: memoBelow(instance.memo),
    };
  });
}

/** Newer releases evaluate the source before all else, so more than a plain string may be known. */
function sourceOf(instance: ModuleInstance, call: ModuleCall): string | undefined {
  // Nearly every source is a plain string that is seen without parsing the block.
  const seen = sourceAtTop(instance.module, call);
  if (seen !== undefined) return stringValue(seen).value;
  const attribute = call.body.attributes.find((candidate) => candidate.name === 'source');
  if (attribute === undefined) return undefined;
  const { expression } = attribute;
  const [part, ...others] = expression.kind === 'template' ? expression.parts : [];
  if (part?.kind === 'literal' && others.length === 0) return stringValue(part.value).value;
  const value = inProgress(
    instance,
    `module.${call.name} (source)`,
    () => evaluate(scopeOf(instance, attribute.path), expression),
    () => undefined,
  );
  return value?.kind === 'string' ? value.value : undefined;
}

function folderOfCall(instance: ModuleInstance, call: ModuleCall, source: string): string | undefined {
  const known = localFolders.get(call);
  if (known?.source === source) return known.folder;
  if (isLocalSource(source)) {
    const folder = joinPath(instance.module.dir, source);
    localFolders.set(call, { source, folder });
    return folder;
  }
  const key = [...instance.callPath.map((step) => step.name), call.name].join('.');
  return instance.world.installedModule(instance.rootDir, key);
}

/** The folders of calls by local sources: a call stands in one folder. */
const localFolders = new WeakMap<ModuleCall, { readonly source: string; readonly folder: string }>();

function isCallerOf(instance: ModuleInstance, module: Module): boolean {
  for (let next: ModuleInstance | undefined = instance; next !== undefined; next = next.caller?.instance) {
    if (next.module.dir === module.dir) return true;
  }
  return false;
}

function missing(reason: Reason): Availability {
  return { kind: 'missing', reason, toDownload: undefined };
}
