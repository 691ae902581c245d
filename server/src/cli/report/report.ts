// What a report is made of, whatever its format.
import type { FindingFacts } from '../../checks/findingFacts.ts';
import type { Remark } from '../../checks/ignores/remarks.ts';
import type { WorkspaceProblem } from '../../workspace/problems.ts';

export interface Report {
  readonly version: string;
  /** Absolute; the files of the report are relative to it. */
  readonly root: string;
  /** The current folder, absolute: where CI systems look for the files of a report. */
  readonly here: string;
  readonly findings: readonly FindingFacts[];
  /** Whether those that the baseline knows are shown; JSON holds them always. */
  readonly showsBaselined: boolean;
  readonly remarks: readonly Remark[];
  readonly problems: readonly WorkspaceProblem[];
  /** The text that spans of a path are offsets into. */
  readonly textOf: (path: string) => string | undefined;
  readonly stats: { readonly files: number; readonly modules: number; readonly milliseconds: number };
}

/** What is to be shown: what no comment silences and, unless all are asked for, no baseline knows. */
export function shownFindings({ findings, showsBaselined }: Report): readonly FindingFacts[] {
  return findings.filter(
    ({ suppressedBy, baselined }) => suppressedBy === undefined && (showsBaselined || baselined !== true),
  );
}
