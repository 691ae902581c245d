// The language status item: whether a scan is under way, what the last one came to, and a click to the profile.
// Called by extension.ts.
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** Shows what `portcullis/status` says, beside the language of every Terraform document. */
export function showStatus(client: LanguageClient, selector: vscode.DocumentSelector): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('portcullis.status', selector);
  item.name = 'Portcullis';
  show(item, { state: 'scanning' });
  const heard = client.onNotification('portcullis/status', (status: unknown) => show(item, status));
  return vscode.Disposable.from(item, heard);
}

function show(item: vscode.LanguageStatusItem, status: unknown): void {
  item.busy = false;
  item.severity = vscode.LanguageStatusSeverity.Information;
  switch (memberOf(status, 'state')) {
    case 'scanning':
      item.busy = true;
      item.text = vscode.l10n.t('Portcullis: scanning');
      item.detail = vscode.l10n.t('Open files are judged first.');
      item.command = profile();
      break;
    case 'stopped':
      item.severity = vscode.LanguageStatusSeverity.Warning;
      item.text = vscode.l10n.t('Portcullis: scan stopped');
      item.detail = vscode.l10n.t('Only open files are judged.');
      item.command = { command: 'portcullis.scanAgain', title: vscode.l10n.t('Scan Again') };
      break;
    case 'ready':
      item.text = vscode.l10n.t('Portcullis: {findings} findings', { findings: figure(status, 'findings') });
      item.detail = vscode.l10n.t('{files} files, {modules} modules, {milliseconds} ms', {
        files: figure(status, 'files'),
        modules: figure(status, 'modules'),
        milliseconds: figure(status, 'milliseconds'),
      });
      item.command = profile();
  }
}

function profile(): vscode.Command {
  return { command: 'portcullis.showProfile', title: vscode.l10n.t('Show Profile') };
}

function figure(status: unknown, name: string): number {
  return Number(memberOf(status, name));
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}
