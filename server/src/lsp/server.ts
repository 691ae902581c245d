// The language server: its capabilities, and which handler answers which message.
// It holds no knowledge of Terraform; it hands texts down and findings up.
// Called by main.ts with a connection.
import {
  CodeActionKind,
  DidChangeWatchedFilesNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Referee } from '../hcl/hcl2json.ts';
import { languageOf, type Language } from '../messages.ts';
import type { WorkerHost } from '../workspace/workerHost.ts';
import type { FileSystem } from '../workspace/fileSystem.ts';
import { Workspace, type Parsers } from '../workspace/workspace.ts';
import { fixAllKind } from './codeActions.ts';
import { commands } from './commands.ts';
import { pathOf } from './convert.ts';
import { abilitiesOf } from './editorAbilities.ts';
import { readInitializationOptions } from './initializationOptions.ts';
import { Profile } from './profile.ts';
import { defaultSettings } from './settings.ts';
import { Session } from './session.ts';

/**
 * A pause after the last change before work starts, in milliseconds: for what an editor tells at once in several messages. Between two
 * keys nobody waits for so long, so that a longer one only adds to the time (`npm run bench -- --only pause`).
 */
const delayMs = 20;

export interface ServerParts {
  readonly fileSystem: FileSystem;
  readonly parsers: Parsers;
  /** Threads to share much work with. */
  readonly workers: WorkerHost;
  readonly referee: Referee;
  /** Called when there is nothing to do: what a burst of work has left behind may go. */
  readonly giveBackMemory: () => void;
  readonly version: string;
}

/** Answers one editor until it says goodbye. */
export function serve(connection: Connection, parts: ServerParts): void {
  const documents = new TextDocuments(TextDocument);
  const profile = new Profile();
  const workspace = new Workspace(profile.watch(parts.fileSystem), parts.parsers, defaultSettings, parts.workers);
  let session: Session | undefined;
  let editor: InitializeParams['capabilities']['workspace'];

  connection.onInitialize((params): InitializeResult => {
    const language: Language = languageOf(params.locale);
    editor = params.capabilities.workspace;
    const options = readInitializationOptions(params.initializationOptions);
    session = new Session(connection, documents, workspace, parts.referee, {
      language,
      delayMs: options.pauseMs ?? delayMs,
      canPullSettings: editor?.configuration === true,
      abilities: abilitiesOf(params.capabilities),
      otherTerraformExtension: options.otherTerraformExtension,
      showsStatus: options.showsStatus,
      asksOwnAddress: options.asksOwnAddress,
      giveBackMemory: parts.giveBackMemory,
      profile,
    });
    workspace.setFolders(foldersOf(params));
    return {
      serverInfo: { name: 'portcullis', version: parts.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind],
          resolveProvider: true,
        },
        hoverProvider: true,
        executeCommandProvider: { commands: [...commands.keys()] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(() => {
    const opened = session;
    if (opened === undefined) return;
    if (editor?.didChangeWatchedFiles?.dynamicRegistration === true) {
      connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] })
        .catch((error: unknown) => opened.log(`no file watching: ${String(error)}`));
    }
    if (editor?.workspaceFolders === true) {
      connection.workspace.onDidChangeWorkspaceFolders(async () => {
        const folders = (await connection.workspace.getWorkspaceFolders()) ?? [];
        workspace.setFolders(folders.flatMap((folder) => pathOf(folder.uri) ?? []));
        opened.foldersChanged();
      });
    }
    opened.start();
  });

  documents.onDidChangeContent(({ document }) => session?.documentChanged(document));
  documents.onDidClose(({ document }) => session?.documentClosed(document));
  connection.onDidChangeConfiguration(({ settings }) => session?.settingsChanged(settings));
  connection.onDidChangeWatchedFiles(({ changes }) => session?.filesChanged(changes));
  connection.onHover((params) => session?.hover(params) ?? null);
  connection.onCodeAction((params) => session?.codeActions(params) ?? []);
  connection.onCodeActionResolve((action) => session?.resolveCodeAction(action) ?? action);
  connection.onExecuteCommand(async ({ command, arguments: words = [] }) => {
    if (session !== undefined) await commands.get(command)?.(session, words);
    return null;
  });
  connection.onRequest('portcullis/settled', async () => {
    await session?.settled();
    return null;
  });
  connection.onRequest('portcullis/profile', () => session?.profile() ?? '');
  connection.onShutdown(() => session?.stop());

  documents.listen(connection);
  connection.listen();
}

function foldersOf(params: InitializeParams): readonly string[] {
  const folders = params.workspaceFolders?.flatMap((folder) => pathOf(folder.uri) ?? []);
  if (folders !== undefined) return folders;
  // Editors from before workspace folders send one root.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const root = params.rootUri ?? undefined;
  return root === undefined ? [] : [pathOf(root)].flatMap((path) => path ?? []);
}
