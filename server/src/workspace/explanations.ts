// How the values at a place come about, for each way of calling the module that it stands in.
// It keeps nothing. Called by workspace.ts.
import { explain, type Explanation } from '../terraform/explain.ts';
import { expressionsAt } from '../terraform/expressionsAt.ts';
import { allInstances } from '../terraform/moduleInstance.ts';
import type { Located } from '../terraform/narrow.ts';
import { folderOf } from '../terraform/path.ts';
import type { ModuleInstance } from '../terraform/scope.ts';
import type { Place } from '../text.ts';

/** A module called a hundred times is explained for the first few calls. */
const maximumExplanations = 5;

/** At most a few; `instanceOf` is asked for one root at a time, and no more than are needed. */
export function explanationsAt(
  place: Place,
  roots: readonly string[],
  instanceOf: (root: string) => ModuleInstance | undefined,
): readonly Explanation[] {
  const dir = folderOf(place.path);
  const found: Located[] = [];
  for (const root of roots) {
    if (found.length >= maximumExplanations) break;
    const instance = instanceOf(root);
    for (const each of instance === undefined ? [] : allInstances(instance).instances)
      if (each.module.dir === dir) found.push(...expressionsAt(each, place));
  }
  return found.slice(0, maximumExplanations).map((at) => explain(at));
}
