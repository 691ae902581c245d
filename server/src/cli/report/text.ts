// The report for people: each finding with its source line and the squiggle under it.
import type { Severity } from '../../checks/check.ts';
import type { FindingFacts } from '../../checks/findingFacts.ts';
import type { Remark } from '../../checks/ignores/remarks.ts';
import { message, render, type Language } from '../../messages.ts';
import { relativePath } from '../../terraform/path.ts';
import { lineAndColumnAt, lineIndexOf, type Place } from '../../text.ts';
import type { WorkspaceProblem } from '../../workspace/problems.ts';
import { locator } from './locate.ts';
import { shownFindings, type Report } from './report.ts';

/** A line longer than this is shown cut, in UTF-16 units. */
const maximumLineLength = 160;

/** Findings, then what was left out, then one line of sums. */
export function textReport(report: Report, language: Language, colors: boolean): string {
  const paint = colors ? painted : plain;
  const unsuppressed = report.findings.filter((finding) => finding.suppressedBy === undefined);
  const shown = shownFindings(report);
  const parts = shown.map((finding) => findingText(finding, report, language, paint));
  const locate = locator(report.root, report.textOf);
  const locationOf = (place: Place): string => {
    const { file, line, column } = locate(place);
    return `${file}:${line}:${column}`;
  };
  for (const remark of report.remarks) parts.push(remarkText(remark, locationOf, language, paint));
  for (const problem of report.problems) parts.push(problemText(problem, locationOf, language, paint));
  const { files, modules, milliseconds } = report.stats;
  const suppressed = report.findings.length - unsuppressed.length;
  const hidden = unsuppressed.length - shown.length;
  const sum = render(message('cli.sum', { findings: shown.length, files, modules, milliseconds }), language);
  const more = suppressed === 0 ? '' : ` ${render(message('cli.suppressed', { count: suppressed }), language)}`;
  const later = hidden === 0 ? '' : ` ${render(message('cli.baselined', { count: hidden }), language)}`;
  return `${parts.join('\n')}${parts.length > 0 ? '\n' : ''}${sum}${more}${later}\n`;
}

type Color = 'red' | 'yellow' | 'blue' | 'dim';
type Paint = (color: Color, text: string) => string;

function findingText(finding: FindingFacts, report: Report, language: Language, paint: Paint): string {
  const text = report.textOf(finding.place.path) ?? '';
  const index = lineIndexOf(text);
  const start = lineAndColumnAt(index, finding.place.span.start);
  const end = lineAndColumnAt(index, finding.place.span.end);
  const lineStart = index[start.line] ?? 0;
  const line = text.slice(lineStart, index[start.line + 1] ?? text.length).replace(/[\r\n]+$/, '');
  const until = end.line === start.line ? end.column : line.length;
  const file = relativePath(report.root, finding.place.path);
  const color = colorOf(finding.severity);
  const number = String(start.line + 1);
  const margin = ' '.repeat(number.length);
  const lines = [
    `${file}:${number}:${start.column + 1}  ${paint(color, namesOf(finding))}  ${finding.rule.address}`,
    `  ${render(finding.message, language)}`,
    `  ${paint('dim', `${number} |`)} ${line.slice(0, maximumLineLength)}`,
    `  ${paint('dim', `${margin} |`)} ${squiggle(line, start.column, until, (mark) => paint(color, mark))}`,
  ];
  for (const step of finding.origin) {
    const at = lineAndColumnAt(lineIndexOf(report.textOf(step.place.path) ?? ''), step.place.span.start);
    lines.push(
      `  ${paint('dim', '<-')} ${relativePath(report.root, step.place.path)}:${at.line + 1}:${at.column + 1}  ${step.text}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

type LocationOf = (place: Place) => string;

function remarkText(
  { id, severity, place, message: what }: Remark,
  locationOf: LocationOf,
  language: Language,
  paint: Paint,
): string {
  return `${locationOf(place)}  ${paint(colorOf(severity), id)}\n  ${render(what, language)}\n`;
}

function problemText(
  { place, message: what }: WorkspaceProblem,
  locationOf: LocationOf,
  language: Language,
  paint: Paint,
): string {
  const text = `${paint('yellow', '!')} ${render(what, language)}\n`;
  return place === undefined ? text : `${locationOf(place)}\n  ${text}`;
}

/** The controls it fails, or the check where AWS has none for it. */
function namesOf({ controls, check }: FindingFacts): string {
  return controls.length > 0 ? controls.join(' ') : check;
}

/** Blanks as wide as the line's start shows, tabs kept, then one mark for each column of the squiggle. */
function squiggle(line: string, from: number, until: number, paint: (mark: string) => string): string {
  const before = Array.from(line.slice(0, from))
    .map((character) => (character === '\t' ? '\t' : ' '.repeat(widthOf(character))))
    .join('');
  const marked = Array.from(line.slice(from, Math.min(until, maximumLineLength)));
  const width = marked.reduce((sum, character) => sum + widthOf(character), 0);
  return before + paint('~'.repeat(Math.max(1, width)));
}

/** Columns a character takes in a terminal: East Asian wide ones take two. */
function widthOf(character: string): number {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
    character,
  )
    ? 2
    : 1;
}

function colorOf(severity: Severity): Color {
  switch (severity) {
    case 'error':
      return 'red';
    case 'warning':
      return 'yellow';
    case 'information':
    case 'hint':
      return 'blue';
  }
}

function plain(_color: Color, text: string): string {
  return text;
}

function painted(color: Color, text: string): string {
  const codes: Record<Color, number> = { red: 31, yellow: 33, blue: 34, dim: 2 };
  return `\u001b[${codes[color]}m${text}\u001b[0m`;
}
