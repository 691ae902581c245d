// What a code action carries until it is chosen: which fix of which finding it was, in which version of the document.
// Called by codeActions.ts.
import type { FindingFacts } from '../checks/findingFacts.ts';
import { render } from '../messages.ts';
import type { Offer } from './offers.ts';

/** Enough to find the same fix again, whatever has happened to the text in between. */
export interface CodeActionData {
  readonly uri: string;
  /** Of the document when the action was offered; null where it was not open. */
  readonly version: number | null;
  /** The finding with its place, and without: the place holds in that version alone. */
  readonly finding: string;
  readonly loosely: string;
  readonly fix: string;
  /** In English, whatever the editor speaks. */
  readonly title: string;
}

/** A fix of everything in a document. */
export interface FixAllData {
  readonly uri: string;
  readonly all: true;
}

export function dataOf({ finding, fix }: Offer, uri: string, version: number | null): CodeActionData {
  const title = render(fix.title, 'en');
  return { uri, version, finding: exactName(finding), loosely: looseName(finding), fix: fix.id, title };
}

/** Undefined where the data is none of ours. */
export function readData(data: unknown): CodeActionData | FixAllData | undefined {
  if (typeof data !== 'object' || data === null || !('uri' in data) || typeof data.uri !== 'string') return undefined;
  const { uri } = data;
  if ('all' in data) return data.all === true ? { uri, all: true } : undefined;
  if (!('version' in data && 'finding' in data && 'loosely' in data && 'fix' in data && 'title' in data))
    return undefined;
  const { version, finding, loosely, fix, title } = data;
  if (version !== null && typeof version !== 'number') return undefined;
  if (
    typeof finding !== 'string' ||
    typeof loosely !== 'string' ||
    typeof fix !== 'string' ||
    typeof title !== 'string'
  )
    return undefined;
  return { uri, version, finding, loosely, fix, title };
}

/**
 * The finding that was meant. In a document that has changed it is known by what it says of which rule; undefined where it is gone,
 * or where two are alike.
 */
export function findingMeant(
  { version, finding, loosely }: CodeActionData,
  findings: readonly FindingFacts[],
  versionNow: number | null,
): FindingFacts | undefined {
  if (version === versionNow) {
    const same = findings.find((each) => exactName(each) === finding);
    if (same !== undefined) return same;
  }
  const [alike, ...others] = findings.filter((each) => looseName(each) === loosely);
  return others.length === 0 ? alike : undefined;
}

function exactName(finding: FindingFacts): string {
  const { start, end } = finding.place.span;
  return JSON.stringify([looseName(finding), start, end]);
}

function looseName({ place, rule, source, check }: FindingFacts): string {
  const ports = rule.ports.kind === 'range' ? `${rule.ports.from}-${rule.ports.to}` : rule.ports.kind;
  return JSON.stringify([place.path, rule.address, check, source?.text, ports]);
}
