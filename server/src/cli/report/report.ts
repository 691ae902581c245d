// What a report is made of, whatever its format.
import type { Finding } from '../../checks/check.ts';
import type { Remark } from '../../checks/ignores/remarks.ts';
import type { WorkspaceProblem } from '../../workspace/problems.ts';

export interface Report {
  readonly version: string;
  /** Absolute; the files of the report are relative to it. */
  readonly root: string;
  readonly findings: readonly Finding[];
  /** Whether those that the baseline knows are shown in text; JSON holds them always. */
  readonly showsBaselined: boolean;
  readonly remarks: readonly Remark[];
  readonly problems: readonly WorkspaceProblem[];
  /** The text that spans of a path are offsets into. */
  readonly textOf: (path: string) => string | undefined;
  readonly stats: { readonly files: number; readonly modules: number; readonly milliseconds: number };
}
