// Which object of AWS an id is of, as far as the configuration says: the group a rule belongs to, the list an entry is in.
// It judges nothing; an id that is not of the configuration stands for itself.
// Called by the forms.
import type { Identity, Value } from '../terraform/value.ts';

/** The object that an id is of; a literal id is its own address, without a type. Undefined for several possible ids, and where nothing is known. */
export function identityOf(id: Value | undefined): Identity | undefined {
  if (id?.kind === 'string' && id.value !== '') return { address: id.value, type: '', attribute: 'id' };
  return id?.kind === 'unknown' ? id.facts.identity : undefined;
}

/** Whether it is of one object; an instance with an unknown key stands for several. */
export function isOneObject({ address }: Identity): boolean {
  return !address.includes('[*]');
}
