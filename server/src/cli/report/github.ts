// The report as workflow commands, which GitHub Actions shows as annotations beside the lines of a pull request.
// Source: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions, read 2026-11.
import type { Severity } from '../../checks/check.ts';
import { message, render, type Language } from '../../messages.ts';
import type { Place } from '../../text.ts';
import { locator } from './locate.ts';
import { shownFindings, type Report } from './report.ts';

/** One line for each finding, remark and problem, then the sum; files are relative to the current folder. */
export function githubReport(report: Report, language: Language): string {
  const locate = locator(report.here, report.textOf);
  const annotation = (command: string, title: string, place: Place, text: string): string => {
    return `::${command} ${[...placed(locate(place)), `title=${property(title)}`].join(',')}::${escaped(text)}`;
  };
  const findings = shownFindings(report);
  const { files, modules, milliseconds } = report.stats;
  return [
    ...findings.map(({ severity, place, controls, check, message: what }) =>
      annotation(commandOf(severity), controls.join(' ') || check, place, render(what, language)),
    ),
    ...report.remarks.map(({ severity, place, id, message: what }) =>
      annotation(commandOf(severity), id, place, render(what, language)),
    ),
    ...report.problems.map(({ path, place = { path, span: { start: 0, end: 0 } }, message: what }) =>
      annotation('notice', 'portcullis', place, render(what, language)),
    ),
    render(message('cli.sum', { findings: findings.length, files, modules, milliseconds }), language),
    '',
  ].join('\n');
}

/** Columns only within one line: GitHub refuses them otherwise. */
function placed({ file, line, column, endLine, endColumn }: ReturnType<ReturnType<typeof locator>>): string[] {
  const columns = line === endLine ? [`col=${column}`, `endColumn=${endColumn}`] : [];
  return [`file=${property(file)}`, `line=${line}`, `endLine=${endLine}`, ...columns];
}

function commandOf(severity: Severity): string {
  switch (severity) {
    case 'error':
    case 'warning':
      return severity;
    case 'information':
    case 'hint':
      return 'notice';
  }
}

/** A text that ends at the end of the line. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A text that ends at a comma or a colon. */
function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
