// A whole configuration out of one fixture string, ready to be asked: `const { root, value } = worldOf(...)`.
// `#- modules/web/main.tf` begins the next file (see fixture.ts); the root is the folder of the first file, /w unless said otherwise.
import type { Expression, SourceFile } from '../../server/src/hcl/nodes.ts';
import { evaluate } from '../../server/src/terraform/evaluate.ts';
import type { Module } from '../../server/src/terraform/module.ts';
import { moduleOf } from '../../server/src/terraform/folderModule.ts';
import { isVariableFile, variableFilesInOrder } from '../../server/src/terraform/moduleFiles.ts';
import { rootInstance, scopeOf } from '../../server/src/terraform/moduleInstance.ts';
import { baseName, folderOf, joinPath } from '../../server/src/terraform/path.ts';
import type { ModuleInstance, World } from '../../server/src/terraform/scope.ts';
import type { Value } from '../../server/src/terraform/value.ts';
import { message } from '../../server/src/messages.ts';
import { readFixture } from './fixture.ts';
import { parse, parseExpression, parseTemplate } from './grammar.ts';

export interface TestWorld {
  readonly world: World;
  readonly root: ModuleInstance;
  /** Every file by its path, parsed if it is HCL. */
  readonly files: ReadonlyMap<string, string>;
  /** The value of an expression at the top of the root module. */
  readonly value: (expression: string) => Value;
}

/**
 * Reads a fixture as a workspace. `installed` says where downloaded modules lie, by their key in the manifest and relative to the
 * root: `{ 'sg': '.terraform/modules/sg' }`.
 */
export function worldOf(fixture: string, installed: Readonly<Record<string, string>> = {}): TestWorld {
  const { files } = readFixture(fixture);
  const [firstPath = '/w/main.tf'] = files.keys();
  return worldOfFiles(files, folderOf(firstPath), installed);
}

/** The same out of texts by absolute path, taken as they are. */
export function worldOfFiles(
  files: ReadonlyMap<string, string>,
  rootDir: string,
  installed: Readonly<Record<string, string>> = {},
): TestWorld {
  const parsed = new Map<string, SourceFile>();
  for (const [path, text] of files) if (/\.(tf|tofu|tfvars)(\.json)?$/.test(path)) parsed.set(path, parse(path, text));
  const inFolder = (dir: string): readonly SourceFile[] =>
    [...parsed.values()].filter((file) => folderOf(file.path) === dir);
  const modules = new Map<string, Module>();
  for (const dir of new Set([...parsed.keys()].map(folderOf))) modules.set(dir, moduleOf(dir, inFolder(dir)));
  const world: World = {
    module: (dir) => modules.get(dir),
    isIdleCall: () => false,
    installedModule: (rootDir, key) => {
      const dir = installed[key];
      return dir === undefined ? undefined : joinPath(rootDir, dir);
    },
    variableFiles: (rootDir) =>
      variableFilesInOrder(inFolder(rootDir).filter((file) => isVariableFile(baseName(file.path)))),
    readText: (path) => {
      const text = files.get(path);
      if (!path.startsWith('/w/')) return { kind: 'refused', message: message('workspace.fileOutside', { path }) };
      return text === undefined ? { kind: 'missing' } : { kind: 'text', text };
    },
    listFiles: (dir) =>
      [...files.keys()].filter((path) => path.startsWith(`${dir}/`)).map((path) => path.slice(dir.length + 1)),
    parseTemplate: (_path, text) => parseTemplate(text).expression,
  };
  const root = rootInstance(modules.get(rootDir) ?? moduleOf(rootDir, []), world);
  return { world, root, files, value: (text) => valueIn(root, text) };
}

/** The value of an expression written at the top of a module; its places lie in a file that does not exist, `expression.tf`. */
export function valueIn(instance: ModuleInstance, text: string): Value {
  const expression: Expression = parseExpression(text).expression;
  return evaluate(scopeOf(instance, `${instance.module.dir}/expression.tf`), expression);
}
