// KICS: `# kics-scan ignore-line` and `ignore-block` for what follows; at the top of a file `ignore` and `disable=ID` for all of it.
// https://docs.kics.io/latest/running-kics/#using_commands_on_scanned_files_as_comments
import type { Acceptance, FileComment, IgnoreTool, ToolIgnore } from './ignoreTool.ts';
import { everything, groupPort, securityGroupIngress } from './ignoreTool.ts';

/** A comment at the end of a line counts for that line and for the next, as KICS has it. */
export const kics: IgnoreTool = {
  name: 'KICS',
  marker: /kics-scan/i,
  read: (comments) => comments.flatMap((comment) => readCommand(comment, comments) ?? []),
};

function readCommand(comment: FileComment, comments: readonly FileComment[]): ToolIgnore | undefined {
  const { place, line, text, isAtTop } = comment;
  const command = /^(?:#|\/\/|\/\*)\s*kics-scan\s+(\S+)/i.exec(text)?.[1]?.toLowerCase() ?? '';
  const next = lineBelow(comment, comments);
  if (command === 'ignore-line') return { place, accepts: everything, reach: { kind: 'shownOn', lines: [line, next] } };
  if (command === 'ignore-block') return { place, accepts: everything, reach: { kind: 'nextBlock', line: next } };
  if (!isAtTop) return undefined;
  if (command === 'ignore') return { place, accepts: everything, reach: { kind: 'file' } };
  const ids = /^disable=(.+)$/.exec(command)?.[1]?.split(',') ?? [];
  const accepts = ids.flatMap((id) => table[id] ?? []);
  return accepts.length === 0 ? undefined : { place, accepts, reach: { kind: 'file' } };
}

/** Each comment that follows directly is passed over. */
function lineBelow(comment: FileComment, comments: readonly FileComment[]): number {
  let line = comment.lastLine + 1;
  while (comments.some((other) => other.isAlone && other.line === line)) line++;
  return line;
}

const table: Readonly<Record<string, Acceptance>> = {
  // Unrestricted Security Group Ingress
  '4728cd65-a20c-49da-8b31-9c08b423e4db': securityGroupIngress,
  // Security Group With Unrestricted Access To SSH
  '65905cec-d691-4320-b320-2000436cb696': groupPort(22),
  // Remote Desktop Port Open To Internet
  '151187cb-0efc-481c-babd-ad24e3c9bc22': groupPort(3389),
  // HTTP Port Open To Internet
  'ffac8a12-322e-42c1-b9b9-81ff85c39ef7': groupPort(80),
};
