// The list of tools whose ignore comments are honored.
// Read by fileIgnores.ts.
import { checkov } from './checkov.ts';
import type { IgnoreTool } from './ignoreTool.ts';
import { kics } from './kics.ts';
import { semgrep } from './semgrep.ts';
import { sonar } from './sonar.ts';
import { terrascan } from './terrascan.ts';
import { tfsec } from './tfsec.ts';
import { trivy } from './trivy.ts';

/** Every tool there is a table for. */
export const ignoreTools: readonly IgnoreTool[] = [checkov, tfsec, trivy, kics, terrascan, semgrep, sonar];
