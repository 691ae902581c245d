// What a `terragrunt.hcl` says of the root module that it runs: which folder that is, and the inputs that are written out.
// Terragrunt's own functions, includes and dependencies are not followed: what rests on them is left out or unknown.
// Called by the workspace; such a file is never part of a module.
import type { Attribute, Expression, ObjectItem, SourceFile } from '../hcl/nodes.ts';
import { folderOf, isLocalSource, joinPath } from './path.ts';
import { subexpressions } from './subexpressions.ts';

/** The name of the files meant. */
export const terragruntFileName = 'terragrunt.hcl';

/** A file as Terragrunt reads it. */
export interface TerragruntFile {
  /** The folder of the root module: a local `source`, or the file's own where it names none; undefined for any other source. */
  readonly rootDir: string | undefined;
  /** The inputs in the shape of a variable file; parts that are no literals are in it as what cannot be known. */
  readonly inputs: SourceFile;
}

/** Reads the two things; any text gives an answer. See https://terragrunt.gruntwork.io/docs/reference/hcl/attributes/#inputs. */
export function readTerragrunt(file: SourceFile): TerragruntFile {
  const inputs = file.body.attributes.find((attribute) => attribute.name === 'inputs')?.expression;
  const items = inputs?.kind === 'object' ? inputs.items : [];
  const attributes = items.flatMap((item) => inputOf(file.path, item));
  const { path, text, comments, errors, complete } = file;
  const body = { attributes, blocks: [], span: file.body.span };
  return { rootDir: rootDirOf(file), inputs: { path, text, body, comments, errors, complete } };
}

function rootDirOf({ path, body }: SourceFile): string | undefined {
  const sources = body.blocks
    .filter((block) => block.type === 'terraform')
    .flatMap((block) => block.body.attributes)
    .filter((attribute) => attribute.name === 'source');
  const [source] = sources;
  if (source === undefined) return folderOf(path);
  const text = literalText(source.expression);
  // A double slash marks where the copied folder begins; as a path it is one slash.
  return text !== undefined && isLocalSource(text) ? joinPath(folderOf(path), text) : undefined;
}

function inputOf(path: string, { key, value, span }: ObjectItem): readonly Attribute[] {
  const name = key.kind === 'name' ? key.name : literalText(key);
  return name === undefined ? [] : [{ path, name, nameSpan: key.span, expression: withoutReferences(value), span }];
}

function literalText(expression: Expression): string | undefined {
  if (expression.kind !== 'template') return undefined;
  const [part, ...others] = expression.parts;
  if (part === undefined) return '';
  return others.length === 0 && part.kind === 'literal' ? part.value : undefined;
}

/** The expression with every part that calls or names something as one that nobody can read; lists and objects keep the others. */
function withoutReferences(expression: Expression): Expression {
  switch (expression.kind) {
    case 'tuple':
      return { ...expression, elements: expression.elements.map(withoutReferences) };
    case 'object':
      return {
        ...expression,
        items: expression.items.map((item) => ({ ...item, value: withoutReferences(item.value) })),
      };
    default:
      return isSelfContained(expression) ? expression : { kind: 'invalid', span: expression.span };
  }
}

function isSelfContained(expression: Expression): boolean {
  if (expression.kind === 'call' || expression.kind === 'name') return false;
  return subexpressions(expression).every((inner) => isSelfContained(inner.expression));
}
