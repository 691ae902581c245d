// Which folders a module calls by a local source, read from the text alone.
import type { Template } from '../hcl/nodes.ts';
import type { Module } from '../terraform/module.ts';
import { isLocalSource, joinPath } from '../terraform/path.ts';

/** The folders of local module calls, whether they exist or not; sources that are no plain string are passed over. */
export function calledFolders(module: Module): readonly string[] {
  const called: string[] = [];
  for (const call of module.calls.values()) {
    const source = call.body.attributes.find((attribute) => attribute.name === 'source')?.expression;
    const text = source?.kind === 'template' ? plainText(source) : undefined;
    if (text !== undefined && isLocalSource(text)) called.push(joinPath(module.dir, text));
  }
  return called;
}

function plainText(template: Template): string | undefined {
  const [part, ...others] = template.parts;
  return others.length === 0 && part?.kind === 'literal' ? part.value : undefined;
}
