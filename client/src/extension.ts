// Starts and stops the language server, and offers the few commands that need the editor.
// It judges nothing itself. Called by VS Code.
import * as vscode from 'vscode';
import {
  LanguageClient,
  TransportKind,
  type LanguageClientOptions,
  type ServerOptions,
} from 'vscode-languageclient/node';
import { useOwnAddress } from './useOwnAddress.ts';

let client: LanguageClient | undefined;

/** Called by VS Code when a workspace with Terraform in it is opened. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Portcullis', { log: true });
  const module = context.asAbsolutePath('dist/server.js');
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=0'] } },
  };
  const options: LanguageClientOptions = {
    // By pattern, not by language: other extensions may claim .tf under an id of their own.
    documentSelector: [
      { scheme: 'file', pattern: '**/*.{tf,tofu,tfvars,tf.json,tofu.json,tfvars.json}' },
      { scheme: 'file', pattern: '**/.portcullis.yaml' },
    ],
    outputChannel: log,
    initializationOptions: { otherTerraformExtension: hasOtherTerraformExtension(), asksOwnAddress: true },
    middleware: { executeCommand: (command, words, next): unknown => next(command, withDocument(command, words)) },
  };
  client = new LanguageClient('portcullis', 'Portcullis', server, options);
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand('portcullis.showLog', () => log.show()),
    vscode.commands.registerCommand('portcullis.useOwnAddress', useOwnAddress),
    vscode.commands.registerCommand('portcullis.restartServer', async () => {
      try {
        await client?.restart();
      } catch (error) {
        await showFailure(error, log);
      }
    }),
  );
  try {
    await client.start();
  } catch (error) {
    await showFailure(error, log);
  }
}

/** Called by VS Code when the extension is switched off. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function showFailure(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  log.error(error instanceof Error ? error : String(error));
  const show = vscode.l10n.t('Show Log');
  const chosen = await vscode.window.showErrorMessage(
    vscode.l10n.t('Portcullis could not start its language server. The log says why.'),
    show,
  );
  if (chosen === show) log.show();
}

/** The palette hands a command no words: the module that is meant is that of the document in front. */
function withDocument<Word>(command: string, words: Word[]): (Word | string)[] {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  return command === 'portcullis.fixAllInModule' && words.length === 0 && uri !== undefined ? [uri] : words;
}

/** Extensions that report syntax errors of Terraform themselves. */
function hasOtherTerraformExtension(): boolean {
  return ['hashicorp.terraform', 'opentofu.vscode-opentofu'].some(
    (id) => vscode.extensions.getExtension(id) !== undefined,
  );
}
