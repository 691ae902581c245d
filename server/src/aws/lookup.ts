// By which name a data source looks something up: as an argument, or as a filter.
// It judges nothing; a filter that may not be there says nothing.
// Called by ownPrefixList.ts and defaultGroup.ts.
import { expandedBody } from '../terraform/body.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import type { Value } from '../terraform/value.ts';

/** Everything that is asked of the name; each time the names that would do, of which there is at least one. */
export function namesLookedUp(resource: ResourceInstance, filterName: string): readonly (readonly Value[])[] {
  const body = expandedBody(resource.scope, resource.resource.body);
  const name = body.value('name');
  const filtered = body
    .blocks('filter')
    .filter((block) => block.existence.kind === 'exists' && textOf(block.body.value('name')) === filterName)
    .map((block) => elementsOf(block.body.value('values')));
  return [...(name === undefined ? [] : [[name]]), ...filtered].filter((names) => names.length > 0);
}

/** The text of a value that is known to be one. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'string' ? value.value : undefined;
}

function elementsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' || value?.kind === 'set' || value?.kind === 'tuple' ? value.elements : [];
}
