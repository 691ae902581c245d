// The command that lets in one address instead of everyone. Whoever calls it has asked the user and found the address out; the
// server asks nobody, so that any editor can call it with an address that it is given.
// Called by session.ts.
import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { fixWithAddress, networkOfAddress } from '../fixes/use-own-address.ts';
import { message, render, type Message } from '../messages.ts';
import { attemptOf, fixContextOf } from '../proof/attempt.ts';
import { objectionTo } from '../proof/proof.ts';
import { findingMeant, readData } from './codeActionData.ts';
import type { CodeActionsContext } from './codeActions.ts';
import { pathOf } from './convert.ts';
import { canEdit, workspaceEditOf } from './workspaceEdit.ts';

/** The server's command: what the code action carries, and the address. */
export const allowAddressCommand = 'portcullis.allowAddress';

/** The proven edit, or why there is none. */
export async function editWithAddress(
  word: unknown,
  address: unknown,
  context: CodeActionsContext,
): Promise<{ readonly label: string; readonly edit: WorkspaceEdit } | Message> {
  const network = typeof address === 'string' ? networkOfAddress(address) : undefined;
  if (network === undefined) return message('lsp.noAddress', { text: shorten(String(address)) });
  const data = readData(word);
  const path = data === undefined ? undefined : pathOf(data.uri);
  if (data === undefined || 'all' in data || path === undefined || !(await context.caughtUp(path)))
    return message('lsp.fixOutdated');
  const { workspace, isShown, versionOf, language, referee } = context;
  const findings = [...workspace.findingsIn(path), ...workspace.findingsFrom(path)].filter(isShown);
  const finding = findingMeant(data, findings, versionOf(path));
  if (finding === undefined) return message('lsp.fixOutdated');
  const families = { network: network.family, rule: finding.source?.family ?? network.family };
  if (families.network !== families.rule) return message('lsp.otherFamily', { address: network.text, ...families });
  const trial = workspace.trial(new Map());
  const whole = trial.whole(finding);
  const fix = whole && fixWithAddress(whole, network, { ...fixContextOf(trial), today: context.today() });
  const attempt = fix === undefined ? undefined : attemptOf(fix, trial);
  if (fix === undefined || attempt === undefined || !canEdit(fix.edits, context)) return message('lsp.fixOutdated');
  const objection = await objectionTo([finding], attempt, referee);
  if (objection !== undefined) return message('lsp.fixRefused', { reason: objection });
  const { edit } = workspaceEditOf({ edits: fix.edits, remark: undefined, selection: undefined }, context);
  return { label: render(fix.title, language), edit };
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
