// `portcullis check`: finds what is open and reports it. It only reads.
// Called by cli.ts.
import type { Finding } from '../checks/check.ts';
import { render } from '../messages.ts';
import type { CheckTask } from './arguments.ts';
import type { CliWorld, ExitCode } from './cliWorld.ts';
import { jsonReport } from './report/json.ts';
import type { Report } from './report/report.ts';
import { textReport } from './report/text.ts';
import { select } from './selected.ts';

/** Exit code 1 where something is found that is more than a hint. */
export function check(task: CheckTask, world: CliWorld): ExitCode {
  const started = performance.now();
  const selected = select(task, world);
  if ('id' in selected) {
    world.writeError(`${render(selected, task.language)}\n`);
    return 2;
  }
  const { workspace, targets, root } = selected;
  workspace.catchUp();
  const isWanted = (path: string): boolean =>
    targets.some((target) => path === target || path.startsWith(`${target}/`));
  const findings = workspace.allFindings().filter((finding) => isWanted(finding.place.path));
  const report: Report = {
    version: world.version,
    root,
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
  world.write(
    task.format === 'json' ? jsonReport(report, task.language) : textReport(report, task.language, world.colors),
  );
  return findings.some((finding) => isReason(finding, task)) ? 1 : 0;
}

/** Whether a finding fails the run. */
function isReason({ suppressedBy, baselined, severity }: Finding, { all }: CheckTask): boolean {
  return suppressedBy === undefined && (all || baselined !== true) && severity !== 'hint';
}
