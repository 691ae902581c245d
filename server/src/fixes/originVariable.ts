// The variable whose default or whose value in a variable file opens a rule, and what may be done to it there.
// It proposes nothing.
// Used by the fixes that mend an open network at its origin.
import type { Finding } from '../checks/check.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { Attribute, Block, SourceFile } from '../hcl/nodes.ts';
import type { Module, VariableDeclaration } from '../terraform/module.ts';
import { folderOf } from '../terraform/path.ts';
import type { TextEdit } from '../text.ts';
import { removedBlock } from './blocks.ts';
import { isFetched } from './fileEdits.ts';
import type { FixContext } from './fix.ts';
import { removedMember } from './jsonRemoval.ts';
import { startOfLine } from './layout.ts';
import type { WrittenSource } from './writtenSource.ts';
import { isReadable, writtenSourceOf } from './writtenSource.ts';

/** A default, or an assignment in a variable file, that an open network stands in. */
export interface OpenOrigin {
  readonly kind: 'default' | 'variable file';
  readonly written: WrittenSource;
  readonly module: Module;
  readonly variable: VariableDeclaration;
}

/** Where a variable opens a rule; undefined where none does, or where it cannot be edited. */
export function openOriginOf(finding: Finding, context: FixContext): OpenOrigin | undefined {
  const written = writtenSourceOf(finding, context);
  if (written === undefined || isFetched(written.file.path)) return undefined;
  const { file, attribute, blocks } = written;
  const [block] = blocks;
  if (block === undefined) {
    const module = context.module(finding.rule.resource.scope.instance.rootDir);
    const variable = module?.variables.get(attribute.name);
    return module === undefined || variable === undefined
      ? undefined
      : { kind: 'variable file', written, module, variable };
  }
  const module = context.module(folderOf(file.path));
  const variable = module?.variables.get(block.labels[0]?.value ?? '');
  if (block.type !== 'variable' || attribute.name !== 'default' || module === undefined) return undefined;
  return variable === undefined ? undefined : { kind: 'default', written, module, variable };
}

/** Whether nothing but open networks is in the value: without them there is none. */
export function isNothingElse({ written: { attribute, expression, list } }: OpenOrigin): boolean {
  if (list === undefined) return attribute.expression === expression;
  return attribute.expression === list.tuple && list.kept.length === 0;
}

/** Takes an argument out of a block: its line, or all that a block on one line holds; in JSON the member. */
export function argumentRemoval(file: SourceFile, block: Block, attribute: Attribute): TextEdit | undefined {
  if (isJsonSyntax(file.path)) return removedMember(file.text, attribute.span);
  const isInline = startOfLine(file.text, block.span.start) === startOfLine(file.text, attribute.span.start);
  if (isInline) return block.body.attributes.length === 1 ? { span: block.body.span, newText: '' } : undefined;
  return removedBlock(file, attribute.span);
}

/** The file that declares a variable, where its declaration was read without errors. */
export function declaringFile({ block }: VariableDeclaration, context: FixContext): SourceFile | undefined {
  const file = context.file(block.path);
  return file !== undefined && isReadable(file, block.span) && !isFetched(file.path) ? file : undefined;
}
