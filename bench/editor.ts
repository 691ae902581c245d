// An editor for measuring: starts the built server as a child process, speaks LSP to it, and knows when what came.
import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type CodeAction,
  type Command,
  type Diagnostic,
  type InitializeResult,
  type MessageConnection,
  type Position,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { endServer } from '../test/support/endServer.ts';
import { serverEnvironment } from '../client/src/serverEnvironment.ts';
import { root as project, run } from './processes.ts';

/** What `portcullis/status` says when a scan has ended. */
export interface ScanFigures {
  readonly findings: number;
  readonly files: number;
  readonly modules: number;
}

export interface EditorOptions {
  /** Open from the start, as the document a user is looking at. */
  readonly document?: { readonly path: string; readonly text: string };
  /** The server's pause after a change, in milliseconds; none where left out. */
  readonly pauseMs?: number;
}

/** What is waited for in what is shown of a document. */
export type Condition = (diagnostics: readonly Diagnostic[]) => boolean;

/** How long an answer may take, in milliseconds. */
const timeLimitMs = 120_000;

/** One editor with one server of its own. */
export class Editor {
  readonly connection: MessageConnection;
  readonly #server: ChildProcess;
  readonly #versions = new Map<string, number>();
  readonly #shown = new Map<string, readonly Diagnostic[]>();
  #waiting: { readonly uri: string; readonly holds: Condition; readonly wake: (atMs: number) => void }[] = [];
  readonly #stderr: string[] = [];
  #ready: { readonly figures: ScanFigures; readonly atMs: number } | undefined;
  #onReady: () => void = () => undefined;
  /** When `initialized` was sent, in milliseconds of this process's clock. */
  initializedMs = 0;
  capabilities: InitializeResult['capabilities'] = {};

  /** Starts a server on a folder and opens it. */
  static async start(folder: string, { document, pauseMs = 0 }: EditorOptions = {}): Promise<Editor> {
    const editor = new Editor();
    const uri = uriOf(folder);
    const result: InitializeResult = await editor.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      locale: 'en',
      workspaceFolders: [{ uri, name: 'bench' }],
      initializationOptions: { pauseMs, showsStatus: true },
      capabilities: {
        workspace: {
          configuration: true,
          workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
          didChangeWatchedFiles: { dynamicRegistration: true },
        },
        textDocument: {
          codeAction: {
            codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } },
            resolveSupport: { properties: ['edit'] },
            dataSupport: true,
          },
        },
      },
    });
    editor.capabilities = result.capabilities;
    editor.initializedMs = performance.now();
    await editor.connection.sendNotification('initialized', {});
    if (document !== undefined) await editor.open(document.path, document.text);
    return editor;
  }

  private constructor() {
    const stdio = ['ignore', 'ignore', 'pipe', 'ipc'] as const;
    this.#server = fork(join(project, 'dist', 'server.js'), ['--node-ipc'], {
      stdio: [...stdio],
      env: { ...process.env, ...serverEnvironment },
    });
    this.#server.stderr?.on('data', (data: Buffer) => this.#stderr.push(data.toString()));
    this.connection = createMessageConnection(new IPCMessageReader(this.#server), new IPCMessageWriter(this.#server));
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      const atMs = performance.now();
      this.#shown.set(params.uri, params.diagnostics);
      const fulfilled = this.#waiting.filter(({ uri, holds }) => uri === params.uri && holds(params.diagnostics));
      this.#waiting = this.#waiting.filter((each) => !fulfilled.includes(each));
      for (const { wake } of fulfilled) wake(atMs);
    });
    this.connection.onNotification('portcullis/status', (status: ScanFigures & { readonly state: string }) => {
      this.#ready = status.state === 'ready' ? { figures: status, atMs: performance.now() } : undefined;
      this.#onReady();
    });
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('window/workDoneProgress/create', () => null);
    this.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
    this.connection.listen();
  }

  get pid(): number {
    return this.#server.pid ?? 0;
  }

  async open(path: string, text: string): Promise<void> {
    this.#versions.set(path, 1);
    const textDocument = { uri: uriOf(path), languageId: 'terraform', version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** Types: puts text in the place of a range, as an editor tells it. */
  async type(path: string, start: Position, end: Position, text: string): Promise<void> {
    const version = (this.#versions.get(path) ?? 1) + 1;
    this.#versions.set(path, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: uriOf(path), version },
      contentChanges: [{ range: { start, end }, text }],
    });
  }

  /** Tells of files that were made (1), changed (2) or deleted (3) on disk. */
  async watched(changes: readonly { readonly path: string; readonly type: 1 | 2 | 3 }[]): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: changes.map(({ path, type }) => ({ uri: uriOf(path), type })),
    });
  }

  async close(path: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(path) } });
  }

  /** Resolves with the time when diagnostics of the document come that meet a condition. */
  published(path: string, holds: Condition): Promise<number> {
    const uri = uriOf(path);
    const came = new Promise<number>((wake) => this.#waiting.push({ uri, holds, wake }));
    return this.#inTime(`diagnostics of ${path}`, came);
  }

  /** Resolves when the scan that is under way has ended, with its figures and the time. */
  async scanned(): Promise<{ readonly figures: ScanFigures; readonly atMs: number }> {
    const ended = new Promise<void>((resolve) => {
      this.#onReady = () => {
        if (this.#ready !== undefined) resolve();
      };
      this.#onReady();
    });
    await this.#inTime('the end of the scan', ended);
    return this.#ready ?? { figures: { findings: 0, files: 0, modules: 0 }, atMs: 0 };
  }

  /** Resolves when the server has nothing left to do, and has told all. */
  async settled(): Promise<void> {
    await this.#inTime('the end of the work', this.connection.sendRequest('portcullis/settled'));
  }

  pathOf(uri: string): string {
    return fileURLToPath(uri);
  }

  /** Whether the first scan, or the last that was begun, has ended. */
  get isScanned(): boolean {
    return this.#ready !== undefined;
  }

  diagnosticsOf(path: string): readonly Diagnostic[] {
    return this.#shown.get(uriOf(path)) ?? [];
  }

  /** Everything that is shown, by URI. */
  get shown(): ReadonlyMap<string, readonly Diagnostic[]> {
    return this.#shown;
  }

  hover(path: string, position: Position): Promise<unknown> {
    const textDocument = { uri: uriOf(path) };
    return this.#inTime('a hover', this.connection.sendRequest('textDocument/hover', { textDocument, position }));
  }

  menu(path: string, position: Position): Promise<(CodeAction | Command)[] | null> {
    const params = {
      textDocument: { uri: uriOf(path) },
      range: { start: position, end: position },
      context: { diagnostics: this.diagnosticsOf(path) },
    };
    return this.#inTime('code actions', this.connection.sendRequest('textDocument/codeAction', params));
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.#inTime('a resolved code action', this.connection.sendRequest('codeAction/resolve', action));
  }

  /** What the server's process holds in memory, in bytes. */
  memory(): number {
    if (process.platform === 'linux') {
      const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? [];
      return Number(kilobytes) * 1024;
    }
    return Number(run('ps', ['-o', 'rss=', '-p', String(this.pid)]).stdout) * 1024;
  }

  async stop(): Promise<void> {
    await endServer(this.#server, this.connection);
  }

  async #inTime<Result>(what: string, answer: Promise<Result>): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`Never came: ${what}. ${this.#stderr.join('')}`)), timeLimitMs);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The URI of an absolute path. */
export function uriOf(path: string): string {
  return pathToFileURL(path).toString();
}
