// Starts and stops the language server, and offers the few commands that need the editor.
// It judges nothing itself. Called by VS Code.
import * as vscode from 'vscode';
import {
  LanguageClient,
  TransportKind,
  type LanguageClientOptions,
  type ServerOptions,
} from 'vscode-languageclient/node';
import { middleware } from './middleware.ts';
import { serverEnvironment } from './serverEnvironment.ts';
import { showStatus } from './status.ts';
import { useOwnAddress } from './useOwnAddress.ts';

let client: LanguageClient | undefined;

// By pattern, not by language: other extensions may claim .tf under an id of their own.
const documents = [{ scheme: 'file', pattern: '**/*.{tf,tofu,tfvars,tf.json,tofu.json,tfvars.json}' }];

/** Called by VS Code when a workspace with Terraform in it is opened. What takes time comes after it; nobody waits for it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Portcullis', { log: true });
  const made = new Promise<void>((resolve) => setImmediate(resolve)).then(() => makeClient(context, log));
  const withClient = async (act: (made: LanguageClient) => Promise<void>): Promise<void> => {
    try {
      await act(await made);
    } catch (error) {
      await showFailure(error, log);
    }
  };
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand('portcullis.showLog', () => log.show()),
    vscode.commands.registerCommand('portcullis.useOwnAddress', useOwnAddress),
    vscode.commands.registerCommand('portcullis.restartServer', () => withClient((running) => running.restart())),
    vscode.commands.registerCommand('portcullis.showProfile', () => withClient(showProfile)),
  );
  void withClient((running) => running.start());
}

/** Loads the protocol, which is the larger part of the extension, and prepares the server. */
function makeClient(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc, options: { env: serverEnvironment } },
    debug: {
      module,
      transport: TransportKind.ipc,
      options: { env: serverEnvironment, execArgv: ['--nolazy', '--inspect=0'] },
    },
  };
  const options: LanguageClientOptions = {
    documentSelector: [...documents, { scheme: 'file', pattern: '**/.portcullis.yaml' }],
    outputChannel: log,
    initializationOptions: {
      otherTerraformExtension: hasOtherTerraformExtension(),
      asksOwnAddress: true,
      showsStatus: true,
    },
    middleware,
  };
  client = new LanguageClient('portcullis', 'Portcullis', server, options);
  context.subscriptions.push(showStatus(client, documents));
  return client;
}

/** Called by VS Code when the extension is switched off. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** Opens a text that says where the time of the last scan went. */
async function showProfile(running: LanguageClient): Promise<void> {
  const content = await running.sendRequest<string>('portcullis/profile');
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document);
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

/** Extensions that report syntax errors of Terraform themselves. */
function hasOtherTerraformExtension(): boolean {
  return ['hashicorp.terraform', 'opentofu.vscode-opentofu'].some(
    (id) => vscode.extensions.getExtension(id) !== undefined,
  );
}
