// One list of findings of several: what is found by several instances, calls, runs or roots is told once.
// It judges nothing. Called by ../analyze.ts for a root, by the workspace and its trials for several.
import type { Place } from '../text.ts';
import { samePlace } from '../text.ts';
import type { Severity } from './check.ts';
import { decidingPlaces } from './decidingPlaces.ts';
import type { FindingFacts, Note } from './findingFacts.ts';
import { withVariableFiles } from './variableFiles.ts';

/**
 * One list of several: the same thing found at the same place, by several instances, calls or roots, becomes one finding, with the
 * addresses of the others in `via` and the notes of all. What is surely open anywhere is open, and as grave as it is anywhere.
 */
export function mergeFindings<Told extends FindingFacts>(lists: readonly (readonly Told[])[]): readonly Told[] {
  const merged = new Map<string, Told>();
  for (const finding of lists.flat()) {
    const key = identityOf(finding);
    const known = merged.get(key);
    merged.set(key, known === undefined ? withCalls(finding) : merge(known, withCalls(finding)));
  }
  return [...merged.values()].sort(compareFindings);
}

/** What two findings have in common that are about the same thing at the same place. */
export function identityOf({
  place,
  check,
  controls,
  rule,
  source,
  suppressedBy,
  message: what,
}: FindingFacts): string {
  const ports = rule.ports.kind === 'range' ? `${rule.ports.from}-${rule.ports.to}` : rule.ports.kind;
  const { start, end } = place.span;
  const suppressed = suppressedBy === undefined ? 'shown' : 'suppressed';
  const about = source?.family ?? what.id;
  return [place.path, start, end, check, controls.join(), rule.protocol.kind, ports, about, suppressed].join(' ');
}

/** With the addresses of the calls that lead to it. */
function withCalls<Told extends FindingFacts>(finding: Told): Told {
  const call = finding.module.address;
  return call === '' ? finding : { ...finding, via: union(finding.via, [call]) };
}

function merge<Told extends FindingFacts>(a: Told, b: Told): Told {
  const order = doubtOf(a) - doubtOf(b) || gravity.indexOf(a.severity) - gravity.indexOf(b.severity);
  const [first, second]: readonly [Told, Told] = order > 0 ? [b, a] : [a, b];
  const addresses = [first.rule.address, ...first.via, second.rule.address, ...second.via];
  const merged: Told = {
    ...first,
    via: union(addresses, []).slice(1),
    notes: unionOfNotes(first.notes, second.notes),
    otherOrigins: otherOriginsOf(first, second),
  };
  if (first.variableFiles.length === 0) return merged;
  const variableFiles = union(first.variableFiles, second.variableFiles);
  return variableFiles.length === first.variableFiles.length ? merged : withVariableFiles(merged, variableFiles);
}

const gravity: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** What holds without a variable file says more than what needs one. */
function doubtOf({ verdict, variableFiles }: FindingFacts): number {
  return verdict === 'open' ? 0 : variableFiles.length === 0 ? 1 : 2;
}

function otherOriginsOf(first: FindingFacts, second: FindingFacts): readonly Place[] {
  const places = decidingPlaces(first);
  const further = decidingPlaces(second).filter((place) => !places.some((known) => samePlace(known, place)));
  return [...first.otherOrigins, ...further].slice(0, maximumNotes);
}

function union(first: readonly string[], second: readonly string[]): readonly string[] {
  return [...new Set([...first, ...second])];
}

/** Enough to see where a finding comes from; a module called a thousand times does not give a thousand notes. */
const maximumNotes = 50;

function unionOfNotes(first: readonly Note[], second: readonly Note[]): readonly Note[] {
  const isNew = (note: Note): boolean =>
    !first.some((known) => samePlace(known.place, note.place) && known.message.id === note.message.id);
  return first.length >= maximumNotes ? first : [...first, ...second.filter(isNew)];
}

function compareFindings(a: FindingFacts, b: FindingFacts): number {
  return (
    compareTexts(a.place.path, b.place.path) ||
    a.place.span.start - b.place.span.start ||
    a.place.span.end - b.place.span.end ||
    compareTexts(a.check, b.check) ||
    compareTexts(identityOf(a), identityOf(b))
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
