// The commands that fix a module or the workspace: the editor shows what would change before anything does, and is told what stays.
// Called by session.ts.
import type { Connection } from 'vscode-languageserver/node';
import type { FindingFacts } from '../checks/findingFacts.ts';
import { message, render, type Message } from '../messages.ts';
import { fixAll } from '../proof/fixAll.ts';
import { folderOf } from '../terraform/path.ts';
import { letOthersRun, type CodeActionsContext } from './codeActions.ts';
import { canEdit, workspaceEditOf } from './workspaceEdit.ts';

/** The commands by name; the first takes the URI of a file of the module. */
export const fixAllCommands = { module: 'portcullis.fixAllInModule', workspace: 'portcullis.fixAllInWorkspace' };

export interface FixAllContext extends CodeActionsContext {
  readonly connection: Connection;
  /** Waits until all findings are those of the current texts; false where that takes too long. */
  readonly allCaughtUp: () => Promise<boolean>;
  /** A number that is another one after every change. */
  readonly changes: () => number;
}

/** Fixes what a module holds, or everything where no path is given. */
export async function fixEverything(path: string | undefined, context: FixAllContext): Promise<void> {
  const { connection, language, workspace, referee, log, warn, isShown } = context;
  const tell = (what: Message): void => connection.window.showInformationMessage(render(what, language));
  if (!(await context.allCaughtUp())) {
    warn(message('lsp.fixOutdated'));
    return;
  }
  const dir = path === undefined ? undefined : folderOf(path);
  const isWanted = (finding: FindingFacts): boolean =>
    isShown(finding) && (dir === undefined || folderOf(finding.place.path) === dir);
  const progress = context.abilities.progress ? await connection.window.createWorkDoneProgress() : undefined;
  progress?.begin(render(message('lsp.fixing'), language), undefined, undefined, true);
  const changes = context.changes();
  let done;
  try {
    const pause = async (): Promise<void> => {
      await letOthersRun();
      if (progress?.token.isCancellationRequested === true) throw new Stopped();
      if (changes !== context.changes()) throw new Stopped(message('lsp.fixOutdated'));
    };
    done = await fixAll(workspace.trial(new Map()), { isWanted, referee, pause });
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    if (error.why !== undefined) warn(error.why);
    return;
  } finally {
    progress?.done();
  }
  const { edits, mended, left } = done;
  for (const { finding, reason } of left) log(message('lsp.findingLeft', { address: finding.rule.address, reason }));
  if (edits.size === 0) {
    tell(message('lsp.nothingFixed', { left: left.length }));
    return;
  }
  if (!canEdit(edits, context)) {
    warn(message('lsp.cannotCreateFiles'));
    return;
  }
  const label = render(message('lsp.fixAllLabel', { count: mended.length }), language);
  const { edit } = workspaceEditOf({ edits, remark: { label, confirm: true }, selection: undefined }, context);
  const answer = await connection.workspace.applyEdit({ label, edit });
  if (answer.applied) tell(message('lsp.allFixed', { count: mended.length, left: left.length }));
}

/** Work that is given up, and why where the user has not asked for it. */
class Stopped extends Error {
  readonly why: Message | undefined;

  constructor(why?: Message) {
    super('stopped');
    this.why = why;
  }
}
