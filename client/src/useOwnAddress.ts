// The command behind the fix that lets in the user's own address: it names the service and asks, then asks the service, then has the
// server make the edit. Nothing goes to the network before the user has said yes.
// Registered by extension.ts.
import * as vscode from 'vscode';
import { askOwnAddress, readService, type Answer } from './ownAddress.ts';

/** The server's command that makes the edit from the address. */
const allowAddress = 'portcullis.allowAddress';

const timeLimitMs = 5000;

/** Carries the fix out. `word` is the server's own and goes back to it as it came. */
export async function useOwnAddress(word: unknown): Promise<void> {
  const service = vscode.workspace.getConfiguration('portcullis').get('ownAddress.service');
  const url = typeof service === 'string' ? readService(service) : undefined;
  if (url === undefined) {
    await refuse({ kind: 'notHttps' }, String(service));
    return;
  }
  const yes = vscode.l10n.t('Ask {0}', url.host);
  const question = vscode.l10n.t('Ask {0} for your public IP address?', url.host);
  const detail = vscode.l10n.t(
    'Portcullis makes one request to {0}, without any of your files or settings, and puts the address that it answers into your Terraform. The address is that of the machine that VS Code runs its extensions on.',
    url.href,
  );
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, yes);
  if (chosen !== yes) return;
  const answer = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Asking {0}', url.host) },
    () => askOwnAddress(url, fetch, timeLimitMs),
  );
  if (answer.kind === 'address') await vscode.commands.executeCommand(allowAddress, word, answer.address);
  else await refuse(answer, url.href);
}

async function refuse(answer: Exclude<Answer, { kind: 'address' }>, service: string): Promise<void> {
  const settings = vscode.l10n.t('Open Settings');
  const chosen = await vscode.window.showErrorMessage(reasonOf(answer, service), settings);
  if (chosen === settings)
    await vscode.commands.executeCommand('workbench.action.openSettings', 'portcullis.ownAddress.service');
}

function reasonOf(answer: Exclude<Answer, { kind: 'address' }>, service: string): string {
  switch (answer.kind) {
    case 'notHttps':
      return vscode.l10n.t(
        'The setting portcullis.ownAddress.service has a value that cannot be used: {0}. It must be an address that begins with https://.',
        service,
      );
    case 'tooSlow':
      return vscode.l10n.t('{0} did not answer in time. Nothing was changed.', service);
    case 'noAddress':
      return vscode.l10n.t('{0} answered with something else than one IP address. Nothing was changed.', service);
    case 'failed':
      return vscode.l10n.t('{0} could not be asked: {1}. Nothing was changed.', service, answer.detail);
  }
}
