// Which security group a rule belongs to, as far as the configuration says.
// It judges nothing; a group that is named by its id alone is not known here.
// Called by the forms.
import type { Identity, Value } from '../terraform/value.ts';

/** The object that an id is of; undefined for a literal id, for several possible groups, and where nothing is known. */
export function identityOf(id: Value | undefined): Identity | undefined {
  return id?.kind === 'unknown' ? id.facts.identity : undefined;
}
