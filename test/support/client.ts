// Starts the built server as a child process and speaks LSP to it, as an editor would.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL, fileURLToPath } from 'node:url';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver/node';
import type {
  ApplyWorkspaceEditParams,
  CodeAction,
  Diagnostic,
  Hover,
  InitializeParams,
  InitializeResult,
  PublishDiagnosticsParams,
  ShowDocumentParams,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { endServer } from './endServer.ts';

const serverModule = join(import.meta.dirname, '..', '..', 'dist', 'server.js');

/** How long a message may take, in milliseconds. */
const timeLimitMs = 10_000;

export interface ClientOptions {
  readonly locale?: string;
  readonly settings?: unknown;
  readonly filesExclude?: unknown;
  readonly initializationOptions?: unknown;
  /** Names below the workspace's root that are opened as folders; the root itself where left out. */
  readonly folders?: readonly string[];
  /** Without it the editor cannot make files in an edit. */
  readonly canCreateFiles?: boolean;
  /** An editor of the plainest kind: no second question, no remarks, no snippets, no versions, nothing to show. */
  readonly plain?: boolean;
}

/** A folder in a temporary place with files in it, by name and text. */
export function makeWorkspace(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-test-')));
  for (const [name, text] of Object.entries(files)) writeInto(root, name, text);
  return root;
}

export function writeInto(root: string, name: string, text: string): void {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** One editor with one server. `stop` ends the server and removes the folder. */
export class Client {
  readonly root: string;
  readonly connection: MessageConnection;
  /** What the server last published, by file name relative to the root. */
  readonly diagnostics = new Map<string, readonly Diagnostic[]>();
  /** Every publication in order. */
  readonly published: PublishDiagnosticsParams[] = [];
  /** What `portcullis/status` said, in order. */
  readonly statuses: unknown[] = [];
  readonly warnings: string[] = [];
  readonly log: string[] = [];
  /** What the server asked the editor to apply, and to show. */
  readonly applied: ApplyWorkspaceEditParams[] = [];
  readonly shown: ShowDocumentParams[] = [];
  readonly #server: ReturnType<typeof fork>;
  #settings: unknown;
  readonly #filesExclude: unknown;
  #waiting: (() => void)[] = [];
  readonly #versions = new Map<string, number>();

  /** Starts a server on these files; it ends with the test. */
  static async start(
    context: TestContext,
    files: Readonly<Record<string, string>>,
    options: ClientOptions = {},
  ): Promise<Client> {
    const client = new Client(makeWorkspace(files), options);
    context.after(() => client.stop());
    await client.#initialize(options);
    return client;
  }

  private constructor(root: string, options: ClientOptions) {
    this.root = root;
    this.#settings = options.settings ?? null;
    this.#filesExclude = options.filesExclude ?? null;
    this.#server = fork(serverModule, ['--node-ipc'], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.#server.stderr?.on('data', (data: Buffer) => {
      this.log.push(data.toString());
      this.#wake();
    });
    this.connection = createMessageConnection(new IPCMessageReader(this.#server), new IPCMessageWriter(this.#server));
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.diagnostics.set(this.nameOf(params.uri), params.diagnostics);
      this.#wake();
    });
    this.connection.onNotification('portcullis/status', (status: unknown) => {
      this.statuses.push(status);
      this.#wake();
    });
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.log.push(message);
      this.#wake();
    });
    this.connection.onRequest('window/showMessageRequest', ({ message }: { message: string }) => {
      this.warnings.push(message);
      this.#wake();
      return null;
    });
    this.connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
      this.warnings.push(message);
      this.#wake();
    });
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('window/workDoneProgress/create', () => null);
    this.connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
      this.applied.push(params);
      this.#wake();
      return { applied: true };
    });
    this.connection.onRequest('window/showDocument', (params: ShowDocumentParams) => {
      this.shown.push(params);
      this.#wake();
      return { success: true };
    });
    this.connection.onRequest('workspace/configuration', ({ items }: { items: { section: string }[] }) =>
      items.map(({ section }) => (section === 'portcullis' ? this.#settings : this.#filesExclude)),
    );
    this.connection.listen();
  }

  uriOf(name: string): string {
    return pathToFileURL(join(this.root, name)).toString();
  }

  nameOf(uri: string): string {
    const path = fileURLToPath(uri);
    return path.startsWith(this.root) ? path.slice(this.root.length + 1).replaceAll('\\', '/') : path;
  }

  async open(name: string, text: string): Promise<void> {
    this.#versions.set(name, 1);
    const textDocument = { uri: this.uriOf(name), languageId: 'terraform', version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  async change(name: string, text: string): Promise<void> {
    const version = (this.#versions.get(name) ?? 0) + 1;
    this.#versions.set(name, version);
    const textDocument = { uri: this.uriOf(name), version };
    await this.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
  }

  async close(name: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uriOf(name) } });
  }

  /** Tells of a change on disk: 1 created, 2 changed, 3 deleted. */
  async watched(...changes: readonly (readonly [name: string, type: 1 | 2 | 3])[]): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: changes.map(([name, type]) => ({ uri: this.uriOf(name), type })),
    });
  }

  async configure(settings: unknown): Promise<void> {
    this.#settings = settings;
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  }

  /** The actions at a place, as the menu has them. */
  async menu(name: string, line: number, character: number, only?: readonly string[]): Promise<readonly CodeAction[]> {
    const at = { line, character };
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: this.uriOf(name) },
      range: { start: at, end: at },
      context: { diagnostics: this.diagnostics.get(name) ?? [], ...(only !== undefined && { only }) },
    });
  }

  /** An action with its edit, as when it is chosen. */
  async choose(action: CodeAction): Promise<CodeAction> {
    if (action.data === undefined) return action;
    return this.connection.sendRequest('codeAction/resolve', action);
  }

  /** The actions at a place, each with its edit. */
  async codeActions(name: string, line: number, character: number): Promise<readonly CodeAction[]> {
    const actions = await this.menu(name, line, character);
    return Promise.all(actions.map((action) => this.choose(action)));
  }

  async command(command: string, ...words: readonly unknown[]): Promise<void> {
    await this.connection.sendRequest('workspace/executeCommand', { command, arguments: words });
  }

  async hover(name: string, line: number, character: number): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: this.uriOf(name) },
      position: { line, character },
    });
  }

  /** Waits until what the server said meets a condition; fails with what it said after the time limit. */
  async until(what: string, holds: () => boolean): Promise<void> {
    const deadline = Date.now() + timeLimitMs;
    while (!holds()) {
      const left = deadline - Date.now();
      if (left <= 0)
        assert.fail(`never came: ${what}\n${JSON.stringify([...this.diagnostics], null, 1)}\n${this.log.join('\n')}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Waits until a file shows this many diagnostics, and gives them. */
  async shows(name: string, count: number): Promise<readonly Diagnostic[]> {
    await this.until(`${count} diagnostics in ${name}`, () => (this.diagnostics.get(name) ?? []).length === count);
    return this.diagnostics.get(name) ?? [];
  }

  async stop(): Promise<void> {
    try {
      await endServer(this.#server, this.connection);
    } finally {
      rmSync(this.root, { recursive: true, force: true });
    }
  }

  async #initialize(options: ClientOptions): Promise<void> {
    const folders = options.folders ?? [''];
    const result: InitializeResult = await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      locale: options.locale ?? 'en',
      workspaceFolders: folders.map((name) => ({ uri: this.uriOf(name), name })),
      initializationOptions: options.initializationOptions,
      capabilities: options.plain === true ? { workspace: { configuration: true } } : capabilitiesOf(options),
    });
    assert.equal(result.serverInfo?.name, 'portcullis');
    await this.connection.sendNotification('initialized', {});
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}

/** What VS Code says it can do, as far as the server asks. */
function capabilitiesOf(options: ClientOptions): InitializeParams['capabilities'] {
  return {
    workspace: {
      configuration: true,
      workspaceEdit: {
        documentChanges: true,
        resourceOperations: options.canCreateFiles === false ? [] : ['create'],
        changeAnnotationSupport: { groupsOnLabel: true },
        snippetEditSupport: true,
      },
      didChangeWatchedFiles: { dynamicRegistration: true },
    },
    textDocument: {
      codeAction: { dataSupport: true, resolveSupport: { properties: ['edit', 'command'] } },
    },
    window: { showDocument: { support: true } },
  };
}

/** Applies an edit to texts by file name relative to the root; created files begin empty. */
export function applyWorkspaceEdit(
  client: Client,
  texts: Readonly<Record<string, string>>,
  edit: WorkspaceEdit | undefined,
): Record<string, string> {
  const result: Record<string, string> = { ...texts };
  for (const change of edit?.documentChanges ?? []) {
    if ('kind' in change) {
      assert.equal(change.kind, 'create');
      result[client.nameOf('uri' in change ? change.uri : '')] ??= '';
      continue;
    }
    const name = client.nameOf(change.textDocument.uri);
    const lines = (result[name] ?? '').split('\n');
    const offset = ({ line, character }: { line: number; character: number }): number =>
      lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
    const edits = change.edits.map((each) => {
      const newText = 'newText' in each ? each.newText : plainText(each.snippet.value);
      return { start: offset(each.range.start), end: offset(each.range.end), newText };
    });
    let text = result[name] ?? '';
    for (const each of edits.sort((a, b) => b.start - a.start))
      text = text.slice(0, each.start) + each.newText + text.slice(each.end);
    result[name] = text;
  }
  return result;
}

/** The text that a snippet with one stop leaves behind. */
function plainText(snippet: string): string {
  return snippet.replace(/\$0|\$\{0:((?:[^\\}]|\\.)*)\}/g, '$1').replace(/\\([\\$}])/g, '$1');
}
