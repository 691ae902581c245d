// A root as Terraform would run it with variable files that it does not load by itself (`-var-file`, Terragrunt's inputs).
// It chooses no files and merges nothing but what one run would; a run that Terraform would refuse is told apart.
// Called by the workspace.
import type { Attribute, SourceFile } from '../hcl/nodes.ts';
import { evaluate } from './evaluate.ts';
import { rootInstance, scopeOf } from './moduleInstance.ts';
import type { ModuleInstance } from './scope.ts';
import type { Value } from './value.ts';
import { sameValue } from './values.ts';
import { assignmentOf, isAskedFor, variableValue } from './variables.ts';

/** Files of one run beside those that Terraform loads by itself. */
export interface RunFiles {
  /** What yields to the files that Terraform loads by itself: environment variables. */
  readonly below: readonly SourceFile[];
  /** What wins over them, the weakest first. */
  readonly above: readonly SourceFile[];
}

/** The same root in a run with these files; nothing is evaluated yet. */
export function runWith(root: ModuleInstance, { below, above }: RunFiles): ModuleInstance {
  const files = [...below, ...root.world.variableFiles(root.rootDir), ...above];
  const variableFiles = (dir: string): readonly SourceFile[] =>
    dir === root.rootDir ? files : root.world.variableFiles(dir);
  return rootInstance(root.module, { ...root.world, variableFiles });
}

/**
 * What these files of a run say that makes a difference: assignments that hold in it, of variables that something in the root's
 * own run has asked for, with another value there. Empty where the run can bring nothing new; the root's own run must be over.
 */
export function changesOf(
  root: ModuleInstance,
  run: ModuleInstance,
  files: readonly SourceFile[],
): readonly Attribute[] {
  return assignedBy(run, files).filter((attribute) => {
    if (!isAskedFor(root, attribute.name)) return false;
    return !sameValue(valueOf(root, attribute), valueOf(run, attribute));
  });
}

/**
 * Whether Terraform would not go on with what these files say: a value that does not fit its variable, or one that a `validation`
 * of that variable surely refuses. What cannot be known refuses nothing.
 */
export function isRefused(run: ModuleInstance, files: readonly SourceFile[]): boolean {
  return assignedBy(run, files).some(
    (attribute) => holdsError(valueOf(run, attribute)) || failsValidation(run, attribute.name),
  );
}

/** Assignments in the files that count in the run, and are of variables that the root declares. */
function assignedBy(run: ModuleInstance, files: readonly SourceFile[]): readonly Attribute[] {
  return files
    .flatMap((file) => file.body.attributes)
    .filter((attribute) => {
      const declaration = run.module.variables.get(attribute.name);
      const assignment = declaration && assignmentOf(run, declaration);
      return assignment?.kind === 'file' && assignment.attribute === attribute;
    });
}

function valueOf(instance: ModuleInstance, { path, name, span }: Attribute): Value {
  return variableValue(instance, name, { path, span });
}

function holdsError(value: Value): boolean {
  switch (value.kind) {
    case 'error':
      return true;
    case 'list':
    case 'set':
    case 'tuple':
      return value.elements.some(holdsError);
    case 'map':
    case 'object':
      return [...value.entries.values()].some(holdsError);
    case 'oneOf':
    case 'unknown':
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
      return false;
  }
}

function failsValidation(run: ModuleInstance, name: string): boolean {
  const blocks = run.module.variables.get(name)?.body.blocks ?? [];
  return blocks
    .filter((block) => block.type === 'validation')
    .flatMap((block) => block.body.attributes)
    .filter((attribute) => attribute.name === 'condition')
    .some(({ path, expression }) => {
      const value = evaluate(scopeOf(run, path), expression);
      return value.kind === 'bool' && !value.value;
    });
}
