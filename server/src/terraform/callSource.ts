// The source of a module call, seen in the text of its block without parsing it: it is nearly always a plain string near the top.
// It evaluates nothing, and says nothing where it is not sure.
// Called by moduleInstance.ts and by the workspace.
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import { isReadFromText } from '../hcl/lazyFile.ts';
import type { Module, ModuleCall } from './module.ts';
import { isOverrideFile } from './moduleFiles.ts';
import { baseName } from './path.ts';

/**
 * The source that a call's block begins with; undefined where other arguments come before it that cannot be told apart at a glance,
 * where the source is more than a plain string, and where another text than the file's may answer for the block.
 */
export function sourceAtTop({ files }: Module, { block }: ModuleCall): string | undefined {
  const last = files.at(-1);
  // Override files come last, and may change the source.
  if (last === undefined || isOverrideFile(baseName(last.path)) || isJsonSyntax(block.path)) return undefined;
  const file = files.find(({ path }) => path === block.path);
  if (file === undefined || !isReadFromText(file)) return undefined;
  top.lastIndex = block.labels.at(-1)?.span.end ?? block.typeSpan.end;
  return top.exec(file.text)?.[1];
}

const lineEnd = String.raw`[ \t]*(?:(?:#|//)[^\r\n]*)?\r?\n`;
const plainText = String.raw`"[^"\\$%\r\n]*"`;
const operand = String.raw`(?:${plainText}|[\w.]+)`;
const otherArgument = String.raw`[ \t]*(?!source\b)[A-Za-z_]\w*[ \t]*=[ \t]*${operand}(?:[ \t]*(?:==|!=|\?|:|&&|\|\|)[ \t]*${operand})*`;
const top = new RegExp(
  String.raw`[ \t]*\{(?:${lineEnd})(?:(?:${otherArgument})?${lineEnd})*[ \t]*source[ \t]*=[ \t]*"([^"\\$%\r\n]*)"${lineEnd}`,
  'y',
);
