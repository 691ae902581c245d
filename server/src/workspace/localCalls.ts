// Where the calls of a module lead, as far as the text alone says.
// It evaluates nothing, and it parses a call only where its source is not plain to see.
// Called by outlines.ts.
import type { Template } from '../hcl/nodes.ts';
import { sourceAtTop } from '../terraform/callSource.ts';
import type { Module, ModuleCall } from '../terraform/module.ts';
import { isLocalSource, joinPath } from '../terraform/path.ts';

/**
 * The calls of a module by name, with the folder of each that has a local source, whether it exists or not; undefined for sources
 * that are no plain string or not local.
 */
export function localCalls(module: Module): ReadonlyMap<string, string | undefined> {
  const called = new Map<string, string | undefined>();
  for (const [name, call] of module.calls) {
    const source = sourceAtTop(module, call) ?? sourceIn(call);
    called.set(name, source !== undefined && isLocalSource(source) ? joinPath(module.dir, source) : undefined);
  }
  return called;
}

function sourceIn({ body }: ModuleCall): string | undefined {
  const source = body.attributes.find((attribute) => attribute.name === 'source')?.expression;
  return source?.kind === 'template' ? plainText(source) : undefined;
}

function plainText(template: Template): string | undefined {
  const [part, ...others] = template.parts;
  return others.length === 0 && part?.kind === 'literal' ? part.value : undefined;
}
