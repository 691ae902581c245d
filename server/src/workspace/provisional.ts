// A module that is looked at before anybody knows who calls it: what can be said of it already.
// It evaluates nothing. Called by rootAnalysis.ts.
import type { Module, VariableDeclaration } from '../terraform/module.ts';

/** Whether a module is one that people run, by what they write in such modules alone. */
export function isSurelyRoot(module: Module, variableFiles: readonly string[]): boolean {
  if (variableFiles.length > 0) return true;
  return module.files.some(({ body }) =>
    body.blocks.some(
      (block) =>
        block.type === 'terraform' && block.body.blocks.some(({ type }) => type === 'backend' || type === 'cloud'),
    ),
  );
}

/** The module with variables of which nothing is known but their types: callers may give them any value. */
export function asCalledByAnyone(module: Module): Module {
  const variables = new Map([...module.variables].map(([name, variable]) => [name, withoutDefault(variable)]));
  const { dir, files, locals, resources, calls, outputs } = module;
  return {
    ...{ dir, files, variables, locals, resources, calls, outputs },
    resourcesOf: (kind) => module.resourcesOf(kind),
    resource: (mode, type, name) => module.resource(mode, type, name),
  };
}

function withoutDefault({ name, block, body }: VariableDeclaration): VariableDeclaration {
  return { name, block, body: { ...body, attributes: body.attributes.filter(({ name: each }) => each !== 'default') } };
}
