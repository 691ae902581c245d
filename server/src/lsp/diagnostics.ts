// Findings become diagnostics: one at the finding's place, and one of information level at the text that decides it,
// where that text stands elsewhere.
import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic,
  type DiagnosticRelatedInformation,
} from 'vscode-languageserver/node';
import { originMessage } from '../checks/wording.ts';
import { codeOf, controls } from '../checks/controls.ts';
import type { FindingFacts } from '../checks/findingFacts.ts';
import { decidingPlaces } from '../checks/decidingPlaces.ts';
import type { Remark } from '../checks/ignores/remarks.ts';
import { message, render, type Language, type Message } from '../messages.ts';
import type { TeamProblem } from '../team/teamFile.ts';
import { lineIndexOf, type LineIndex, type Place } from '../text.ts';
import { rangeOf, severityOf } from './convert.ts';

export interface DiagnosticContext {
  readonly language: Language;
  /** The text that spans of a path are offsets into; undefined where the file is gone. */
  readonly textOf: (path: string) => string | undefined;
  /** The URI under which the editor knows a path. */
  readonly uriOf: (path: string) => string;
}

/** Everything to show in one file: its findings, and what it opens elsewhere. */
export function diagnosticsOf(
  path: string,
  findings: readonly FindingFacts[],
  findingsFrom: readonly FindingFacts[],
  context: DiagnosticContext,
): readonly Diagnostic[] {
  const lines = new Map<string, LineIndex>();
  const here = findings
    .filter((finding) => finding.suppressedBy === undefined)
    .map((finding) => diagnosticOf(finding, context, lines));
  const from = findingsFrom.filter((finding) => finding.suppressedBy === undefined);
  return [...here, ...originDiagnostics(path, from, context, lines)];
}

/** What counts for nothing in a team's file. */
export function teamDiagnosticsOf(problems: readonly TeamProblem[], context: DiagnosticContext): readonly Diagnostic[] {
  const lines = new Map<string, LineIndex>();
  return problems.map(({ place, message: what }) => ({
    range: rangeIn(place, context, lines),
    severity: DiagnosticSeverity.Warning,
    source: 'portcullis',
    message: render(what, context.language),
  }));
}

/** What there is to say of ignore comments; the editor fades those that are of no use. */
export function remarkDiagnosticsOf(remarks: readonly Remark[], context: DiagnosticContext): readonly Diagnostic[] {
  const lines = new Map<string, LineIndex>();
  return remarks.map(({ id, severity, place, message: what }) => ({
    range: rangeIn(place, context, lines),
    severity: severityOf(severity),
    code: id,
    source: 'portcullis',
    message: render(what, context.language),
    ...(id === 'useless-ignore' && { tags: [DiagnosticTag.Unnecessary] }),
  }));
}

function diagnosticOf(finding: FindingFacts, context: DiagnosticContext, lines: Map<string, LineIndex>): Diagnostic {
  const [gravest] = finding.controls;
  const related = finding.notes.flatMap((note) => relatedOf(note.place, note.message, context, lines));
  return {
    range: rangeIn(finding.place, context, lines),
    severity: severityOf(finding.severity),
    code: codeOf(finding),
    ...(gravest !== undefined && { codeDescription: { href: controls[gravest].page[context.language] } }),
    source: 'portcullis',
    message: render(finding.message, context.language),
    ...(related.length > 0 && { relatedInformation: related }),
  };
}

/** One diagnostic for each deciding text, with every rule that it opens. */
function originDiagnostics(
  path: string,
  findings: readonly FindingFacts[],
  context: DiagnosticContext,
  lines: Map<string, LineIndex>,
): readonly Diagnostic[] {
  const byPlace = new Map<string, { readonly place: Place; readonly findings: FindingFacts[] }>();
  for (const finding of findings) {
    for (const place of decidingPlaces(finding)) {
      if (place.path !== path) continue;
      const key = `${place.span.start}-${place.span.end}`;
      const entry = byPlace.get(key) ?? { place, findings: [] };
      entry.findings.push(finding);
      byPlace.set(key, entry);
    }
  }
  return [...byPlace.values()].map((entry) => ({
    range: rangeIn(entry.place, context, lines),
    severity: DiagnosticSeverity.Information,
    source: 'portcullis',
    message: render(originMessage(entry.findings), context.language),
    relatedInformation: entry.findings.flatMap((finding) =>
      relatedOf(finding.place, message('lsp.opensRule', { address: finding.rule.address }), context, lines),
    ),
  }));
}

function relatedOf(
  place: Place,
  what: Message,
  context: DiagnosticContext,
  lines: Map<string, LineIndex>,
): readonly DiagnosticRelatedInformation[] {
  if (context.textOf(place.path) === undefined) return [];
  const location = { uri: context.uriOf(place.path), range: rangeIn(place, context, lines) };
  return [{ location, message: render(what, context.language) }];
}

function rangeIn(place: Place, context: DiagnosticContext, lines: Map<string, LineIndex>): Diagnostic['range'] {
  const index = lines.get(place.path) ?? lineIndexOf(context.textOf(place.path) ?? '');
  lines.set(place.path, index);
  return rangeOf(index, place.span);
}
