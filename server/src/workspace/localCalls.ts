// Where the calls of a module lead, as far as the text alone says.
// It evaluates nothing, and it parses a call only where its first line is not the source, as it nearly always is.
// Called by outlines.ts.
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { Template } from '../hcl/nodes.ts';
import type { Module, ModuleCall } from '../terraform/module.ts';
import { isOverrideFile } from '../terraform/moduleFiles.ts';
import { baseName, isLocalSource, joinPath } from '../terraform/path.ts';

/**
 * The calls of a module by name, with the folder of each that has a local source, whether it exists or not; undefined for sources
 * that are no plain string or not local. Blocks of open files may be answered for by an earlier text, so that they are parsed.
 */
export function localCalls(module: Module, isOpen: (path: string) => boolean): ReadonlyMap<string, string | undefined> {
  const called = new Map<string, string | undefined>();
  const { calls } = module;
  if (calls.size === 0) return called;
  const isAsWritten = !module.files.some(({ path }) => isOverrideFile(baseName(path)));
  const texts = new Map(module.files.map(({ path, text }) => [path, text]));
  for (const [name, call] of calls) {
    const { path } = call.block;
    const text = isAsWritten && !isOpen(path) && !isJsonSyntax(path) ? texts.get(path) : undefined;
    const source = (text === undefined ? undefined : sourceAtTop(text, call)) ?? sourceIn(call);
    called.set(name, source !== undefined && isLocalSource(source) ? joinPath(module.dir, source) : undefined);
  }
  return called;
}

/** A plain source on the first line of the block: whatever follows, no other argument comes before it. */
function sourceAtTop(text: string, { block }: ModuleCall): string | undefined {
  firstLine.lastIndex = block.labels.at(-1)?.span.end ?? block.typeSpan.end;
  return firstLine.exec(text)?.[1];
}

const firstLine = /[ \t]*\{[ \t]*\r?\n[ \t]*source[ \t]*=[ \t]*"([^"\\$%\r\n]*)"[ \t]*\r?\n/y;

function sourceIn({ body }: ModuleCall): string | undefined {
  const source = body.attributes.find((attribute) => attribute.name === 'source')?.expression;
  return source?.kind === 'template' ? plainText(source) : undefined;
}

function plainText(template: Template): string | undefined {
  const [part, ...others] = template.parts;
  return others.length === 0 && part?.kind === 'literal' ? part.value : undefined;
}
