// `portcullis check`: finds what is open and reports it. It only reads.
// Called by cli.ts.
import type { FindingFacts } from '../checks/findingFacts.ts';
import { render } from '../messages.ts';
import { fromNativePath } from '../terraform/path.ts';
import type { CheckTask } from './arguments.ts';
import type { CliWorld, ExitCode } from './cliWorld.ts';
import { runWithProgress } from './progress.ts';
import { githubReport } from './report/github.ts';
import { jsonReport } from './report/json.ts';
import type { Report } from './report/report.ts';
import { sarifReport } from './report/sarif.ts';
import { textReport } from './report/text.ts';
import { select } from './selected.ts';
import { workToEnd } from './workToEnd.ts';

/** Exit code 1 where something is found that is more than a hint. */
export async function check(task: CheckTask, world: CliWorld): Promise<ExitCode> {
  const started = performance.now();
  const selected = select(task, world);
  if ('id' in selected) {
    world.writeError(`${render(selected, task.language)}\n`);
    return 2;
  }
  const { workspace, targets, root } = selected;
  if (task.showsProgress === 'always' || (task.showsProgress === 'on-terminal' && world.errorIsTerminal))
    await runWithProgress(workspace, task.language, world);
  else await workToEnd(workspace);
  const isWanted = (path: string): boolean =>
    targets.some((target) => path === target || path.startsWith(`${target}/`));
  const findings = workspace.allFindings().filter((finding) => isWanted(finding.place.path));
  const report: Report = {
    version: world.version,
    root,
    here: fromNativePath(world.absolute('.')),
    findings,
    showsBaselined: task.all,
    remarks: workspace.allRemarks().filter(({ place }) => isWanted(place.path)),
    problems: workspace.problems(),
    textOf: (path) => workspace.text(path),
    stats: {
      files: workspace.fileCount,
      modules: workspace.moduleCount,
      milliseconds: Math.round(performance.now() - started),
    },
  };
  world.write(reportText(report, task, world));
  return findings.some((finding) => isReason(finding, task)) ? 1 : 0;
}

function reportText(report: Report, { format, language }: CheckTask, world: CliWorld): string {
  switch (format) {
    case 'text':
      return textReport(report, language, world.colors);
    case 'json':
      return jsonReport(report, language);
    case 'sarif':
      return sarifReport(report, language);
    case 'github':
      return githubReport(report, language);
  }
}

/** Whether a finding fails the run. */
function isReason({ suppressedBy, baselined, severity }: FindingFacts, { all }: CheckTask): boolean {
  return suppressedBy === undefined && (all || baselined !== true) && severity !== 'hint';
}
