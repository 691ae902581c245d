// Findings that hold only in runs with variable files that Terraform does not load by itself.
// It decides nothing about the rule: that was judged in such a run; it says less surely what was found there, and names the files.
// Called by ../analyze.ts.
import { message } from '../messages.ts';
import type { Message } from '../messages.ts';
import type { TraceStep } from '../terraform/trace.ts';
import type { Place } from '../text.ts';
import type { Finding } from './check.ts';
import type { FindingFacts, Note } from './findingFacts.ts';
import { fileNames, findingMessage, variableFileName } from './wording.ts';

/** A variable file, and what makes the difference in its run: values in it, or in a file that lies beneath it. */
export interface DecidingFile {
  readonly path: string;
  readonly changes: readonly [TraceStep, ...TraceStep[]];
}

/** The finding as one that holds with this file alone; undefined where its settings leave out what is not sure. */
export function onlyWith(finding: Finding, file: DecidingFile): Finding | undefined {
  const { settings } = finding;
  if (settings.possibleSeverity === 'off') return undefined;
  const isTraced = finding.origin.at(-1)?.place.path === file.path;
  const [first, ...others] = file.changes;
  // Of several values that differ nobody knows here which one decides.
  const origin = isTraced || finding.origin.length > 0 || others.length > 0 ? finding.origin : [first];
  const inFile = file.changes.find(({ place }) => place.path === file.path) ?? first;
  const place = isTraced ? (finding.origin.at(-1)?.place ?? inFile.place) : inFile.place;
  const named = withVariableFiles({ ...finding, verdict: 'possible', severity: settings.possibleSeverity }, [
    file.path,
  ]);
  return { ...named, origin, notes: [...finding.notes, noteOf(finding, file.path, place)] };
}

/** The same finding, holding with any of these files. */
export function withVariableFiles<Told extends FindingFacts>(finding: Told, variableFiles: readonly string[]): Told {
  return { ...finding, variableFiles, message: messageWith(finding, variableFiles) };
}

function messageWith(finding: FindingFacts, variableFiles: readonly string[]): Message {
  const files = fileNames(finding.module.rootDir, variableFiles);
  if (finding.kind === 'source') return findingMessage({ ...finding, files });
  const { message: own } = finding;
  const { statement = own } = own.id === 'checks.onlyWith' ? own.values : {};
  return message('checks.onlyWith', { files, statement });
}

function noteOf({ module }: FindingFacts, path: string, place: Place): Note {
  return { place, message: message('checks.holdsWith', { file: variableFileName(module.rootDir, path) }) };
}
