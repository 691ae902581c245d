// What one root's evaluation may ask of the world, with a note of everything it asked for.
// Nothing outside the opened folders is answered.
import type { Expression, SourceFile } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import type { Module } from '../terraform/module.ts';
import { isVariableFile, variableFilesInOrder } from '../terraform/moduleFiles.ts';
import { rootInstance } from '../terraform/moduleInstance.ts';
import { joinPath } from '../terraform/path.ts';
import type { FileAnswer, ModuleInstance, World } from '../terraform/scope.ts';
import { isNeverScanned } from './exclude.ts';
import type { FileSystem } from './fileSystem.ts';

/** At most this many files are listed for one `fileset`. */
const maximumListedFiles = 10_000;

export interface WorldSource {
  readonly fileSystem: FileSystem;
  readonly parseTemplate: (path: string, text: string) => Expression;
  readonly module: (dir: string) => Module | undefined;
  readonly file: (path: string) => SourceFile | undefined;
  readonly fileNames: (dir: string) => readonly string[];
  readonly isInside: (path: string) => boolean;
  readonly isIdleCall: (dir: string, call: string) => boolean;
  /** Told of every folder and file that the answer to a question rests on, present or missing. */
  readonly dependsOn: (path: string) => void;
}

/** A root in the world as it sees it; undefined where its folder holds no module. */
export function instanceIn(root: string, source: WorldSource): ModuleInstance | undefined {
  const module = source.module(root);
  return module === undefined ? undefined : rootInstance(module, worldFor(source));
}

function worldFor(source: WorldSource): World {
  const manifests = new Map<string, ReadonlyMap<string, string>>();
  return {
    module: (dir) => {
      source.dependsOn(dir);
      return source.isInside(dir) ? source.module(dir) : undefined;
    },
    isIdleCall: source.isIdleCall,
    installedModule: (rootDir, key) => {
      const manifest = manifests.get(rootDir) ?? readManifest(source, rootDir);
      manifests.set(rootDir, manifest);
      return manifest.get(key);
    },
    variableFiles: (rootDir) => {
      source.dependsOn(rootDir);
      const names = source.fileNames(rootDir).filter(isVariableFile);
      const files = names.flatMap((name) => source.file(`${rootDir}/${name}`) ?? []);
      return variableFilesInOrder(files);
    },
    readText: (path) => readText(source, path),
    listFiles: (dir) => {
      source.dependsOn(dir);
      return source.isInside(dir) ? listFiles(source.fileSystem, dir) : undefined;
    },
    parseTemplate: source.parseTemplate,
  };
}

function readText(source: WorldSource, path: string): FileAnswer {
  source.dependsOn(path);
  if (!source.isInside(source.fileSystem.realPath(path))) {
    return { kind: 'refused', message: message('workspace.fileOutside', { path }) };
  }
  return source.fileSystem.read(path);
}

/** Folders of downloaded modules by their key, from the manifest that `terraform init` leaves; empty without one. */
function readManifest(source: WorldSource, rootDir: string): ReadonlyMap<string, string> {
  const path = `${rootDir}/.terraform/modules/modules.json`;
  source.dependsOn(path);
  const folders = new Map<string, string>();
  const answer = source.fileSystem.isPresent(path) ? source.fileSystem.read(path) : undefined;
  if (answer?.kind !== 'text') return folders;
  let manifest: unknown;
  try {
    manifest = JSON.parse(answer.text);
  } catch {
    // A manifest that is being written or is damaged counts as none: `terraform init` will write it again.
    return folders;
  }
  for (const record of membersOf(manifest, 'Modules')) {
    const key = memberOf(record, 'Key');
    const dir = memberOf(record, 'Dir');
    if (typeof key === 'string' && typeof dir === 'string') folders.set(key, joinPath(rootDir, dir));
  }
  return folders;
}

function membersOf(value: unknown, name: string): readonly unknown[] {
  const member = memberOf(value, name);
  return Array.isArray(member) ? member : [];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

function listFiles(fileSystem: FileSystem, dir: string): readonly string[] | undefined {
  const found: string[] = [];
  const pending = [''];
  for (let relative = pending.pop(); relative !== undefined; relative = pending.pop()) {
    for (const entry of fileSystem.list(relative === '' ? dir : `${dir}/${relative}`)) {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.kind === 'file') found.push(path);
      else if (!isNeverScanned(entry.name) && path.split('/').length < 20) pending.push(path);
      if (found.length > maximumListedFiles) return undefined;
    }
  }
  return found.sort();
}
