// The report as SARIF 2.1.0, which code scanning of GitHub, GitLab and Azure DevOps reads.
// What a comment silences or a baseline knows is left out, because not every reader heeds `suppressions`.
// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, read 2026-11.
import type { Severity } from '../../checks/check.ts';
import type { FindingFacts } from '../../checks/findingFacts.ts';
import { render, type Language, type Message } from '../../messages.ts';
import { identityOf } from '../../team/baseline.ts';
import { samePlace, type Place } from '../../text.ts';
import { locator } from './locate.ts';
import { shownFindings, type Report } from './report.ts';
import { levelOf, sarifRule, type SarifRuleId } from './sarifRules.ts';

/** One run; files are relative to the current folder, columns are UTF-16 units. */
export function sarifReport(report: Report, language: Language): string {
  const locate = locator(report.here, report.textOf);
  const physical = (place: Place): object => {
    const { file, line, column, endLine, endColumn } = locate(place);
    return {
      artifactLocation: artifactOf(file),
      region: { startLine: line, startColumn: column, endLine, endColumn },
    };
  };
  const findings = shownFindings(report);
  const used = new Set<SarifRuleId>([...findings.map(({ check }) => check), ...report.remarks.map(({ id }) => id)]);
  const rules = [...used].toSorted();
  const result = (ruleId: SarifRuleId, severity: Severity, what: Message): object => ({
    ruleId,
    ruleIndex: rules.indexOf(ruleId),
    level: levelOf(severity),
    message: textOf(what, language),
  });
  const identities = fingerprints(report.here, findings);
  const run = {
    tool: {
      driver: {
        name: 'Portcullis',
        // An empty version is no version to SARIF's readers.
        ...(report.version !== '' && { version: report.version, semanticVersion: report.version }),
        rules: rules.map((id) => sarifRule(id, language)),
      },
    },
    language,
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: report.problems.map(
          ({ path, place = { path, span: { start: 0, end: 0 } }, message: what }) => ({
            level: 'warning',
            message: textOf(what, language),
            locations: [{ physicalLocation: physical(place) }],
          }),
        ),
      },
    ],
    results: [
      ...findings.map((finding, index) => ({
        ...result(finding.check, finding.severity, finding.message),
        locations: [
          {
            physicalLocation: physical(finding.place),
            logicalLocations: [{ fullyQualifiedName: finding.rule.address, kind: 'resource' }],
          },
        ],
        ...relatedLocations(finding, physical, language),
        partialFingerprints: { 'portcullis/v1': identities[index] },
        properties: { controls: finding.controls, verdict: finding.verdict },
      })),
      ...report.remarks.map(({ id, severity, message: what, place }) => ({
        ...result(id, severity, what),
        locations: [{ physicalLocation: physical(place) }],
      })),
    ],
  };
  const $schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
  return `${JSON.stringify({ $schema, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

/** The notes, which say where the range comes from, and the steps on the way there that no note stands at. */
function relatedLocations(
  { origin, notes }: FindingFacts,
  physical: (place: Place) => object,
  language: Language,
): object {
  const steps = origin.filter(({ place }) => !notes.some((note) => samePlace(note.place, place)));
  const places = [
    ...steps.map(({ place, text }) => ({ physicalLocation: physical(place), message: { text } })),
    ...notes.map(({ place, message: what }) => ({
      physicalLocation: physical(place),
      message: textOf(what, language),
    })),
  ];
  return places.length === 0 ? {} : { relatedLocations: places.map((place, index) => ({ id: index + 1, ...place })) };
}

/** What each finding is known again by; those that are alike are numbered. */
function fingerprints(dir: string, findings: readonly FindingFacts[]): readonly string[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const { module, address, check, protocol, ports, source } = identityOf(dir, finding);
    const identity = [module, address, check, protocol, ports, source].join('|');
    const count = (counts.get(identity) ?? 0) + 1;
    counts.set(identity, count);
    return `${identity}|${count}`;
  });
}

/** Relative to the root of the sources; absolute for what lies on another drive. */
function artifactOf(file: string): object {
  const uri = file
    .split('/')
    .map(encodeURIComponent)
    .join('/')
    .replace(/^([A-Za-z])%3A/, 'file:///$1:');
  return uri.startsWith('file:') ? { uri } : { uri, uriBaseId: '%SRCROOT%' };
}

function textOf(what: Message, language: Language): { readonly text: string } {
  return { text: render(what, language) };
}
