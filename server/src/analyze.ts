// One pure function: a root module and settings in, findings out. Forms read the rules, checks judge their open sources.
// It does no I/O, keeps nothing between calls, and lets no form and no check that fails silence the others.
// Called by the workspace.
import { forms } from './aws/forms/index.ts';
import type { CidrSource, Source } from './aws/ingressRule.ts';
import type { Finding, Note } from './checks/check.ts';
import { judge } from './checks/judge.ts';
import type { Court } from './checks/judge.ts';
import type { CheckSettings } from './checks/settings.ts';
import { ignoreCommentsOf } from './checks/suppress.ts';
import type { Message } from './messages.ts';
import { message } from './messages.ts';
import { localAddress, moduleAddress, modulePrefix } from './terraform/address.ts';
import { resourceInstances } from './terraform/expand.ts';
import { headerOf } from './terraform/header.ts';
import type { Resource } from './terraform/module.ts';
import { allInstances } from './terraform/moduleInstance.ts';
import type { ModuleInstance } from './terraform/scope.ts';
import type { Place } from './text.ts';
import { samePlace } from './text.ts';

/** Something that could not be analyzed, and where it stands. */
export interface AnalysisProblem {
  readonly path: string;
  readonly place: Place;
  readonly message: Message;
}

export interface Analysis {
  /** Sorted by file, start and check; suppressed ones are among them, marked. */
  readonly findings: readonly Finding[];
  readonly problems: readonly AnalysisProblem[];
}

/** Everything found in a root module and in all that it calls. */
export function analyze(root: ModuleInstance, settings: CheckSettings): Analysis {
  const problems: AnalysisProblem[] = [];
  const failed = (what: Message, place: Place): void => {
    problems.push({ path: place.path, place, message: what });
  };
  const { instances, left } = allInstances(root);
  for (const { call, reason } of left) failed(reason.message, reason.place ?? headerOf(call.block));
  const findings = instances.flatMap((instance) => {
    const court = courtOf(instance, settings, failed);
    return instance.module.resources.flatMap((resource) => findingsOf(court, instance, resource));
  });
  return { findings: mergeFindings([findings]), problems };
}

/**
 * One list of several: the same thing found at the same place, by several instances, calls or roots, becomes one finding, with the
 * addresses of the others in `via` and the notes of all. What is surely open anywhere is open.
 */
export function mergeFindings(lists: readonly (readonly Finding[])[]): readonly Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of lists.flat()) {
    const key = identityOf(finding);
    const known = merged.get(key);
    merged.set(key, known === undefined ? withCalls(finding) : merge(known, withCalls(finding)));
  }
  return [...merged.values()].sort(compareFindings);
}

function findingsOf(court: Court, instance: ModuleInstance, resource: Resource): readonly Finding[] {
  const form =
    resource.mode === 'managed' ? forms.find(({ resourceType }) => resourceType === resource.type) : undefined;
  if (form === undefined) return [];
  try {
    const rules = resourceInstances(instance, resource).flatMap(form.rules);
    return rules.flatMap((rule) => rule.sources.filter(isOpen).flatMap((source) => judge(court, rule, source) ?? []));
  } catch (error) {
    const address = `${modulePrefix(instance)}${localAddress(resource)}`;
    court.failed(message('checks.formFailed', { address, error: String(error) }), headerOf(resource.block));
    return [];
  }
}

/** Open is a network of length 0, of either family, in any spelling. */
function isOpen(source: Source): source is CidrSource {
  return source.kind === 'cidr' && source.prefixLength === 0;
}

function courtOf(instance: ModuleInstance, settings: CheckSettings, failed: Court['failed']): Court {
  const files = new Map<string, ReturnType<Court['file']>>();
  const file = (path: string): ReturnType<Court['file']> => {
    if (!files.has(path)) {
      const found = instance.module.files.find((candidate) => candidate.path === path);
      files.set(path, found === undefined ? undefined : { file: found, comments: ignoreCommentsOf(found) });
    }
    return files.get(path);
  };
  return { settings, file, failed };
}

function identityOf({ place, check, controls, rule, source, suppressedBy }: Finding): string {
  const ports = rule.ports.kind === 'range' ? `${rule.ports.from}-${rule.ports.to}` : rule.ports.kind;
  const { start, end } = place.span;
  const suppressed = suppressedBy === undefined ? 'shown' : 'suppressed';
  return [place.path, start, end, check, controls.join(), rule.protocol.kind, ports, source.family, suppressed].join(
    ' ',
  );
}

/** With the addresses of the calls that lead to it. */
function withCalls(finding: Finding): Finding {
  const call = moduleAddress(finding.rule.resource.scope.instance);
  return call === '' ? finding : { ...finding, via: union(finding.via, [call]) };
}

function merge(a: Finding, b: Finding): Finding {
  const [first, second] = a.verdict === 'possible' && b.verdict === 'open' ? [b, a] : [a, b];
  const addresses = [first.rule.address, ...first.via, second.rule.address, ...second.via];
  return { ...first, via: union(addresses, []).slice(1), notes: unionOfNotes(first.notes, second.notes) };
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

function compareFindings(a: Finding, b: Finding): number {
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
