// Semgrep: `# nosemgrep` or `# nosemgrep: rule-id` on the line where a match begins, or alone on the line above it.
// https://semgrep.dev/docs/ignoring-files-folders-code#ignore-code-through-nosemgrep
import type { FileComment, IgnoreTool } from './ignoreTool.ts';
import { everything, securityGroupIngress } from './ignoreTool.ts';

/** Without ids it silences every rule of Semgrep there. */
export const semgrep: IgnoreTool = {
  name: 'Semgrep',
  marker: /nosem/i,
  read: (comments) =>
    comments.flatMap((comment) => {
      const match = /^(?:#|\/\/|\/\*)\s*nosem(?:grep)?(?![\w-])(?:[:=]\s?(\S.*))?/i.exec(comment.text);
      if (match === null) return [];
      const accepts = match[1] === undefined ? everything : isOurs(match[1]) ? [securityGroupIngress] : [];
      if (accepts.length === 0) return [];
      return [{ place: comment.place, accepts, reach: { kind: 'shownOn', lines: linesOf(comment) } as const }];
    }),
};

const ruleId = 'aws-ec2-security-group-allows-public-ingress';

/** Ids may be written with the folders that lead to the rule: `terraform.aws.security.<id>.<id>`. */
function isOurs(ids: string): boolean {
  return ids.split(/[,\s]+/).some((id) => id === ruleId || id.endsWith(`.${ruleId}`));
}

function linesOf({ line, lastLine, isAlone }: FileComment): readonly number[] {
  return isAlone ? [lastLine + 1] : [line];
}
