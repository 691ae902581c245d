// The `cidr` of an entry of a prefix list, wherever the entry is written.
// It judges nothing; text that is no network makes no entry, because AWS will refuse it.
// Called by the forms of prefix lists.
import type { ExpandedBody } from '../terraform/body.ts';
import { both } from '../terraform/existence.ts';
import type { Existence } from '../terraform/existence.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import type { PrefixListEntry } from './prefixLists.ts';
import { sourceOf } from './sourceArgument.ts';
import { readSources } from './sources.ts';

/** The entries that a body with a `cidr` makes in the list of an address. `existence` is seen from the resource. */
export function entriesOf(
  resource: ResourceInstance,
  list: string,
  body: ExpandedBody,
  existence: Existence,
): readonly PrefixListEntry[] {
  const whole = both(resource.existence, existence);
  if (whole === undefined) return [];
  const conditions = whole.kind === 'exists' ? [] : whole.conditions;
  const uncertain = whole.kind === 'exists' ? undefined : whole.reason;
  return sourceOf(body, 'cidr', 'cidr')
    .flatMap(readSources)
    .flatMap((source) =>
      source.kind === 'cidr' || source.kind === 'unknown' ? [{ list, source, conditions, uncertain }] : [],
    );
}
