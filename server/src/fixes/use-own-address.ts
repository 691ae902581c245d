// Only the user's own address, instead of everyone, as AWS's console offers it.
// It answers every check that finds an open source of a group's rule. What the address is must be asked over the network, which
// nothing here does: the fix is a request to the client, and its edits are made once the answer is there. It is not offered for
// network ACLs, whose entries answers pass through too.
// Listed in index.ts.
import { readCidr } from '../aws/cidr.ts';
import type { CidrSource } from '../aws/ingressRule.ts';
import type { Finding } from '../checks/check.ts';
import { message } from '../messages.ts';
import { placeForText } from './exchangeNetwork.ts';
import type { FileEdits } from './fileEdits.ts';
import { finishedEdits } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { plainMend } from './fix.ts';

/** Offers to ask for the user's address and to let in nobody else. */
export const useOwnAddress: FixProducer = { id: 'use-own-address', writesJson: true, propose };

/** One address as a network: `203.0.113.7/32`. Undefined for whatever is no single address. */
export function networkOfAddress(address: string): Pick<CidrSource, 'family' | 'text'> | undefined {
  if (!/^[0-9A-Fa-f.:]{2,45}$/.test(address)) return undefined;
  const text = `${address}/${address.includes(':') ? 128 : 32}`;
  const cidr = readCidr(text);
  return cidr.kind === 'cidr' ? { family: cidr.family, text } : undefined;
}

/** The fix, now that the address is known; undefined where it is of the other family, or where there is no place for it. */
export function fixWithAddress(
  finding: Finding,
  network: Pick<CidrSource, 'family' | 'text'>,
  context: FixContext,
): Fix | undefined {
  const { source } = finding;
  const place = isOffered(finding) ? placeForText(finding, context) : undefined;
  if (source?.family !== network.family || place === undefined) return undefined;
  const edits: FileEdits = new Map([[place.file.path, [...place.edits(`"${network.text}"`)]]]);
  const title = message('fixes.allowAddress', { cidr: source.text, network: network.text });
  return { ...plainMend, id: useOwnAddress.id, title, edits: finishedEdits(edits, context), preferred: false };
}

function propose(finding: Finding, context: FixContext): readonly Fix[] {
  const { source } = finding;
  if (source === undefined || !isOffered(finding) || placeForText(finding, context) === undefined) return [];
  const title = message('fixes.useOwnAddress', { cidr: source.text });
  const command = { kind: 'ownAddress' } as const;
  return [{ ...plainMend, id: useOwnAddress.id, title, edits: new Map(), preferred: false, command }];
}

function isOffered({ check, source }: Finding): boolean {
  return source?.prefixLength === 0 && check !== 'network-acl-admin-port-open';
}
