// The report for programs. Its shape stays: members are added, never changed or taken away.
import type { FindingFacts } from '../../checks/findingFacts.ts';
import type { Ports, Protocol } from '../../aws/ingressRule.ts';
import { render, type Language } from '../../messages.ts';
import { relativePath } from '../../terraform/path.ts';
import { locator } from './locate.ts';
import type { Report } from './report.ts';

/** Lines and columns count from 1, columns in UTF-16 units; a file outside the root begins with `../`. */
export function jsonReport(report: Report, language: Language): string {
  const locate = locator(report.root, report.textOf);
  const document = {
    version: report.version,
    root: report.root,
    findings: report.findings.map((finding) => ({
      ...locate(finding.place),
      address: finding.rule.address,
      form: finding.rule.form,
      check: finding.check,
      controls: finding.controls,
      severity: finding.severity,
      verdict: finding.verdict,
      protocol: protocolText(finding.rule.protocol),
      ports: portRanges(finding.rule.ports),
      sources: finding.source === undefined ? [] : [finding.source.text],
      origin: finding.origin.map((step) => {
        const { file, line, column } = locate(step.place);
        return { file, line, column, text: step.text };
      }),
      otherOrigins: finding.otherOrigins.map((place) => {
        const { file, line, column } = locate(place);
        return { file, line, column };
      }),
      via: finding.via,
      message: render(finding.message, language),
      suppressed: isSuppressed(finding),
      baselined: finding.baselined === true,
    })),
    ignores: report.remarks.map((remark) => ({
      ...locate(remark.place),
      id: remark.id,
      severity: remark.severity,
      message: render(remark.message, language),
    })),
    problems: report.problems.map((problem) => ({
      ...(problem.place === undefined
        ? { file: relativePath(report.root, problem.path), line: 1, column: 1 }
        : locate(problem.place)),
      message: render(problem.message, language),
    })),
    stats: report.stats,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function isSuppressed(finding: FindingFacts): boolean {
  return finding.suppressedBy !== undefined;
}

/** `tcp`, `udp`, `icmp`, `icmpv6`, `-1`, another number as text, the text as written if AWS would refuse it, null if not known. */
function protocolText(protocol: Protocol): string | null {
  switch (protocol.kind) {
    case 'tcp':
    case 'udp':
    case 'icmp':
    case 'icmpv6':
      return protocol.kind;
    case 'all':
      return '-1';
    case 'other':
      return String(protocol.number);
    case 'invalid':
      return protocol.text;
    case 'missing':
    case 'unknown':
      return null;
  }
}

/** Ranges, both ends inclusive; null where the ports are not known or not written, empty where there are none (ICMP). */
function portRanges(ports: Ports): readonly { readonly from: number; readonly to: number }[] | null {
  switch (ports.kind) {
    case 'range':
      return [{ from: ports.from, to: ports.to }];
    case 'all':
      return [{ from: 0, to: 65535 }];
    case 'icmp':
      return [];
    case 'missing':
    case 'invalid':
    case 'unknown':
      return null;
  }
}
